"""The loopback Discord as it stood at one moment, made as often as it is wanted: another server that knows the same."""

import asyncio
import contextlib
import copy

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


def answered(server: DiscordServer, before: set[int]) -> Json | None:
    """Return what people were answered to what they did since: the last message of it, if any came."""
    new = [one for number, one in server.interactions.items() if number not in before]
    came = [message for one in new for message in one.produced if not message.is_loading]
    return {"text": came[-1].text} if came else None
