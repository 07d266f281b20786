"""Data folders and a loopback Telegram as they stand just before something happens on Telegram."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app import composed, served
from tests.faults.copies import copied
from tests.faults.discord_copy import ANSWERS_WITHIN_S
from tests.faults.prepare import JUST_BEFORE, Moment, World, at
from tests.faults.program import all_heard, is_done, until
from tests.faults.telegram_town import (
    DESK,
    GALLERY,
    GROUPS,
    MAIN,
    TelegramTown,
    chosen,
    given,
    pressed,
    receipt_shown,
)
from tests.faults.the_tale import all_but_one_vote_is_cast, everybody_enters, members_of, term_ends
from tests.platforms.telegram_server import loopback_telegram
from tests.stories.discord_door import Overheard
from tests.stories.telegram_door import TelegramPerson, TelegramPort, is_up, on_telegram, set_up
from tests.stories.telling import DAY, own_entry
from tests.stories.web_door import settings_in, web_doors

OWNER = "Olga"


@dataclass(slots=True)
class Told:
    """A running house in which the world is told."""

    folder: Path
    world: World
    town: TelegramTown
    port: TelegramPort

    def person(self, name: str) -> TelegramPerson:
        """Return somebody who was let in."""
        return TelegramPerson(name, self.port, self.town.person(name), self.port.group)

    async def press(self, name: str, room: str, button: str) -> None:
        """Let somebody press the newest button of a kind in a room, and wait until all came of it that comes."""
        await pressed(self.town.person(name), self.town.shows(room, button), button)
        await self.settled()

    async def settled(self) -> None:
        """Wait until every update was heard and all that is owed was sent."""
        await until(lambda: not self.town.server.updates.waiting and all_heard(self.folder))
        await self.port.turn(0)


async def prepared_on_telegram(folder: Path) -> World:
    """Tell the story of one contest on Telegram up to an ambassador's end, and keep each moment that matters."""
    world, here = World(), folder / "here"
    async with loopback_telegram() as server:
        server.limits_lifted = True  # the pace is the limiter's matter
        server.patience = ANSWERS_WITHIN_S
        town = TelegramTown(server)
        owner = server.person(OWNER)
        for title in GROUPS:
            server.group(title, owner=owner)
        async with _house(here, world, town, "step") as told:
            await set_up(told.port, owner, *(town.group(one) for one in GROUPS))
            await everybody_enters(world, told.port)
            await _ask(told)
        async with _house(here, world, town, "send") as told:
            await given(town)
            await told.settled()
            await _hand_in(told)
        async with _house(here, world, town, "admit") as told:
            await told.press("Eve", "Eve", "b1:send:")
            world.entries["Dew"] = await own_entry(told.person("Eve"))
        async with _house(here, world, town, "opening") as told:
            await told.press("Mona", DESK, f"b1:admit:{world.entries['Dew']}")
            await told.port.turn(2 * DAY - JUST_BEFORE)
        async with _house(here, world, town, "vote") as told:
            await told.port.turn(JUST_BEFORE)
            await all_but_one_vote_is_cast(world, told.person)
        async with _house(here, world, town, "close") as told:
            await chosen(world, town)
            await told.settled()
            world.receipts["Finn"] = receipt_shown(town, "Finn")
            await told.port.turn(2 * DAY - JUST_BEFORE)
        async with _house(here, world, town, "accept") as told:
            await told.port.turn(JUST_BEFORE)
        async with _house(here, world, town, "term") as told:
            await told.press("Ann", "Ann", "b1:accept:")
            await told.port.turn(term_ends(here, told.port.running.clock.now()) - JUST_BEFORE)
    return world


async def _ask(told: Told) -> None:
    """Have Eve's dialogue ask for her file, with the rest given."""
    eve = told.person("Eve")
    [shown] = (await eve.say("/enter"))[:1]
    form = eve.forms[shown["form"]["id"]]
    for name, value in (("title", "Dew"), ("text", "Words"), ("alt", "Dew")):
        await eve.answers(form, name, value)
    await eve.asked_for(form, "file")


async def _hand_in(told: Told) -> None:
    """Press the dialogue's own Send, which shows the preview."""
    eve = told.person("Eve")
    await eve.hands_in()
    await told.settled()


@asynccontextmanager
async def _house(folder: Path, world: World, town: TelegramTown, name: str) -> AsyncIterator[Told]:
    """Run a house in the town; keep how everything stands when all is said."""
    main, desk, gallery = (town.group(one) for one in (MAIN, DESK, GALLERY))
    async with composed(on_telegram(settings_in(folder), town.server), practice_clock=True) as plain:
        overheard = Overheard(plain.talker)
        running = replace(plain, talker=overheard)  # type: ignore[arg-type]  # what the platforms need of it
        async with served(running) as address, web_doors(address) as door:
            await is_up(running)
            if "Keeper" in world.people:
                door.keeper = at(door, world.people["Keeper"])
            keeper = world.people["Keeper"] = await door.keep()
            owner = town.person(OWNER)
            port = TelegramPort(
                door.session, address, keeper, running, town.server, main, desk, gallery, owner, overheard
            )
            told = Told(folder, world, town, port)
            yield told
            await told.settled()
            await until(lambda: is_done(folder, "SELECT 1"))
            seen = {("Keeper", room): len(await keeper.reads(room)) for room in ("main", "desk")}
            seen |= {("", room): len(town.said(room)) for room in town.rooms}
            names = {one.id: str(one.name) for one in town.server.people.values()}
            world.members = members_of(folder, "telegram", names)
            now = running.clock.now()
    shutil.copytree(folder, folder.with_name(name))
    world.moments[name] = Moment(folder.with_name(name), now, seen, dict(world.receipts), {}, copied(town.server))
