"""The door: what arrived before a deadline is heard out before the deadline is played (RULES.md 2)."""

import asyncio
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from contests.ports import Clock

PATIENCE_S = 10.0
"""How long a close waits for what arrived before it; what is slower is told "too late"."""


class Arrivals:
    """Dates what arrives, and knows what is still being heard."""

    def __init__(self, clock: Clock) -> None:
        """Date arrivals by this clock."""
        self._clock = clock
        self._inside: set[Arrival] = set()
        self._left = asyncio.Event()

    def arrived(self, at: datetime | None = None) -> "Arrival":
        """Date what was just held in full, and count it as inside until it is answered.

        `at` is the date of what was held before.
        """
        return Arrival(at or self._clock.now(), self._inside, self._left)

    async def settled(self, before: datetime) -> None:
        """Wait until everything dated before a time was answered, at most `PATIENCE_S`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while any(one.at < before for one in self._inside):
                    self._left.clear()
                    await self._left.wait()


class Arrival:
    """Something that arrived: inside until it has left, or as long as a `with` block, which is given its time."""

    __slots__ = ("_inside", "_left", "at")

    def __init__(self, at: datetime, inside: "set[Arrival]", left: asyncio.Event) -> None:
        """Be among those inside, dated so."""
        self.at, self._inside, self._left = at, inside, left
        inside.add(self)

    def leave(self) -> None:
        """Be waited for no longer; twice is once."""
        self._inside.discard(self)
        self._left.set()

    def __enter__(self) -> datetime:
        """Stay as long as the block."""
        return self.at

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave."""
        self.leave()
