"""The courier: outbox → presenter → speaker. It sends after the commit, tries again, and gives up loudly."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from bots.delivering import Delivery, WaitsInRoomError
from bots.hearing import NotConnectedError, NotSentError, Speaker, UnsureError
from bots.wording import Wording
from contests.desk.running import claim, delivered, not_delivered, nothing_to_say
from contests.ports import Clock, Owed, StorageError, Store

log = logging.getLogger(__name__)

AT_ONCE = 250
"""Rows that are taken from the outbox at a time."""
LONGEST_S = 60.0
"""How long one message may be under way before that try counts as failed."""
LOOK_EVERY_S = 5.0
"""How often the courier looks for tries that have become due, unless it is woken."""


class Courier:
    """Says what is owed, each thing once."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        speakers: Mapping[str, Speaker],
        wording: Wording,
        is_coming: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Speak by these platforms' mouths; what is for one that is only just coming up is kept for it, untried."""
        self._store = store
        self._clock = clock
        self._is_coming = is_coming
        self._delivery = Delivery(store, speakers, wording)
        self._woken = asyncio.Event()
        self._busy = asyncio.Lock()
        self._unclosed: dict[str, Owed] = {}  # claimed, and then the storage failed: said anew, under the same key

    def wake(self) -> None:
        """Look at the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is owed until cancelled."""
        while True:
            try:
                await self.flush()
            except Exception:  # whatever it was, what is owed must still be sent: only being cancelled ends this
                log.exception("the outbox could not be worked through; trying again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY_S)
            self._woken.clear()

    async def flush(self) -> None:
        """Try everything that is to be tried now; return when each was sent, given up, or failed once.

        Each platform is spoken to by one message at a time, so that a slow one holds up none of the others.
        """
        async with self._busy:
            tried: set[str] = set()
            under_way: dict[str, asyncio.Task[None]] = {}
            lanes: dict[str, str] = {}
            try:
                while True:
                    for row in [row for row in await self._waiting() if row.id not in tried]:
                        lane = lanes[row.id] = lanes.get(row.id) or await self._delivery.lane(row)
                        if lane not in under_way and not any(map(self._is_coming, lane.split("+"))):
                            tried.add(row.id)
                            under_way[lane] = asyncio.create_task(self._deliver(row))
                    if not under_way:
                        return
                    await self._some_of(under_way)
            finally:
                for task in under_way.values():
                    task.cancel()
                await asyncio.gather(*under_way.values(), return_exceptions=True)

    async def _some_of(self, under_way: dict[str, asyncio.Task[None]]) -> None:
        """Wait until a message was sent or lost, or more is owed; raise what a message failed with."""
        woken = asyncio.create_task(self._woken.wait())
        try:
            await asyncio.wait({*under_way.values(), woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if woken.done():
                self._woken.clear()
            woken.cancel()
        for lane, task in [(lane, task) for lane, task in under_way.items() if task.done()]:
            del under_way[lane]
            task.result()

    async def _waiting(self) -> list[Owed]:
        async with self._store.reading() as work:
            return [*self._unclosed.values(), *await work.outbox.waiting(self._clock.now(), AT_ONCE)]

    async def _deliver(self, owed: Owed) -> None:
        if owed.id not in self._unclosed and not await claim(self._store, owed, self._clock.now()):
            return
        self._unclosed[owed.id] = owed
        try:
            async with asyncio.timeout(LONGEST_S):
                is_said = await self._delivery.deliver(owed)
        except NotSentError as lost:
            await self._not_delivered(owed, lost)
        except StorageError:
            # what may have been said since somebody looked is in doubt anew, should its answer be lost
            self._unclosed[owed.id] = replace(owed, doubt=None)
            raise
        except Exception as broken:  # one message that cannot be worded or sent stops no other; it is tried again
            log.exception("message %s could not be sent", owed.id)
            await self._not_delivered(owed, NotSentError(type(broken).__name__, final=False))
        else:
            if is_said:
                await delivered(self._store, owed, self._clock.now())
            else:
                await nothing_to_say(self._store, owed)
        del self._unclosed[owed.id]

    async def _not_delivered(self, owed: Owed, lost: NotSentError) -> None:
        now = self._clock.now()
        await not_delivered(
            self._store,
            owed,
            now,
            lost.why,
            final=lost.final,
            again_in=lost.again_in,
            waits_in_room=isinstance(lost, WaitsInRoomError),
            is_unsure=isinstance(lost, UnsureError),
            is_untried=isinstance(lost, NotConnectedError),
        )
