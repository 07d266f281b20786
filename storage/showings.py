"""Where things were shown, in opaque words of the platforms."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Dialect, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.ports import Showing
from storage import schema
from storage.schema import EPOCH, MICROSECOND
from storage.statements import rows

TABLE = schema.showings
TOGETHER = 500
"""Subjects that are looked up at a time."""


class SqlShowings:
    """The showings, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def add(self, *showings: Showing) -> None:
        if showings:
            await self._connection.exec_driver_sql(_keep(self._connection.dialect), [_row(one) for one in showings])

    async def of(self, *subjects: str) -> list[Showing]:
        found: list[Showing] = []
        for at in range(0, len(subjects), TOGETHER):
            some = TABLE.c.subject.in_(subjects[at : at + TOGETHER])
            wanted = select(TABLE).where(some).order_by(TABLE.c.platform, TABLE.c.where)
            found += [Showing(**row._asdict()) for row in await rows(self._connection, wanted)]
        return found

    async def drop(self, showings: Sequence[Showing]) -> None:
        gone = [{"gone": one.subject, "on": one.platform, "at": one.where} for one in showings]
        this = (TABLE.c.subject == bindparam("gone")) & (TABLE.c.platform == bindparam("on"))
        if gone:
            await self._connection.execute(delete(TABLE).where(this & (TABLE.c.where == bindparam("at"))), gone)

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(delete(TABLE).where(TABLE.c.until < before))


@lru_cache(maxsize=4)
def _keep(dialect: Dialect) -> str:
    """Return the statement that keeps a row, compiled once for the driver: a crowd's presses bring thousands."""
    keep = postgresql.insert(TABLE) if dialect.name == "postgresql" else sqlite.insert(TABLE)
    changing = {name: keep.excluded[name] for name in ("private_to", "until")}
    whole = keep.on_conflict_do_update(index_elements=list(TABLE.primary_key), set_=changing)
    return str(whole.compile(dialect=dialect))


def _row(one: Showing) -> tuple[str, str, str, str | None, int | None]:
    """Return a row as the driver takes it, in the order of the columns."""
    until = None if one.until is None else (one.until - EPOCH) // MICROSECOND
    return one.subject, one.platform, one.where, one.private_to, until
