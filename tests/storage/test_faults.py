"""Real faults: a disk that is full, a file system that is read-only, a server that hangs up."""

import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contests.ports import Act, StorageError
from storage.migrations import inspect
from storage.store import SqlStore, open_store
from tests.storage.conftest import SECRET
from tests.storage.engines import Postgresql
from tests.storage.making import KIT, NOON, member, settle

MIB = 1 << 20


def mount(*arguments: str | Path) -> None:
    """Mount, or change a mount."""
    subprocess.run(["mount", *arguments], check=True)  # noqa: S603, S607 - the system's own


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a file system of 4 MiB."""
    if os.geteuid() != 0:
        pytest.skip("needs root for tmpfs")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", folder)
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S603, S607 - the system's own


@pytest.fixture
def locked(disk: Path, tmp_path: Path) -> Iterator[Path]:
    """Mount the same file system in a second place, read-only."""
    folder = tmp_path / "locked"
    folder.mkdir()
    mount("--bind", disk, folder)
    mount("-o", "remount,bind,ro", folder)
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S603, S607 - the system's own


def at(folder: Path) -> str:
    """Return the address of the database in a folder."""
    return f"sqlite+aiosqlite:///{folder / 'prosument.db'}"


@pytest.fixture
async def on_disk(disk: Path) -> AsyncIterator[SqlStore]:
    """Open a store on the small disk, with one member in it."""
    opened = await open_store(at(disk), secret=SECRET)
    async with opened.work() as work:
        await settle(work, "ann")
    yield opened
    await opened.close()


async def say(store: SqlStore, number: int) -> None:
    """Store in one work two things that belong together: 64 KiB, and the number of them."""
    async with store.work() as work:
        await work.journal.write(Act(KIT.id, "ann", "say", "a", NOON, reason="x" * 65536))
        await work.people.save_member(replace(member("ann"), name=str(number)))


async def said(store: SqlStore) -> tuple[int, str]:
    """Return how many were stored, and the number that was stored with the last."""
    async with store.reading() as work:
        return len(await work.journal.of("a")), (await work.people.member("ann")).name


async def say_until_full(store: SqlStore) -> int:
    """Store until there is no room left, and return how many were stored."""
    number = 0
    while True:
        try:
            await say(store, number + 1)
        except StorageError:
            return number
        number += 1


async def test_on_a_full_disk_nothing_is_half_written_and_with_room_it_works_again(
    disk: Path, on_disk: SqlStore
) -> None:
    filler = disk / "filler"
    filler.write_bytes(b"x" * MIB)
    stored = await say_until_full(on_disk)
    assert stored > 0
    for _ in range(3):
        with pytest.raises(StorageError):
            await say(on_disk, stored + 1)
        assert await said(on_disk) == (stored, str(stored))
    filler.unlink()
    await say(on_disk, stored + 1)
    assert await said(on_disk) == (stored + 1, str(stored + 1))


async def test_what_was_stored_before_a_full_disk_is_whole_after_a_restart(disk: Path, on_disk: SqlStore) -> None:
    stored = await say_until_full(on_disk)
    again = await open_store(at(disk), secret=SECRET)
    assert await said(again) == (stored, str(stored))
    await again.close()


async def test_a_read_only_database_is_read_and_not_written_until_it_is_opened_again(
    locked: Path, on_disk: SqlStore
) -> None:
    await say(on_disk, 1)
    reader = await open_store(at(locked), secret=SECRET)
    for _ in range(2):
        with pytest.raises(StorageError):
            await say(reader, 2)
        with pytest.raises(StorageError):
            await reader.keep.put("key", "value")
        assert await said(reader) == (1, "1")
    mount("-o", "remount,bind,rw", locked)
    await say(reader, 2)
    assert await said(on_disk) == (2, "2")
    await reader.close()


async def test_a_read_only_database_that_nobody_has_open_is_not_opened(locked: Path, on_disk: SqlStore) -> None:
    await on_disk.close()
    with pytest.raises(StorageError):
        await open_store(at(locked), secret=SECRET)
    usable, _sentence = await inspect(at(locked))
    assert not usable


async def test_a_server_that_hangs_up_is_a_storage_error_and_then_works_again(server: Postgresql) -> None:
    url = await server.migrated()
    store = await open_store(url, secret=SECRET)
    async with store.work() as work:
        await settle(work, "ann")

    async def write_and_be_cut_off() -> None:
        async with store.work() as work:
            await work.people.save_member(replace(member("ann"), name="lost"))
            await server.hang_up()
            await work.people.save_member(replace(member("ann"), name="lost, too"))

    with pytest.raises(StorageError):
        await write_and_be_cut_off()
    assert await said(store) == (0, "ann")
    await say(store, 1)
    assert await said(store) == (1, "1")
    await store.close()


async def test_a_server_that_is_not_there_is_a_storage_error() -> None:
    with pytest.raises(StorageError):
        await open_store("postgresql+asyncpg://nobody:secret@127.0.0.1:1/nothing", secret=SECRET)
