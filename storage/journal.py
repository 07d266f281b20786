"""The acts of managers and moderators: append-only."""

from dataclasses import asdict, fields

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.ports import Act
from storage import schema
from storage.statements import rows

TABLE = schema.journal
ACT = [TABLE.c[part.name] for part in fields(Act)]


class SqlJournal:
    """The journal, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def write(self, act: Act) -> None:
        await self._connection.execute(insert(TABLE).values(asdict(act)))

    async def of(self, subject: str) -> list[Act]:
        wanted = select(*ACT).where(TABLE.c.subject == subject).order_by(TABLE.c.number)
        return [Act(**row._asdict()) for row in await rows(self._connection, wanted)]
