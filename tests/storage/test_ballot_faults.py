"""Ballots and real faults: who cannot be stored is told so, and later can."""

from itertools import cycle
from pathlib import Path

import pytest

from contests.model.ballot import Choice
from contests.ports import StorageError
from storage.store import SqlStore, open_store
from tests.storage.conftest import SECRET
from tests.storage.engines import Postgresql
from tests.storage.making import entry, stage
from tests.storage.test_ballot_writer import YES, cast_all, press, stored
from tests.storage.test_faults import MIB, at, disk, locked, mount, on_disk, say_until_full

__all__ = ["disk", "locked", "on_disk"]  # fixtures
pytestmark = pytest.mark.usefixtures("out_of_turn")
VOTERS = ("vi", "wo", "xu")


async def set_up(store: SqlStore) -> None:
    """Store a contest in voting, and its voters."""
    async with store.work() as work:
        await stage(work, entry("a", "ann"), voters=VOTERS)


async def vote(store: SqlStore, choice: Choice = YES) -> int:
    """Let everybody vote at once, and return how many were told that it cannot be stored."""
    answers = await cast_all(store, [press(voter, choice=choice) for voter in VOTERS])
    return sum(isinstance(answer, StorageError) for answer in answers)


async def vote_until_full(store: SqlStore) -> Choice:
    """Let everybody approve and pass in turns until there is no room for it, and return what there is none for."""
    for choice in cycle(Choice):
        before = await stored(store)
        if told := await vote(store, choice):
            assert told == 3
            assert await stored(store) == before
            return choice
    raise AssertionError("a cycle never ends")


async def test_on_a_full_disk_no_ballot_is_stored_and_with_room_they_are(disk: Path, on_disk: SqlStore) -> None:
    filler = disk / "filler"
    filler.write_bytes(b"x" * MIB)
    await set_up(on_disk)
    await say_until_full(on_disk)
    filler_of_the_rest = disk / "rest"
    with pytest.raises(OSError, match="No space"):
        filler_of_the_rest.write_bytes(b"x" * MIB)
    choice = await vote_until_full(on_disk)
    filler.unlink()
    assert await vote(on_disk, choice) == 0
    assert await stored(on_disk) == {(voter, "a"): choice for voter in VOTERS}


async def test_on_a_read_only_disk_no_ballot_is_stored_until_it_can_be_written(locked: Path, on_disk: SqlStore) -> None:
    await set_up(on_disk)
    reader = await open_store(at(locked), secret=SECRET)
    for _ in range(2):
        assert await vote(reader) == 3
        assert await stored(reader) == {}
    mount("-o", "remount,bind,rw", locked)
    assert await vote(reader) == 0
    assert len(await stored(on_disk)) == 3
    await reader.close()


async def test_a_server_that_hung_up_is_called_again(server: Postgresql) -> None:
    store = await open_store(await server.migrated(), secret=SECRET)
    await set_up(store)
    await vote(store)
    await server.hang_up()
    await cast_all(store, [press(voter, "a", second=1) for voter in VOTERS])
    assert await vote(store) == 0
    assert len(await stored(store)) == 3
    await store.close()
