"""One community in a Discord server, a Telegram group and the web room: a house with all three, and its people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bots.app import Running, composed, served
from tests.platforms.discord_server import Role, loopback_discord
from tests.platforms.telegram_server import loopback_telegram
from tests.stories import discord_door, telegram_door
from tests.stories.discord_door import DiscordPort, Overheard, on_discord
from tests.stories.telegram_door import TelegramPort, on_telegram
from tests.stories.web_door import WebDoor, WebPerson, settings_in, web_doors


@dataclass(slots=True)
class ThreeRooms:
    """The doors into one house."""

    running: Running
    discord: DiscordPort
    telegram: TelegramPort
    role: Role
    """What ambassadors wear in the server."""

    async def web_person(self, name: str, role: str = "member") -> WebPerson:
        """Let somebody into the web room."""
        return await WebDoor.person(self.discord, name, role)

    async def turn(self, seconds: float) -> None:
        """Turn the clock."""
        await self.discord.turn(seconds)


@dataclass(frozen=True, slots=True)
class Names:
    """What the Discord server speaks, and what is called how."""

    locale: str = "de"
    name: str = "Taschenfreunde"
    channels: tuple[str, str, str] = ("wettbewerb", "team", "galerie")
    role: str = "Botschafter:in"
    group: str = "Bag"


GERMAN = Names()


@asynccontextmanager
async def three_rooms(folder: Path, names: Names = GERMAN, **more: object) -> AsyncIterator[ThreeRooms]:
    """Run a whole Prosument in a server of a loopback Discord, an English group of a loopback Telegram, and the web."""
    async with loopback_discord() as server, loopback_telegram() as telegram:
        server.first_answer_within = discord_door.UP_S
        telegram.limits_lifted = True
        guild = server.guild(names.name, locale=names.locale)
        main, desk, gallery = map(guild.channel, names.channels)
        role = guild.role(names.role, position=1)
        owner = telegram.person("Olga")
        groups = [telegram.group(f"{names.group} {what}", owner=owner) for what in ("fans", "team", "gallery")]
        settings = on_telegram(on_discord(settings_in(folder, **more), server), telegram)
        async with composed(settings, practice_clock=True) as plain:
            overheard = Overheard(plain.talker)
            running = replace(plain, talker=overheard)  # type: ignore[arg-type]  # what the platforms need of it
            async with served(running) as address, web_doors(address) as web:
                await discord_door.is_up(running)
                await telegram_door.is_up(running)
                keeper: WebPerson = await web.keep()
                on_d = DiscordPort(web.session, address, keeper, running, server, guild, main, desk, gallery, overheard)
                on_t = TelegramPort(web.session, address, keeper, running, telegram, *groups, owner, overheard)  # type: ignore[call-arg, arg-type]  # three groups
                await discord_door.set_up(on_d, guild, main, gallery=gallery, desk=desk, role=role)
                await telegram_door.set_up(on_t, owner, *groups)
                yield ThreeRooms(running, on_d, on_t, role)
