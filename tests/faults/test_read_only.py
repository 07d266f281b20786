"""A database that really cannot be written, or that another process holds: people are told, and later all goes on."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.check import ballot_of, whole
from tests.faults.child import LOG
from tests.faults.disks import read_only
from tests.faults.prepare import World, at
from tests.faults.program import Program, database, program, set_clock
from tests.stories.web_door import WebPerson

DISK = Path("/var/tmp")  # noqa: S108 - what is made there has names that nobody can guess


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Give a folder on a disk: in memory, what may not be written still is by whoever has it open."""
    with tempfile.TemporaryDirectory(dir=DISK if DISK.is_dir() else None) as folder:
        yield Path(folder)


def settled(folder: Path, world: World) -> Path:
    """Copy the folder in which Finn is about to vote, and wind its clock."""
    moment = world.moments["vote"]
    shutil.copytree(moment.folder, folder)
    set_clock(folder, moment.at)
    return folder


def finn_at(house: Program, world: World) -> WebPerson:
    """Return Finn at a house's door."""
    return at(house.door, world.people["Finn"])


async def press(finn: WebPerson, world: World) -> tuple[int, str]:
    """Press the first button of the ballot; return the status, and the error or the receipt."""
    ballot = world.moments["vote"].pending
    body = {"message": ballot["id"], "button": ballot["buttons"][0]["id"]}
    status, answer = await finn.call("POST", "/api/press", json=body)
    return status, answer["error"]["key"] if status != 200 else answer["messages"][-1]["receipt"]


async def test_a_database_that_becomes_read_only_is_told_of_and_lived_through(world: World, tmp_path: Path) -> None:
    folder = settled(tmp_path / "data", world)
    async with program(folder) as house:
        finn = finn_at(house, world)
        with read_only(folder / "prosument.db", folder / "prosument.db-wal"):
            assert await press(finn, world) == (503, "storage")
            status, health = await finn.call("GET", "/healthz")
            assert (status, health["database"]) == (503, "down")
        status, receipt = await press(finn, world)
        assert status == 200
        assert (await finn.call("GET", "/healthz"))[0] == 200
        await house.stop()
    with closing(database(folder)) as by_hand:
        assert list(whole(folder, by_hand)) == []
        assert ballot_of(world, by_hand, "Finn")[1] == receipt


async def test_a_start_on_a_read_only_database_says_so_changes_nothing_and_works_later(
    world: World, tmp_path: Path
) -> None:
    folder = settled(tmp_path / "data", world)
    before = (folder / "prosument.db").read_bytes()
    with read_only(folder / "prosument.db"):
        async with program(folder) as house:
            await house.until_ended("it has said why it cannot start")
            assert house.process.exitcode == 1
    assert "prosument doctor" in (folder / LOG).read_text(encoding="utf-8")
    assert (folder / "prosument.db").read_bytes() == before
    async with program(folder) as house:
        assert (await press(finn_at(house, world), world))[0] == 200


async def test_a_database_that_another_process_holds_is_told_of_and_lived_through(world: World, tmp_path: Path) -> None:
    folder = settled(tmp_path / "data", world)
    async with program(folder) as house:
        finn = finn_at(house, world)
        with closing(database(folder)) as by_hand:
            by_hand.execute("BEGIN IMMEDIATE")
            assert await press(finn, world) == (503, "storage")
        assert (await press(finn, world))[0] == 200
