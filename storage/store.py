"""The one store of everything, over SQLite or PostgreSQL."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Hashable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial

from contests.model.member import Account, Member
from contests.ports import Inbox, Keep, RoomLog, Work
from storage.acquaintance import known_at
from storage.ballot_box import key_of
from storage.ballot_writer import GroupBallotWriter
from storage.database import Database, open_database
from storage.inbox import SqlInbox
from storage.keep import SqlKeep
from storage.locks import held
from storage.migrations import migrate
from storage.one_hop import OneLook
from storage.outbox import SqlOutbox
from storage.recall import Found, Recall
from storage.room import SqlRoomLog
from storage.work import SqlWork


class SqlStore:
    """The store; close it, or the process does not end."""

    def __init__(self, database: Database, *, secret: bytes) -> None:
        """Store everything in a database whose schema is at head; `secret` makes receipts unguessable."""
        self._database = database
        self._secret = key_of(secret)
        self.ballots = GroupBallotWriter(database, secret)
        self._recall = Recall(database.changes)
        self._looks = OneLook(database)
        self.room: RoomLog = SqlRoomLog(database)
        self.keep: Keep = SqlKeep(database)
        self.inbox: Inbox = SqlInbox(database, self.ballots.transactions)
        self.on_stir: Callable[[], None] = lambda: None
        """Called after each commit that may have moved a deadline or owes a message."""

    def on_cast(self, told: Callable[[str], None]) -> None:
        """Have a function told the round after each commit of ballots in it."""
        self.ballots.on_cast = told

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """Begin a writing transaction; a task inside one must not ask for another, `room` and `keep` included."""
        async with self._database.writing() as connection:
            work = SqlWork(connection, self._secret)
            yield work
        if work.stirred:
            self.on_stir()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Work]:
        """Begin a reading transaction: one consistent picture, never waiting for a writer."""
        async with self._database.reading() as connection:
            yield SqlWork(connection, self._secret)

    async def recall(self, what: Hashable, read: Callable[[Work], Awaitable[Found]]) -> Found:
        """Return what `read` reads, from memory where it was read before; see the port."""
        return await self._recall(what, partial(self._read, read))

    async def _read(self, read: Callable[[Work], Awaitable[Found]]) -> Found:
        async with self.reading() as work:
            return await read(work)

    async def known_at(self, platform: str, handles: Collection[str]) -> list[tuple[Account, Member]]:
        """Return who these people of a platform are; see the port. Raises: StorageError."""
        return await self._looks.run(partial(known_at, platform=platform, handles=handles))

    def held(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Hold a name among all processes of this store as long as the block, if no other does; say whether it is.

        Raises: StorageError.
        """
        return held(self._database, name)

    async def release_claims(self) -> None:
        """Open again what a process was sending when it died; call it once, before the courier starts."""
        async with self._database.writing() as connection:
            await SqlOutbox(connection).release_claims()

    async def close(self) -> None:
        """Finish the ballots that wait, then close every connection."""
        await self.ballots.close()
        self._looks.close()
        await self._database.close()


async def open_store(url: str, *, secret: bytes) -> SqlStore:
    """Bring the database at `url` to this program's schema and open it.

    Raises:
        NewerSchemaError: a newer program has migrated it.
        StorageError: it cannot be reached or written.
    """
    database = open_database(url)
    try:
        await migrate(database)
    except BaseException:
        await database.close()
        raise
    return SqlStore(database, secret=secret)
