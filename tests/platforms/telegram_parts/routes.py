"""The table of methods, and what their handlers are given."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from tests.platforms.telegram_parts.chats import Chat, Private
from tests.platforms.telegram_parts.files import File
from tests.platforms.telegram_parts.groups import Group
from tests.platforms.telegram_parts.members import Membership
from tests.platforms.telegram_parts.messages import Message
from tests.platforms.telegram_parts.wire import Json, RefusedError, bad, forbidden, malformed

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.world import World

TRUE = frozenset({"true", "1", "yes"})
KINDS = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass
class Call:
    """One call of a method, read."""

    world: "World"
    method: str
    params: dict[str, Any]
    files: dict[str, File] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str) -> int | None:
        """Return a number. Raises: RefusedError."""
        value = self.params.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise malformed(f"invalid {name} specified") from None

    def flag(self, name: str) -> bool:
        return str(self.params.get(name, "")).lower() in TRUE

    def json(self, name: str) -> Any:
        """Return an object or a list. Raises: RefusedError."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise malformed(f"can't parse {name} JSON object") from None

    def objects(self, name: str) -> list[Json]:
        """Return a list of objects. Raises: RefusedError."""
        value = self.json(name) or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise malformed(f"can't parse {name}: expected an Array of Object")
        return value

    @property
    def chat_id(self) -> int | None:
        """Return the number of the chat that is named, if one is."""
        value = str(self.params.get("chat_id", ""))
        if value.startswith("@"):
            named = value[1:].lower()
            return next((one.id for one in self.world.groups.values() if (one.username or "").lower() == named), None)
        try:
            return int(value)
        except ValueError:
            return None

    def chat(self) -> Chat:
        """Return the chat that is named. Raises: RefusedError."""
        if not self.text("chat_id"):
            raise malformed("chat_id is empty")
        number, world = self.chat_id, self.world
        if number in world.migrated:
            raise RefusedError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": world.migrated[number]},
            )
        found: Chat | None = world.groups.get(number or 0) or world.privates.get(number or 0)
        if found is None or (isinstance(found, Private) and world.known(found.id) is None):
            raise bad("chat not found")
        return found

    def reached(self) -> Chat:
        """Return the chat that is named, if the bot is in it. Raises: RefusedError."""
        chat = self.chat()
        if isinstance(chat, Private):
            if chat.is_blocked:
                raise forbidden("bot was blocked by the user")
            if not chat.is_started:
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        group = chat.as_group()
        assert group is not None
        status = group.bot.status
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {KINDS[group.kind]}")
        if status == "left":
            if self.world.bot.id in group.members:
                raise forbidden(f"bot is not a member of the {KINDS[group.kind]}")
            raise bad("chat not found")
        return chat

    def group(self, *, right: str | None = None, kinds: str = "group supergroup channel") -> Group:
        """Return the group that is named, where the bot has a right. Raises: RefusedError."""
        group = self.reached().as_group()
        if group is None:
            raise bad("method is available only for group, supergroup and channel chats")
        if group.kind not in kinds.split():
            raise bad("method is available for supergroup and channel chats only")
        if right is not None and not group.bot.may(right):
            raise bad("not enough rights" if group.bot.is_admin else "CHAT_ADMIN_REQUIRED")
        return group

    def member(self, group: Group) -> Membership:
        """Return the member who is named. Raises: RefusedError."""
        number = self.integer("user_id")
        found = group.members.get(number or 0)
        if found is None:
            is_known = number in self.world.people or number == self.world.bot.id
            raise bad("member not found" if is_known else "PARTICIPANT_ID_INVALID")
        return found

    def message(self, chat: Chat, purpose: str) -> Message:
        """Return the message that is named. Raises: RefusedError."""
        number = self.integer("message_id")
        if number is None:
            raise malformed("message identifier is not specified")
        found = chat.find(number)
        if found is None:
            raise bad(f"message to {purpose} not found")
        return found


Handler = Callable[[Call], Awaitable[Any]]
METHODS: dict[str, tuple[str, Handler]] = {}
"""Methods by their name in small letters, since Telegram does not mind: the name, and who answers."""


def method(name: str) -> Callable[[Handler], Handler]:
    """Enter a handler into the table; it returns the result."""

    def enter(handler: Handler) -> Handler:
        METHODS[name.lower()] = name, handler
        return handler

    return enter
