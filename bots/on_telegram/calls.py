"""One message or album of a post, sent to a chat or put in the place of another."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import (
    InlineKeyboardMarkup,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bots.on_telegram.dress import Part
from bots.on_telegram.enclosed import Enclosed
from bots.on_telegram.limiter import RateLimit
from bots.on_telegram.literal import Worded
from bots.on_telegram.places import Place

MOST_KEPT = 2_000
"""Files that Telegram has already and whose name there is remembered."""
GENERAL = 1
"""The topic that every forum has: what names no topic is said there, and naming it is an error."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

MEDIA: dict[str, Callable[..., InputMedia]] = {
    "photo": InputMediaPhoto,
    "animation": InputMediaAnimation,
    "video": InputMediaVideo,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where something goes, and with what to be pressed."""

    at: Place
    limit: RateLimit
    reply_to: int | None = None
    markup: InlineKeyboardMarkup | None = None

    def options(self) -> dict[str, Any]:
        """Return what every send takes."""
        thread = None if self.at.thread == GENERAL else self.at.thread
        reply = ReplyParameters(self.reply_to, allow_sending_without_reply=True) if self.reply_to else None
        return {
            "chat_id": self.at.chat,
            "message_thread_id": thread,
            "reply_parameters": reply,
            "rate_limit_args": self.limit,
        }


class Calls:
    """Makes the calls, by one bot; knows what Telegram has of our files."""

    def __init__(self, bot: "ExtBot[RateLimit]") -> None:
        """Call as this bot."""
        self._bot = bot
        self._kept = OrderedDict[tuple[str, str], str]()

    async def send(self, part: Part, target: Target) -> list[int]:
        """Send a message or an album; return the numbers of its messages. Raises: TelegramError, OSError."""
        if not part.items:
            (text,) = part.said
            said = await self._bot.send_message(
                text=text.text,
                entities=text.entities,
                link_preview_options=NO_PREVIEW,
                reply_markup=target.markup,
                **target.options(),
            )
            return [said.message_id]
        return await self._as_fits(part.items, lambda items: self._send(items, part.said, target))

    async def edit_text(self, message: int, text: Worded, target: Target) -> None:
        """Put a text in the place of another. Raises: TelegramError."""
        await self._bot.edit_message_text(
            text=text.text,
            chat_id=target.at.chat,
            message_id=message,
            entities=text.entities,
            link_preview_options=NO_PREVIEW,
            reply_markup=target.markup,
            rate_limit_args=target.limit,
        )

    async def edit_media(self, message: int, item: Enclosed, caption: Worded, target: Target) -> None:
        """Put a file with its caption in the place of another file, or of a text. Raises: TelegramError, OSError."""

        async def edit(items: Sequence[Enclosed]) -> list[int]:
            edited = await self._bot.edit_message_media(
                self._input(items[0], caption),
                chat_id=target.at.chat,
                message_id=message,
                reply_markup=target.markup,
                rate_limit_args=target.limit,
            )
            if isinstance(edited, Message):
                self._keep(items[0], edited)
            return [message]

        await self._as_fits([item.as_file() if item.kind == "voice" else item], edit)

    async def delete(self, at: Place, messages: Sequence[int]) -> None:
        """Take messages away. Raises: TelegramError."""
        for one in messages:
            await self._bot.delete_message(at.chat, one)

    async def _as_fits(
        self, items: Sequence[Enclosed], call: Callable[[Sequence[Enclosed]], Awaitable[list[int]]]
    ) -> list[int]:
        """Try it again where Telegram no longer has what it had, then as files where it cannot show a picture."""
        try:
            return await call(items)
        except BadRequest as error:
            said = error.message.casefold()
            known = [(one.media, one.kind) for one in items if (one.media, one.kind) in self._kept]
            if known and ("file" in said and ("identifier" in said or "reference" in said or "file_id" in said)):
                for key in known:
                    del self._kept[key]
                return await self._as_fits(items, call)
            is_shown = any(one.kind != "document" for one in items)
            if is_shown and any(sign in said for sign in ("photo_", "image_process", "video_", "media_invalid")):
                return await call([one.as_file() for one in items])
            raise

    async def _send(self, items: Sequence[Enclosed], said: Sequence[Worded], target: Target) -> list[int]:
        if len(items) > 1:
            album = [self._input(one, caption) for one, caption in zip(items, said, strict=True)]
            made: Sequence[Message] = await self._bot.send_media_group(
                media=album,  # type: ignore[arg-type]  # each of them is of a kind that albums take
                **target.options(),
            )
        else:
            made = [await self._one(items[0], said[0], target)]
        for one, message in zip(items, made, strict=False):
            self._keep(one, message)
        return [one.message_id for one in made]

    async def _one(self, item: Enclosed, caption: Worded, target: Target) -> Message:
        sends: dict[str, Callable[..., Awaitable[Message]]] = {
            "photo": self._bot.send_photo,
            "animation": self._bot.send_animation,
            "video": self._bot.send_video,
            "audio": self._bot.send_audio,
            "voice": self._bot.send_voice,
            "document": self._bot.send_document,
        }
        told: dict[str, Any] = {"caption": caption.text, "caption_entities": caption.entities} if caption.text else {}
        source = {item.kind: self._source(item), "filename": item.name}
        return await sends[item.kind](**source, **told, reply_markup=target.markup, **target.options())

    def _input(self, item: Enclosed, caption: Worded) -> InputMedia:
        told: dict[str, Any] = {"caption": caption.text, "caption_entities": caption.entities} if caption.text else {}
        return MEDIA[item.kind](media=self._source(item), filename=item.name, **told)

    def _source(self, item: Enclosed) -> str | bytes:
        """Return Telegram's name for a file, or what is in it. Raises: OSError where it is gone by now."""
        if kept := self._kept.get((item.media, item.kind)):
            return kept
        return item.source if isinstance(item.source, bytes) else item.source.read_bytes()

    def _keep(self, item: Enclosed, message: Message) -> None:
        found = message.photo[-1] if message.photo else getattr(message, item.kind, None)
        file_id = getattr(found, "file_id", None)
        if item.media and file_id and (item.kind != "photo") == (not message.photo):
            self._kept[item.media, item.kind] = file_id
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
