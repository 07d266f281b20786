"""The bot's menus of commands: kept by scope and language, and found by a client in Telegram's order."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tests.platforms.telegram_parts.chats import Chat
from tests.platforms.telegram_parts.wire import Json, malformed

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.people import Person

Menus = Mapping[tuple[str, str], list[Json]]
OF_A_CHAT = ("chat", "chat_administrators", "chat_member")
PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def scope_key(scope: Json | None, chat_id: int | None) -> str:
    """Return the name under which a scope's menu is kept. Raises: RefusedError."""
    kind = (scope or {}).get("type", "default")
    if kind in PLAIN:
        return str(kind)
    if kind not in OF_A_CHAT:
        raise malformed("unsupported type of BotCommandScope")
    whole = f"{kind}/{chat_id}"
    return f"{whole}/{(scope or {}).get('user_id')}" if kind == "chat_member" else whole


def shown(menus: Menus, chat: Chat, person: "Person") -> dict[str, str]:
    """Return the menu of the narrowest scope that there is, in the person's language before any."""
    language = (person.language or "").partition("-")[0]
    for scope in _scopes(chat, person):
        for key in ((scope, language), (scope, "")):
            if menu := menus.get(key):
                return {one["command"]: one["description"] for one in menu}
    return {}


def _scopes(chat: Chat, person: "Person") -> Iterator[str]:
    group = chat.as_group()
    if group is None:
        yield from (f"chat/{chat.id}", "all_private_chats", "default")
        return
    is_admin = group.of(person).is_admin
    yield f"chat_member/{chat.id}/{person.id}"
    if is_admin:
        yield f"chat_administrators/{chat.id}"
    yield f"chat/{chat.id}"
    if is_admin:
        yield "all_chat_administrators"
    yield from ("all_group_chats", "default")
