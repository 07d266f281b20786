"""The loopback Discord as it stood at one moment, made as often as it is wanted: another server that knows the same."""

import asyncio
import contextlib
import copy
from collections.abc import AsyncIterator

from tests.platforms.discord_server import DiscordServer
from tests.stories.person import Json

KNOWS = ("clock", "ids", "cdn", "bot", "token", "guilds", "people", "dms", "commands", "interactions", "by_token")
"""What a server knows; its sockets, its tasks and its tally are those of each copy."""
ANSWERS_WITHIN_S = 20.0
"""How long somebody waits here for an answer: many processes share the machine, and no benchmark is run."""


def copied(server: DiscordServer) -> DiscordServer:
    """Return a server that is not open yet and knows what this one knows."""
    fresh = DiscordServer()
    same: dict[int, object] = {id(server): fresh, id(server.gateway): fresh.gateway}
    with contextlib.suppress(RuntimeError):  # outside of a loop no event has one
        same[id(asyncio.get_running_loop())] = None  # an event belongs to the loop in which it is first waited for
    for name in KNOWS:
        setattr(fresh, name, copy.deepcopy(getattr(server, name), same))
    fresh.first_answer_within = fresh.patience = ANSWERS_WITHIN_S
    return fresh


@contextlib.asynccontextmanager
async def reopened(kept: DiscordServer | None) -> AsyncIterator[DiscordServer | None]:
    """Open a copy of a kept server on a port of its own, if there is one.

    Raises: AssertionError at the closing, for what a client sent and must not send.
    """
    if kept is None:
        yield None
        return
    server = copied(kept)
    await server.open()
    try:
        yield server
    except BaseException:
        server.violations.clear()  # the first failure is the one to read
        raise
    finally:
        await server.close()


def settings_for(server: DiscordServer | None) -> dict[str, str]:
    """Return what a process must be told to connect to a server, if there is one."""
    if server is None:
        return {}
    return {"PROSUMENT_DISCORD_TOKEN": server.token, "PROSUMENT_DISCORD_API_URL": server.api_url}


def answered(server: DiscordServer, before: set[int]) -> Json | None:
    """Return what people were answered to what they did since: the last message of it, if any came."""
    new = [one for number, one in server.interactions.items() if number not in before]
    came = [message for one in new for message in one.produced if not message.is_loading]
    return {"text": came[-1].text} if came else None
