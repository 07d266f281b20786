"""The table of endpoints, and what their handlers are given."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_parts.building import Guild
from tests.platforms.discord_parts.channels import Channel
from tests.platforms.discord_parts.files import File
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.permissions import Can
from tests.platforms.discord_parts.wire import Json, missing_access, missing_permissions, unknown

if TYPE_CHECKING:
    from tests.platforms.discord_parts.world import World

MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_id", "token")


@dataclass
class Call:
    """One request, read."""

    world: "World"
    ids: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: dict[str, File] = field(default_factory=dict)

    def id(self, name: str) -> int:
        return int(self.ids[name])

    @property
    def json(self) -> Json:
        """The body as an object; nothing is an empty one."""
        return self.body if isinstance(self.body, dict) else {}

    def guild(self) -> Guild:
        found = self.world.guilds.get(self.id("guild_id"))
        if found is None:
            raise unknown(10004, "Guild")
        if not found.has_bot:
            raise missing_access()
        return found

    def may(self, guild: Guild, bit: Can) -> None:
        """Raises: RefusedError where the bot may not do this in the guild."""
        if not guild.bot.permissions() & bit:
            raise missing_permissions()

    def channel(self) -> Channel:
        """Return the channel of the path. Raises: RefusedError where it is not there, or hidden from the bot."""
        found = self.world.channel(self.id("channel_id"))
        if found is None or found.deleted:
            raise unknown(10003, "Channel")
        if not self.may_in(found) & Can.VIEW_CHANNEL:
            raise missing_access()
        return found

    def may_in(self, channel: Channel) -> int:
        """Return the bot's permission bits in a channel."""
        if channel.guild is None:
            return int(
                Can.VIEW_CHANNEL
                | Can.SEND_MESSAGES
                | Can.ATTACH_FILES
                | Can.EMBED_LINKS
                | Can.READ_MESSAGE_HISTORY
                | Can.PIN_MESSAGES
            )
        return channel.guild.members[self.world.bot.id].permissions(channel)

    def need(self, channel: Channel, bit: Can) -> None:
        if not self.may_in(channel) & bit:
            raise missing_permissions()

    def message(self, channel: Channel) -> Message:
        found = channel.messages.get(self.id("message_id"))
        if found is None or found.is_deleted or found.is_ephemeral:
            raise unknown(10008, "Message")
        return found


@dataclass(frozen=True)
class Answer:
    """A body with a status that is neither 200 nor 204."""

    status: int
    body: Any


Handler = Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True)
class Endpoint:
    """A method on a path, and who answers it."""

    method: str
    template: str
    handler: Handler
    pattern: re.Pattern[str]

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def is_of_interactions(self) -> bool:
        """Whether it stands outside of the global limit, and needs no token of the bot's."""
        return self.template.startswith(("/interactions/", "/webhooks/"))

    def major(self, ids: Mapping[str, str]) -> str:
        return ":".join(ids[name] for name in MAJOR if name in ids)


ENDPOINTS: list[Endpoint] = []


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Enter a handler into the table; a handler returns a body (200), None (204) or an Answer."""

    def enter(handler: Handler) -> Handler:
        pattern = re.sub(r"\{(\w*id)\}", r"(?P<\1>\\d+)", template)
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)
        ENDPOINTS.append(Endpoint(method, template, handler, re.compile(pattern)))
        ENDPOINTS.sort(key=lambda one: one.template.count("{"))
        return handler

    return enter


def endpoint_at(method: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    for one in ENDPOINTS:
        if one.method == method and (hit := one.pattern.fullmatch(path)):
            return one, hit.groupdict()
    return None
