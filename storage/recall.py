"""What was read before and has not changed since: kept in memory until something but a ballot is committed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any, TypeVar

from storage.database import Changes

FRESH_S = 2.0
"""How long what another process may have changed is taken to be as it was read."""
Found = TypeVar("Found")


class Recall:
    """Remembers readings; those who miss the same one at once wait for one reading together."""

    def __init__(self, changes: Changes) -> None:
        """Forget everything whenever these changes count up."""
        self._changes = changes
        self._count = -1
        self._good_until = 0.0
        self._kept: dict[Hashable, asyncio.Future[Any]] = {}

    async def __call__(self, what: Hashable, read: Callable[[], Awaitable[Found]]) -> Found:
        """Return what is remembered under `what`, else what `read` reads. Raises: as `read`."""
        if self._count != self._changes.count or time.monotonic() >= self._good_until:
            self._kept = {}
            self._count, self._good_until = self._changes.count, time.monotonic() + FRESH_S
        known = self._kept.get(what)
        if known is None:
            known = self._kept[what] = asyncio.ensure_future(read())
            known.add_done_callback(partial(_forget_failed, self._kept, what))
        found: Found = known.result() if known.done() else await asyncio.shield(known)
        return found


def _forget_failed(kept: dict[Hashable, asyncio.Future[Any]], what: Hashable, reading: asyncio.Future[Any]) -> None:
    if reading.cancelled() or reading.exception() is not None:
        kept.pop(what, None)
