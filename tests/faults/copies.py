"""The loopback platforms as they stood at one moment: which it is, a copy that is open, and what a process is told."""

import contextlib
from collections.abc import AsyncIterator

from tests.faults import discord_copy
from tests.platforms import telegram_server
from tests.platforms.discord_server import DiscordServer
from tests.platforms.opening import around
from tests.platforms.telegram_server import TelegramServer
from tests.stories.person import Json

Server = DiscordServer | TelegramServer


def platform_of(server: Server) -> str:
    """Return what a platform is called."""
    return "discord" if isinstance(server, DiscordServer) else "telegram"


def copied(server: Server) -> Server:
    """Return a server that is not open yet and knows what this one knows."""
    if isinstance(server, DiscordServer):
        return discord_copy.copied(server)
    fresh = telegram_server.copied(server)
    fresh.patience = discord_copy.ANSWERS_WITHIN_S
    return fresh


@contextlib.asynccontextmanager
async def reopened(kept: Server | None) -> AsyncIterator[Server | None]:
    """Open a copy of a kept server on a port of its own, if there is one.

    Raises: AssertionError at the closing, for what a client sent and must not send.
    """
    if kept is None:
        yield None
        return
    async with around(copied(kept)) as server:
        yield server


def settings_for(server: Server | None) -> dict[str, str]:
    """Return what a process must be told to connect to a server, if there is one."""
    if server is None:
        return {}
    name = platform_of(server).upper()
    return {f"PROSUMENT_{name}_TOKEN": server.token, f"PROSUMENT_{name}_API_URL": server.api_url}


def done_so_far(server: Server | None) -> set[int]:
    """Return the numbers of what people have done on a Discord by now."""
    return set(server.interactions) if isinstance(server, DiscordServer) else set()


def answered(server: Server, before: set[int]) -> Json | None:
    """Return what people on a Discord were answered to what they did since; what is done on Telegram is never lost."""
    return discord_copy.answered(server, before) if isinstance(server, DiscordServer) else None
