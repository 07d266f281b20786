"""Notes where something was shown, so that it can be changed or taken away with it; private answers together.

While some are being written the next ones gather, as ballots do.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime

from bots.post import Post
from contests.ports import Showing, StorageError, Store

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


def private_showings(
    post: Post, platform: str, where: str, account: str, until: datetime | None = None
) -> list[Showing]:
    """Return what a message shows to an account alone; `until` is when it can be changed no more."""
    return [Showing(subject, platform, where, account, until) for subject in dict.fromkeys(post.shows)]


class Notes:
    """Where things were shown to people in private, written by as few transactions as will do."""

    def __init__(self, store: Store) -> None:
        """Write them into a store."""
        self._store = store
        self._waiting: list[Showing] = []
        self._is_gathering = False
        self._turn = asyncio.Lock()

    async def add(self, shown: Iterable[Showing]) -> None:
        """Note what is shown, and wait until that is written.

        Where it cannot be stored, that is logged: the answer itself was given.
        """
        self._waiting += shown
        await self.written()

    def gather(self, shown: Iterable[Showing]) -> bool:
        """Note what is shown in a while; return whether the caller must see to it, by `gathered`.

        Nobody else has to wait: what waits is a note, and not all that was in hand when it was made.
        """
        self._waiting += shown
        is_first = bool(self._waiting) and not self._is_gathering
        self._is_gathering = self._is_gathering or is_first
        return is_first

    async def gathered(self) -> None:
        """Write in a while what gathers until then."""
        try:
            await asyncio.sleep(GATHER_S)
        finally:
            self._is_gathering = False
        await self.written()

    async def written(self) -> None:
        """Write at once what waits; whoever looks for what is shown finds all of it then."""
        async with self._turn:
            written, self._waiting = self._waiting, []
            if not written:
                return  # those before wrote what came while they waited for their turn
            try:
                async with self._store.work() as work:
                    await work.showings.add(*dict.fromkeys(written))
            except StorageError:
                log.exception("%d private showings could not be noted", len(written))
