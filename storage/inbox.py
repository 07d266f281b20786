"""What platforms hand over once and then forget, until it is done."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from contests.ports import Update
from storage import schema
from storage.database import Database
from storage.statements import insert, rows

TABLE = schema.inbox


class SqlInbox:
    """Updates by source and number; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        """Keep updates in this database."""
        self._database = database

    async def take(self, source: str, updates: Collection[tuple[int, str]], at: datetime) -> set[int]:
        if not updates:
            return set()
        values = [{"source": source, "number": number, "said": said, "at": at} for number, said in updates]
        async with self._database.writing() as connection:
            new = insert(connection, TABLE).on_conflict_do_nothing(index_elements=[TABLE.c.source, TABLE.c.number])
            return set((await connection.execute(new.returning(TABLE.c.number), values)).scalars())

    async def waiting(self, source: str) -> list[Update]:
        open_ones = select(TABLE).where(TABLE.c.source == source, TABLE.c.done_at.is_(None)).order_by(TABLE.c.number)
        async with self._database.reading() as connection:
            return [Update(row.number, row.said, row.at) for row in await rows(connection, open_ones)]

    async def done(self, source: str, numbers: Collection[int], at: datetime) -> None:
        if not numbers:
            return
        these = update(TABLE).where(TABLE.c.source == source, TABLE.c.number.in_(numbers))
        async with self._database.writing() as connection:
            await connection.execute(these.values(done_at=at, said=""))

    async def forget(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(TABLE).where(TABLE.c.done_at < before))
