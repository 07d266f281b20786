"""Stages for the loopback platforms' own tests."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.platforms.bare_bot import BareBot, running
from tests.platforms.discord_server import Channel, DiscordServer, Guild, Person, loopback_discord
from tests.platforms.telegram_scene import Scene, a_scene


@dataclass
class Stage:
    """One guild with one channel, two members, and a bare bot that is ready."""

    server: DiscordServer
    guild: Guild
    main: Channel
    cleo: Person
    piet: Person
    bot: BareBot


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise fans", locale="de")
        main = guild.channel("contest")
        cleo = guild.let_in(server.person("Cleo", locale="pl"))
        piet = guild.let_in(server.person("Piet"))
        async with running(server) as bot:
            yield Stage(server, guild, main, cleo, piet, bot)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with a_scene() as opened:
        yield opened
