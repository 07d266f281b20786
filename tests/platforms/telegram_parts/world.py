"""All that the loopback Telegram knows, and how a test makes it."""

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.platforms.discord_parts.clock import ServerClock
from tests.platforms.telegram_parts.chats import SUPERGROUPS, Chat, Private, User
from tests.platforms.telegram_parts.files import Store
from tests.platforms.telegram_parts.groups import Group
from tests.platforms.telegram_parts.members import Membership
from tests.platforms.telegram_parts.messages import Message, Version
from tests.platforms.telegram_parts.people import Person
from tests.platforms.telegram_parts.queries import Query
from tests.platforms.telegram_parts.updates import Updates
from tests.platforms.telegram_parts.webhook import Hook
from tests.platforms.telegram_parts.wire import Json


class World:
    """Chats, people and messages around one bot."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self.clock = ServerClock(now)
        self.bot = User(7000000001, "Prosument", "prosument_bot", is_bot=True)
        self.token = f"{self.bot.id}:AAloopback-token_of-35-characters-xx"
        self.people: dict[int, Person] = {}
        self.privates: dict[int, Private] = {}
        self.groups: dict[int, Group] = {}
        self.migrated: dict[int, int] = {}
        """New ids of groups that became supergroups, by their old ones."""
        self.files = Store(self.clock)
        self.updates = Updates(self.clock)
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """The bot's commands, by scope and language."""
        self.descriptions: dict[str, str] = {}
        """What the bot says of itself, by language; `short ` before it for the short ones."""
        self.privacy_mode = True
        """Whether the bot hears in groups, where it is no administrator, only what is meant for it."""
        self.query_life = timedelta(seconds=15)
        """How long a pressed button can be answered; Telegram does not say."""
        self.patience = 10.0
        """Real seconds that people wait for the bot."""
        self.step = 0
        self._ids = itertools.count(1)
        self._numbers = itertools.count(1001)

    @property
    def hook(self) -> Hook | None:
        """Return where updates are pushed to, if anywhere."""
        raise NotImplementedError

    @property
    def hook_error(self) -> str | None:
        """Return what went wrong last with pushing."""
        raise NotImplementedError

    async def hooks(self, hook: Hook | None) -> None:
        """Push updates to a webhook from now on, or to none."""
        raise NotImplementedError

    @property
    def everybody(self) -> list[User]:
        return [self.bot, *self.people.values()]

    def person(self, name: str, language: str = "en", *, username: str | None = None) -> Person:
        """Make an account; it is in no group yet, and has never written to the bot."""
        number = next(self._ids)
        plain = re.sub(r"[^a-z0-9_]", "", name.lower().replace(" ", "_")) or f"user{number}"
        taken = {one.username for one in self.people.values()}
        made = Person(
            500_000_000 + number,
            name,
            username or (plain if plain not in taken else f"{plain}{number}"),
            language=language,
            world=self,
        )
        self.people[made.id] = made
        self.privates[made.id] = Private(made.id, "private", world=self, person=made, numbers=self._numbers)
        return made

    def group(self, title: str, *, owner: Person, is_forum: bool = False, is_supergroup: bool = True) -> Group:
        """Make a group; the bot is not in it yet."""
        assert is_supergroup or not is_forum, "only supergroups have topics"
        return self._founded(title, owner, "supergroup" if is_supergroup else "group", is_forum=is_forum)

    def channel(self, title: str, *, owner: Person) -> Group:
        return self._founded(title, owner, "channel", is_forum=False)

    def _founded(self, title: str, owner: Person, kind: str, *, is_forum: bool) -> Group:
        made = Group(
            self.new_group_id(kind),
            kind,
            world=self,
            title=title,
            is_forum=is_forum,
            numbers=self._numbers if kind == "group" else self.own_numbers(),
        )
        made.members[owner.id] = Membership(owner, "creator")
        self.groups[made.id] = made
        return made

    def new_group_id(self, kind: str) -> int:
        number = next(self._ids)
        return -4_000_000_000 - number if kind == "group" else SUPERGROUPS - 2_100_000_000 - number

    @staticmethod
    def own_numbers() -> Iterator[int]:
        """Return the ids of a chat's messages; the first is that of its founding."""
        return itertools.count(2)

    def put(
        self,
        chat: Chat,
        author: User | None,
        now: Version | None = None,
        *,
        is_heard: bool = True,
        **more: Any,
    ) -> Message:
        """Put a message into a chat, and let the bot hear of it if it may."""
        self.step += 1
        date = int(self.clock.now().timestamp())
        made = Message(next(chat.numbers), chat, author, now or Version(), date, self.step, **more)
        chat.kept[chat.id, made.id] = made
        chat.bell.ring()
        if is_heard:
            self.announce(made)
        return made

    def announce(self, message: Message) -> None:
        """Tell the bot of a message of others, if it may hear it."""
        if message.author is not self.bot and self.hears(message):
            kind = "channel_post" if message.chat.kind == "channel" else "message"
            self.updates.tell(kind, message.payload(), message.chat.id)

    def change(self, message: Message, new: Version, *, is_heard: bool = False) -> None:
        """Edit a message; its author's own edit is told to the bot."""
        self.step += 1
        message.edits.append(message.now)
        message.now, message.step = new, self.step
        message.edited = int(self.clock.now().timestamp())
        message.chat.bell.ring()
        if is_heard and self.hears(message):
            kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
            self.updates.tell(kind, message.payload(), message.chat.id)

    def remove(self, message: Message) -> None:
        message.is_deleted = True
        message.chat.bell.ring()

    def hears(self, message: Message) -> bool:
        """Tell whether the bot is told of a message: in groups of little, unless it is an administrator."""
        group = message.chat.as_group()
        if group is None:
            return not self.privates[message.chat.id].is_blocked
        if not group.bot.is_in:
            return False
        if group.bot.is_admin or not self.privacy_mode or message.service is not None or group.kind == "channel":
            return True
        if message.reply_to is not None and message.reply_to.author is self.bot:
            return True
        return any(self._is_ours(one) for one in message.links if one.startswith("/"))

    def _is_ours(self, command: str) -> bool:
        _, mark, named = command.partition("@")
        return not mark or named.lower() == self.bot.username.lower()

    def known(self, user_id: int) -> Json | None:
        """Return a user whom the bot has met, as an entity names them."""
        if user_id == self.bot.id:
            return self.bot.payload()
        person = self.people.get(user_id)
        if person is None:
            return None
        has_met = self.privates[user_id].is_started or any(
            group.bot.is_in and group.of(person).is_in for group in self.groups.values()
        )
        return person.payload() if has_met else None

    def tell_of_member(self, group: Group, old: Membership, new: Membership, by: User) -> None:
        """Tell the bot that somebody became something else in a group: of itself always, of others as an admin."""
        is_itself = new.user is self.bot
        if not is_itself and not group.bot.is_admin:
            return
        self.updates.tell(
            "my_chat_member" if is_itself else "chat_member",
            self._change(group, old, new, by),
            group.id,
        )

    def tell_of_blocking(self, chat: Private, *, is_blocked: bool) -> None:
        was, now = (Membership(self.bot, "kicked" if kicked else "member") for kicked in (not is_blocked, is_blocked))
        self.updates.tell("my_chat_member", self._change(chat, was, now, chat.person), chat.id)

    def _change(self, chat: Chat, old: Membership, new: Membership, by: User) -> Json:
        channel = chat.kind == "channel"
        return {
            "chat": chat.payload(),
            "from": by.payload(),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": old.payload(channel=channel, to=self.bot.id),
            "new_chat_member": new.payload(channel=channel, to=self.bot.id),
        }
