"""A bare discord.py client for the loopback Discord's own tests: no Prosument in it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import discord
import yarl
from discord import app_commands

from tests.platforms.discord_server import DiscordServer

Answering = Callable[[discord.Interaction[Any]], Awaitable[Any]]


class BareBot(discord.AutoShardedClient):
    """The library as it comes, with a command tree and nothing else."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(intents=intents or discord.Intents(guilds=True), max_messages=None, guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.errors: list[BaseException] = []
        self.tree.error(self._note)
        self.done = asyncio.Event()
        """Set when it has done what it does."""
        self.does: Answering | None = None
        """What it does when somebody runs /do, presses or submits something."""

        @self.tree.command(name="do", description="Whatever a test wants")
        async def do(interaction: discord.Interaction[Any]) -> None:
            await self._do(interaction)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type in {discord.InteractionType.component, discord.InteractionType.modal_submit}:
            await self._do(interaction)

    async def _do(self, interaction: discord.Interaction[Any]) -> None:
        if self.does is None:
            return
        try:
            await self.does(interaction)
        except discord.HTTPException as error:
            self.errors.append(error)
        finally:
            self.done.set()

    async def send(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request as it is written, past all that the library checks. Raises: discord.HTTPException."""
        given = {} if body is None else {"json": body}
        return await self.http.request(discord.http.Route(method, path), **given)

    async def _note(self, _interaction: discord.Interaction[Any], error: app_commands.AppCommandError) -> None:
        self.errors.append(getattr(error, "original", error))

    async def on_ready(self) -> None:
        self.heard.append("ready")

    async def on_resumed(self) -> None:
        self.heard.append("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.heard.append(f"joined {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.heard.append(f"left {guild.name}")


@contextlib.contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Point the library at the server, and back at the end."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    discord.http.Route.BASE = server.api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@contextlib.asynccontextmanager
async def running(server: DiscordServer, prepare: Callable[[BareBot], None] | None = None) -> AsyncIterator[BareBot]:
    """Run a bare bot against the server until the block ends; `prepare` gives it commands."""
    with pointed_at(server):
        bot = BareBot()
        if prepare is not None:
            prepare(bot)
        await bot.login(server.token)
        await bot.tree.sync()
        run = asyncio.create_task(bot.connect())
        try:
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({ready, run}, return_when=asyncio.FIRST_COMPLETED, timeout=20)
            assert ready.done(), run
            yield bot
        finally:
            await bot.close()
            await asyncio.gather(run, return_exceptions=True)
