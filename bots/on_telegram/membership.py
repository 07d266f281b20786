"""What happens to us, and to others, in the chats that we are in: put out, silenced, let in again, left."""

from datetime import datetime

import telegram
from telegram.constants import ChatType
from telegram.error import ChatMigrated, TelegramError

from bots.on_telegram.migrating import migrate
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.rights import NEEDS, Kind, Reach, kind_of, mark_of, may, reach
from bots.on_telegram.scene import Hearer
from contests.desk.reaching import lost_place, mark_from_now, regained_place

WHY = {Reach.GONE: "gone", Reach.MUTED: "muted"}


async def changed(hearer: Hearer, one: telegram.ChatMemberUpdated, number: int, at: datetime) -> None:
    """Tell the managers what became of us in a chat; `number` is the update's. Raises: StorageError."""
    if one.chat.type == ChatType.PRIVATE:
        return
    kind, store, place = kind_of(one.chat), hearer.house.store, str(one.chat.id)
    before, after = reach(one.old_chat_member, kind), reach(one.new_chat_member, kind)
    key, title = f"{PLATFORM}.{hearer.me.id}.{number}", one.chat.title or "?"
    if after < before:
        if new := await _followed(hearer, one.chat.id):
            await migrate(store, one.chat.id, new)
        else:
            await lost_place(store, PLATFORM, place, WHY[after], at, key=key, title=title)
    elif after > before and after is Reach.THERE:
        await regained_place(store, PLATFORM, place, at, key=key, title=title)
    elif after is Reach.THERE and _may_less(one, kind):
        await lost_place(store, PLATFORM, place, "fewer", at, key=key, title=title)
    if after is Reach.THERE and (mark := mark_of(one.new_chat_member, one.chat)):
        await mark_from_now(store, PLATFORM, place, mark, at)


def somebody_changed(hearer: Hearer, one: telegram.ChatMemberUpdated) -> None:
    """Have somebody looked up anew who came, left or was put out."""
    hearer.people.forget(one.chat.id, one.new_chat_member.user.id)


async def _followed(hearer: Hearer, chat: int) -> int | None:
    """Return the supergroup that a group became, if that is why we are there no more."""
    try:
        await hearer.bot.get_chat(chat)
    except ChatMigrated as moved:
        return moved.new_chat_id
    except TelegramError:
        return None
    return None


def _may_less(one: telegram.ChatMemberUpdated, kind: Kind) -> bool:
    """Tell whether a right was taken that we asked for."""
    rights = [need.right for need in NEEDS if kind in need.where]
    return any(may(one.old_chat_member, right) and not may(one.new_chat_member, right) for right in rights)
