"""The real program in a process of its own, on a data folder, with the web room's door open."""

import asyncio
import os
import re
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

from bots.clock import OFFSET
from tests.faults.child import ALL_TOLD, LOG, OUT, Orders, live
from tests.faults.copies import Server, platform_of
from tests.stories.web_door import WebDoor, web_doors

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([live.__module__])
PATIENCE_S = 60.0
"""The longest that anything here is waited for."""
STACKS_S = 10.0
"""How long a process may take to write down where it stands; one whose main thread hangs tells of its threads alone."""
LOOK_S = 0.02
"""How often a process is looked at while something is waited for."""
READY = re.compile(r"^Prosument is on: (?P<address>\S+)\n", re.MULTILINE)
NOWHERE = "http://127.0.0.1:1"
"""The address of a process that ended before it served."""
OPEN = "SELECT count(*) FROM outbox WHERE state IN ('waiting', 'claimed', 'not_there')"


class DiedError(Exception):
    """A process ended though it should run; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Program:
    """A process, and the door of its web room."""

    process: ForkServerProcess
    folder: Path
    door: WebDoor

    @property
    def has_ended(self) -> bool:
        """Tell whether it ended, whatever of."""
        return self.process.exitcode is not None

    @property
    def was_killed(self) -> bool:
        """Tell whether it died of SIGKILL."""
        return self.process.exitcode == -signal.SIGKILL

    async def until_connected(self, server: Server | None) -> None:
        """Wait until it is connected to a platform, where there is one, or has ended. Raises: TimeoutError."""
        with self._hanging("it is connected to its platform"):
            async with asyncio.timeout(PATIENCE_S):
                while server is not None and not self.has_ended and not await self._is_connected(server):  # noqa: ASYNC110 - as below
                    await asyncio.sleep(LOOK_S)

    async def _is_connected(self, server: Server) -> bool:
        with suppress(aiohttp.ClientError):
            async with self.door.session.get(f"{self.door.address}/healthz") as told:
                return bool((await told.json())["adapters"][platform_of(server)] == "up")
        return False

    async def until(self, done: str) -> None:
        """Wait until nothing is owed and a query says 1, or the process has ended. Raises: TimeoutError."""
        with self._hanging(f"nothing is owed and this is 1: {done}"):
            await until(lambda: self.has_ended or is_done(self.folder, done))

    async def until_ended(self, why: str) -> None:
        """Wait until it has ended, or `why` came first. Raises: TimeoutError."""
        with self._hanging(why):
            await until(lambda: self.has_ended)

    async def may_end(self, within_s: float) -> None:
        """Wait a time in which it may end."""
        with suppress(TimeoutError):
            await until(lambda: self.has_ended, within_s)

    @contextmanager
    def _hanging(self, awaited: str) -> Iterator[None]:
        """Where something is waited for in vain, say what, and where the process stands. Raises: TimeoutError."""
        try:
            yield
        except TimeoutError:
            raise TimeoutError(
                f"waited {PATIENCE_S:.0f} s until {awaited}; {stacks(self.process, self.folder)}"
            ) from None

    async def stop(self) -> None:
        """Tell it to end in good order. Raises: DiedError where it did not."""
        self.process.terminate()
        await self.until_ended("it has ended in good order")
        if self.process.exitcode:
            raise DiedError(f"it ended with {self.process.exitcode}: {last_words(self.folder)}")


@asynccontextmanager
async def program(folder: Path, orders: Orders | None = None, **settings: str) -> AsyncIterator[Program]:
    """Start a process on a data folder and wait until it serves, or has ended; it is gone when the block ends."""
    (folder / OUT).write_text("", encoding="utf-8")
    process = FORKING.Process(target=live, args=(folder, environment(folder) | settings, orders))
    process.start()
    try:
        try:
            await until(lambda: process.exitcode is not None or address_in(folder) is not None)
        except TimeoutError:
            raise TimeoutError(f"waited {PATIENCE_S:.0f} s until it serves; {stacks(process, folder)}") from None
        async with web_doors(address_in(folder) or NOWHERE) as door:
            yield Program(process, folder, door)
    finally:
        process.kill()
        process.join()


async def until(is_so: Callable[[], bool], patience_s: float | None = None) -> None:
    """Wait until something is so, for `PATIENCE_S` where nothing else is said. Raises: TimeoutError."""
    async with asyncio.timeout(PATIENCE_S if patience_s is None else patience_s):
        while not is_so():  # noqa: ASYNC110 - another process sets no event of ours
            await asyncio.sleep(LOOK_S)


def environment(folder: Path) -> dict[str, str]:
    """Return the settings of a process, and nothing of ours; it takes a port itself, so that nobody else has it."""
    return {
        "PATH": os.environ["PATH"],
        "PROSUMENT_DATA": str(folder),
        "PROSUMENT_WEB_PORT": "0",
        "PROSUMENT_LOG_LEVEL": "warning",
    }


def address_in(folder: Path) -> str | None:
    """Return the address that a process has said it serves at; None as long as it has not."""
    found = READY.search((folder / OUT).read_text(encoding="utf-8"))
    return found["address"] if found else None


def stacks(process: ForkServerProcess, folder: Path) -> str:
    """Have a process write down where its threads and tasks stand, and return that."""
    before, log, told = (folder / LOG).stat().st_size, folder / LOG, ""
    if process.pid is not None and process.exitcode is None:
        os.kill(process.pid, signal.SIGUSR1)
        latest = time.monotonic() + STACKS_S
        while ALL_TOLD not in told and time.monotonic() < latest:
            time.sleep(LOOK_S)
            told = log.read_bytes()[before:].decode(errors="replace")
    return f"it stands at:\n{told or last_words(folder)}"


def last_words(folder: Path) -> str:
    """Return the end of a process's log."""
    return (folder / LOG).read_text(encoding="utf-8")[-400:].strip()


def database(folder: Path) -> sqlite3.Connection:
    """Open a data folder's database by hand."""
    return sqlite3.connect(folder / "prosument.db", timeout=5)


def is_done(folder: Path, query: str) -> bool:
    """Tell whether nothing is owed any longer and a query says 1."""
    with closing(database(folder)) as by_hand:
        return [by_hand.execute(one).fetchone()[0] for one in (OPEN, query)] == [0, 1]


def all_heard(folder: Path) -> bool:
    """Tell whether every update that was written down is done."""
    with closing(database(folder)) as by_hand:
        return bool(by_hand.execute("SELECT count(*) = 0 FROM inbox WHERE done_at IS NULL").fetchone()[0])


def set_clock(folder: Path, at: datetime) -> None:
    """Set a data folder's practice clock, so that a program that starts now finds this time."""
    offset = (at - datetime.now(UTC)) // timedelta(microseconds=1)
    with closing(database(folder)) as by_hand, by_hand:
        by_hand.execute("INSERT OR REPLACE INTO keep VALUES (?, ?)", (OFFSET, str(offset)))
