"""From an update of Telegram's to the conversation, and back."""

import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import telegram
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bots.alarm import Alarm
from bots.commands.line import read_line
from bots.flight import Flight
from bots.hearing import IN_A_QUEUE
from bots.house import House
from bots.on_telegram.albums import Albums
from bots.on_telegram.answering import Answer, Means, Reply, as_heard
from bots.on_telegram.command_names import as_typed
from bots.on_telegram.conversing import OLD_BUTTON, WHICH_DATA, Along, Conversing, is_ours
from bots.on_telegram.dialogues import DATA, Dialogues
from bots.on_telegram.interview import Interview
from bots.on_telegram.keyboards import Toggled, markup, read
from bots.on_telegram.letters import Letter, letter_of, place_of
from bots.on_telegram.people import People, Spot, language_of
from bots.on_telegram.places import Place
from bots.on_telegram.posting import Poster
from bots.on_telegram.spinner import PATIENCE_S, Spinner
from bots.on_telegram.uploads import Fetcher
from bots.post import Post
from bots.presenter.people import privacy
from bots.words import N_, words
from contests.ports import StorageError

log = logging.getLogger(__name__)

HINT = N_("Type /contests to see what is on, or /help for what there is to type.")
FILES_ALONE = N_("Type /enter first, and send your files then. /contests shows what is on.")
NOTHING_TO_CANCEL = N_("There is nothing to cancel.")
ANONYMOUS = N_("I cannot see who you are, because you write anonymously. Write as yourself, or to me in private.")
Aside = Callable[["Ear", telegram.Update, datetime], Awaitable[bool]]
"""Answers an update, if it is one of its own; returns whether it was."""


@dataclass(slots=True)
class Ear:
    """Hears updates, and has each of them answered."""

    house: House
    bot: ExtBot[Any]
    poster: Poster
    me: telegram.User
    aside: Aside | None = None
    """Answers those who need not be anybody in a community yet."""
    flight: Flight = field(default_factory=Flight)
    wheels: Alarm = field(default_factory=lambda: Alarm(PATIENCE_S))
    """Rings for the presses whose wheels have turned for too long."""
    people: People = field(init=False)
    fetcher: Fetcher = field(init=False)
    dialogues: Dialogues = field(init=False)
    interview: Interview = field(init=False)
    albums: Albums = field(init=False)
    means: Means = field(init=False)
    conversing: Conversing = field(init=False)

    def __post_init__(self) -> None:
        house = self.house
        self.people = People(house, self.bot)
        self.fetcher = Fetcher(self.bot, house.incoming, house.media_limits)
        self.dialogues = Dialogues(house.keep)
        self.interview = Interview(house, self.dialogues, self.fetcher)
        self.albums = Albums(house.keep, self.flight, self._read)
        self.means = Means(house, self.bot, self.poster, self.me, self.flight, datetime.now(UTC))
        self.conversing = Conversing(house, self.people, self.fetcher, self.dialogues, self.interview, self.means)

    async def resume(self) -> None:
        """Go on with what was being collected when we were stopped. Raises: StorageError."""
        await self.albums.resume(self.house.clock.now())

    async def finish(self, within_s: float) -> None:
        """Wait for what is under way."""
        await self.flight.landed(within_s)

    async def heard(self, update: telegram.Update, at: datetime) -> None:
        """Answer one update, whatever it is. Raises: StorageError: it is to be tried again."""
        query, message = update.callback_query, update.message
        user = update.effective_user
        async with self.flight.turn_of(user.id if user else 0):
            try:
                if query is not None and await self._is_light(query, at):
                    return
                if self.aside is not None and await self.aside(self, update, at):
                    return
                if query is not None:
                    await self._pressed(query, at)
                elif message is not None:
                    await self._written(message, update.update_id, at)
                elif update.edited_message is not None:
                    await self._edited(update.edited_message, at)
            except StorageError:
                self.conversing.again.add(update.update_id)
                raise
            except Exception:  # the last seam: one update that breaks us must not keep the next from being heard
                log.exception("an update could not be answered")

    async def _is_light(self, query: telegram.CallbackQuery, at: datetime) -> bool:
        """Answer a press of a dialogue's button or of a ballot's, which nobody else has to be asked about."""
        data = query.data or ""
        if not (DATA.fullmatch(data) or data.startswith(tuple(f"b1:{verb}:" for verb in IN_A_QUEUE))):
            return False
        await self._pressed(query, at)
        return True

    async def give(self, query: telegram.CallbackQuery, spinner: Spinner, answer: Answer | Exception) -> None:
        """Give what was decided upon a press, or tell why nothing was. Raises: StorageError."""
        reply = self._reply(query, spinner)

        async def act() -> None:
            if isinstance(answer, Exception):
                raise answer
            await self.conversing.give(reply, answer)

        await self.conversing.answered(reply, act)

    def _reply(self, query: telegram.CallbackQuery, spinner: Spinner) -> Reply:
        spot, where, said_at = _pressed_at(query)
        return Reply(self.means, spot, _number(query), spinner, where, said_at)

    async def _pressed(self, query: telegram.CallbackQuery, at: datetime) -> None:
        """Answer a press; its wheel stops whatever happens."""
        spinner = Spinner(self.bot, query.id, self.wheels)
        reply = self._reply(query, spinner)
        spot = reply.spot
        if spot.is_private and (step := DATA.fullmatch(query.data or "")):
            await self.conversing.answered(reply, partial(self._step, reply, step, at))
            return
        if (query.data or "").startswith(WHICH_DATA):
            await self.conversing.answered(reply, partial(self.conversing.chosen, reply, str(query.data), at))
            return
        pressed = read(query)
        if isinstance(pressed, Toggled):
            await self._toggled(query, pressed)
            await spinner.stop()
        elif pressed is None:
            t = words(language_of(spot.user) or self.house.language)
            await self.conversing.answered(reply, partial(reply.give, Answer([Post(t._(OLD_BUTTON))], t)))
        else:
            reply.heard = as_heard(pressed)
            about = [pressed.button, pressed.about, *pressed.values]
            await self.conversing.answered(reply, partial(self.conversing.have, reply, pressed, at, Along(about)))

    async def _toggled(self, query: telegram.CallbackQuery, toggled: Toggled) -> None:
        try:
            await query.edit_message_reply_markup(markup(toggled.rows))
        except TelegramError as error:
            log.info("a tick could not be shown: %s", error)

    async def _written(self, message: telegram.Message, update: int, at: datetime) -> None:
        """Answer a message, or add it to its album."""
        text = as_typed(message.text or message.caption or "", self.me.username or "")
        if message.sender_chat is not None and text is not None and is_ours(text):
            t = words(self.house.language)
            post = privacy(t) if text.split()[0].casefold() == "/privacy" else Post(t._(ANONYMOUS))
            await self._quietly(Place(message.chat.id), replace(post, private=False), message.message_id)
            return
        letter = letter_of(message, update)
        if letter is None:
            return
        if letter.album and (letter.is_private or text is not None or await self.albums.has(letter)):
            await self.albums.add(letter, at)
            return
        await self._read(letter, at)

    async def _read(self, letter: Letter, at: datetime) -> None:
        """Answer what somebody wrote. Raises: StorageError."""
        typed = as_typed(letter.text, self.me.username or "")
        reply = Reply(self.means, Spot(letter.user, letter.place), letter.message, Spinner(self.bot))
        if typed is None:
            if letter.is_private:
                await self.conversing.answered(reply, partial(self._talked, reply, letter, at))
            return
        line = read_line(typed.removeprefix("/"))
        name = line.words[0].casefold() if line.words else ""
        if not letter.is_private and not is_ours(typed) and name not in {"start", "cancel"}:
            if "@" in letter.text.split(maxsplit=1)[0]:
                await self.conversing.answered(reply, partial(self.conversing.line, reply, letter, typed, at))
            return
        if name == "privacy" or line.words[:2] == ("start", "privacy"):
            t = words(language_of(letter.user) or self.house.language)
            post = replace(privacy(t), private=letter.is_private)
            await self.conversing.answered(reply, partial(reply.give, Answer([post], t)))
        elif name == "cancel":
            await self.conversing.answered(reply, partial(self._cancelled, reply, at))
        elif name == "start":
            payload = line.words[1] if len(line.words) > 1 else ""
            await self.conversing.answered(reply, partial(self.conversing.started, reply, letter, payload, at))
        else:
            await self.conversing.answered(reply, partial(self.conversing.line, reply, letter, typed, at))

    async def _talked(self, reply: Reply, letter: Letter, at: datetime) -> None:
        """Take a message in private that is no command: the answer to what a dialogue asks, if one goes on."""
        dialogue = await self.dialogues.current(letter.user.id)
        if dialogue is not None:
            scene = await self.conversing.scene(reply, at, dialogue.community)
            await self.interview.said(scene, dialogue, letter)
            return
        t = words(language_of(letter.user) or self.house.language)
        await reply.give(Answer([Post(t._(FILES_ALONE if letter.files else HINT))], t))

    async def _edited(self, message: telegram.Message, at: datetime) -> None:
        """Take the new text of a message that was the answer to what a dialogue asked."""
        letter = letter_of(message, 0)
        if letter is None or not letter.is_private or not letter.text:
            return
        dialogue = await self.dialogues.current(letter.user.id)
        if dialogue is None or message.message_id not in dialogue.typed.values():
            return
        reply = Reply(self.means, Spot(letter.user, letter.place), letter.message, Spinner(self.bot))

        async def take() -> None:
            scene = await self.conversing.scene(reply, at, dialogue.community)
            await self.interview.edited(scene, dialogue, letter.text, letter.message)

        await self.conversing.answered(reply, take)

    async def _step(self, reply: Reply, step: re.Match[str], at: datetime) -> None:
        dialogue = await self.dialogues.get(reply.spot.user.id, step["key"])
        if dialogue is None:
            t = words(language_of(reply.spot.user) or self.house.language)
            await reply.give(Answer([Post(t._(OLD_BUTTON))], t))
            return
        scene = await self.conversing.scene(reply, at, dialogue.community)
        await self.interview.pressed(scene, dialogue, int(step["step"]), step["act"])

    async def _cancelled(self, reply: Reply, at: datetime) -> None:
        """Put the dialogue aside that goes on."""
        dialogue = await self.dialogues.current(reply.spot.user.id) if reply.spot.is_private else None
        if dialogue is not None:
            scene = await self.conversing.scene(reply, at, dialogue.community)
            await self.interview.pressed(scene, dialogue, dialogue.step, "c")
            return
        if reply.spot.is_private:
            t = words(language_of(reply.spot.user) or self.house.language)
            await reply.give(Answer([Post(t._(NOTHING_TO_CANCEL))], t))

    async def _quietly(self, at: Place, post: Post, reply_to: int) -> None:
        try:
            await self.poster.send(at, post, reply_to=reply_to)
        except (TelegramError, OSError) as cause:
            log.info("somebody anonymous could not be answered: %s", cause)


def _pressed_at(query: telegram.CallbackQuery) -> tuple[Spot, str, datetime | None]:
    """Return where a button was pressed, on which message, and when that was said; of one too old less is known."""
    message = query.message
    if message is None:
        return Spot(query.from_user, Place(query.from_user.id)), "", None
    where = f"{message.chat.id}/{message.message_id}"
    if isinstance(message, telegram.Message):
        return Spot(query.from_user, place_of(message)), where, message.date
    return Spot(query.from_user, Place(message.chat.id)), where, None


def _number(query: telegram.CallbackQuery) -> int:
    return query.message.message_id if query.message is not None else 0
