"""A guild as a test builds and changes it; each change is told to the bot as Discord tells it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tests.platforms.discord_parts import gateway
from tests.platforms.discord_parts.channels import Channel, Kind, Tag, User
from tests.platforms.discord_parts.guilds import GuildState, Member, Role
from tests.platforms.discord_parts.permissions import Overwrite
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.people import Person
    from tests.platforms.discord_parts.world import World

KINDS = {"text": Kind.TEXT, "forum": Kind.FORUM, "category": Kind.CATEGORY}
Overwrites = dict[Role | User, tuple[int, int]]
"""Whom a channel allows and denies what."""


@dataclass(eq=False)
class Guild(GuildState):
    """A guild that a test builds."""

    world: "World" = field(kw_only=True)

    @property
    def owner(self) -> "Person":
        return self.world.people[self.owner_id]

    @property
    def bot(self) -> Member:
        """The bot as a member."""
        return self.members[self.world.bot.id]

    @property
    def bot_role(self) -> Role:
        """The role that came with the bot: managed, and above those made before it."""
        return next(role for role in self.roles.values() if role.of_bot)

    def channel(
        self,
        name: str,
        kind: Literal["text", "forum", "category"] = "text",
        *,
        tags: Iterable[str] = (),
        overwrites: Overwrites | None = None,
    ) -> Channel:
        """Make a channel."""
        made = Channel(
            self.world.ids.new(), KINDS[kind], name, self, position=len(self.channels), topic=None,
            tags=[Tag(self.world.ids.new(), tag) for tag in tags],
        )  # fmt: skip
        self.channels[made.id] = made
        for target, (allow, deny) in (overwrites or {}).items():
            made.overwrites[target.id] = _overwrite(target, allow, deny)
        self.tell("CHANNEL_CREATE", made.payload())
        return made

    def overwrite(self, channel: Channel, target: Role | User, *, allow: int = 0, deny: int = 0) -> None:
        """Set what a channel allows and denies one role or member; the bot's own user counts too."""
        channel.overwrites[target.id] = _overwrite(target, allow, deny)
        self.tell("CHANNEL_UPDATE", channel.payload())

    def delete_channel(self, channel: Channel) -> None:
        channel.deleted = True
        self.channels.pop(channel.id, None)
        self.tell("CHANNEL_DELETE", channel.payload())

    def role(
        self, name: str, *, permissions: int = 0, position: int | None = None, managed: bool = False,
        mentionable: bool = False,
    ) -> Role:  # fmt: skip
        """Make a role: under the bot's own, unless `position` says otherwise (the bot's is at 100)."""
        place = position if position is not None else len(self.roles)
        made = Role(self.world.ids.new(), self, name, int(permissions), place, managed, mentionable)
        self.roles[made.id] = made
        self.tell("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": made.payload()})
        return made

    def change_role(self, role: Role, *, permissions: int | None = None, position: int | None = None) -> None:
        role.permissions = role.permissions if permissions is None else int(permissions)
        role.position = role.position if position is None else position
        self.tell("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": role.payload()})

    def delete_role(self, role: Role) -> None:
        self.roles.pop(role.id)
        for member in self.members.values():
            member.roles = [one for one in member.roles if one is not role]
        self.tell("GUILD_ROLE_DELETE", {"guild_id": str(self.id), "role_id": str(role.id)})

    def allow_bot(self, permissions: int) -> None:
        """Let the bot's own role do just this from now on."""
        self.change_role(self.bot_role, permissions=permissions)

    def let_in(
        self, person: "Person", roles: Iterable[Role] = (), *, nick: str | None = None, since: datetime | None = None
    ) -> "Person":
        """Make somebody a member, `since` some time before now if need be; return them."""
        self.members[person.id] = Member(person, self, since or self.world.clock.now(), list(roles), nick)
        self.tell(
            "GUILD_MEMBER_ADD",
            self.members[person.id].payload() | {"guild_id": str(self.id)},
            gateway.GUILD_MEMBERS,
        )
        return person

    def set_roles(self, person: "Person", roles: Iterable[Role]) -> None:
        self.members[person.id].roles = list(roles)
        self.member_changed(self.members[person.id])

    def member_changed(self, member: Member) -> None:
        """Tell of a member's roles: to who may see members, and to the bot of its own."""
        intent = gateway.GUILDS if member.user is self.world.bot else gateway.GUILD_MEMBERS
        self.tell("GUILD_MEMBER_UPDATE", member.payload() | {"guild_id": str(self.id)}, intent)

    def roles_of(self, person: User) -> list[Role]:
        return list(self.members[person.id].roles) if person.id in self.members else []

    def remove(self, person: User) -> None:
        """Put somebody out, or let them leave: a person, or the bot itself."""
        if person is self.world.bot:
            self.has_bot = False
            self.tell("GUILD_DELETE", {"id": str(self.id), "unavailable": False})
            return
        self.members.pop(person.id)
        body = {"guild_id": str(self.id), "user": person.payload()}
        self.tell("GUILD_MEMBER_REMOVE", body, gateway.GUILD_MEMBERS)

    def invite_bot(self) -> None:
        """Let the bot come (back)."""
        self.has_bot = True
        self.tell("GUILD_CREATE", self.arriving(self.world.bot, is_new=True))

    def open_commands(self) -> None:
        """Show every command to everybody, as a guild's own settings can: its defaults then hide nothing."""
        self.commands_are_open = True

    def scheduled_events(self) -> list[Json]:
        return list(self.events.values())

    def tell(self, event: str, data: Json, intent: int = gateway.GUILDS) -> None:
        """Send an event, if a loop runs and anybody listens; before that the bot learns it when it comes."""
        if self.has_bot or event == "GUILD_DELETE":
            self.world.soon(self.world.gateway.tell(event, data, guild_id=self.id, intent=intent))


def _overwrite(target: Role | User, allow: int, deny: int) -> Overwrite:
    return Overwrite(target.id, is_role=isinstance(target, Role), allow=int(allow), deny=int(deny))
