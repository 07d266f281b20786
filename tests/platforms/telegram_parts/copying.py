"""The loopback Telegram as it stood at one moment, made as often as it is wanted: another server that knows the same."""

import copy

from tests.platforms.telegram_parts.server import TelegramServer

KNOWS = (
    "clock",
    "bot",
    "token",
    "people",
    "privates",
    "groups",
    "migrated",
    "files",
    "updates",
    "queries",
    "commands",
    "descriptions",
    "privacy_mode",
    "query_life",
    "step",
    "limits",
    "limits_lifted",
    "_ids",
    "_numbers",
)
"""What a server knows; its sockets, its tasks and its tally are those of each copy."""


def copied(server: TelegramServer) -> TelegramServer:
    """Return a server that is not open yet and knows what this one knows."""
    fresh = TelegramServer()
    same: dict[int, object] = {id(server): fresh}
    for name in KNOWS:
        setattr(fresh, name, copy.deepcopy(getattr(server, name), same))
    return fresh
