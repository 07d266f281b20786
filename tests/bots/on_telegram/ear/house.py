"""A whole Prosument on a loopback Telegram: one group where a contest runs, its manager and its members."""

import asyncio
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from bots import app
from bots.app import Running, composed
from bots.clock import PracticeClock
from bots.house import House
from bots.on_telegram.limiter import Limiter
from bots.on_telegram.platform import TelegramPlatform
from bots.on_telegram.speaker import TelegramSpeaker
from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from contests.model.entry import Entry
from tests.platforms.telegram_server import File, Group, Message, Person, TelegramServer, loopback_telegram
from tests.stories.web_door import settings_in

READY_S = 20.0
ZONE = "Africa/Lagos"
"""Where no summer time ends: three days have 72 hours there, whenever a test is run."""
SPRING: Mapping[str, str] = {
    "template": "remix",
    "title": "Spring",
    "submissions": "3 days",
    "voting": "2 days",
    "review": "off",
}


def jpeg(colour: str = "orange", size: int = 60) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(out, "JPEG")
    return out.getvalue()


def picture(colour: str = "orange") -> File:
    """Return a small picture as somebody sends it."""
    return File(f"{colour}.jpg", jpeg(colour))


@dataclass
class Place:
    """One group with a contest."""

    telegram: TelegramServer
    group: Group
    manager: Person
    running: Running
    house: House
    platform: TelegramPlatform
    runs: "asyncio.Task[None]" = field(init=False)

    async def member(self, name: str, language: str = "en") -> Person:
        """Let somebody into the group, who has never opened the private chat."""
        person = self.telegram.person(name, language)
        self.group.let_in(person)
        return person

    async def contest(self, **others: str) -> str:
        """Have the manager make and open a contest; return its id."""
        given = {**SPRING, **others}
        line = " ".join(f'{name}="{value}"' for name, value in given.items())
        await self.manager.say(self.telegram.bot, f"/contest_new {line}")
        for verb in ("schedule", "confirm"):
            found = await self.manager.until(partial(has, verb=verb))
            await self.manager.press(found[-1], data(found[-1], verb))
        await self.manager.until(lambda one: not has(one, "confirm"))
        async with self.running.store.reading() as work:
            [made] = [one for one in await work.contests.find(self.running.community.id) if one.title == given["title"]]
        return made.id

    async def entries(self, contest: str) -> list[Entry]:
        """Return what was sent to a contest."""
        async with self.running.store.reading() as work:
            return await work.entries.of_contest(contest)

    async def turn(self, **by: float) -> None:
        """Turn the practice clock, and play what is due."""
        clock = self.running.clock
        assert isinstance(clock, PracticeClock)
        await self.running.ticker.turn(clock, timedelta(**by))

    async def restart(self) -> None:
        """End the connection as a stop does, and connect anew."""
        await self.stop()
        self.platform = TelegramPlatform(self.house, self.telegram.token, self.telegram.api_url)
        self.runs = await connected(self.platform)

    async def stop(self) -> None:
        """End the connection."""
        self.runs.cancel()
        await asyncio.gather(self.runs, return_exceptions=True)


def has(message: Message, verb: str) -> bool:
    """Tell whether a message has a button of a verb."""
    return any(f"1:{verb}:" in (one.data or "") for one in message.buttons)


def data(message: Message, verb: str) -> str:
    """Return the data of a message's first button of a verb."""
    return next(one.data or "" for one in message.buttons if f"1:{verb}:" in (one.data or ""))


def labels(message: Message) -> list[str]:
    """Return what a message's buttons say."""
    return [one.label for one in message.buttons]


async def connected(platform: TelegramPlatform) -> "asyncio.Task[None]":
    """Connect a platform to its server, and wait until it is up; its pace has tests of its own, and is lifted here."""
    up = asyncio.Event()
    task = asyncio.create_task(platform.run(up.set))
    waiting = asyncio.create_task(up.wait())
    done, _ = await asyncio.wait({task, waiting}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED)
    if task in done:
        waiting.cancel()
        await task
    assert up.is_set(), "the platform did not come up"
    assert isinstance(platform.speaker, TelegramSpeaker)
    bot = platform.speaker.connection.bot
    assert bot is not None
    assert isinstance(bot.rate_limiter, Limiter)
    bot.rate_limiter.is_lifted = True
    return task


@asynccontextmanager
async def a_place(folder: Path, *, local: Path | None = None, **changes: Any) -> AsyncIterator[Place]:
    """Run a Prosument whose one community has a group on a loopback Telegram, or on a local server of its own."""
    settings = settings_in(folder, practice=True)
    async with loopback_telegram(local=local) as server, composed(settings, practice_clock=True) as running:
        mara = server.person("Mara")
        group = server.group("Sunrise fans", owner=mara)
        group.add_bot(None, by=mara)
        server.limits_lifted = True
        venue = Venue("venue-one", "", "telegram", str(group.id), "Sunrise fans", "en", running.clock.now())
        who = Stranger("telegram", str(mara.id), "Mara", "en")
        founded = await found_here(running.store, venue, "Sunrise", ZONE, who, running.clock.now())
        async with running.store.reading() as work:
            community = await work.people.community(founded.member.community)
        house = replace(app.house_of(running, running.settings.address), **changes)
        platform = TelegramPlatform(house, server.token, server.api_url, is_local=local is not None)
        running.speakers["telegram"] = platform.speaker
        place = Place(server, group, mara, replace(running, community=community), house, platform)
        place.runs = await connected(platform)
        await mara.start()
        await mara.until(1)
        try:
            yield place
        finally:
            await place.stop()
