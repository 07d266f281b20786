"""Checkpoints of SQLite's log beside the ballots: no voter waits while a full log is copied into the file."""

import asyncio
import sqlite3
from contextlib import closing, suppress

from sqlalchemy import make_url

from storage.database import Database

EVERY = 6000
"""Ballots between two checkpoints: nearly the 16000 pages at which a commit would else stop for one by itself."""


class Checkpoints:
    """Has a thread of its own copy the log, after so many ballots; a log that outgrows it is copied by a commit."""

    def __init__(self, database: Database) -> None:
        """Look after this database; PostgreSQL looks after itself."""
        self._file = make_url(database.url).database if database.swift is not None else None
        self._ballots = 0
        self._task: asyncio.Task[None] | None = None

    def after(self, ballots: int) -> None:
        """Count ballots that were stored, and begin a checkpoint when it is time and none is under way."""
        self._ballots += ballots
        if self._file is not None and self._ballots >= EVERY and self._task is None:
            self._ballots = 0
            self._task = asyncio.create_task(asyncio.to_thread(_checkpoint, self._file))
            self._task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Wait for the one that is under way."""
        if self._task is not None:
            await asyncio.wait([self._task])

    def _ended(self, _: asyncio.Task[None]) -> None:
        self._task = None


def _checkpoint(file: str) -> None:
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as connection:  # a disk's fault is told by a commit
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
