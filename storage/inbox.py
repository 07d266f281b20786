"""What platforms hand over once and then forget, until it is done."""

from collections.abc import Collection
from datetime import datetime

import orjson
from sqlalchemy import Connection, delete, select, text

from contests.ports import Update
from storage import schema
from storage.database import Database
from storage.one_hop import OneHop
from storage.schema import EPOCH, MICROSECOND
from storage.statements import rows

TABLE = schema.inbox
KNOWN = "SELECT {numbers} FROM inbox WHERE source = :source AND number IN ({asked})"
TAKE = "INSERT INTO inbox (source, number, said, at) {rows} ON CONFLICT (source, number) DO NOTHING"
OVER = "UPDATE inbox SET done_at = :at, said = '' WHERE source = :source AND number IN ({asked})"
PARTS = {
    "sqlite": {
        "numbers": "json_group_array(number)",
        "asked": "SELECT value FROM json_each(:asked)",
        "rows": "SELECT :source, json_extract(value, '$[0]'), json_extract(value, '$[1]'), :at FROM json_each(:rows)"
        " WHERE true",
    },
    "postgresql": {
        "numbers": "CAST(json_agg(number) AS text)",
        "asked": "SELECT CAST(jsonb_array_elements(CAST(:asked AS jsonb)) AS bigint)",
        "rows": "SELECT CAST(:source AS varchar), CAST(value->>0 AS bigint), value->>1, CAST(:at AS bigint)"
        " FROM jsonb_array_elements(CAST(:rows AS jsonb))",
    },
}
"""What comes together is one row of JSON, and what is known of it another: a few statements, whose text is always the
same, and no row for each for which the interpreter would be handed over."""


class SqlInbox:
    """Updates by source and number; each call is a transaction of its own."""

    def __init__(self, database: Database, transactions: OneHop) -> None:
        """Keep updates in this database, what comes all the time by swift transactions."""
        self._database, self._transactions = database, transactions
        dialect = database.writer.dialect
        self._known, self._take, self._over = (
            str(text(one.format(**PARTS[dialect.name])).compile(dialect=dialect)) for one in (KNOWN, TAKE, OVER)
        )

    async def take(
        self, source: str, updates: Collection[tuple[int, str]], at: datetime, done: Collection[int] = ()
    ) -> set[int]:
        if not updates and not done:
            return set()
        now, numbers = (at - EPOCH) // MICROSECOND, {number for number, _ in updates}

        def write(connection: Connection) -> set[int]:
            if done:
                connection.exec_driver_sql(self._over, (now, source, _json(done)))
            if not updates:
                return set()
            known = connection.exec_driver_sql(self._known, (source, _json(numbers))).scalar()
            connection.exec_driver_sql(self._take, (source, now, _json(updates)))
            return numbers - set(orjson.loads(known or "[]"))

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


def _json(items: Collection[object]) -> str:
    return orjson.dumps(list(items)).decode()
