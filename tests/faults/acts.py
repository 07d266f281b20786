"""What a process is killed in the midst of, and what must be true afterwards of each."""

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tests.faults.check import ballot_of, frozen, recount, shown, state_of
from tests.faults.prepare import ENTRIES, Moment, World, at, messages_seen
from tests.stories.person import Json
from tests.stories.web_door import WebDoor


@dataclass(slots=True)
class After:
    """What is seen of a house after the kill and two clean starts."""

    world: World
    acknowledged: Json | None
    """What the killed process answered before it died."""
    rooms: dict[str, list[Json]] = field(default_factory=dict)
    """What each person reads in their own room, and the manager in the room `main`."""
    standings: list[Json] = field(default_factory=list)

    @property
    def results(self) -> list[Json]:
        """Return the results in the main room: messages that name every entry."""
        return [one for one in self.rooms["main"] if all(title in one["text"] for title in ENTRIES.values())]

    def standings_equal(self, by_hand: sqlite3.Connection) -> bool:
        """Tell whether the standings, shown and stored, equal a recount."""
        return shown(self.standings) == frozen(self.world, by_hand) == recount(self.world, by_hand)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to a prepared folder, and can be interrupted anywhere."""

    name: str
    moment: str
    since: str
    """The function from which on a step is a point."""
    until: str
    """A query that says 1 once it is done."""
    do: Callable[[World, Moment, WebDoor], Awaitable[Json | None]]
    wrong: Callable[[After, sqlite3.Connection], Iterator[str]]
    told: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many messages more each room then holds."""
    later: timedelta = timedelta(0)
    """By how much the practice clock is on when the process starts."""
    decides: bool = False


async def _turn(world: World, _: Moment, door: WebDoor) -> Json | None:
    door.keeper = at(door, world.people["Mona"])
    return {"due": await door.turn()}


async def _start(_world: World, _moment: Moment, _door: WebDoor) -> Json | None:
    return None


async def _press_send(world: World, moment: Moment, door: WebDoor) -> Json | None:
    return (await at(door, world.people["Eve"]).press(moment.pending, f"send:{world.entries['Dew']}"))[-1]


async def _press_approve(world: World, moment: Moment, door: WebDoor) -> Json | None:
    first = moment.pending["buttons"][0]["id"]
    return (await at(door, world.people["Finn"]).press(moment.pending, first))[-1]


def _decided(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
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


def _voting(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
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
ALWAYS = "SELECT 1"
ACTS = (
    Act("close", "close", "bots/ticker.py turn", ANNOUNCED, _turn, _decided, RESULTS, decides=True),
    Act(
        "late close", "close", "bots/ticker.py start", ANNOUNCED, _start, _decided, RESULTS, timedelta(hours=2),
        decides=True,
    ),
    Act("opening", "opening", "bots/ticker.py turn", "SELECT count(*) FROM contests WHERE state = 'voting'", _turn,
        _voting, {("Mona", "main"): 2}),
    Act("Send", "send", "bots/on_web/talking.py press", ALWAYS, _press_send, _sent),
    Act("vote", "vote", "bots/on_web/talking.py press", ALWAYS, _press_approve, _cast),
)  # fmt: skip


async def look(after: After, moment: Moment, act: Act, door: WebDoor) -> list[str]:
    """Read every room, and the standings; name the rooms that hold too much or too little."""
    world = after.world
    door.keeper = mona = at(door, world.people["Mona"])
    after.rooms = {name: await at(door, person).reads("me") for name, person in world.people.items()}
    after.rooms["main"] = await mona.reads("main")
    if act.decides:
        after.standings = await door.standings(world.contest)
    seen = await messages_seen(door, world.people.values())
    return [
        f"{who} sees {seen[who, room]} messages in {room}, not {before + act.told.get((who, room), 0)}"
        for (who, room), before in moment.seen.items()
        if seen[who, room] != before + act.told.get((who, room), 0)
    ]
