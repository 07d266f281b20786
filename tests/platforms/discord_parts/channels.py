"""Accounts, and the places in which they talk."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.platforms.discord_parts.clock import made_at
from tests.platforms.discord_parts.components import length
from tests.platforms.discord_parts.permissions import Overwrite
from tests.platforms.discord_parts.wire import Json, invalid

if TYPE_CHECKING:
    from tests.platforms.discord_parts.guilds import GuildState
    from tests.platforms.discord_parts.messages import Message


class Kind(IntEnum):
    """The kinds of channels that this server has."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = {Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD}


@dataclass(eq=False)
class User:
    """An account: a person's or the bot's."""

    id: int
    username: str
    global_name: str | None = None
    is_bot: bool = False
    deleted: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.username if not self.deleted else f"deleted_user_{self.id:x}",
            "global_name": self.global_name if not self.deleted else None,
            "discriminator": "0",
            "avatar": None,
            "avatar_decoration_data": None,
            "collectibles": None,
            "primary_guild": None,
            "clan": None,
            "public_flags": 0,
            "flags": 0,
            "bot": self.is_bot,
        }


@dataclass(eq=False)
class Tag:
    """A forum's tag."""

    id: int
    name: str
    moderated: bool = False

    def __post_init__(self) -> None:
        problems = list(length("available_tags.0.name", self.name, 1, 20))
        if problems:
            raise invalid(*problems)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "moderated": self.moderated,
            "emoji_id": None,
            "emoji_name": None,
        }


@dataclass(eq=False)
class Channel:
    """A channel, a thread of one, or somebody's direct messages."""

    id: int
    kind: Kind
    name: str
    guild: "GuildState | None" = None
    parent: "Channel | None" = None
    position: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    applied_tags: list[int] = field(default_factory=list)
    owner_id: int | None = None
    archived: bool = False
    locked: bool = False
    archived_at: datetime | None = None
    recipient: User | None = None
    messages: "dict[int, Message]" = field(default_factory=dict)
    topic: str | None = None
    deleted: bool = False
    last_message_id: int | None = None
    """Of its public messages, those that were deleted since included."""

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def add(self, message: "Message") -> None:
        self.messages[message.id] = message
        if not message.is_ephemeral:
            self.last_message_id = message.id

    @property
    def is_thread(self) -> bool:
        return self.kind in THREADS

    @property
    def public(self) -> "list[Message]":
        """Its messages that are not for one reader alone, oldest first."""
        return [message for message in self.messages.values() if not message.is_ephemeral]

    @property
    def threads(self) -> "list[Channel]":
        """Its threads, a forum's posts among them, oldest first."""
        assert self.guild is not None
        return [one for one in self.guild.channels.values() if one.parent is self and one.is_thread]

    def payload(self) -> Json:
        last = str(self.last_message_id) if self.last_message_id else None
        body: Json = {"id": str(self.id), "type": int(self.kind), "last_message_id": last, "flags": 0}
        if self.recipient is not None:
            return {**body, "recipients": [self.recipient.payload()]}
        assert self.guild is not None
        body |= {
            "guild_id": str(self.guild.id),
            "name": self.name,
            "parent_id": str(self.parent.id) if self.parent else None,
            "rate_limit_per_user": 0,
        }
        return body | (self._of_thread() if self.is_thread else self._of_place())

    def _of_thread(self) -> Json:
        at = (self.archived_at or made_at(self.id)).isoformat()
        return {
            "owner_id": str(self.owner_id),
            "message_count": max(0, len(self.public) - 1),
            "total_message_sent": max(0, len(self.public) - 1),
            "member_count": 1,
            "applied_tags": [str(tag) for tag in self.applied_tags],
            "thread_metadata": {
                "archived": self.archived,
                "archive_timestamp": at,
                "auto_archive_duration": 4320,
                "locked": self.locked,
                "create_timestamp": made_at(self.id).isoformat(),
            },
        }

    def _of_place(self) -> Json:
        body: Json = {
            "position": self.position,
            "permission_overwrites": [overwrite.payload() for overwrite in self.overwrites.values()],
            "nsfw": False,
            "topic": self.topic,
        }
        if self.kind is Kind.FORUM:
            body |= {
                "available_tags": [tag.payload() for tag in self.tags],
                "default_reaction_emoji": None,
                "default_sort_order": None,
                "default_forum_layout": 0,
                "template": "",
            }
        return body
