"""A disk that is really full: whoever asks is told, nothing is half-written, and with room again all goes on."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.act import After, Scene
from tests.faults.acts import ACTS, look
from tests.faults.check import ballot_of, whole
from tests.faults.disks import full, small_disk
from tests.faults.prepare import World, at
from tests.faults.program import Program, database, program, set_clock
from tests.stories.person import Json
from tests.stories.web_door import WebPerson, multipart

CLOSE = next(act for act in ACTS if act.name == "close")
MOST_PRESSES = 500


def settled_in(disk: Path, world: World, name: str) -> Path:
    """Copy a moment's data folder onto a disk, and wind its clock."""
    moment = world.moments[name]
    folder = disk / "data"
    shutil.copytree(moment.folder, folder)
    set_clock(folder, moment.at)
    return folder


async def refused(person: WebPerson, path: str, **more: object) -> None:
    """Call, and be told that nothing can be stored, and when to try again."""
    headers = {"Authorization": f"Bearer {person.token}"}
    async with person.session.post(person.address + path, headers=headers, **more) as answer:  # type: ignore[arg-type]  # whatever aiohttp takes
        assert answer.status == 503, await answer.text()
        assert int(answer.headers["Retry-After"]) > 0
        assert (await answer.json())["error"]["key"] == "storage"


async def health(house: Program) -> tuple[int, str, str]:
    """Return the status of the answer, and what the house says of itself and of its database."""
    async with house.door.session.get(f"{house.door.address}/healthz") as answer:
        told = await answer.json()
        return answer.status, told["status"], told["database"]


async def pressed_until_full(finn: WebPerson, ballot: Json) -> list[str]:
    """Approve and pass the first entry in turns, until that cannot be stored; return the receipts."""
    receipts: list[str] = []
    for count in range(MOST_PRESSES):
        button = ballot["buttons"][count % 2]["id"]
        status, answer = await finn.call("POST", "/api/press", json={"message": ballot["id"], "button": button})
        if status != 200:
            return receipts
        receipts.append(answer["messages"][-1]["receipt"])
    raise AssertionError("the disk never filled up")


async def test_on_a_full_disk_people_are_told_and_no_acknowledged_ballot_is_lost(world: World, tmp_path: Path) -> None:
    ballot = world.moments["vote"].pending
    approve = ballot["buttons"][0]["id"]
    with small_disk(tmp_path / "disk") as disk:
        folder = settled_in(disk, world, "vote")
        async with program(folder) as house:
            finn, mona = at(house.door, world.people["Finn"]), at(house.door, world.people["Mona"])
            with full(disk):
                receipts = await pressed_until_full(finn, ballot)
                await refused(finn, "/api/press", json={"message": ballot["id"], "button": approve})
                await refused(
                    finn, "/api/say", data=multipart({"room": "main", "text": "/enter"}, ((bytes(9999), ""),))
                )
                await refused(mona, "/api/clock", json={"to": "next"})
                assert await health(house) == (503, "degraded", "down")
                assert list((folder / "incoming").iterdir()) == []
            assert await health(house) == (200, "ok", "up")
            receipts.append((await finn.press(ballot, approve))[-1]["receipt"])
            await house.stop()
        with closing(database(folder)) as by_hand:
            assert list(whole(folder, by_hand)) == []
            assert ballot_of(world, by_hand, "Finn") == ({approve.partition(":")[2]: "approve"}, receipts[-1])
            assert {code for (code,) in by_hand.execute("SELECT code FROM receipts")} >= set(receipts)


@pytest.mark.parametrize("spare_kib", [4, 40, 120, 300])
async def test_a_close_that_the_disk_has_no_room_for_is_finished_with_room_again(
    world: World, tmp_path: Path, spare_kib: int
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        folder = settled_in(disk, world, "close")
        async with program(folder) as house:
            mona = at(house.door, world.people["Mona"])
            with full(disk, spare=spare_kib * 1024):
                await mona.call("POST", "/api/clock", json={"to": "next"})
            house.door.keeper = mona
            await house.door.turn(timedelta(minutes=59).total_seconds())
            await house.until(CLOSE.until)
            after = After(world, Scene(house.door), None)
            with closing(database(folder)) as by_hand:
                wrong = await look(after, world.moments["close"], CLOSE, by_hand)
            await house.stop()
        with closing(database(folder)) as by_hand:
            assert [*wrong, *CLOSE.wrong(after, by_hand), *whole(folder, by_hand)] == []
