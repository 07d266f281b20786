"""Where things were shown, in opaque words of the platforms."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.ports import Showing
from storage import schema
from storage.statements import Values, rows, store

TABLE = schema.showings


class SqlShowings:
    """The showings, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def add(self, *showings: Showing) -> None:
        await store(self._connection, TABLE, *map(_row, showings))

    async def of(self, subject: str) -> list[Showing]:
        wanted = select(TABLE).where(TABLE.c.subject == subject).order_by(TABLE.c.platform, TABLE.c.where)
        return [Showing(**row._asdict()) for row in await rows(self._connection, wanted)]

    async def forget(self, before: datetime) -> None:
        await self._connection.execute(delete(TABLE).where(TABLE.c.until < before))


def _row(one: Showing) -> Values:
    return {
        "subject": one.subject,
        "platform": one.platform,
        "where": one.where,
        "private_to": one.private_to,
        "until": one.until,
    }
