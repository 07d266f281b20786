"""Noting private answers together: while some are being written the next ones gather, as ballots do."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from bots.on_discord.noting import PLATFORM
from contests.ports import Clock, Showing, StorageError, Store

log = logging.getLogger(__name__)

CHANGED_FOR = timedelta(minutes=15)
"""How long Discord lets the answer to an interaction be changed."""


class Notes:
    """Where things were shown to people in private, written by as few transactions as will do."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Write them into a store, dated by a clock."""
        self._store = store
        self._clock = clock
        self._waiting: list[Showing] = []
        self._turn = asyncio.Lock()

    async def add(self, subjects: Iterable[str], where: str, account: str, *, gather_s: float = 0.0) -> None:
        """Note what a message shows to an account alone, and wait until that, and more in a while, is written.

        Where it cannot be stored, that is logged: the answer itself was given.
        """
        until = self._clock.now() + CHANGED_FOR
        found = [Showing(subject, PLATFORM, where, account, until) for subject in dict.fromkeys(subjects)]
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
