"""The door: what arrived before a deadline is heard out before the deadline is played (RULES.md 2)."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from contests.ports import Clock

PATIENCE_S = 10.0
"""How long a close waits for what arrived before it; what is slower is told "too late"."""


class Arrivals:
    """Dates what arrives, and knows what is still being heard."""

    def __init__(self, clock: Clock) -> None:
        """Date arrivals by this clock."""
        self._clock = clock
        self._inside: dict[object, datetime] = {}
        self._left = asyncio.Event()

    @contextmanager
    def arrived(self, at: datetime | None = None) -> Iterator[datetime]:
        """Date what was just held in full, and count it as inside until it is answered.

        `at` is the date of what was held before.
        """
        token, at = object(), at or self._clock.now()
        self._inside[token] = at
        try:
            yield at
        finally:
            del self._inside[token]
            self._left.set()

    async def settled(self, before: datetime) -> None:
        """Wait until everything dated before a time was answered, at most `PATIENCE_S`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                while any(at < before for at in self._inside.values()):
                    self._left.clear()
                    await self._left.wait()
