"""Data folders and a loopback Discord as they stand just before something happens on Discord."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app import composed, served
from tests.faults.discord_copy import ANSWERS_WITHIN_S, copied
from tests.faults.prepare import JUST_BEFORE, Moment, World, at
from tests.faults.program import is_done, until
from tests.faults.the_tale import all_but_one_vote_is_cast, everybody_enters, members_of, term_ends
from tests.faults.town import DESK, GALLERY, MAIN, OFFICE, Town, chosen, pressed, receipt_in, submitted
from tests.platforms.discord_server import Reply, loopback_discord
from tests.stories.discord_door import DiscordPerson, DiscordPort, Overheard, is_up, on_discord, set_up
from tests.stories.telling import DAY, own_entry
from tests.stories.web_door import settings_in, web_doors


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


async def prepared_on_discord(folder: Path) -> World:
    """Tell the story of one contest on Discord up to an ambassador's end, and keep each moment that matters."""
    world, here = World(), folder / "here"
    async with loopback_discord() as server:
        server.first_answer_within = server.patience = ANSWERS_WITHIN_S
        town = Town(server)
        guild = server.guild("Bag fans")
        for name in (MAIN, DESK, GALLERY):
            guild.channel(name)
        guild.role(OFFICE, position=1)
        async with _house(here, world, town, "window") as told:
            await _settle(told)
            await everybody_enters(world, told.port)
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
            await all_but_one_vote_is_cast(world, told.person)
        async with _house(here, world, town, "close") as told:
            world.receipts["Finn"] = receipt_in((await chosen(world, town)).text)
            await told.port.turn(2 * DAY - JUST_BEFORE)
        async with _house(here, world, town, "accept") as told:
            await told.port.turn(JUST_BEFORE)
        async with _house(here, world, town, "term") as told:
            await told.press("Ann", "me", "b1:accept:")
            await told.port.turn(0)
            await told.port.turn(term_ends(here, told.port.running.clock.now()) - JUST_BEFORE)
    return world


async def _settle(told: Told) -> None:
    """Join the community by its code, with a gallery, a desk and a role."""
    town = told.town
    gallery, desk = town.channel(GALLERY), town.channel(DESK)
    await set_up(told.port, town.guild, told.port.main, gallery=gallery, desk=desk, role=town.office)


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
            port = DiscordPort(
                door.session, address, keeper, running, town.server, town.guild, main, desk, gallery, overheard
            )
            yield Told(world, town, port)
            await until(lambda: is_done(folder, "SELECT 1"))
            seen = {("Keeper", room): len(await keeper.reads(room)) for room in ("main", "desk")}
            seen |= {("", room): len(town.said(room)) for room in town.rooms}
            names = {one.id: str(one.global_name) for one in town.server.people.values()}
            world.members = members_of(folder, "discord", names)
            now = running.clock.now()
    shutil.copytree(folder, folder.with_name(name))
    world.moments[name] = Moment(folder.with_name(name), now, seen, dict(world.receipts), {}, copied(town.server))
