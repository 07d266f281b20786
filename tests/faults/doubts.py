"""Whoever looks whether a message is there of which nobody knows, and says so: as a manager would, and truly."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.faults.act import Act, Scene
from tests.faults.prepare import World, at
from tests.faults.program import Program, all_heard, database, until
from tests.faults.telegram_town import DESK, GALLERY, MAIN
from tests.stories.person import refusal

UNSURE = "SELECT id, audience, attempts FROM outbox WHERE state = 'unsure' AND kind != 'unsure' ORDER BY number"
ASKED = "SELECT count(*) FROM outbox WHERE kind = 'unsure' AND (venue IS NOT NULL) = :in_group"
"""Each is asked on the desk of the web room, and on the group's but where it is the group's desk that is in doubt."""
ROOMS = {"venues": MAIN, "desk": DESK, "reviewers": DESK, "galleries": GALLERY}
MOST = 3
"""How many messages one blow can leave in doubt: one in each group."""


def questions(by_hand: sqlite3.Connection, *, in_group: bool) -> int:
    """Return how many questions were asked on the desk of the web room, or on the one in the group."""
    return int(by_hand.execute(ASKED, {"in_group": in_group}).fetchone()[0])


async def answer_doubts(house: Program, act: Act, world: World, scene: Scene) -> None:
    """Once all is heard, look for every message in doubt, press what is true, and wait until what was not there is.

    Raises: AssertionError where the desk does not ask, or one answer leaves more doubts.
    """
    await house.until_connected(scene.server)
    await until(lambda: not scene.telegram.server.updates.waiting and all_heard(house.folder))
    await house.until(act.until)
    moment = world.moments[act.moment]
    keeper = scene.door.keeper = at(scene.door, world.people["Keeper"])
    doubts = list(_doubts(house.folder))
    assert len(doubts) <= MOST, doubts
    for id_, room, attempt in doubts:
        told = [one for one in await keeper.reads("desk") if f"there:{id_}:{attempt}" in _buttons(one)]
        assert len(told) == 1, f"the desk does not ask once about {id_}: {told}"
        with closing(database(house.folder)) as by_hand:
            asked = questions(by_hand, in_group=True) if room == DESK else 0
        wanted = moment.seen["", room] + act.told.get(("", room), 0) + asked
        verb = "there" if len(scene.telegram.said(room)) >= wanted else "again"
        answer = await keeper.press(told[0], f"{verb}:{id_}:{attempt}")
        assert refusal(answer) is None, answer
    if doubts:
        await house.until(act.until)
        assert not list(_doubts(house.folder)), "it is in doubt still"


def _doubts(folder: Path) -> Iterator[tuple[str, str, int]]:
    with closing(database(folder)) as by_hand:
        for id_, audience, attempts in by_hand.execute(UNSURE).fetchall():
            yield id_, ROOMS[audience], attempts


def _buttons(message: dict[str, object]) -> list[str]:
    found = message["buttons"]
    assert isinstance(found, list)
    return [one["id"] for one in found]
