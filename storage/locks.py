"""Names of which one process at a time may hold each: a file beside the database, or PostgreSQL's advisory locks.

However a process ends, the system, or the server, frees what it held.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import make_url, text

from storage.database import Database, connected

TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
FREE = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")


@asynccontextmanager
async def held(database: Database, name: str) -> AsyncIterator[bool]:
    """Hold a name as long as the block, unless somebody else does; yield whether it is held. Raises: StorageError."""
    url = make_url(database.url)
    if url.get_backend_name() == "sqlite":
        holding = _file(Path(url.database or "").with_name(f"{name}.lock"))
    else:
        holding = _advisory(database, name)
    async with holding as is_held:
        yield is_held


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[bool]:
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@asynccontextmanager
async def _advisory(database: Database, name: str) -> AsyncIterator[bool]:
    connection = await connected(database.reader)
    try:
        is_held = bool(await connection.scalar(TAKE, {"name": name}))
        await connection.commit()  # the lock is the session's, and no transaction stands open meanwhile
        try:
            yield is_held
        finally:
            if is_held:
                await connection.execute(FREE, {"name": name})
                await connection.commit()
    finally:
        await connection.close()
