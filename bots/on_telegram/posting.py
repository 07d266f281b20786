"""Puts posts into Telegram's chats as messages, and posts into the place of others."""

import logging
import struct
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bots.on_telegram.calls import Calls, Target
from bots.on_telegram.dress import Extras, Part, in_one, in_words, parts
from bots.on_telegram.enclosed import LIMIT_BYTES, LOCAL_LIMIT_BYTES, Enclosed, Find
from bots.on_telegram.failing import cannot_become, has_no_text, is_gone, is_unchanged
from bots.on_telegram.keyboards import Rows, keyboard, markup
from bots.on_telegram.limiter import Haste, RateLimit
from bots.on_telegram.literal import Company
from bots.on_telegram.places import Place, Where
from bots.post import Post

log = logging.getLogger(__name__)

Before = Callable[[], Awaitable[None]]
Step = Callable[[Before | None], Awaitable[list[int]]]
"""Sends one message or album of a post and returns the numbers of its messages; calls what it is given right before."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said, beyond what."""

    haste: Haste = Haste.REPLY
    reply_to: int | None = None
    rows: Rows = ()
    language: str = ""
    page: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """What people are called whom the post names, by handle."""
    is_one: bool = False
    """Whether it must stay one message, as what takes the place of a notice: without its files, if need be."""


class Poster:
    """Sends posts, and puts them in the place of others."""

    def __init__(self, bot: "ExtBot[RateLimit]", find: Find, language: str, address: str = "") -> None:
        """Post as this bot; `address` is the web room's where people can reach it."""
        self._bot, self._find, self._language, self.address = bot, find, language, address
        self._calls = Calls(bot)

    async def send(
        self,
        at: Place,
        post: Post,
        *,
        haste: Haste = Haste.REPLY,
        reply_to: int | None = None,
        rows: Rows = (),
        language: str = "",
    ) -> str:
        """Send a post; return where its last message is, the one with the buttons. Raises: TelegramError, OSError."""
        sent: list[int] = []
        for step in self.steps(at, post, Manner(haste, reply_to, rows, language)):
            sent += await step(None)
        return where_of(at, sent)

    async def edit(
        self, where: str, post: Post, *, haste: Haste = Haste.EDIT, rows: Rows = (), language: str = ""
    ) -> str:
        """Put a post in the place of one; return where it is now. Raises: TelegramError, OSError, ValueError."""
        return await self.put(where, post, Manner(haste, rows=rows, language=language))

    def steps(self, at: Place, post: Post, manner: Manner) -> list[Step]:
        """Return what sends a post, one message or album after the other."""
        made = parts(post, self._find, self._extras(manner))
        pressed = markup(self._rows(post, manner))

        def step(number: int, part: Part) -> Step:
            async def send(before: Before | None) -> list[int]:
                is_last = number == len(made) - 1
                limit = RateLimit(manner.haste, before=before)
                reply = manner.reply_to if number == 0 else None
                return await self._calls.send(part, Target(at, limit, reply, pressed if is_last else None))

            return send

        return [step(number, part) for number, part in enumerate(made)]

    def is_one(self, post: Post, manner: Manner) -> bool:
        """Tell whether a post is one message."""
        return len(parts(post, self._find, self._extras(manner))) == 1

    async def put(self, where: str, post: Post, manner: Manner) -> str:
        """Put a post in the place of one, in a manner. Raises: as `edit`."""
        old = Where.read(where)
        try:
            return await self._put(old, post, manner)
        except BadRequest as error:
            if not cannot_become(error):
                raise
            return await self._anew(old, post, manner)

    async def _put(self, old: Where, post: Post, manner: Manner) -> str:
        made = parts(post, self._find, self._extras(manner))
        if manner.is_one and len(made) > 1:
            made = [in_words(post, self._extras(manner))]
        files = [(one, said) for part in made[:-1] for one, said in zip(part.items, part.said, strict=True)]
        if files and len(files) != len(old.others):
            return await self._anew(old, post, manner)
        at = Place(old.chat)
        for number, (item, caption) in zip(old.others, files, strict=False):
            limit = RateLimit(manner.haste, supersede=f"{old.chat}/{number}")
            await self._changed(self._calls.edit_media(number, item, caption, Target(at, limit)))
        if len(files) < len(old.others):
            await self._take_away(at, old.others)
            old = replace(old, others=())
        return await self._put_last(old, post, made[-1], manner)

    async def _put_last(self, old: Where, post: Post, part: Part, manner: Manner) -> str:
        limit = RateLimit(manner.haste, supersede=f"{old.chat}/{old.message}")
        target = Target(Place(old.chat), limit, markup=markup(self._rows(post, manner)))
        if part.items:
            await self._changed(self._calls.edit_media(old.message, part.items[0], part.said[0], target))
            return str(old)
        try:
            await self._changed(self._calls.edit_text(old.message, part.said[0], target))
        except BadRequest as error:
            if not has_no_text(error):
                raise
            if target.at.is_private:
                return await self._anew(old, post, manner)
            part = in_one(post, BLANK, self._extras(manner))
            await self._changed(self._calls.edit_media(old.message, part.items[0], part.said[0], target))
        return str(old)

    async def _changed(self, edit: Awaitable[None]) -> None:
        try:
            await edit
        except BadRequest as error:
            if not is_unchanged(error):
                raise

    async def _anew(self, old: Where, post: Post, manner: Manner) -> str:
        """Send a post and take away the one in whose place it is: where one cannot become the other."""
        at = Place(old.chat)
        sent: list[int] = []
        for step in self.steps(at, post, manner):
            sent += await step(None)
        await self._take_away(at, (*old.others, old.message))
        return where_of(at, sent)

    async def _take_away(self, at: Place, messages: Sequence[int]) -> None:
        """Take messages away; a picture that Telegram lets nobody delete any more is painted over."""
        for one in messages:
            try:
                await self._calls.delete(at, [one])
            except (BadRequest, Forbidden) as error:
                if not is_gone(error):
                    await self._paint_over(at, one)

    async def _paint_over(self, at: Place, message: int) -> None:
        part = in_one(Post("…"), BLANK)
        try:
            await self._calls.edit_media(message, BLANK, part.said[0], Target(at, RateLimit(Haste.EDIT)))
        except (BadRequest, Forbidden) as error:
            log.info("a message can be neither taken away nor changed: %s", error.message)

    def _rows(self, post: Post, manner: Manner) -> Rows:
        return [*keyboard(post, _name_of(self._bot), manner.language or self._language), *manner.rows]

    def _extras(self, manner: Manner) -> Extras:
        company = Company(names=manner.names, address=self.address)
        limit = LOCAL_LIMIT_BYTES if self._bot.local_mode else LIMIT_BYTES
        return Extras(manner.language or self._language, manner.page, company, limit)


def where_of(at: Place, sent: Sequence[int]) -> str:
    """Return where a post is whose messages have these numbers."""
    return str(Where(at.chat, sent[-1], tuple(sent[:-1])))


def _name_of(bot: "ExtBot[RateLimit]") -> str:
    """Return the bot's name in links; nothing before it is known."""
    try:
        return bot.username
    except (RuntimeError, TelegramError):  # it was never asked for
        return ""


def _blank(width: int, height: int, grey: int) -> bytes:
    """Return a plain grey picture as PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * width) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


BLANK = Enclosed("photo", "blank.png", _blank(640, 40, 0xE3), "blank")
"""What stands in the place of a picture that is taken back, where everybody sees it: a message with a picture cannot
become one without."""
