"""Keeping a platform connected: it may be down while the others run on, and says why and what would mend it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bots.hearing import CannotRunError, Platform
from bots.words import Words
from contests.ports import Clock

log = logging.getLogger(__name__)

REFUSED_S = (60.0, 120.0, 240.0, 480.0, 600.0)
"""The growing waits after what an operator must mend; the last one repeats."""
DRAIN_S = 5.0
"""How long the platforms may take to end; the outbox is sent after that, and all in ten seconds."""
COMING_WITHIN = timedelta(minutes=1)
"""How long what is owed waits for a platform to be connected to before it is tried, and told of, as not sent."""
LOST_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""The growing waits after whatever else ended a connection, before chance shortens them by up to half."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How a platform is, and since when; down says why and what would mend it."""

    state: Literal["starting", "up", "down"]
    since: datetime
    cause: str = ""
    cure: str = ""


Conditions = MutableMapping[str, Condition]
"""By platform; those that are not there are not wanted."""


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Runs platforms for ever."""

    conditions: Conditions
    clock: Clock
    t: Words
    """The operator's language."""
    chance: Callable[[], float]
    """A number from 0 to 1, so that many who lost a platform at once do not all come back at once."""
    is_up: Callable[[Platform], None] = lambda _: None
    """Called each time that a platform works from then on."""
    is_refused: Callable[[Platform], None] = lambda _: None
    """Called when a platform refuses us: nothing can be said there either."""
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def supervise(self, platform: Platform) -> None:
        """Run a platform until cancelled; whatever ends it, it is run again after a growing wait."""
        refused = lost = 0
        self._note(platform, Condition("starting", self.clock.now()))

        def up() -> None:
            nonlocal refused, lost
            refused = lost = 0
            self._note(platform, Condition("up", self.clock.now()))
            self.is_up(platform)

        while True:
            try:
                await platform.run(up)
                raise ConnectionError("it ended by itself")  # noqa: TRY301 - as whatever else ends it
            except CannotRunError as barred:
                self._down(platform, barred.cause, barred.cure)
                self.is_refused(platform)
                wait_s = REFUSED_S[min(refused, len(REFUSED_S) - 1)]
                refused += 1
            except Exception as broken:  # whatever it was, the platform is run again: only being cancelled ends this
                log.exception("%s was lost", platform.name)
                cause = self.t._("The connection was lost ({error}).", error=type(broken).__name__)
                self._down(platform, cause, self.t._("It is tried again by itself; the log says more."))
                wait_s = LOST_S[min(lost, len(LOST_S) - 1)] * (1 - self.chance() / 2)
                lost += 1
            await self.wait(wait_s)

    def _down(self, platform: Platform, cause: str, cure: str) -> None:
        """Note that it is down, and since when: of one cause since its first time."""
        before = self.conditions.get(platform.name)
        same = before is not None and (before.state, before.cause) == ("down", cause)
        since = before.since if before is not None and same else self.clock.now()
        self._note(platform, Condition("down", since, cause, cure))

    def _note(self, platform: Platform, condition: Condition) -> None:
        before = self.conditions.get(platform.name)
        self.conditions[platform.name] = condition
        if before is None or (before.state, before.cause) != (condition.state, condition.cause):
            told = f": {condition.cause} {condition.cure}" if condition.cause else ""
            level = logging.WARNING if condition.state == "down" else logging.INFO
            log.log(level, "%s is %s%s", platform.name, condition.state, told)


def is_coming(conditions: Conditions, platform: str, now: datetime) -> bool:
    """Tell whether a platform was begun to be connected to a moment ago, and nothing is known of it yet."""
    found = conditions.get(platform)
    return found is not None and found.state == "starting" and now - found.since < COMING_WITHIN


@asynccontextmanager
async def kept_running(platforms: Sequence[Platform], supervisor: Supervisor) -> AsyncIterator[None]:
    """Run platforms until the block ends; each then ends in good order, within `DRAIN_S`."""
    tasks = [asyncio.create_task(supervisor.supervise(one)) for one in platforms]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=DRAIN_S)
