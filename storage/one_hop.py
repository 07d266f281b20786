"""A whole transaction as one function, for the path that must be fast."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine

from contests.ports import StorageError
from storage.database import Database, transaction

Result = TypeVar("Result")


class OneHop:
    """Runs whole transactions: on SQLite in a thread, at one hop each where awaiting costs four hops a statement."""

    def __init__(self, database: Database) -> None:
        """Run writing transactions of this database."""
        self._swift, self._engine = database.swift, database.writer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="one-hop")

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work` in a transaction of its own; who writes holds the turn. Raises: StorageError."""
        if self._swift is None:
            async with transaction(self._engine) as connection:
                return await connection.run_sync(work)
        running = asyncio.get_running_loop().run_in_executor(self._thread, _run, self._swift, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])  # the thread goes on; nobody else's turn comes before its commit
            raise

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()


class OneLook(OneHop):
    """Runs whole reading transactions, which wait for no writer."""

    def __init__(self, database: Database) -> None:
        """Read from this database."""
        super().__init__(database)
        self._swift, self._engine = database.swift_reader, database.reader


def _run(engine: Engine, work: Callable[[Connection], Result]) -> Result:
    with _uncollected(), engine.connect() as connection:
        try:
            with connection.begin():
                return work(connection)
        except StorageError:
            connection.invalidate()  # as `transaction` does, and for its reason
            raise


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going through a batch's objects again and again; they die with it, uncounted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
