"""The few values that must survive a restart."""

from sqlalchemy import select

from storage import schema
from storage.database import Database
from storage.statements import first, store

TABLE = schema.keep


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
