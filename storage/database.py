"""The connections to the database: one writer, in turns; readers that never wait for it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, Executable, UpdateBase, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from contests.ports import StorageError

LOCK_WAIT_MS = 5000
"""How long a writer waits for one of another process before it gives up."""
READERS = 4
"""Connections for reading that are kept open; under load there may be four times as many."""
WRITERS_TURN = 0x50_52_4F_53
"""The advisory lock by which writers of several processes take turns on PostgreSQL, as on SQLite: "PROS"."""
SQLITE_DURABLE = (
    "page_size=2048",  # a ballot changes a page here and a page there, each of which its commit writes as a whole
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=16000",  # 32 MiB
    "cache_size=-65536",
)
SQLITE_WRITER = ("foreign_keys=ON", *SQLITE_DURABLE)
SQLITE_SWIFT = (*SQLITE_WRITER, "wal_autocheckpoint=64000")
"""Its log is copied by `storage.checkpoints`; only where that is too slow, by a commit."""
SQLITE_MIGRATOR = ("foreign_keys=OFF", *SQLITE_DURABLE)
SQLITE_READER = ("foreign_keys=ON", "query_only=ON")
UNREMEMBERED = frozenset(
    {
        "members",
        "roles",
        "accounts",
        "links",
        "link_codes",
        "link_tries",
        "logins",
        "voted_by",
        "choices",
        "receipts",
        "held",
        "reminders",
        "outbox",
        "showings",
    }
    | {"journal", "room_lines", "answers", "keep", "inbox"}
)
"""The tables of which nothing is remembered from one reading to the next: people, ballots, and what is said."""
BUGS = (IntegrityError, ProgrammingError, DataError)
"""Errors of the driver that are our own mistakes, and not the store's condition."""


@dataclass(slots=True)
class Changes:
    """Counts the commits that may have changed what is remembered; see `UNREMEMBERED`."""

    count: int = 0
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class Database:
    """A database's engines, and the turn that its writers take."""

    url: str
    writer: AsyncEngine
    """One connection; each transaction begins as the only writer there is."""
    reader: AsyncEngine
    swift: Engine | None = None
    """On SQLite the writer again, for a whole transaction in one thread; see `storage.one_hop`."""
    swift_reader: Engine | None = None
    """A reader in the same way."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Handed on in the order in which it was asked for."""
    changes: Changes = field(default_factory=Changes)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction when the turn comes; commit at the end, roll back on any exception.

        A task that already holds the turn must not ask for it again.

        Raises:
            StorageError: the disk is full, read-only or gone, or another process holds the lock too long.
        """
        async with self.turn:
            try:
                async with transaction(self.writer) as connection:
                    yield connection
            finally:
                self.changes.count += self.changes.is_pending
                self.changes.is_pending = False

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Begin a transaction that sees one picture and waits for no writer. Raises: StorageError."""
        async with transaction(self.reader) as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection, after the writer whose turn it is."""
        async with self.turn:
            await self.writer.dispose()
            for swift in (self.swift, self.swift_reader):
                if swift is not None:
                    swift.dispose()
        await self.reader.dispose()


def open_database(url: str, *, lock_wait_ms: int = LOCK_WAIT_MS) -> Database:
    """Return the database at `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`; connects when first used."""
    writer = _writer(url, SQLITE_WRITER, lock_wait_ms)
    swift = _swift(url, SQLITE_SWIFT, lock_wait_ms, "BEGIN IMMEDIATE")
    swift_reader = _swift(url, SQLITE_READER, lock_wait_ms, "BEGIN")
    database = Database(url, writer, _reader(url, lock_wait_ms), swift, swift_reader)
    event.listen(writer.sync_engine, "before_execute", partial(_note_change, database.changes))
    return database


def _note_change(changes: Changes, _: Connection, statement: Executable, *__: object) -> None:
    """Note that more than ballots, people and messages may be changed; whatever is not known to be else is that."""
    if isinstance(statement, UpdateBase) and getattr(statement.table, "name", "") not in UNREMEMBERED:
        changes.is_pending = True


def migrating_engine(url: str) -> AsyncEngine:
    """Return an engine of one connection that may change the schema: it checks no foreign keys on SQLite."""
    return _writer(url, SQLITE_MIGRATOR, LOCK_WAIT_MS)


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Begin a transaction, of a writer whose turn it is or of a reader; commit at the end. Raises: StorageError."""
    connection = await connected(engine)
    try:
        begun = await connection.begin()
        try:
            yield connection
        except BaseException:
            await _to_its_end(begun.rollback())
            raise
        await _to_its_end(begun.commit())
    except StorageError:
        await _to_its_end(connection.invalidate())  # what was full, read-only or gone may be so in this one only
        raise
    finally:
        await _to_its_end(connection.close())


async def connected(engine: AsyncEngine) -> AsyncConnection:
    """Return a connection without a transaction; its caller closes it. Raises: StorageError."""
    try:
        return await engine.connect()
    except (OSError, NoConnectionError) as error:
        raise StorageError(f"the database cannot be reached: {error}") from error


async def _to_its_end(last: Coroutine[Any, Any, None]) -> None:
    """Await a commit, rollback or close even when the caller is cancelled meanwhile; then pass that on."""
    ending = asyncio.ensure_future(last)
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await asyncio.wait([ending])
        raise


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _writer(url: str, pragmas: tuple[str, ...], lock_wait_ms: int) -> AsyncEngine:
    if _is_sqlite(url):
        return _sqlite(url, pragmas, lock_wait_ms, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0)
    engine = _postgresql(url, lock_wait_ms, pool_size=1, max_overflow=0)
    event.listen(engine.sync_engine, "begin", _take_the_writers_turn)
    return engine


def _reader(url: str, lock_wait_ms: int) -> AsyncEngine:
    pool = {"pool_size": READERS, "max_overflow": 3 * READERS}
    if _is_sqlite(url):
        return _sqlite(url, SQLITE_READER, lock_wait_ms, "BEGIN", **pool)
    engine = _postgresql(url, lock_wait_ms, isolation_level="REPEATABLE READ", **pool)
    return engine.execution_options(postgresql_readonly=True)


def _sqlite(url: str, pragmas: tuple[str, ...], lock_wait_ms: int, begin: str, **pool: int) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"isolation_level": None}, **pool)
    _prepare(engine.sync_engine, pragmas, lock_wait_ms, begin)
    return engine


def _swift(url: str, pragmas: tuple[str, ...], lock_wait_ms: int, begin: str) -> Engine | None:
    if not _is_sqlite(url):
        return None
    plain = make_url(url).set(drivername="sqlite")
    engine = create_engine(plain, connect_args={"isolation_level": None}, pool_size=1, max_overflow=0)
    _prepare(engine, pragmas, lock_wait_ms, begin)
    return engine


def _prepare(engine: Engine, pragmas: tuple[str, ...], lock_wait_ms: int, begin: str) -> None:
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={lock_wait_ms}", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
            cursor.fetchall()
        cursor.close()

    def begin_explicitly(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin_explicitly)
    event.listen(engine, "invalidate", _roll_back)
    event.listen(engine, "handle_error", _as_storage_error)


def _roll_back(connection: DBAPIConnection, _: ConnectionPoolEntry, __: BaseException | None) -> None:
    """End the transaction of a cancelled statement; SQLite does not where a cursor of the connection lives on."""
    with suppress(sqlite3.Error):
        connection.rollback()


def _postgresql(url: str, lock_wait_ms: int, **options: int | str) -> AsyncEngine:
    settings = {"server_settings": {"lock_timeout": str(lock_wait_ms)}}
    engine = create_async_engine(url, connect_args=settings, pool_pre_ping=True, **options)
    event.listen(engine.sync_engine, "handle_error", _as_storage_error)
    return engine


def _take_the_writers_turn(connection: Connection) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_TURN})")


def _as_storage_error(context: ExceptionContext) -> StorageError | None:
    """Say what the driver says as the port does: the one seam between the two."""
    error = context.sqlalchemy_exception
    if context.is_pre_ping or error is None or isinstance(error, BUGS):
        return None
    return StorageError(str(error.orig))
