"""Methods that send: texts, files, albums."""

from typing import Any

from tests.platforms.telegram_parts import keyboards
from tests.platforms.telegram_parts.chats import Chat, User
from tests.platforms.telegram_parts.entities import completed
from tests.platforms.telegram_parts.files import File, Media
from tests.platforms.telegram_parts.htmls import parsed
from tests.platforms.telegram_parts.messages import Message, Version
from tests.platforms.telegram_parts.routes import Call, method
from tests.platforms.telegram_parts.wire import Json, bad, malformed

TEXT, CAPTION = 4096, 1024
KINDS = ("photo", "video", "audio", "voice", "document", "animation")
NEEDS = {
    "photo": "can_send_photos",
    "video": "can_send_videos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "document": "can_send_documents",
    "animation": "can_send_other_messages",
}
TOGETHER = {"photo": {"photo", "video"}, "video": {"photo", "video"}, "audio": {"audio"}, "document": {"document"}}


def written(call: Call, given: Json, name: str) -> tuple[str, tuple[Json, ...]]:
    """Return a text or a caption with its entities as the server keeps them. Raises: RefusedError."""
    text, entities = str(given.get(name) or ""), given.get("entities" if name == "text" else "caption_entities")
    mode = str(given.get("parse_mode") or "").lower()
    if mode == "html" and not entities:
        text, entities = parsed(text)
    elif mode and not entities:
        raise malformed(f"this server does not read parse_mode {mode}")
    limit, what = (TEXT, "message") if name == "text" else (CAPTION, "message caption")
    return completed(text, entities or [], call.world.known, limit=limit, what=what)


def of_call(call: Call, name: str) -> Json:
    """Return the parameters that make up a text or a caption. Raises: RefusedError."""
    entities = "entities" if name == "text" else "caption_entities"
    return {
        name: call.text(name),
        entities: call.objects(entities),
        "parse_mode": call.text("parse_mode"),
    }


def writable(call: Call, needs: str = "can_send_messages") -> tuple[Chat, dict[str, Any]]:
    """Return where a message goes, and its thread and what it answers. Raises: RefusedError."""
    chat = call.reached()
    group = chat.as_group()
    thread = call.integer("message_thread_id")
    if group is not None:
        mine = group.bot
        if group.kind == "channel" and not mine.may("can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        if mine.status == "restricted" and needs not in mine.allowed:
            raise bad("have no rights to send a message")
        if not mine.is_admin and needs not in group.allowed:
            what = needs.removeprefix("can_send_").replace("messages", "text messages").replace("_", " ")
            raise bad(f"not enough rights to send {what} to the chat")
    if thread is not None:
        if group is None or not group.is_forum or thread not in group.topics:
            raise bad("message thread not found")
        if thread in group.closed and not group.bot.may("can_manage_topics"):
            raise bad("TOPIC_CLOSED")
    reply = _answered(call, chat)
    if reply is not None and thread is None and chat.is_forum:
        thread = reply.thread
    beginning = chat.find(thread) if thread is not None else None
    return chat, {
        "thread": thread,
        "reply_to": reply or beginning,
        "is_silent": call.flag("disable_notification"),
        "is_post_of_bot": chat.kind == "channel",
        "is_heard": False,
    }


def _answered(call: Call, chat: Chat) -> Message | None:
    asked = call.json("reply_parameters")
    if not asked:
        return None
    found = chat.find(int(asked.get("message_id", 0)))
    if found is None and not asked.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


def markup_of(call: Call) -> Json | None:
    return keyboards.checked(call.json("reply_markup"))


@method("sendMessage")
async def send_message(call: Call) -> Json:
    words, entities = written(call, of_call(call, "text"), "text")
    if not words:
        raise malformed("message text is empty")
    markup = markup_of(call)
    chat, more = writable(call)
    preview = not (call.json("link_preview_options") or {}).get("is_disabled")
    sent = call.world.put(
        chat, _author(call, chat), Version(words, entities, None, markup), has_preview=preview, **more
    )
    return sent.payload()


def _author(call: Call, chat: Chat) -> User | None:
    return None if chat.kind == "channel" else call.world.bot


def uploaded(call: Call, value: Any, kind: str) -> Media:
    """Return the file that a parameter names: an upload, one that was sent before, or a local path.

    Raises: RefusedError.
    """
    named, files = str(value or ""), call.world.files
    if named.startswith("attach://"):
        file = call.files.get(named.removeprefix("attach://"))
        if file is None:
            raise malformed(f"{named} was not uploaded")
        return files.keep(file, kind)
    if named.startswith("file://"):
        return files.keep(files.local_file(named), kind)
    if not named:
        raise malformed(f"there is no {kind} in the request")
    if "://" in named:
        raise malformed("this server fetches nothing from the web")
    return files.again(named, kind)


def _direct(call: Call, kind: str) -> Media:
    file: File | None = call.files.get(kind)
    return call.world.files.keep(file, kind) if file else uploaded(call, call.params.get(kind), kind)


async def _send_media(call: Call, kind: str) -> Json:
    words, entities = written(call, of_call(call, "caption"), "caption")
    markup = markup_of(call)
    chat, more = writable(call, NEEDS[kind])
    media = _direct(call, kind)
    return call.world.put(chat, _author(call, chat), Version(words, entities, media, markup), **more).payload()


def _enter(kind: str) -> None:
    @method(f"send{kind.capitalize()}")
    async def send(call: Call) -> Json:
        return await _send_media(call, kind)


for _kind in KINDS:
    _enter(_kind)


@method("sendMediaGroup")
async def send_media_group(call: Call) -> list[Json]:
    items = call.objects("media")
    if not 2 <= len(items) <= 10:
        raise malformed("message must contain 2-10 items in the media group")
    if call.params.get("reply_markup"):
        raise malformed("an album takes no reply markup")
    kinds = {str(one.get("type")) for one in items}
    first = str(items[0].get("type"))
    if not kinds <= TOGETHER.get(first, set()):
        raise malformed(f"{', '.join(sorted(kinds))} can't be mixed in one media group")
    chat, more = writable(call, NEEDS[first])
    versions = []
    for one in items:
        words, entities = written(call, one, "caption")
        versions.append(Version(words, entities, uploaded(call, one.get("media"), str(one["type"]))))
    album = f"{call.world.step + 10**16}"
    author = _author(call, chat)
    return [call.world.put(chat, author, one, album=album, **more).payload() for one in versions]


@method("copyMessage")
async def copy_message(call: Call) -> Json:
    source = call.world.groups.get(call.integer("from_chat_id") or 0) or call.world.privates.get(
        call.integer("from_chat_id") or 0
    )
    if source is None:
        raise bad("chat not found")
    found = call.message(source, "copy")
    if found.service is not None:
        raise bad("message can't be copied")
    chat, more = writable(call)
    words, entities = found.now.words, found.now.entities
    if "caption" in call.params:
        words, entities = written(call, of_call(call, "caption"), "caption")
    new = Version(words, entities, found.now.media, markup_of(call))
    return {"message_id": call.world.put(chat, _author(call, chat), new, **more).id}


@method("sendChatAction")
async def send_chat_action(call: Call) -> bool:
    call.reached()
    if not call.text("action"):
        raise malformed("wrong parameter action in request")
    return True
