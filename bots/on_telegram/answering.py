"""The answer to one update: in private, in the place of what was pressed, or as a link that leads there."""

import asyncio
import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from telegram import InlineKeyboardButton, User
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bots.flight import Flight
from bots.hearing import Pressed, Said
from bots.house import House
from bots.noting import private_showings
from bots.on_telegram.deep_links import address, kept_payload
from bots.on_telegram.keyboards import Rows
from bots.on_telegram.limiter import Haste
from bots.on_telegram.people import Spot
from bots.on_telegram.places import PLATFORM, Place, Where
from bots.on_telegram.posting import Poster
from bots.on_telegram.spinner import Spinner
from bots.post import Post
from bots.speaking import Speaking
from bots.words import Words

log = logging.getLogger(__name__)

GO = "telegram go "
"""Begins the key of what a person goes on with in private."""
ALBUM = "telegram shown "
"""Begins the key of which messages belong to one of ours that is several."""
MOST_ALBUMS = 5_000


@dataclass(frozen=True, slots=True)
class Means:
    """What answers are given with."""

    house: House
    bot: ExtBot[Any]
    poster: Poster
    me: User
    flight: Flight
    began: datetime
    """Since when we are here, by the machine's clock: of what was said before, less is at hand."""
    shown: dict[str, str] = field(default_factory=dict)
    """Of our answers that are several messages: all of them, by the last."""
    alone: set[str] = field(default_factory=set)
    """Messages from before we were here of which it is known that each is all of an answer."""

    def note(self, post: Post, where: str, speaking: Speaking) -> None:
        """Note what an answer shows to one person, in a while."""
        notes = self.house.notes
        if notes.gather(private_showings(post, PLATFORM, where, speaking.hearing.account.id)):
            self.flight.begin(notes.gathered())

    async def is_alone(self, where: str, said_s: float) -> bool:
        """Tell whether a message of ours, said then by Telegram's clock, is all of an answer. Raises: StorageError."""
        if where in self.shown:
            return False
        if said_s > self.began.timestamp() or where in self.alone:
            return True
        if await self.house.keep.noted(f"{ALBUM}{where}") is not None:
            return False
        if len(self.alone) >= MOST_ALBUMS:
            self.alone.clear()
        self.alone.add(where)
        return True


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided, and for whom."""

    posts: Sequence[Post]
    t: Words
    speaking: Speaking | None = None
    heard: object = None
    rows: Rows = ()
    """Buttons under the last message."""


@dataclass(slots=True)
class Reply:
    """The reply to one update."""

    means: Means
    spot: Spot
    message: int
    """What is answered, or whose button was pressed."""
    spinner: Spinner
    where: str = ""
    """What was pressed."""
    pressed_at: datetime | None = None
    """When that was said, by Telegram's clock."""
    heard: Mapping[str, Any] | None = None
    """What was heard, as it is kept for whoever goes on with it in private."""
    is_referred: bool = False
    """The group was told that it goes on in private."""

    async def give(self, answer: Answer) -> None:
        """Give an answer. Raises: TelegramError; StorageError."""
        for number, post in enumerate(answer.posts):
            is_last = number == len(answer.posts) - 1
            await self.say(post, answer, rows=answer.rows if is_last else (), is_first=number == 0)
        await self.spinner.stop()

    async def say(self, post: Post, answer: Answer, *, rows: Rows = (), is_first: bool = True) -> str:
        """Say one thing where it belongs; return where it is, or nothing. Raises: TelegramError; StorageError."""
        if self.is_referred:
            return ""
        if self.where and is_first and self._takes_place(post, answer):
            where = await self._put(post, answer.t, rows)
        elif self.spot.is_private or not post.private:
            reply_to = None if self.spot.is_private else self.message
            where = await self.means.poster.send(
                self.spot.place, post, reply_to=reply_to, rows=rows, language=answer.t.language
            )
        else:
            where = await self._in_private(post, answer.t, rows)
        await self._noted(where, post, answer)
        return where

    def _takes_place(self, post: Post, answer: Answer) -> bool:
        """Tell whether a message takes the place of the pressed one: never a private one of what others see.

        On a desk the moderators' own messages show what was decided.
        """
        desks = answer.speaking.desks if answer.speaking else frozenset[str]()
        return post.in_place and (self.spot.is_private or str(self.spot.place) in desks)

    async def _put(self, post: Post, t: Words, rows: Rows) -> str:
        old = await self._whole()
        edit = self.means.poster.edit(old, post, haste=Haste.REPLY, rows=rows, language=t.language)
        where, _ = await asyncio.gather(edit, self.spinner.stop())
        return where

    async def _whole(self) -> str:
        """Return where all messages of an answer are, of which one was pressed."""
        if self.where in self.means.shown:
            return self.means.shown[self.where]
        if self.pressed_at is not None and self.pressed_at > self.means.began:
            return self.where
        return await self.means.house.keep.noted(f"{ALBUM}{self.where}") or self.where

    async def _in_private(self, post: Post, t: Words, rows: Rows) -> str:
        """Say to somebody in a group what is theirs alone; who never opened the private chat gets a link to it."""
        try:
            return await self.means.poster.send(Place(self.spot.user.id), post, rows=rows, language=t.language)
        except (Forbidden, BadRequest) as shut:
            log.info("a private chat is not open: %s", shut.message)
        self.is_referred = True
        link = address(self.means.me.username or "", kept_payload(await self._kept()))
        if self.where:
            await self.spinner.stop(url=link)
            return ""
        line = Post(t._("This goes on in your private chat with me."), private=False)
        button = InlineKeyboardButton(t._("Continue in private"), url=link)
        await self.means.poster.send(self.spot.place, line, reply_to=self.message, rows=[[button]], language=t.language)
        return ""

    async def _kept(self) -> str:
        """Keep what was heard for its person alone, and return the token that names it. Raises: StorageError."""
        token = secrets.token_hex(8)
        row = orjson.dumps({"user": self.spot.user.id, "heard": self.heard or {"said": "/contests"}}).decode()
        await self.means.house.keep.note(f"{GO}{token}", row, self.means.house.clock.now())
        return token

    async def _noted(self, where: str, post: Post, answer: Answer) -> None:
        if not where:
            return
        if (whole := Where.read(where)).others:
            last = f"{whole.chat}/{whole.message}"
            if len(self.means.shown) >= MOST_ALBUMS:
                self.means.shown.clear()
            self.means.shown[last] = where
            await self.means.house.keep.note(f"{ALBUM}{last}", where, self.means.house.clock.now())
        if answer.speaking is not None and post.private:
            self.means.note(post, where, answer.speaking)

    async def sorry(self, cause: BaseException, t: Words) -> None:
        """Tell the person that something went wrong, with the reference under which the log has the cause."""
        if isinstance(cause, Forbidden):
            log.info("a person cannot be answered: %s", cause.message)
            return
        reference = secrets.token_hex(4)
        log.error("a Telegram update failed, reference %s", reference, exc_info=cause)
        text = t._(
            "Something went wrong on our side. Look whether it was done before you try again; "
            "if it happens again, give the managers this reference: {reference}.",
            reference=reference,
        )
        try:
            if self.where and not self.spot.is_private:
                await self.spinner.stop(text)
            else:
                await self.means.poster.send(Place(self.spot.user.id), Post(text), language=t.language)
        except (TelegramError, OSError):
            log.warning("nor could Telegram be given the sentence with reference %s", reference, exc_info=True)
        await self.spinner.stop()


def as_heard(heard: Said | Pressed, files: Sequence[Sequence[object]] = ()) -> dict[str, Any]:
    """Return what was heard as it is kept."""
    if isinstance(heard, Said):
        return {"said": heard.text, "files": files}
    return {"pressed": heard.button, "values": heard.values, "about": heard.about}
