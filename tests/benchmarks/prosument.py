"""The ballot writer as it runs: its own schema, the rules for each ballot, receipts, foreign keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.ballot import Choice, Method, Mode
from contests.model.contest import RoundKind, State
from contests.model.entry import EntryKind, EntryState
from contests.ports import Ballot
from contests.refusals import Refusal
from storage import schema
from storage.ballot_writer import GroupBallotWriter
from storage.database import open_database
from storage.migrations import migrate
from tests.benchmarks.presses import AUTHOR, Press, Size, entry_id, member_id

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
DAY = timedelta(days=1)
FULL = (
    "INSERT INTO choices SELECT 'round', members.id, entries.id, 'pass', 0 FROM members, entries",
    "INSERT INTO receipts SELECT 'round', members.id, 1, members.id, 0 FROM members",
)


class Prosument:
    """The writer over a database in which everybody has passed on everything."""

    async def open(self, file: Path, size: Size) -> None:
        """Open a prepared database."""
        self._database = open_database(f"sqlite+aiosqlite:///{file}")
        await migrate(self._database)
        async with self._database.writing() as connection:
            await _fill(connection, size)
        self.writer = GroupBallotWriter(self._database, b"a secret of the benchmarks")
        self.admitted = self.refused = 0

    async def cast(self, press: Press) -> bool:
        """Store one vote; False when the rules refuse it."""
        choice = (press.entry, Choice(press.choice))
        try:
            await self.writer.cast(Ballot("community", "round", press.member, NOW, choice))
        except Refusal:
            self.refused += 1
            return False
        self.admitted += 1
        return True

    async def pragma(self, name: str) -> object:
        """Return a value from the very connection that writes."""
        return await self.writer.transactions.run(lambda connection: connection.scalar(text(f"PRAGMA {name}")))

    async def close(self) -> None:
        """Close everything."""
        await self.writer.close()
        await self._database.close()


async def _fill(connection: AsyncConnection, size: Size) -> None:
    member = {"community": "community", "name": "A member", "folded": "a member", "joined_at": NOW - DAY}
    entry = {
        "contest": "contest", "member": AUTHOR, "account": "account", "kind": EntryKind.REMIX,
        "state": EntryState.ADMITTED, "in_gallery": True, "may_be_remixed": True, "wants_messages": True,
        "terms_version": 1,
    }  # fmt: skip
    running = {
        "id": "round", "contest": "contest", "position": 0, "kind": RoundKind.VOTING, "opens": NOW - DAY,
        "opened_at": NOW - DAY, "closes": NOW + DAY, "late": False, "method": Method.APPROVAL, "mode": Mode.QUEUE,
        "among": "[]",
    }  # fmt: skip
    contest = {
        "id": "contest", "community": "community", "state": State.VOTING, "version": 1, "created_at": NOW - DAY,
        "document": '{"rules": {}}',
    }  # fmt: skip
    account = {"id": "account", "community": "community", "member": AUTHOR, "number": 1}
    rows = {
        schema.communities: [{"id": "community", "number": 1}],
        schema.members: [{"id": one, **member} for one in (AUTHOR, *map(member_id, range(size.members)))],
        schema.accounts: [account],
        schema.contests: [contest],
        schema.rounds: [running],
        schema.entries: [{"id": one, **entry} for one in map(entry_id, range(size.entries))],
    }
    for table, values in rows.items():
        await connection.execute(insert(table), values)
    for statement in FULL:
        await connection.execute(text(statement))
