"""A loopback Discord, over real HTTP and a real WebSocket, for the unmodified discord.py client.

    async with loopback_discord() as discord:      # a DiscordServer
        guild = discord.guild("Sunrise fans")
        main = guild.channel("contest")
        cleo = guild.let_in(discord.person("Cleo"))
        ... start a client with the token discord.token, REST base discord.api_url, gateway discord.gateway_url ...
        reply = await cleo.run(main, "contests")
        assert "What is on" in reply.text

Guilds, channels, roles and people may be made before or while a client runs: it is told as by Discord. People `run`
commands, `complete` options, `press` buttons, `choose` in selects, open a `menu`, `submit` modals, `type` messages,
and look at what they see (`sees`, `dms`); each act returns a `Reply` once the bot has answered, and, where it
deferred, once what it promised has come. What a real client would not let them send raises an AssertionError; the
`forge_...` acts send it all the same. `guild.open_commands()` shows every command to everybody, as a server's own
settings can, for tests of the checks behind them.

Time is the machine's until a test turns it: `discord.clock.turn(3600)`. Interactions wait 3 s, tokens live 15 min,
links to files 24 h, nonces 5 min. Faults: `discord.fail("POST", "/channels/*/messages", "503 after")`,
`discord.drop_gateway()`, `discord.invalidate_sessions()`, `discord.stall(1.0)`; `discord.faults_injected` counts them.
A request that Discord's description, or this server, finds malformed makes the closing fail; a test that means it
wraps it in `with discord.mistake(50035):`.

Buckets are roomy until a test says `discord.limits.as_discords()` or sets one; the global 50 a second always holds.
A benchmark opens with `held=False`. A client is ready sooner with `guild_ready_timeout=0.1`: the library waits for
guilds two seconds by default.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from tests.platforms.discord_parts.building import Guild
from tests.platforms.discord_parts.channels import Channel
from tests.platforms.discord_parts.files import Attachment, File
from tests.platforms.discord_parts.guilds import Member, Role
from tests.platforms.discord_parts.interactions import Reply
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.modals import Field, Modal
from tests.platforms.discord_parts.people import Person
from tests.platforms.discord_parts.permissions import ORDINARY, Can
from tests.platforms.discord_parts.server import DiscordServer, Refused
from tests.platforms.discord_parts.versions import Button, Media, Select
from tests.platforms.opening import around

__all__ = [
    "ORDINARY",
    "Attachment",
    "Button",
    "Can",
    "Channel",
    "DiscordServer",
    "Field",
    "File",
    "Guild",
    "Media",
    "Member",
    "Message",
    "Modal",
    "Person",
    "Refused",
    "Reply",
    "Role",
    "Select",
    "loopback_discord",
]


@contextlib.asynccontextmanager
async def loopback_discord(
    now: Callable[[], datetime] | None = None, *, held: bool = True
) -> AsyncIterator[DiscordServer]:
    """Open a server on a free port of 127.0.0.1; `now` replaces the machine's clock, `held` asks for the description.

    Raises: AssertionError at the closing, for what a client sent and must not send.
    """
    server = DiscordServer(now, held=held)
    async with around(server) as opened:
        yield opened
