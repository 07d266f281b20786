"""The connection to Discord: one client a run, without caches, that hears interactions and nothing else."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bots.on_discord.light import Light
from bots.on_discord.listening import Ear
from bots.on_discord.tree import Slash, build, synchronise
from contests.ports import Keep

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 30.0
"""A call that Discord wants later than this fails, so that whoever owes it decides when to try again."""
GUILDS_WITHIN_S = 2.0
"""How long after each server that Discord tells of at a start the next one may take; then it is connected."""
DISCORDS = "https://discord.com/api/v10"


class HearingClient(discord.AutoShardedClient):
    """Hears interactions; it reads nobody's messages and keeps no members."""

    def __init__(self, ear: Ear, keep: Keep, is_up: Callable[[], None], setup: Slash | None = None) -> None:
        """Have interactions answered by an ear; call `is_up` whenever the connection works anew."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LONGEST_WAIT_S,
            guild_ready_timeout=GUILDS_WITHIN_S,
        )
        self._ear = ear
        self._keep = keep
        self._is_up = is_up
        self._gateway: yarl.URL | None = None
        self.tree = build(self, ear, setup)
        self.light = Light(ear, self._connection)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Date an interaction before anything else runs; the library calls this in the turn of the frame."""
        if event == "interaction":
            self._ear.hold(args[0], self.loop.time())
        super().dispatch(event, *args, **kwargs)

    async def setup_hook(self) -> None:
        """Tell Discord of the commands, and remember the gateway of a base that is not Discord's own."""
        if Route.BASE != DISCORDS:
            _, address, _ = await self.http.get_bot_gateway()
            self._gateway = DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        await synchronise(self.tree, self._keep, self.application_id or 0)

    async def on_shard_connect(self, shard: int) -> None:
        """Resume by the base's own gateway too, whatever address came with the session."""
        if self._gateway is not None:
            self._connection._get_websocket(None, shard_id=shard).gateway = self._gateway  # noqa: SLF001 - no public way

    async def on_ready(self) -> None:
        """Say that it works."""
        self._is_up()

    async def on_shard_resumed(self, shard: int) -> None:  # noqa: ARG002 - the library's signature
        """Say that it works again."""
        self._is_up()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, ARG002 - the library's
        """Log what went wrong in an event of the connection's own."""
        log.error("Discord's event %s failed", event_method, exc_info=True)  # noqa: LOG014 - the library calls it inside "except"

    async def finish(self, within_s: float) -> None:
        """Take nothing new, and let what is under way be answered."""
        self._ear.is_deaf = True
        await self._ear.flight.landed(within_s)
        await self._ear.fetcher.close()
        await asyncio.sleep(0)


def without_voice() -> None:
    """Have the library not warn at each start of what is missing for voice, which nobody uses here."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def point_at(api: str) -> None:
    """Make every call of the library go to a REST base. It knows one for the whole process."""
    Route.BASE = api.rstrip("/")
