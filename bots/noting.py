"""Notes where something was shown, so that it can be changed or taken away with it; private answers together.

While some are being written the next ones gather, as ballots do.
"""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from datetime import timedelta
from typing import Any

from bots.post import Post
from contests.ports import Clock, Showing, StorageError, Store

log = logging.getLogger(__name__)


async def note(store: Store, post: Post, platform: str, where: str, private_to: str | None = None) -> None:
    """Note a message that shows something; `private_to` is the account that alone sees it. Raises: StorageError."""
    if not post.shows:
        return
    async with store.work() as work:
        for subject in dict.fromkeys(post.shows):
            await work.showings.add(Showing(subject, platform, where, private_to))


class Notes:
    """Where things were shown to people in private, written by as few transactions as will do."""

    def __init__(self, store: Store, clock: Clock, platform: str, changed_for: timedelta | None = None) -> None:
        """Write them into a store, dated by a clock; `changed_for` is how long the platform lets one be changed."""
        self._store = store
        self._clock = clock
        self._platform = platform
        self._changed_for = changed_for
        self._waiting: list[Showing] = []
        self._turn = asyncio.Lock()
        self._gathers = False

    async def add(self, subjects: Iterable[str], where: str, account: str, *, gather_s: float = 0.0) -> None:
        """Note what a message shows to an account alone, and wait until that, and more in a while, is written.

        Where it cannot be stored, that is logged: the answer itself was given.
        """
        found = self._showings(subjects, where, account)
        if found:
            self._waiting += found
            async with self._turn:
                if gather_s and self._waiting:
                    await asyncio.sleep(gather_s)
                await self._write()

    def soon(self, subjects: Iterable[str], where: str, account: str, *, gather_s: float) -> "Coroutine[Any, Any, None] | None":
        """Note what a message shows, together with more in a while; return what writes it, if nothing else will."""
        found = self._showings(subjects, where, account)
        if not found:
            return None
        self._waiting += found
        if self._gathers:
            return None
        self._gathers = True
        return self._gathered(gather_s)

    async def _gathered(self, gather_s: float) -> None:
        try:
            await asyncio.sleep(gather_s)
        finally:
            self._gathers = False
        async with self._turn:
            await self._write()

    def _showings(self, subjects: Iterable[str], where: str, account: str) -> list[Showing]:
        until = None if self._changed_for is None else self._clock.now() + self._changed_for
        return [Showing(subject, self._platform, where, account, until) for subject in dict.fromkeys(subjects)]

    async def _write(self) -> None:
        written, self._waiting = self._waiting, []
        if not written:
            return  # those before wrote what came while they waited for their turn
        try:
            async with self._store.work() as work:
                await work.showings.add(*dict.fromkeys(written))
        except StorageError:
            log.exception("%d private showings could not be noted", len(written))
