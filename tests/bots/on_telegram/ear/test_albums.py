"""Albums: collected in rows until nothing more comes, and taken as they are after a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import telegram

from bots.flight import Flight
from bots.on_telegram.albums import QUIET_S, Albums
from bots.on_telegram.dialogue import Given
from bots.on_telegram.letters import Letter
from bots.on_telegram.places import Place
from contests.ports import StorageError
from storage.store import SqlStore, open_store
from tests.storage.engines import migrated_in

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
CLEO = telegram.User(7, "Cleo", is_bot=False)


def of_an_album(number: int, text: str = "") -> Letter:
    return Letter(CLEO, Place(7), number, number, text, (Given(f"file {number}", 1, number),), album="one")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStore]:
    opened = await open_store(migrated_in(tmp_path / "prosument.db"), secret=b"a secret of the tests")
    yield opened
    await opened.close()


@dataclass
class Table:
    """Albums of one process, whose moments of quiet end when the test says so."""

    store: SqlStore
    came: list[Letter] = field(default_factory=list)
    breaks: int = 0
    quiet: asyncio.Event = field(default_factory=asyncio.Event)
    flight: Flight = field(default_factory=Flight)

    @property
    def albums(self) -> Albums:
        return Albums(self.store.keep, self.flight, self.take, self.wait)

    async def wait(self, seconds: float) -> None:
        assert seconds == QUIET_S
        await self.quiet.wait()

    async def take(self, letter: Letter, at: datetime) -> None:
        assert at == AT
        if self.breaks:
            self.breaks -= 1
            raise StorageError("the disk is full")
        self.came.append(letter)

    async def end(self) -> list[Letter]:
        self.quiet.set()
        await self.flight.landed(5)
        return self.came


async def test_an_album_is_one_letter_in_the_order_of_its_pictures_each_once(store: SqlStore) -> None:
    table = Table(store)
    albums = table.albums
    for number in (2, 1, 3, 1):
        await albums.add(of_an_album(number, "Suns" if number == 1 else ""), AT)
    [letter] = await table.end()
    assert [one.file for one in letter.files] == ["file 1", "file 2", "file 3"]
    assert (letter.text, letter.message) == ("Suns", 3)


async def test_what_was_collected_before_a_kill_is_taken_after_it(store: SqlStore) -> None:
    killed, again = Table(store), Table(store)
    await killed.albums.add(of_an_album(1), AT)
    await again.albums.resume(AT)
    [letter] = await again.end()
    assert len(letter.files) == 1
    after = Table(store)
    await after.albums.resume(AT)
    assert await after.end() == []
    for task in killed.flight._tasks:
        task.cancel()


async def test_an_album_waits_while_nothing_can_be_stored(store: SqlStore) -> None:
    table = Table(store, breaks=2)
    await table.albums.add(of_an_album(1), AT)
    for _ in range(20):
        [*came] = await table.end()
    assert len(came) == 1
