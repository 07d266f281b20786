"""The few values that must survive a restart."""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from storage import schema
from storage.database import Database
from storage.statements import first, store

TABLE = schema.keep
NOTE = "note "
"""Begins the keys of what may be forgotten; its value begins with its time, and those sort as the times do."""


class SqlKeep:
    """Values by key; each call is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        """Keep values in this database."""
        self._database = database

    async def get(self, key: str) -> str | None:
        async with self._database.reading() as connection:
            row = await first(connection, select(TABLE).where(TABLE.c.key == key))
        return None if row is None else row.value

    async def put(self, key: str, value: str) -> None:
        async with self._database.writing() as connection:
            await store(connection, TABLE, {"key": key, "value": value})

    async def note(self, key: str, value: str, at: datetime) -> None:
        await self.put(NOTE + key, f"{_sortable(at)} {value}")

    async def noted(self, key: str) -> str | None:
        found = await self.get(NOTE + key)
        return found.partition(" ")[2] if found else None

    async def forget_notes(self, before: datetime) -> None:
        is_old = TABLE.c.key.startswith(NOTE), TABLE.c.value < _sortable(before)
        async with self._database.writing() as connection:
            await connection.execute(delete(TABLE).where(*is_old))


def _sortable(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
