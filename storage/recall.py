"""What was read before and has not changed since: kept in memory until something but a ballot is committed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from storage.database import Changes

FRESH_S = 5.0
"""After which time what is remembered is read again, since another process may have changed it: the one who asks then
is answered at once, as before; nobody is told what is older than twice that."""
Found = TypeVar("Found")


@dataclass(slots=True)
class _Read:
    """A reading, since when it is good, and the one that will take its place."""

    reading: "asyncio.Future[Any]"
    at: float
    again: "asyncio.Future[Any] | None" = None


class Recall:
    """Remembers readings; those who miss the same one at once wait for one reading together."""

    def __init__(self, changes: Changes, now: Callable[[], float] = time.monotonic) -> None:
        """Forget everything whenever these changes count up; `now` counts seconds."""
        self._changes = changes
        self._now = now
        self._count = -1
        self._kept: dict[Hashable, _Read] = {}

    async def __call__(self, what: Hashable, read: Callable[[], Awaitable[Found]]) -> Found:
        """Return what is remembered under `what`, else what `read` reads. Raises: as `read`."""
        if self._count != self._changes.count:
            self._kept, self._count = {}, self._changes.count
        now = self._now()
        known = self._kept.get(what)
        if known is None or now >= known.at + 2 * FRESH_S:
            known = self._begin(what, read, now)
        elif now >= known.at + FRESH_S and known.again is None:
            known.again = self._begin_again(what, read, known, now)
        found: Found = known.reading.result() if known.reading.done() else await asyncio.shield(known.reading)
        return found

    def _begin(self, what: Hashable, read: Callable[[], Awaitable[Found]], now: float) -> _Read:
        kept, begun = self._kept, _Read(asyncio.ensure_future(read()), now)
        kept[what] = begun

        def ended(reading: "asyncio.Future[Any]") -> None:
            if _failed(reading) and kept.get(what) is begun:
                del kept[what]

        begun.reading.add_done_callback(ended)
        return begun

    def _begin_again(
        self, what: Hashable, read: Callable[[], Awaitable[Found]], known: _Read, now: float
    ) -> "asyncio.Future[Any]":
        kept, again = self._kept, asyncio.ensure_future(read())

        def ended(reading: "asyncio.Future[Any]") -> None:
            if _failed(reading):
                known.again = None
            elif kept.get(what) is known:
                kept[what] = _Read(reading, now)

        again.add_done_callback(ended)
        return again


def _failed(reading: "asyncio.Future[Any]") -> bool:
    return reading.cancelled() or reading.exception() is not None
