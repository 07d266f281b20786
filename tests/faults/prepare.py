"""Data folders as they stand just before something happens: told once over HTTP, copied for every kill."""

import shutil
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bots.app import Running
from contests.model.contest import Final, Round, RoundKind, TieRule
from tests.faults.copies import Server
from tests.faults.program import is_done, until
from tests.files.makers import jpeg
from tests.stories.person import Json
from tests.stories.telling import DAY, HOUR, admitted, entered, scheduled, votes
from tests.stories.web_door import WebDoor, WebPerson, web_house

NEW = (
    '/contest new template=remix title="Bag battle" submissions="2 days" voting="2 days" mode=queue '
    'reward="1:a bag" reward="2:a cup" ambassadors=1'
)
REWARDS = {1: "a bag", 2: "a cup"}
ENTRIES = {"Ann": "Sun", "Bob": "Moon", "Cleo": "Star", "Eve": "Dew"}
APPROVED = {
    "Ann": {"Moon"},
    "Bob": {"Sun", "Star"},
    "Cleo": {"Sun", "Moon"},
    "Eve": set[str](),
    "Finn": {"Sun", "Star"},
}
"""Sun wins with 3 of 4; Moon and Star tie at 2 of 4; Dew gets nothing."""
FINALISTS = ("Sun", "Moon", "Star")
JUST_BEFORE = HOUR * 0.9
"""After the last reminder."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A data folder, the practice time at which it was left, and how many messages each person saw in each room."""

    folder: Path
    at: datetime
    seen: Mapping[tuple[str, str], int]
    receipts: Mapping[str, str]
    """By voter: the newest receipt that was given."""
    pending: Json
    """The message whose button is to be pressed."""
    server: Server | None = None
    """The loopback Discord or Telegram, kept as it stood; it is only ever copied."""


@dataclass(slots=True)
class World:
    """Who and what is in the folders."""

    contest: str = ""
    entries: dict[str, str] = field(default_factory=dict)
    """By title."""
    people: dict[str, WebPerson] = field(default_factory=dict)
    """Who has a room of their own; on Discord only who turns the clock."""
    members: dict[str, str] = field(default_factory=dict)
    """The ids of those who take part."""
    receipts: dict[str, str] = field(default_factory=dict)
    """By voter: the newest receipt that was given."""
    moments: dict[str, Moment] = field(default_factory=dict)

    def approved_by(self, voter: str) -> list[str]:
        """Return the entries that a voter approves."""
        return [self.entries[title] for title in APPROVED[voter]]

    def votable_by(self, voter: str) -> set[str]:
        """Return the entries that a voter may vote on."""
        return set(self.entries.values()) - {self.entries.get(ENTRIES.get(voter, ""), "")}


@dataclass(frozen=True, slots=True)
class Told:
    """A running house in which the world is told."""

    folder: Path
    door: WebDoor
    running: Running
    world: World

    async def moment(self, name: str, pending: Json | None = None) -> Moment:
        """Describe this moment, when all is said; its folder is copied once the house is closed."""
        await until(lambda: is_done(self.folder, "SELECT 1"))
        seen = await messages_seen(self.door, self.world.people.values())
        now, receipts = self.running.clock.now(), dict(self.world.receipts)
        return Moment(self.folder.with_name(name), now, seen, receipts, pending or {})


async def messages_seen(door: WebDoor, people: Iterable[WebPerson]) -> dict[tuple[str, str], int]:
    """Count the messages that each person sees: everybody's own room, the main room and the desk by the manager."""
    seen = {(one.name, "me"): len(await at(door, one).reads("me")) for one in people}
    mona = at(door, next(one for one in people if one.name == "Mona"))
    return seen | {("Mona", room): len(await mona.reads(room)) for room in ("main", "desk")}


def at(door: WebDoor, person: WebPerson) -> WebPerson:
    """Return the same person at another process's door."""
    return WebPerson(person.name, door.session, door.address, person.token, person.id)


async def prepared(folder: Path) -> World:
    """Tell the story of one contest up to its close, and keep the data folder of each moment that matters."""
    world, here = World(), folder / "here"
    async with _house(here, world, "send") as told:
        await _enter(told)
        world.moments["send"] = await told.moment("send", await _preview(told))
    async with _house(here, world, "opening") as told:
        await _send(told)
        await told.door.turn(2 * DAY - JUST_BEFORE)
        world.moments["opening"] = await told.moment("opening")
    async with _house(here, world, "vote") as told:
        await told.door.turn(JUST_BEFORE)
        await _vote(told, [name for name in APPROVED if name != "Finn"])
        world.moments["vote"] = await told.moment("vote", await _paper(told))
    async with _house(here, world, "close") as told:
        await _vote(told, ["Finn"])
        await told.door.turn(2 * DAY - JUST_BEFORE)
        world.moments["close"] = await told.moment("close")
    await _final(here, world)
    return world


@asynccontextmanager
async def _house(folder: Path, world: World, name: str) -> AsyncIterator[Told]:
    async with web_house(folder) as (door, running):
        if "Mona" in world.people:
            door.keeper = at(door, world.people["Mona"])
        yield Told(folder, door, running, world)
    shutil.copytree(folder, folder.with_name(name))


async def _final(here: Path, world: World) -> None:
    """Go on as if the vote only chose who goes on to a final, which ties and is drawn by lot."""
    async with _house(here, world, "qualify") as told:
        await _plan_a_final(told)
        world.moments["qualify"] = await told.moment("qualify")
    async with _house(here, world, "preview") as told:
        await told.door.turn(DAY / 2)
        world.moments["preview"] = await told.moment("preview")
    async with _house(here, world, "final") as told:
        await told.door.turn(JUST_BEFORE)
        gil = await told.door.person("Gil")
        await votes(gil, [world.entries[title] for title in FINALISTS], world.contest)
        await told.door.turn(DAY - JUST_BEFORE)
        world.moments["final"] = await told.moment("final")
    async with _house(here, world, "draw") as told:
        await told.door.turn(JUST_BEFORE)
        draws = await told.door.person("Max", "manager")
        world.moments["draw"] = await told.moment("draw", {"token": draws.token, "id": draws.id})


async def _plan_a_final(told: Told) -> None:
    async with told.running.store.work() as work:
        one = await work.contests.get(told.world.contest)
        opens = one.rounds[-1].closes + timedelta(seconds=DAY / 2)
        final = Round(f"{one.id}f", RoundKind.FINAL, opens, opens + timedelta(seconds=DAY))
        rules = replace(one.rules, final=Final(first=2), tie=TieRule.LOTTERY, lottery="The 6", ambassadors=0)
        await work.contests.save(replace(one, rules=rules).with_round(final))


async def _enter(told: Told) -> None:
    """Let everybody in, and have all but Eve enter."""
    world, door = told.world, told.door
    world.people["Mona"] = door.keeper = await door.person("Mona", "manager")
    for name in APPROVED:
        world.people[name] = await door.person(name)
        world.members[name] = world.people[name].id
    world.contest = await scheduled(world.people["Mona"], NEW)
    for name, title in ENTRIES.items():
        if name != "Eve":
            files = [(jpeg(64, 48, "red"), "A sun")] if title == "Sun" else []
            world.entries[title] = await entered(world.people[name], f"/enter title={title} text=Words", *files)
    await admitted(world.people["Mona"], list(world.entries.values()))


async def _preview(told: Told) -> Json:
    shown = await told.world.people["Eve"].say("/enter title=Dew text=Words", (jpeg(32, 32, "blue"), "Dew"))
    told.world.entries["Dew"] = shown[-1]["buttons"][0]["id"].partition(":")[2]
    return shown[-1]


async def _send(told: Told) -> None:
    eve = at(told.door, told.world.people["Eve"])
    await eve.press(told.world.moments["send"].pending, f"send:{told.world.entries['Dew']}")
    await admitted(at(told.door, told.world.people["Mona"]), [told.world.entries["Dew"]])


async def _paper(told: Told) -> Json:
    return (await at(told.door, told.world.people["Finn"]).say(f"/vote {told.world.contest}"))[-1]


async def _vote(told: Told, voters: Iterable[str]) -> None:
    for name in voters:
        world = told.world
        last = await votes(at(told.door, world.people[name]), world.approved_by(name), world.contest)
        world.receipts[name] = last["receipt"]
