"""Methods that change what was sent, take it back, and answer pressed buttons."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.platforms.telegram_parts.messages import Message, Version
from tests.platforms.telegram_parts.routes import Call, method
from tests.platforms.telegram_parts.sending import markup_of, of_call, uploaded, written
from tests.platforms.telegram_parts.wire import Json, bad, malformed

DELETABLE = timedelta(hours=48)
ANSWER = 200
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)


def _to_edit(call: Call) -> Message:
    """Return the message to be edited, which must be the bot's. Raises: RefusedError."""
    if call.params.get("inline_message_id"):
        raise malformed("this server knows no inline messages")
    chat = call.reached()
    found = call.message(chat, "edit")
    group = chat.as_group()
    is_own = found.author is call.world.bot
    if group is not None and group.kind == "channel":
        is_own = group.bot.may("can_edit_messages") or (found.is_of_bot and group.bot.may("can_post_messages"))
    if not is_own or found.service is not None:
        raise bad("message can't be edited")
    return found


def _edited(call: Call, message: Message, new: Version) -> Json:
    """Keep a new version, if it is one. Raises: RefusedError."""
    old = message.now
    if (new.words, new.entities, new.media, new.markup) == (old.words, old.entities, old.media, old.markup):
        raise bad(SAME)
    call.world.change(message, new)
    return message.payload()


def _inline(call: Call) -> Json | None:
    given = call.json("reply_markup")
    if given and "inline_keyboard" not in given:
        raise malformed("inline keyboard expected")
    return markup_of(call)


@method("editMessageText")
async def edit_text(call: Call) -> Json:
    words, entities = written(call, of_call(call, "text"), "text")
    if not words:
        raise malformed("message text is empty")
    markup = _inline(call)
    message = _to_edit(call)
    if message.now.media is not None:
        raise bad("there is no text in the message to edit")
    return _edited(call, message, Version(words, entities, None, markup))


@method("editMessageCaption")
async def edit_caption(call: Call) -> Json:
    words, entities = written(call, of_call(call, "caption"), "caption")
    markup = _inline(call)
    message = _to_edit(call)
    if message.now.media is None:
        raise bad("there is no caption in the message to edit")
    return _edited(call, message, Version(words, entities, message.now.media, markup))


@method("editMessageMedia")
async def edit_media(call: Call) -> Json:
    given = call.json("media") or {}
    kind = str(given.get("type"))
    if kind not in {"photo", "video", "audio", "document", "animation"}:
        raise malformed("type of InputMedia is not supported")
    words, entities = written(call, given, "caption")
    markup = _inline(call)
    message = _to_edit(call)
    media = uploaded(call, given.get("media"), kind)
    old = message.now.media
    if message.album is not None and old is not None:
        alike = {"photo", "video"} if old.kind in {"photo", "video"} else {old.kind}
        if kind not in alike:
            raise bad("Message media can't be edited: wrong type for the album")
    return _edited(call, message, Version(words, entities, media, markup))


@method("editMessageReplyMarkup")
async def edit_markup(call: Call) -> Json:
    markup = _inline(call)
    message = _to_edit(call)
    return _edited(call, message, replace(message.now, markup=markup))


def _may_delete(call: Call, message: Message) -> bool:
    group = message.chat.as_group()
    if group is not None and group.bot.may("can_delete_messages"):
        return True
    age = call.world.clock.now().timestamp() - message.date
    is_own = message.author is call.world.bot or message.is_of_bot
    return (is_own or group is None) and age < DELETABLE.total_seconds()


@method("deleteMessage")
async def delete_message(call: Call) -> bool:
    message = call.message(call.reached(), "delete")
    if not _may_delete(call, message):
        raise bad("message can't be deleted")
    call.world.remove(message)
    return True


@method("deleteMessages")
async def delete_messages(call: Call) -> bool:
    chat = call.reached()
    numbers = call.json("message_ids") or []
    if not 1 <= len(numbers) <= 100:
        raise malformed("message identifiers must be 1-100")
    for number in numbers:
        message = chat.find(int(number))
        if message is not None and not _may_delete(call, message):
            raise bad("message can't be deleted")
        if message is not None:
            call.world.remove(message)
    return True


@method("answerCallbackQuery")
async def answer_callback_query(call: Call) -> bool:
    if len(call.text("text")) > ANSWER:
        raise malformed("MESSAGE_TOO_LONG")
    query = call.world.queries.get(call.text("callback_query_id"))
    is_old = query is not None and call.world.clock.now() - query.at > call.world.query_life
    if query is None or query.answer is not None or is_old:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    url = call.text("url")
    if url and not re.fullmatch(rf"https://t\.me/{call.world.bot.username}\?start=[A-Za-z0-9_-]{{1,64}}", url):
        raise malformed("URL_INVALID")
    answer: dict[str, Any] = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": url or None}
    query.answer = answer
    query.bell.ring()
    return True


@method("pinChatMessage")
async def pin(call: Call) -> bool:
    chat = call.reached()
    message = call.message(chat, "pin")
    group = chat.as_group()
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if group is not None and not group.bot.may(right):
        raise bad("not enough rights to manage pinned messages in the chat")
    message.is_pinned = True
    return True


@method("unpinChatMessage")
async def unpin(call: Call) -> bool:
    message = call.message(call.reached(), "unpin")
    message.is_pinned = False
    return True
