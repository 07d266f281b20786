"""What the ballot writer is measured against: a correct plain bot, and SQLite at its best in one thread.

Both upsert the choice and append a line to a chained audit, durably, into a table of the same size; neither has rules.
"""

import asyncio
import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import aiosqlite

from tests.benchmarks.presses import Press, Size, entry_id, member_id

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=8000", "cache_size=-65536")
UPSERT = "INSERT INTO votes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET choice = excluded.choice"
AUDIT = "INSERT INTO audit (line, hash) VALUES (?, ?)"


def prepare(file: Path, size: Size) -> None:
    """Make the table, and let everybody pass on everything."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode=WAL")
    key = "member TEXT, entry TEXT, choice TEXT, PRIMARY KEY (member, entry)"
    connection.execute(f"CREATE TABLE votes ({key}) WITHOUT ROWID")
    connection.execute("CREATE TABLE audit (number INTEGER PRIMARY KEY, line TEXT, hash TEXT)")
    everything = ((member_id(m), entry_id(e), "pass") for m in range(size.members) for e in range(size.entries))
    connection.executemany("INSERT INTO votes VALUES (?, ?, ?)", everything)
    connection.commit()
    connection.close()


class CommitPerVote:
    """(a) The correct plain bot: one aiosqlite connection, a lock around it, a commit for every vote."""

    async def open(self, file: Path, size: Size) -> None:
        """Open a prepared table."""
        prepare(file, size)
        self.connection = await aiosqlite.connect(file)
        for pragma in PRAGMAS:
            await self.connection.execute_fetchall(f"PRAGMA {pragma}")
        self._lock, self._head = asyncio.Lock(), ""

    async def cast(self, press: Press) -> bool:
        """Store one vote."""
        async with self._lock:
            line = "|".join(press)
            self._head = hashlib.sha256(f"{self._head}{line}".encode()).hexdigest()
            await self.connection.execute(UPSERT, press)
            await self.connection.execute(AUDIT, (line, self._head))
            await self.connection.commit()
        return True


class OneThread:
    """(b) SQLite at its best: no event loop, 200 votes a transaction."""

    def __init__(self, file: Path, size: Size) -> None:
        """Open a prepared table."""
        prepare(file, size)
        self.connection = sqlite3.connect(file)
        for pragma in PRAGMAS:
            self.connection.execute(f"PRAGMA {pragma}").fetchall()
        self._head = ""

    def cast(self, presses: Sequence[Press]) -> None:
        """Store votes in one transaction."""
        lines = []
        for press in presses:
            line = "|".join(press)
            self._head = hashlib.sha256(f"{self._head}{line}".encode()).hexdigest()
            lines.append((line, self._head))
        self.connection.executemany(UPSERT, presses)
        self.connection.executemany(AUDIT, lines)
        self.connection.commit()
