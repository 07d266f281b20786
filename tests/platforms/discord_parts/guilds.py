"""Users, guilds, roles, channels and members, as data."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.platforms.discord_parts.clock import made_at
from tests.platforms.discord_parts.permissions import ALL, Can, Overwrite, in_channel
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
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
class Role:
    """A role; the guild's first one, of everybody, has the guild's id."""

    id: int
    guild: "GuildState"
    name: str
    permissions: int = 0
    position: int = 1
    managed: bool = False
    mentionable: bool = False
    of_bot: int | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def payload(self) -> Json:
        body: Json = {
            "id": str(self.id),
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "managed": self.managed,
            "mentionable": self.mentionable,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "description": None,
            "flags": 0,
        }
        if self.of_bot:
            body["tags"] = {"bot_id": str(self.of_bot)}
        return body


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: "GuildState"
    joined_at: datetime
    roles: list[Role] = field(default_factory=list)
    nick: str | None = None

    @property
    def top(self) -> int:
        return max((role.position for role in self.roles), default=0)

    def permissions(self, channel: "Channel | None" = None) -> int:
        """Return the bits that hold for them in the guild, or in one of its channels or threads."""
        if self.user.id == self.guild.owner_id:
            return ALL
        base = self.guild.everyone.permissions
        for role in self.roles:
            base |= role.permissions
        if base & Can.ADMINISTRATOR:
            return ALL
        if channel is None:
            return int(base)
        place = channel.parent if channel.kind in THREADS and channel.parent else channel
        return in_channel(base, self.guild.id, (role.id for role in self.roles), self.user.id, place.overwrites)

    def payload(self, channel: "Channel | None" = None) -> Json:
        body: Json = {
            "user": self.user.payload(),
            "nick": self.nick,
            "avatar": None,
            "banner": None,
            "avatar_decoration_data": None,
            "collectibles": None,
            "roles": [str(role.id) for role in self.roles],
            "joined_at": self.joined_at.isoformat(),
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "communication_disabled_until": None,
        }
        if channel is not None:
            body["permissions"] = str(self.permissions(channel))
        return body


@dataclass(eq=False)
class Tag:
    """A forum's tag."""

    id: int
    name: str
    moderated: bool = False

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

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

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
        last = next((str(one.id) for one in reversed(self.messages.values()) if not one.is_ephemeral), None)
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


@dataclass(eq=False)
class GuildState:
    """What a guild is; `building.Guild` is what a test builds it with."""

    id: int
    name: str
    locale: str
    owner_id: int
    joined_at: datetime
    roles: dict[int, Role] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    events: dict[int, Json] = field(default_factory=dict)
    has_bot: bool = True
    commands_are_open: bool = False
    """Whether the guild's own settings show every command to everybody, whatever the commands ask for."""

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "owner_id": str(self.owner_id),
            "application_id": None,
            "region": "deprecated",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "widget_enabled": False,
            "widget_channel_id": None,
            "verification_level": 1,
            "roles": [role.payload() for role in self.roles.values()],
            "emojis": [],
            "stickers": [],
            "features": [],
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 0,
            "max_presences": None,
            "max_members": 500000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": None,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "rules_channel_id": None,
            "safety_alerts_channel_id": None,
            "public_updates_channel_id": None,
            "hub_type": None,
            "premium_progress_bar_enabled": False,
            "nsfw": False,
            "nsfw_level": 0,
            "incidents_data": None,
        }

    def arriving(self, bot: User, *, is_new: bool) -> Json:
        """Return what GUILD_CREATE tells a bot that may not see the list of members; `is_new`: it was let in now."""
        mine = self.members[bot.id]
        seen = [one for one in self.channels.values() if not one.deleted and mine.permissions(one) & Can.VIEW_CHANNEL]
        known = {} if is_new else {"unavailable": False}
        return (
            self.payload()
            | known
            | {
                "joined_at": self.joined_at.isoformat(),
                "large": False,
                "member_count": len(self.members),
                "voice_states": [],
                "members": [mine.payload()],
                "channels": [one.payload() for one in self.channels.values() if not one.is_thread and not one.deleted],
                "threads": [one.payload() for one in seen if one.is_thread and not one.archived],
                "presences": [],
                "stage_instances": [],
                "guild_scheduled_events": list(self.events.values()),
                "soundboard_sounds": [],
            }
        )
