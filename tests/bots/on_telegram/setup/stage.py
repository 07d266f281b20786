"""A whole Prosument beside a loopback Telegram, and an ear that hears only what sets chats up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import telegram
from telegram import Update
from telegram.ext import ExtBot

from bots.app import Running, composed, house_of
from bots.house import House
from bots.on_telegram.limiter import Limiter, RateLimit
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.posting import Poster
from bots.on_telegram.setup_command import aside
from contests.desk.arriving import known_as
from contests.model.community import Venue
from contests.model.member import Role
from contests.ports import Actor, Owed
from tests.platforms.telegram_parts.chats import User
from tests.platforms.telegram_server import Group, Message, Person, TelegramServer, loopback_telegram
from tests.stories.web_door import settings_in

KINDS = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.CHAT_MEMBER]


@dataclass
class Forgotten:
    """Who is to be looked up anew."""

    those: list[tuple[int, int]] = field(default_factory=list)

    def forget(self, chat: int, user: int) -> None:
        self.those.append((chat, user))


@dataclass
class Stage:
    """What setting up has of the ear, and what the tests do with it."""

    server: TelegramServer
    running: Running
    house: House
    bot: "ExtBot[RateLimit]"
    me: telegram.User
    poster: Poster
    people: Forgotten = field(default_factory=Forgotten)
    offset: int = 0
    updates: list[Update] = field(default_factory=list)

    async def hear(self) -> list[bool]:
        """Hear all that happened, and return what was ours to answer."""
        found: list[bool] = []
        while got := await self.bot.get_updates(self.offset, timeout=0, allowed_updates=KINDS):
            self.offset = got[-1].update_id + 1
            self.updates += got
            found += [await aside(self, one, self.running.clock.now()) for one in got]
        return found

    async def again(self) -> None:
        """Hear the last update once more, as after a crash."""
        await aside(self, self.updates[-1], self.running.clock.now())

    async def types(self, person: Person, where: Group | User, line: str, **more: object) -> Message:
        """Have somebody type a line; return the answer in their private chat."""
        await person.say(where, line, **more)  # type: ignore[arg-type]  # the loopback's own
        await self.hear()
        return person.sees()[-1]

    async def presses(self, person: Person, message: Message, verb: str) -> Message:
        """Have somebody press the first button of a verb; return what stands last in their private chat."""
        data = next(one.data for one in message.buttons if one.data and one.data.split(":")[1] == verb)
        await person.forge_press(message, data, waits=False)
        await self.hear()
        return person.sees()[-1]

    async def founded(self, group: Group, **more: object) -> Message:
        """Have the owner of a group make it a new community."""
        owner = self.server.people[group.owner.id]
        plan = await self.types(owner, group, "/setup", **more)
        return await self.presses(owner, plan, "here_found")

    async def venues(self) -> list[Venue]:
        async with self.running.store.reading() as work:
            return await work.people.venues_on(PLATFORM, "")

    async def owed(self) -> list[Owed]:
        async with self.running.store.reading() as work:
            return await work.outbox.waiting(self.running.clock.now(), 100)

    async def roles(self, person: Person) -> list[frozenset[Role]]:
        return [one.member.roles for one in await known_as(self.running.store, PLATFORM, str(person.id))]

    async def actor(self, person: Person) -> Actor:
        """Return somebody in the one community that they are in."""
        [known] = await known_as(self.running.store, PLATFORM, str(person.id))
        return Actor(known.member, known.account, self.running.clock.now())


@asynccontextmanager
async def a_stage(folder: Path) -> AsyncIterator[Stage]:
    """Run a Prosument with a bot on a loopback Telegram."""
    settings = settings_in(folder, practice=True)
    async with loopback_telegram() as server, composed(settings, practice_clock=True) as running:
        server.limits_lifted = True
        base, files = f"{server.api_url}/bot", f"{server.api_url}/file/bot"
        house = house_of(running, settings.address)
        limiter = Limiter(is_lifted=True)
        async with ExtBot(server.token, base_url=base, base_file_url=files, rate_limiter=limiter) as bot:
            yield Stage(server, running, house, bot, bot.bot, Poster(bot, house.path_of, house.language))


def verbs(message: Message) -> list[str]:
    """Return the verbs of a message's buttons."""
    return [one.data.split(":")[1] if one.data else "link" for one in message.buttons]
