"""Data folders and a loopback Discord as they stand just before something happens on Discord."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app import composed, served
from tests.faults.discord_copy import ANSWERS_WITHIN_S, copied
from tests.faults.prepare import APPROVED, ENTRIES, JUST_BEFORE, NEW, Moment, World, at
from tests.faults.program import is_done, until
from tests.files.makers import jpeg
from tests.platforms.discord_server import Channel, DiscordServer, File, Guild, Message, Person, Reply, Role, loopback_discord
from tests.stories.discord_door import DiscordPerson, DiscordPort, Overheard, is_up, on_discord, set_up
from tests.stories.person import press, refusal, subject
from tests.stories.telling import DAY, admitted, entered, own_entry, scheduled, votes
from tests.stories.web_door import settings_in, web_doors

MAIN, DESK, GALLERY, OFFICE = "contest", "desk", "gallery", "Ambassador"


@dataclass(slots=True)
class Town:
    """A server of the loopback Discord, and who is in it; in a copy the same by name."""

    server: DiscordServer

    @property
    def guild(self) -> Guild:
        """The only guild."""
        [found] = self.server.guilds.values()
        return found

    def channel(self, name: str) -> Channel:
        """Return one of its channels."""
        return next(one for one in self.guild.channels.values() if one.name == name)

    @property
    def office(self) -> Role:
        """The role that ambassadors wear."""
        return next(one for one in self.guild.roles.values() if one.name == OFFICE)

    def person(self, name: str) -> Person:
        """Return somebody."""
        return next(one for one in self.server.people.values() if one.global_name == name)

    def wearers(self) -> list[str]:
        """Return who wears the ambassadors' role."""
        return [one.global_name or "" for one in self.server.people.values() if self.office in self.guild.roles_of(one)]

    def said(self, room: str) -> list[Message]:
        """Return what we said unasked in a channel, or to somebody in private."""
        there = self.channel(room) if room in {MAIN, DESK, GALLERY} else self.person(room).dm
        return [one for one in there.public if one.came_of is None and one.author is self.server.bot]

    def rooms(self) -> dict[str, list[Message]]:
        """Return all that was said unasked, by channel and by person."""
        return {room: self.said(room) for room in (MAIN, DESK, GALLERY, "Mona", *APPROVED)}

    def shows(self, room: str, button: str) -> Message:
        """Return the newest message in a channel, or of somebody's, with such a button."""
        there = self.channel(room) if room in {MAIN, DESK, GALLERY} else self.person(room).dm
        return [one for one in there.messages.values() if any(b.custom_id.startswith(button) for b in one.buttons)][-1]


@dataclass(slots=True)
class Told:
    """A running house in which the world is told."""

    world: World
    town: Town
    port: DiscordPort

    def person(self, name: str) -> DiscordPerson:
        """Return somebody who was let in."""
        return DiscordPerson(name, self.port, self.town.person(name), self.port.main)

    async def press(self, name: str, room: str, button: str) -> Reply:
        """Let somebody press the newest button of a kind in a room; their own is called `me`."""
        message = self.town.shows(name if room == "me" else room, button)
        return await pressed(self.town.person(name), message, button)


async def pressed(who: Person, message: Message, button: str) -> Reply:
    """Let somebody press a message's button whose id begins so."""
    return await who.press(message, next(one.custom_id for one in message.buttons if one.custom_id.startswith(button)))


async def prepared_on_discord(folder: Path) -> World:
    """Tell the story of one contest on Discord up to an ambassador's end, and keep each moment that matters."""
    world, here = World(), folder / "here"
    folder.mkdir(exist_ok=True)
    async with loopback_discord() as server:
        server.first_answer_within = server.patience = ANSWERS_WITHIN_S
        town = Town(server)
        guild = server.guild("Bag fans")
        for name in (MAIN, DESK, GALLERY):
            guild.channel(name)
        guild.role(OFFICE, position=1)
        async with _house(here, world, town, "window") as told:
            await _settle(told)
            await _enter(told)
            await told.person("Eve").who.run(told.port.main, "enter")
        async with _house(here, world, town, "send") as told:
            await submitted(town)
        async with _house(here, world, town, "admit") as told:
            await told.press("Eve", MAIN, "b1:send:")
            world.entries["Dew"] = await own_entry(told.person("Eve"))
        async with _house(here, world, town, "opening") as told:
            await told.press("Mona", DESK, f"b1:admit:{world.entries['Dew']}")
            await told.port.turn(2 * DAY - JUST_BEFORE)
        async with _house(here, world, town, "vote") as told:
            await told.port.turn(JUST_BEFORE)
            for name in APPROVED:
                if name != "Finn":
                    last = await votes(told.person(name), world.approved_by(name), world.contest)
                    world.receipts[name] = last["receipt"]
            await _vote_but_once(told)
        async with _house(here, world, town, "close") as told:
            last = await told.press("Finn", MAIN, "b1:approve:")
            await told.port.turn(2 * DAY - JUST_BEFORE)
        async with _house(here, world, town, "accept") as told:
            await told.port.turn(JUST_BEFORE)
        async with _house(here, world, town, "term") as told:
            await told.press("Ann", "me", "b1:accept:")
            await told.port.turn(0)
    return world


async def submitted(town: Town) -> Reply:
    """Let Eve fill in the window that `/enter` opened and send it."""
    opened = [one for one in town.server.interactions.values() if one.modal is not None][-1]
    assert opened.modal is not None
    answers = {"title": "Dew", "text": "Words", "file": [File("dew.jpg", jpeg(32, 32, "blue"), alt="Dew")]}
    return await town.person("Eve").submit(opened.modal, answers)


async def _settle(told: Told) -> None:
    """Join the community by its code, with a gallery, a desk and a role."""
    town = told.town
    places = {"gallery": town.channel(GALLERY), "desk": town.channel(DESK), "role": town.office}
    await set_up(told.port, town.guild, told.port.main, **places)


async def _enter(told: Told) -> None:
    """Let everybody in, and have all but Eve enter."""
    world = told.world
    mona = await told.port.person("Mona", "manager")
    people = {name: await told.port.person(name) for name in APPROVED}
    world.contest = await scheduled(mona, NEW)
    for name, title in ENTRIES.items():
        if name != "Eve":
            files = [(jpeg(64, 48, "red"), "A sun")] if title == "Sun" else []
            world.entries[title] = await entered(people[name], f"/enter title={title} text=Words", *files)
    await admitted(mona, list(world.entries.values()))


async def _vote_but_once(told: Told) -> None:
    """Let Finn answer all of his ballot but its last entry."""
    finn, world = told.person("Finn"), told.world
    shown = await finn.say(f"/vote {world.contest}")
    for _ in range(len(world.votable_by("Finn")) - 1):
        assert refusal(shown) is None, shown
        verb = "approve" if subject(shown, "approve") in world.approved_by("Finn") else "pass"
        shown = await press(finn, shown, verb)


@asynccontextmanager
async def _house(folder: Path, world: World, town: Town, name: str) -> AsyncIterator[Told]:
    """Run a house in the town; keep how everything stands when all is said."""
    main, desk, gallery = (town.channel(one) for one in (MAIN, DESK, GALLERY))
    async with composed(on_discord(settings_in(folder), town.server), practice_clock=True) as plain:
        overheard = Overheard(plain.talker)
        running = replace(plain, talker=overheard)  # type: ignore[arg-type]  # what the platforms need of it
        async with served(running) as address, web_doors(address) as door:
            await is_up(running)
            if "Keeper" in world.people:
                door.keeper = at(door, world.people["Keeper"])
            keeper = world.people["Keeper"] = await door.keep()
            port = DiscordPort(door.session, address, keeper, running, town.server, town.guild, main, desk, gallery, overheard)
            yield Told(world, town, port)
            await until(lambda: is_done(folder, "SELECT 1"))
            seen = {("Keeper", room): len(await keeper.reads(room)) for room in ("main", "desk")}
            seen |= {("", room): len(there) for room, there in town.rooms().items()}
            now = running.clock.now()
    shutil.copytree(folder, folder.with_name(name))
    world.moments[name] = Moment(folder.with_name(name), now, seen, dict(world.receipts), {}, copied(town.server))
