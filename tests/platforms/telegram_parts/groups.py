"""Groups, supergroups and channels: who is in them, with which rights, and what a test does to them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.platforms.telegram_parts.chats import Chat, User
from tests.platforms.telegram_parts.members import ALL_ALLOWED, Membership
from tests.platforms.telegram_parts.messages import Message
from tests.platforms.telegram_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.people import Person


@dataclass(frozen=True)
class Topic:
    """A topic of a forum."""

    title: str
    thread: int


@dataclass(eq=False)
class Group(Chat):
    """A group, a supergroup or a channel (its kind says which)."""

    title: str = field(kw_only=True)
    username: str | None = None
    is_forum: bool = field(default=False, kw_only=True)
    members: dict[int, Membership] = field(default_factory=dict, kw_only=True, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict, kw_only=True, repr=False)
    closed: set[int] = field(default_factory=set, kw_only=True, repr=False)
    """Threads of topics that are closed."""
    allowed: set[str] = field(default_factory=lambda: set(ALL_ALLOWED), kw_only=True, repr=False)
    """What members may do who are no administrators; a test takes from it."""
    older_ids: list[int] = field(default_factory=list, kw_only=True)

    def as_group(self) -> "Group":
        return self

    @property
    def reaches(self) -> set[int]:
        return {one.user.id for one in self.members.values() if one.is_in}

    @property
    def bot(self) -> Membership:
        return self.of(self.world.bot)

    @property
    def tags(self) -> dict[int, str]:
        """Return the tags of members, by the person's id."""
        return {one.user.id: one.tag for one in self.members.values() if one.tag}

    @property
    def admins(self) -> dict[int, Membership]:
        """Return the administrators with their rights and titles, the owner too, by id."""
        return {one.user.id: one for one in self.members.values() if one.is_admin}

    @property
    def owner(self) -> User:
        return next(one.user for one in self.members.values() if one.status == "creator")

    def of(self, user: User) -> Membership:
        return self.members.get(user.id) or Membership(user, "left")

    def hides(self, user: User) -> bool:
        """Tell whether somebody is an administrator who speaks as the group."""
        return self.of(user).is_anonymous

    def payload(self) -> Json:
        body: Json = {"id": self.id, "type": self.kind, "title": self.title}
        if self.username:
            body["username"] = self.username
        return body | ({"is_forum": True} if self.is_forum else {})

    def full(self) -> Json:
        body = super().full()
        if self.kind != "channel":
            body["permissions"] = {one: one in self.allowed for one in ALL_ALLOWED}
        if self.bot.may("can_invite_users"):
            body["invite_link"] = f"https://t.me/+loopback{abs(self.id)}"
        return body

    # what a test does

    def let_in(self, person: "Person") -> "Person":
        """Let somebody join; return them."""
        self._becomes(Membership(person, "member"), by=person)
        self._note(person, {"new_chat_members": [person.payload()]})
        return person

    def throw_out(self, person: "Person", by: User | None = None) -> None:
        self._becomes(Membership(person, "kicked"), by=by or self.owner)
        self._note(by or self.owner, {"left_chat_member": person.payload()})

    def leaves(self, person: "Person") -> None:
        self._becomes(Membership(person, "left"), by=person)
        self._note(person, {"left_chat_member": person.payload()})

    def add_bot(self, rights: Collection[str] | None = None, by: User | None = None) -> None:
        """Let somebody add the bot, with rights as an administrator or as a plain member."""
        assert self.kind != "channel" or rights is not None, "in a channel a bot can only be an administrator"
        actor = by or self.owner
        bot = self.world.bot
        status = "member" if rights is None else "administrator"
        self._becomes(Membership(bot, status, frozenset(rights or ()), promoted_by=actor.id), by=actor)
        self._note(actor, {"new_chat_members": [bot.payload()]})

    def throw_bot_out(self, by: User | None = None) -> None:
        self._becomes(Membership(self.world.bot, "kicked"), by=by or self.owner)

    def promote(self, user: User, rights: Collection[str] | None, by: User | None = None) -> None:
        """Make somebody an administrator with these rights, or none any more."""
        actor = by or self.owner
        assert self.of(user).is_in, f"{user.name} is not in {self.title}"
        status = "member" if rights is None else "administrator"
        self._becomes(Membership(user, status, frozenset(rights or ()), promoted_by=actor.id), by=actor)

    def mute(self, user: User, *, allowed: Collection[str] = ()) -> None:
        """Let somebody do no more than this."""
        self._becomes(Membership(user, "restricted", allowed=frozenset(allowed)), by=self.owner)

    def hide(self, person: "Person", *, hidden: bool = True) -> None:
        """Let an administrator speak as the group, or by name again."""
        self.members[person.id].is_anonymous = hidden

    def topic(self, title: str, by: User | None = None) -> Topic:
        assert self.is_forum, f"{self.title} has no topics"
        told = {"forum_topic_created": {"name": title, "icon_color": 7322096}}
        begun = self.world.put(self, by or self.owner, service=told, is_heard=False)
        made = Topic(title, begun.id)
        begun.thread = begun.id
        self.topics[begun.id] = made
        self.world.announce(begun)
        return made

    def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with all that was said in it."""
        del self.topics[topic.thread]
        for one in self.history:
            one.is_deleted = one.is_deleted or one.thread == topic.thread

    def migrate(self) -> int:
        """Turn a group into a supergroup; return its new id."""
        assert self.kind == "group"
        world, old = self.world, self.id
        new = world.new_group_id("supergroup")
        self._note(self.owner, {"migrate_to_chat_id": new})
        self.older_ids.append(old)
        self.id, self.kind = new, "supergroup"
        self.numbers = world.own_numbers()
        world.groups[new] = world.groups.pop(old)
        world.migrated[old] = new
        self._note(self.owner, {"migrate_from_chat_id": old})
        return new

    def _becomes(self, new: Membership, by: User) -> None:
        old = self.of(new.user)
        self.members[new.user.id] = new
        self.world.tell_of_member(self, old, new, by)

    def _note(self, by: User, service: Json) -> Message:
        if self.kind == "channel":
            return self.world.put(self, None, service=service, is_heard=False)
        return self.world.put(self, by, service=service)
