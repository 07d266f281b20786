"""Puts posts into Telegram's chats as messages."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton
from telegram.ext import ExtBot

from bots.on_telegram.enclosed import Find
from bots.on_telegram.limiter import Haste, Limiter
from bots.on_telegram.places import Place
from bots.post import Post

Rows = Sequence[Sequence[InlineKeyboardButton]]


class Poster:
    """Sends posts, and puts them in the place of others."""

    def __init__(self, bot: "ExtBot[Limiter]", find: Find, language: str) -> None:
        """Post as this bot."""
        self._bot, self._find, self._language = bot, find, language

    async def send(
        self, at: Place, post: Post, *, haste: Haste = Haste.REPLY, reply_to: int | None = None, rows: Rows = ()
    ) -> str:
        """Send a post; return where its last message is, the one with the buttons. Raises: TelegramError."""
        raise NotImplementedError

    async def edit(self, where: str, post: Post, *, haste: Haste = Haste.EDIT, rows: Rows = ()) -> str:
        """Put a post in the place of one; return where it is now. Raises: TelegramError."""
        raise NotImplementedError
