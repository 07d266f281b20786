"""The light path: the presses of a queue's ballot are answered before the library makes objects of them.

A voter presses Approve, a grade, Pass or Back in private, and sees the next entry: most of what is heard while a
contest runs. Whatever is not just that goes the library's way; what was decided is not decided again there.
"""

import logging
import re
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any, cast

import telegram
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bots.conversation import language_of as spoken_in
from bots.hearing import IN_A_QUEUE, Pressed
from bots.on_telegram.answering import Answer
from bots.on_telegram.failing import is_unchanged
from bots.on_telegram.limiter import Haste, RateLimit
from bots.on_telegram.listening import Ear
from bots.on_telegram.quick import bare, called
from bots.on_telegram.spinner import Spinner
from bots.words import words

log = logging.getLogger(__name__)

BALLOTS = re.compile(rf"b1:(?P<id>(?:{'|'.join(IN_A_QUEUE)}):(?P<entry>.+))")
Raw = Mapping[str, Any]


class Light:
    """Answers presses from the updates as they came."""

    def __init__(self, ear: Ear, bot: ExtBot[Any]) -> None:
        """Stand before this ear."""
        self.ear, self._bot = ear, bot
        self.answered = 0
        """Presses that never needed the library."""

    async def heard(self, raw: Raw, at: datetime) -> bool:
        """Answer an update if it is a press of a queue's ballot; return whether it was. Raises: StorageError."""
        query = raw.get("callback_query")
        pressed = _press(query) if query is not None else None
        if query is None or pressed is None:
            return False
        spinner = Spinner(self._bot, query["id"], self.ear.wheels)
        async with self.ear.flight.turn_of(query["from"]["id"]):
            answer = await self._decided(query, pressed, at)
            if isinstance(answer, Answer) and await self._is_sent(query, answer, spinner):
                self.answered += 1
                return True
            if answer is not None:
                await self.ear.give(self._of_library(raw), spinner, answer)  # an error is told there, too
                return True
        spinner.leave()
        return False

    async def _decided(self, query: Raw, pressed: Pressed, at: datetime) -> Answer | Exception | None:
        """Return what the conversation answers, or why it cannot; None where more is needed to tell who speaks."""
        try:
            speaking = await self.ear.people.soon(query["from"]["id"], at)
            if speaking is None:
                return None
            t = words(spoken_in(speaking.hearing, speaking.community))
            posts = await self.ear.house.talker.answer(speaking.hearing, pressed)
        except Exception as cause:  # noqa: BLE001 - whatever it was, the last seam before a person tells them
            return cause
        return Answer(posts, t, speaking, pressed)

    async def _is_sent(self, query: Raw, answer: Answer, spinner: Spinner) -> bool:
        """Put an answer in the place of what was pressed, if both are words and buttons alone."""
        speaking, message = answer.speaking, query["message"]
        if speaking is None or len(answer.posts) != 1 or "text" not in message:
            return False
        [post] = answer.posts
        if not post.in_place:
            return False
        told = bare(post, self.ear.poster.address)
        chat, number = message["chat"]["id"], message["message_id"]
        where = f"{chat}/{number}"
        if told is None or not await self.ear.means.is_alone(where, message["date"]):
            return False
        stopping = spinner.stopping()
        try:
            await self._edit({"chat_id": chat, "message_id": number, **told}, where)
        except (TelegramError, OSError) as cause:
            if not (isinstance(cause, BadRequest) and is_unchanged(cause)):
                log.info("a ballot could not be shown at once: %s", cause)
                return False
        await stopping
        self.ear.means.note(post, where, speaking)
        return True

    async def _edit(self, told: dict[str, Any], where: str) -> None:
        """Edit a text at our pace. Raises: TelegramError."""
        call = partial(called, self._bot)
        limiter = self._bot.rate_limiter
        if limiter is None:
            await call("editMessageText", told)
            return
        turn = RateLimit(Haste.REPLY, supersede=where)
        await limiter.process_request(call, ("editMessageText", told), {}, "editMessageText", told, turn)

    def _of_library(self, raw: Raw) -> telegram.CallbackQuery:
        update = telegram.Update.de_json(dict(raw), self._bot)
        return cast("telegram.CallbackQuery", update.callback_query)


def _press(query: Raw) -> Pressed | None:
    """Return what was pressed, if it is a button of a queue's ballot in a private chat."""
    message = query.get("message")
    if message is None or message["chat"]["type"] != "private" or not message["date"]:
        return None
    found = BALLOTS.fullmatch(query.get("data") or "")
    return Pressed(found["id"], about=found["entry"]) if found else None
