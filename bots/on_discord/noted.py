"""Noting private answers together: while some are being written the next ones gather, as ballots do."""

import asyncio
import logging
from collections.abc import Iterable

from bots.on_discord.noting import PLATFORM
from contests.ports import Showing, StorageError, Store

log = logging.getLogger(__name__)


class Notes:
    """Where things were shown to people in private, written by as few transactions as will do."""

    def __init__(self, store: Store) -> None:
        """Write them into a store."""
        self._store = store
        self._waiting: list[Showing] = []
        self._turn = asyncio.Lock()

    async def add(self, subjects: Iterable[str], where: str, account: str, *, gather_s: float = 0.0) -> None:
        """Note what a message shows to an account alone, and wait until that, and more in a while, is written.

        Where it cannot be stored, that is logged: the answer itself was given.
        """
        found = [Showing(subject, PLATFORM, where, account) for subject in dict.fromkeys(subjects)]
        if found:
            self._waiting += found
            async with self._turn:
                if gather_s and self._waiting:
                    await asyncio.sleep(gather_s)
                await self._write()

    async def _write(self) -> None:
        written, self._waiting = self._waiting, []
        if not written:
            return  # those before wrote what came while they waited for their turn
        try:
            async with self._store.work() as work:
                await work.showings.add(*dict.fromkeys(written))
        except StorageError:
            log.exception("%d private showings could not be noted", len(written))
