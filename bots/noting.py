"""Notes where something was shown, so that it can be changed or taken away with it; private answers together.

While some are being written the next ones gather, as ballots do.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from bots.post import Post
from contests.ports import Clock, Showing, StorageError, Store

log = logging.getLogger(__name__)

GATHER_S = 0.2
"""How long what a crowd is shown gathers before it is written: a few transactions a second."""


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
        self._is_gathering = False
        self._turn = asyncio.Lock()

    async def add(self, subjects: Iterable[str], where: str, account: str) -> None:
        """Note what a message shows to an account alone, and wait until that is written.

        Where it cannot be stored, that is logged: the answer itself was given.
        """
        if self._wait(subjects, where, account):
            await self._write()

    def gather(self, subjects: Iterable[str], where: str, account: str) -> bool:
        """Note what a message shows in a while; return whether the caller must see to it, by `gathered`.

        Nobody else has to wait: what waits is a note, and not all that was in hand when it was made.
        """
        is_first = self._wait(subjects, where, account) and not self._is_gathering
        self._is_gathering = self._is_gathering or is_first
        return is_first

    async def gathered(self) -> None:
        """Write in a while what gathers until then."""
        try:
            await asyncio.sleep(GATHER_S)
        finally:
            self._is_gathering = False
        await self._write()

    def _wait(self, subjects: Iterable[str], where: str, account: str) -> bool:
        """Put notes among those that wait, and tell whether there are any."""
        until = None if self._changed_for is None else self._clock.now() + self._changed_for
        found = [Showing(subject, self._platform, where, account, until) for subject in dict.fromkeys(subjects)]
        self._waiting += found
        return bool(found)

    async def _write(self) -> None:
        async with self._turn:
            written, self._waiting = self._waiting, []
            if not written:
                return  # those before wrote what came while they waited for their turn
            try:
                async with self._store.work() as work:
                    await work.showings.add(*dict.fromkeys(written))
            except StorageError:
                log.exception("%d private showings could not be noted", len(written))
