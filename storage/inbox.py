"""What platforms hand over once and then forget, until it is done."""

from collections.abc import Collection
from datetime import datetime

import orjson
from sqlalchemy import Connection, bindparam, delete, select, text, update

from contests.ports import Update
from storage import schema
from storage.database import Database
from storage.one_hop import OneHop
from storage.statements import rows

TABLE = schema.inbox
TAKE = "INSERT INTO inbox (source, number, said, at) {rows} ON CONFLICT (source, number) DO NOTHING RETURNING number"
ROWS = {
    "sqlite": (
        "SELECT :source, json_extract(value, '$[0]'), json_extract(value, '$[1]'), :at FROM json_each(:rows) WHERE true"
    ),
    "postgresql": (
        "SELECT :source, CAST(value->>0 AS bigint), value->>1, :at FROM jsonb_array_elements(CAST(:rows AS jsonb))"
    ),
}
"""What comes together is one row of JSON: one statement, whose text is always the same."""


class SqlInbox:
    """Updates by source and number; each call is a transaction of its own."""

    def __init__(self, database: Database, transactions: OneHop) -> None:
        """Keep updates in this database, what comes all the time by swift transactions."""
        self._database, self._transactions = database, transactions
        take = text(TAKE.format(rows=ROWS[database.writer.dialect.name]))
        self._take = take.bindparams(
            bindparam("source", type_=TABLE.c.source.type), bindparam("at", type_=TABLE.c.at.type)
        )

    async def take(
        self, source: str, updates: Collection[tuple[int, str]], at: datetime, done: Collection[int] = ()
    ) -> set[int]:
        if not updates and not done:
            return set()
        told = {"source": source, "at": at, "rows": orjson.dumps(list(updates)).decode()}
        over = update(TABLE).where(TABLE.c.source == source, TABLE.c.number.in_(done)).values(done_at=at, said="")

        def write(connection: Connection) -> set[int]:
            if done:
                connection.execute(over)
            return set(connection.execute(self._take, told).scalars()) if updates else set()

        async with self._database.turn:
            return await self._transactions.run(write)

    async def waiting(self, source: str) -> list[Update]:
        open_ones = select(TABLE).where(TABLE.c.source == source, TABLE.c.done_at.is_(None)).order_by(TABLE.c.number)
        async with self._database.reading() as connection:
            return [Update(row.number, row.said, row.at) for row in await rows(connection, open_ones)]

    async def done(self, source: str, numbers: Collection[int], at: datetime) -> None:
        await self.take(source, (), at, numbers)

    async def forget(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(TABLE).where(TABLE.c.done_at < before))
