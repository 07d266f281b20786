"""The schema's history: which revision a database is at, and the way from there to this program's."""

from pathlib import Path

import sqlalchemy
from sqlalchemy import URL, Connection, make_url, text

from contests.ports import StorageError
from storage.database import Database, migrating_engine, open_database

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""Every revision, oldest first: known without Alembic, whose import start-up need not wait for."""
HEAD = REVISIONS[-1]
HERE = Path(__file__).parent


class NewerSchemaError(Exception):
    """A newer program has migrated the database; its message is a sentence for the operator."""

    def __init__(self, revision: str) -> None:
        """Say which revision was found."""
        super().__init__(
            f"The database is of a newer Prosument (its schema is {revision}, this program's is {HEAD}). "
            "Install that version again, or go back to a backup made before it."
        )


async def migrate(database: Database) -> None:
    """Bring a database to this program's schema, in one transaction; do nothing when it is there.

    Raises:
        NewerSchemaError: it is past it.
        StorageError: it cannot be reached or written.
    """
    async with database.reading() as connection:
        revision = await connection.run_sync(_revision)
    if revision != HEAD:
        await _upgrade(database.url)


async def inspect(url: str) -> tuple[bool, str]:
    """Tell whether a database can be used as it is, or is yet to be made, and say so; changes nothing."""
    if _is_to_be_made(make_url(url)):
        return True, "There is no database yet; the first start makes it."
    database = open_database(url)
    try:
        async with database.reading() as connection:
            revision = await connection.run_sync(_revision)
    except (NewerSchemaError, StorageError) as error:
        return False, str(error)
    finally:
        await database.close()
    if revision != HEAD:
        return False, "The database's schema is older than this program; the next start brings it up to date."
    return True, "The database can be reached, and its schema is up to date."


def _is_to_be_made(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _revision(connection: Connection) -> str | None:
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is not None and revision not in REVISIONS:
        raise NewerSchemaError(revision)
    return revision


async def _upgrade(url: str) -> None:
    engine = migrating_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(upgrade)
    finally:
        await engine.dispose()


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Play the revisions that are missing, in the connection's transaction. Raises: StorageError."""
    from alembic import command  # noqa: PLC0415 - only a start that migrates pays for the import
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE))
    command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise StorageError(f"a row of {broken[0]} refers to nothing; the migration was undone")
