"""The wheel that turns on a pressed button until the press is answered: it always stops."""

import asyncio
import logging
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bots.alarm import Alarm
from bots.on_telegram.failing import is_late
from bots.on_telegram.quick import called
from bots.presenter.parts import shortened

log = logging.getLogger(__name__)

PATIENCE_S = 1.5
"""How long an answer may take before the wheel stops without it."""
LONGEST = 200
"""Characters that Telegram shows over the chat."""


class Spinner:
    """The wheel of one press; without a query there is none."""

    def __init__(self, bot: ExtBot[Any], query: str = "", alarm: Alarm | None = None) -> None:
        """Stop it as this bot, by itself when the alarm rings."""
        self._bot, self._query = bot, query
        self._stopping: asyncio.Task[None] | None = None
        self._ring = alarm.set(self._rung) if alarm is not None else None

    def _rung(self) -> None:
        self._stopping = asyncio.ensure_future(self._answer("", ""))

    async def stop(self, text: str = "", url: str = "") -> None:
        """Stop it, with a word over the chat or a link that opens, if it still turns; twice is once."""
        if self._query:
            await self.stopping(text, url)

    def stopping(self, text: str = "", url: str = "") -> "asyncio.Task[None]":
        """Begin to stop it; return what is done when it stands."""
        self.leave()
        if self._stopping is None:
            self._stopping = asyncio.ensure_future(self._answer(text, url))
        return self._stopping

    def leave(self) -> None:
        """Leave it to another to stop it."""
        if self._ring is not None:
            self._ring.cancel()

    async def _answer(self, text: str, url: str) -> None:
        shown = shortened(text, LONGEST)
        try:
            if not shown and not url:
                await called(self._bot, "answerCallbackQuery", {"callback_query_id": self._query})
                return
            await self._bot.answer_callback_query(self._query, shown or None, show_alert=bool(shown), url=url or None)
        except TelegramError as error:
            if not is_late(error):
                log.warning("a press could not be answered: %s", error)
