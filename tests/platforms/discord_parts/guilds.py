"""Guilds, their roles and members, as data."""

from dataclasses import dataclass, field
from datetime import datetime

from tests.platforms.discord_parts.channels import THREADS, Channel, User
from tests.platforms.discord_parts.permissions import ALL, Can, in_channel
from tests.platforms.discord_parts.wire import Json


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
            "home_header": None,
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
