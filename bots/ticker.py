"""The alarm clock: APScheduler wakes `advance_due(now)`. The database is the schedule: a lost alarm loses nothing."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bots.arrivals import Arrivals
from bots.clock import PracticeClock
from bots.courier import Courier
from contests.desk.running import Due, advance_due, next_due
from contests.lifecycle import Played
from contests.ports import Clock, StorageError, Store

Tidy = Callable[[Store, datetime], Awaitable[None]]

log = logging.getLogger(__name__)

TIDY_EVERY = timedelta(hours=1)
LONGEST_SLEEP = timedelta(seconds=30)
"""The alarm rings at least this often, whatever the next deadline is."""
TRY_AGAIN = timedelta(seconds=5)
"""How soon it rings again for a deadline that could not be played."""


class Ticker:
    """Plays deadlines when they are due, and lets the courier say what is owed then."""

    def __init__(self, store: Store, clock: Clock, arrivals: Arrivals, courier: Courier, tidy: Tidy) -> None:
        """Play the deadlines of this store by this clock; `tidy(store, now)` throws away what nobody needs."""
        self._tidy = tidy
        self._store = store
        self._clock = clock
        self._arrivals = arrivals
        self._courier = courier
        self._next: datetime | None = None
        self._turning = asyncio.Lock()
        self._arming: asyncio.Task[None] | None = None
        self._is_stirred = False
        self._setting = asyncio.Lock()
        self._alarm = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    async def start(self) -> None:
        """Play what was missed, then set the alarm."""
        self._alarm.start()
        self._alarm.add_job(self._tidied, "interval", seconds=TIDY_EVERY.total_seconds(), id="tidy")
        await self._tick()

    async def stop(self) -> None:
        """Take the alarm away."""
        self._alarm.shutdown(wait=False)
        await asyncio.sleep(0)

    @property
    def is_running(self) -> bool:
        """Tell whether the alarm is set."""
        return bool(self._alarm.running)

    @property
    def next_deadline(self) -> datetime | None:
        """Return the next deadline that the alarm knows."""
        return self._next

    def stirred(self) -> None:
        """Set the alarm anew, for a commit may have brought an earlier deadline; and wake the courier."""
        self._courier.wake()
        self._is_stirred = True
        if self._alarm.running and (self._arming is None or self._arming.done()):
            self._arming = asyncio.create_task(self._arm_anew())

    async def _arm_anew(self) -> None:
        """Set the alarm, and once more for what was committed meanwhile: it may have been read before that."""
        while self._is_stirred:
            self._is_stirred = False
            await self._arm()

    async def catch_up(self, at: datetime) -> None:
        """Play what was due before something that arrived at `at`."""
        if self._next is not None and self._next <= at:
            await self._play(at)
            await self._arm(played=at)

    async def _play(self, now: datetime) -> list[Played]:
        await self._arrivals.settled(before=now)
        return await advance_due(self._store, now)

    async def _tick(self) -> None:
        async with self._turning:
            now = self._clock.now()
            try:
                await self._play(now)
            except StorageError:
                log.exception("the schedule could not be played; the next alarm tries again")
        await self._arm(played=now)
        self._courier.wake()

    async def _tidied(self) -> None:
        try:
            await self._tidy(self._store, self._clock.now())
        except StorageError:
            log.exception("old files could not be thrown away; the next hour tries again")

    async def _arm(self, *, played: datetime | None = None) -> None:
        async with self._setting:  # what was read first is not set last
            try:
                due = await next_due(self._store)
            except StorageError:
                log.exception("the next deadline could not be read")
                due = None
            self._next = due.at if due else None
            if self._alarm.running:
                wake = datetime.now(UTC) + self._sleep(due, played)
                self._alarm.add_job(self._tick, "date", run_date=wake, id="tick", replace_existing=True)

    def _sleep(self, due: Due | None, played: datetime | None) -> timedelta:
        """Return how long to sleep; what is still due though time was `played` up to it could not be played."""
        if due is None:
            return LONGEST_SLEEP
        shortest = TRY_AGAIN if played is not None and due.at <= played else timedelta(0)
        return min(max(due.at - self._clock.now(), shortest), LONGEST_SLEEP)

    async def turn(self, clock: PracticeClock, by: timedelta | None) -> tuple[datetime, list[Played]]:
        """Turn the practice clock, by some time or to the next deadline; deliver at each deadline on the way."""
        played: list[Played] = []
        async with self._turning:
            target = await self._target(clock, by)
            stuck: Due | None = None
            while target is not None and (due := await next_due(self._store)) and due.at <= target and due != stuck:
                stuck = due
                await clock.move_to(due.at)
                played += await self._play(clock.now())
                await self._courier.flush()
            if target is not None:
                await clock.move_to(target)
                played += await self._play(clock.now())
                await self._courier.flush()
        await self._arm(played=clock.now())
        return clock.now(), played

    async def _target(self, clock: PracticeClock, by: timedelta | None) -> datetime | None:
        if by is not None:
            return clock.now() + by
        due = await next_due(self._store)
        return max(due.at, clock.now()) if due else None
