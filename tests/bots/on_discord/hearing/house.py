"""A whole Prosument on a loopback Discord: one server, one contest channel, its manager and its members."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord as library
from PIL import Image

from bots import app
from bots.app import Running, composed
from bots.clock import PracticeClock
from bots.hearing import Conversation
from bots.house import House
from bots.on_discord import DiscordPlatform
from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from tests.platforms.discord_server import Channel, DiscordServer, File, Guild, Message, Person, loopback_discord
from tests.stories.web_door import settings_in

READY_S = 20.0
ZONE = "Africa/Lagos"
"""Where no summer time ends: three days have 72 hours there, whenever a test is run."""


@dataclass
class Place:
    """One server with a contest channel."""

    discord: DiscordServer
    guild: Guild
    main: Channel
    manager: Person
    running: Running
    house: House
    platform: DiscordPlatform
    running_as: "asyncio.Task[None]" = field(init=False)

    def member(self, name: str, locale: str = "en-US") -> Person:
        """Let somebody into the server."""
        return self.guild.let_in(self.discord.person(name, locale=locale))

    async def contest(self, title: str = "Spring", **others: Any) -> str:
        """Have the manager make and open a contest; return its id."""
        given = {"template": "remix", "title": title, "submissions": "3 days", "voting": "2 days", "review": "off"}
        draft = await self.manager.run(self.main, "contest new", **{**given, **others})
        scheduled = await self.manager.press(draft.message, button(draft.message, "schedule"))
        await self.manager.press(scheduled.message, button(scheduled.message, "confirm"))
        async with self.running.store.reading() as work:
            [found] = [one for one in await work.contests.find(self.running.community.id) if one.title == title]
        return found.id

    async def turn(self, **by: float) -> None:
        """Turn the practice clock, and play what is due."""
        clock = self.running.clock
        assert isinstance(clock, PracticeClock)
        await self.running.ticker.turn(clock, timedelta(**by))

    async def restart(self) -> None:
        """End the connection as a stop does, and connect anew."""
        self.running_as.cancel()
        await asyncio.gather(self.running_as, return_exceptions=True)
        self.running_as = await connected(self.platform)


def button(message: Message, verb: str) -> str:
    """Return the custom id of a message's first button of a verb."""
    found = [one.custom_id for one in message.buttons if one.custom_id.split(":")[1:2] == [verb]]
    assert found, f"no button {verb} among {[one.custom_id for one in message.buttons]}"
    return found[0]


def jpeg(colour: str = "orange", size: int = 60) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(out, "JPEG")
    return out.getvalue()


def picture(colour: str = "orange", alt: str = "") -> File:
    """Return a small picture as somebody attaches it."""
    return File(f"{colour}.jpg", jpeg(colour), alt=alt)


async def connected(platform: DiscordPlatform) -> "asyncio.Task[None]":
    """Connect a platform to its server, and wait until it is up."""
    up = asyncio.Event()
    task = asyncio.create_task(platform.run(up.set))
    waiting = asyncio.create_task(up.wait())
    done, _ = await asyncio.wait({task, waiting}, timeout=READY_S, return_when=asyncio.FIRST_COMPLETED)
    if task in done:
        waiting.cancel()
        await task
    assert up.is_set(), "the platform did not come up"
    return task


def house_of(running: Running, talker: Conversation | None = None) -> House:
    """Return what the composition gives Discord's rooms."""
    house = app.house_of(running, running.settings.address)
    return replace(house, talker=talker) if talker else house


@asynccontextmanager
async def a_place(folder: Path, talker: Conversation | None = None) -> AsyncIterator[Place]:
    """Run a Prosument whose one community has a channel on a loopback Discord."""
    base, gateway = library.http.Route.BASE, library.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    settings = settings_in(folder, practice=True)
    async with loopback_discord() as server, composed(settings, practice_clock=True) as running:
        if talker is None:
            server.first_answer_within = READY_S  # what the real conversation answers, not how soon
        guild = server.guild("Sunrise fans")
        main = guild.channel("contest")
        venue = Venue("venue-one", "", "discord", f"{guild.id}/{main.id}", "#contest", "en", running.clock.now())
        who = Stranger("discord", str(guild.owner.id), "Mara", "en")
        founded = await found_here(running.store, venue, "Sunrise", ZONE, who, running.clock.now())
        async with running.store.reading() as work:
            community = await work.people.community(founded.member.community)
        house = house_of(running, talker)
        platform = DiscordPlatform(house, server.token, server.api_url)
        running.speakers["discord"] = platform.speaker
        place = Place(server, guild, main, guild.owner, replace(running, community=community), house, platform)
        place.running_as = await connected(platform)
        try:
            yield place
        finally:
            place.running_as.cancel()
            await asyncio.gather(place.running_as, return_exceptions=True)
            library.http.Route.BASE, library.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


__all__ = ["Place", "a_place", "button", "connected", "house_of", "jpeg", "picture"]
