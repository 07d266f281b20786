"""What a process is killed in the midst of in the web room, and what must be true afterwards of each."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta

from tests.faults.act import ALWAYS, Act, After, Scene
from tests.faults.check import ballot_of, state_of
from tests.faults.prepare import ENTRIES, Moment, World, at
from tests.stories.person import Json


async def turn(world: World, _: Moment, scene: Scene) -> Json | None:
    """Turn the clock to the next deadline."""
    door = scene.door
    door.keeper = at(door, world.people.get("Keeper") or world.people["Mona"])
    return {"due": await door.turn()}


async def _start(_world: World, _moment: Moment, _scene: Scene) -> Json | None:
    return None


async def _press_send(world: World, moment: Moment, scene: Scene) -> Json | None:
    return (await at(scene.door, world.people["Eve"]).press(moment.pending, f"send:{world.entries['Dew']}"))[-1]


async def _press_approve(world: World, moment: Moment, scene: Scene) -> Json | None:
    first = moment.pending["buttons"][0]["id"]
    return (await at(scene.door, world.people["Finn"]).press(moment.pending, first))[-1]


def decided(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what a decided contest must not be."""
    if (found := state_of(after.world, by_hand)) != "announced":
        yield f"the contest is {found}, not announced"
    if len(after.results) != 1:
        yield f"{len(after.results)} results were announced"
    if not all(one["pictures"] for one in after.results):
        yield "a result has lost its picture"
    if not after.standings_equal(by_hand):
        yield "the standings are not those of a recount"
    for name in ENTRIES:
        own = after.rooms[name]
        if (ranks := _with(own, f"brief:{after.world.contest}")) != 1:
            yield f"{name} was told {ranks} ranks"
        if (offers := _with(own, "accept:")) != (name == "Ann"):
            yield f"{name} was made {offers} offers"


def _with(messages: list[Json], button: str) -> int:
    return sum(any(one["id"].startswith(button) for one in message["buttons"]) for message in messages)


def voting(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    """Name what a round that was just opened must not be."""
    if (found := state_of(after.world, by_hand)) != "voting":
        yield f"the contest is {found}, not voting"
    found = by_hand.execute("SELECT opened_at, mode FROM rounds WHERE kind = 'voting'").fetchone()
    if found[0] is None or found[1] != "queue":
        yield "the round is half open"


def _sent(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    found = by_hand.execute("SELECT state, sent_at, first_sent_at FROM entries WHERE title = 'Dew'").fetchall()
    is_draft, is_sent = found == [("draft", None, None)], [one[0] for one in found] == ["waiting"] and all(found[0])
    if not is_draft and not is_sent:
        yield f"the entry is half sent: {found}"
    if after.acknowledged and not is_sent:
        yield "the Send was acknowledged and is lost"


def _cast(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    chosen, receipt = ballot_of(after.world, by_hand, "Finn")
    if len(chosen) != (receipt is not None):
        yield f"the ballot is half cast: {chosen}, {receipt}"
    if after.acknowledged and after.acknowledged["receipt"] != receipt:
        yield "the ballot was acknowledged and is lost"


RESULTS = {("Mona", "main"): 1, ("Mona", "desk"): 1, **{(name, "me"): 1 for name in ENTRIES}, ("Ann", "me"): 2}
ANNOUNCED = "SELECT count(*) FROM contests WHERE state = 'announced'"
OPENED = "SELECT count(*) FROM contests WHERE state = 'voting'"
WEB_ACTS = (
    Act("close", "close", "bots/ticker.py turn", ANNOUNCED, turn, decided, RESULTS, decides=True),
    Act(
        "late close", "close", "bots/ticker.py start", ANNOUNCED, _start, decided, RESULTS, timedelta(hours=2),
        decides=True,
    ),
    Act("opening", "opening", "bots/ticker.py turn", OPENED, turn, voting, {("Mona", "main"): 2}),
    Act("Send", "send", "bots/on_web/talking.py press", ALWAYS, _press_send, _sent),
    Act("vote", "vote", "bots/on_web/talking.py press", ALWAYS, _press_approve, _cast),
)  # fmt: skip
