"""A group that became a supergroup has another number from then on; everything of it follows.

What was said in the group before cannot be changed any more: Telegram keeps it apart.
"""

import logging

import telegram

from bots.on_telegram.places import PLATFORM
from contests.desk.reaching import move_place
from contests.ports import Store

log = logging.getLogger(__name__)


async def migrate(store: Store, old: int, new: int) -> None:
    """Follow a group to its supergroup, in one transaction; twice is once. Raises: StorageError."""
    for venue in await move_place(store, PLATFORM, str(old), str(new)):
        log.info("a group became a supergroup: venue %s is at %s now", venue.id, venue.place)


def migration_of(message: telegram.Message) -> tuple[int, int] | None:
    """Return the old and the new number of a group where a message tells of them; it comes in both chats."""
    if message.migrate_to_chat_id is not None:
        return message.chat.id, message.migrate_to_chat_id
    if message.migrate_from_chat_id is not None:
        return message.migrate_from_chat_id, message.chat.id
    return None
