"""Mistakes of a client that the loopback Telegram refuses, each in Telegram's own words.

They are sent as they are written, past all that the library checks: this server takes no more than Telegram does.
"""

from typing import Any

import pytest
from telegram.error import BadRequest, TelegramError

from tests.platforms.telegram_scene import Scene

Params = dict[str, Any]
PICTURE = "attach://none"


def keyboard(*buttons: Params) -> Params:
    return {"text": "x", "reply_markup": {"inline_keyboard": [list(buttons)]}}


def button(**more: Any) -> Params:
    return {"text": "Go"} | more


def entity(kind: str, offset: int, length: int, **more: Any) -> Params:
    return {"type": kind, "offset": offset, "length": length, **more}


MISTAKES: dict[str, tuple[str, Params, str]] = {
    "no text": ("sendMessage", {"text": ""}, "message text is empty"),
    "white space alone": ("sendMessage", {"text": " \n "}, "message text is empty"),
    "a text of 4097": ("sendMessage", {"text": "x" * 4097}, "message is too long"),
    "a text of 4096 characters that are 4097 units": (
        "sendMessage",
        {"text": "x" * 4095 + "\U0001f600"},
        "message is too long",
    ),
    "an entity beyond the end": ("sendMessage", {"text": "x", "entities": [entity("bold", 0, 2)]}, "after the end"),
    "an entity that cuts a pair in two": (
        "sendMessage",
        {"text": "\U0001f600", "entities": [entity("bold", 1, 1)]},
        "middle of a UTF-16 symbol",
    ),
    "an entity of no kind": ("sendMessage", {"text": "x", "entities": [entity("loud", 0, 1)]}, "entity type"),
    "an entity before the beginning": (
        "sendMessage",
        {"text": "x", "entities": [entity("bold", -1, 1)]},
        "incorrect offset",
    ),
    "a link that leads nowhere": ("sendMessage", {"text": "x", "entities": [entity("text_link", 0, 1)]}, "url"),
    "HTML that is not closed": ("sendMessage", {"text": "<b>x", "parse_mode": "HTML"}, "can't find end tag"),
    "HTML that Telegram does not know": ("sendMessage", {"text": "<h1>x</h1>", "parse_mode": "HTML"}, "start tag"),
    "a button's data of 65 bytes": (
        "sendMessage",
        keyboard(button(callback_data="\u00e9" * 32 + "x")),
        "BUTTON_DATA_INVALID",
    ),
    "a button's data of none": ("sendMessage", keyboard(button(callback_data="")), "BUTTON_DATA_INVALID"),
    "a button that does nothing": ("sendMessage", keyboard(button()), "Text buttons are unallowed"),
    "a button that does two things": (
        "sendMessage",
        keyboard(button(callback_data="a", url="https://example.org")),
        "exactly one action",
    ),
    "a button without words": ("sendMessage", keyboard(button(text=" ", callback_data="a")), "non-empty"),
    "a button to this machine": (
        "sendMessage",
        keyboard(button(url="http://localhost:8080/")),
        "Wrong HTTP URL",
    ),
    "a button to no address": ("sendMessage", keyboard(button(url="javascript:alert(1)")), "Wrong HTTP URL"),
    "nine buttons in a row": (
        "sendMessage",
        keyboard(*(button(callback_data=f"{n}") for n in range(9))),
        "REPLY_MARKUP_TOO_LONG",
    ),
    "101 buttons": (
        "sendMessage",
        {"text": "x", "reply_markup": {"inline_keyboard": [[button(callback_data=f"{n}")] for n in range(101)]}},
        "REPLY_MARKUP_TOO_LONG",
    ),
    "an album of one": (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": PICTURE}]},
        "2-10 items",
    ),
    "an album of eleven": (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": PICTURE}] * 11},
        "2-10 items",
    ),
    "an album of a picture and a document": (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": PICTURE}, {"type": "document", "media": PICTURE}]},
        "can't be mixed",
    ),
    "an album with a keyboard": (
        "sendMediaGroup",
        {"media": [{"type": "photo", "media": PICTURE}] * 2, "reply_markup": {"inline_keyboard": []}},
        "no reply markup",
    ),
    "a picture that was not uploaded": ("sendPhoto", {"photo": PICTURE}, "was not uploaded"),
    "a file that nobody knows": ("sendPhoto", {"photo": "AgAC-unknown"}, "wrong file identifier"),
    "a caption of 1025": ("sendPhoto", {"photo": PICTURE, "caption": "x" * 1025}, "caption is too long"),
    "no chat": ("sendMessage", {"text": "x", "chat_id": ""}, "chat_id is empty"),
    "an edit without a message": ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    "markup that is no JSON": ("sendMessage", {"text": "x", "reply_markup": "{oops"}, "can't parse reply_markup JSON"),
    "101 commands": (
        "setMyCommands",
        {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
        "BOT_COMMANDS_TOO_MUCH",
    ),
    "a command in capitals": (
        "setMyCommands",
        {"commands": [{"command": "Vote", "description": "d"}]},
        "BOT_COMMAND_INVALID",
    ),
    "a command without a description": (
        "setMyCommands",
        {"commands": [{"command": "vote", "description": ""}]},
        "BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "a language of three letters": (
        "setMyCommands",
        {"commands": [], "language_code": "deu"},
        "BOT_COMMAND_LANGUAGE_INVALID",
    ),
    "an alert of 201": ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    "a tag of 17": ("setChatMemberTag", {"user_id": 1, "tag": "x" * 17}, "ADMIN_RANK_INVALID"),
    "a tag with an emoji": ("setChatMemberTag", {"user_id": 1, "tag": "\U0001f3c6"}, "ADMIN_RANK_EMOJI_NOT_ALLOWED"),
    "a webhook without TLS": ("setWebhook", {"url": "http://example.org/"}, "An HTTPS URL must be provided"),
    "a secret of other letters": (
        "setWebhook",
        {"url": "https://example.org/", "secret_token": "a b"},
        "unallowed characters",
    ),
    "101 updates at once": ("getUpdates", {"limit": 101}, "limit must be 1-100"),
}
OF_NO_CHAT = frozenset({"setMyCommands", "answerCallbackQuery", "setWebhook", "getUpdates"})


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_call_that_telegram_would_not_take(scene: Scene, mistake: str) -> None:
    method, params, words = MISTAKES[mistake]
    whole = params if method in OF_NO_CHAT else {"chat_id": scene.group.id} | params
    with scene.server.mistake(words), pytest.raises(BadRequest):
        await scene.send(method, whole)
    assert scene.group.messages == []


async def test_files_that_are_empty_or_no_pictures_or_too_large(scene: Scene) -> None:
    for data, words in (
        (b"", "non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (bytes(10 * 2**20 + 1), "too big for a photo"),
    ):
        with scene.server.mistake(words), pytest.raises(BadRequest):
            await scene.bot.send_photo(scene.group.id, data)
    with scene.server.mistake("Request Entity Too Large"), pytest.raises(TelegramError):
        await scene.bot.send_document(scene.group.id, bytes(50 * 2**20 + 1))


async def test_a_method_that_there_is_not(scene: Scene) -> None:
    with scene.server.mistake("Not Found"), pytest.raises(TelegramError):
        await scene.send("sendEverything", {})


async def test_an_unwanted_mistake_fails_the_closing(scene: Scene) -> None:
    with pytest.raises(BadRequest):
        await scene.bot.send_message(scene.group.id, " ")
    assert scene.server.violations == ["sendMessage: Bad Request: message text is empty"]
    scene.server.violations.clear()


async def test_what_the_description_refuses_and_this_server_took_fails_the_closing(scene: Scene) -> None:
    await scene.send("sendMessage", {"chat_id": scene.group.id, "text": "x", "loud": True})
    held = bool(scene.server.methods_held)
    assert bool(scene.server.violations) == held
    scene.server.violations.clear()


async def test_a_mistake_that_is_taken_is_noticed(scene: Scene) -> None:
    with pytest.raises(AssertionError, match="expected a refusal"), scene.server.mistake("message is too long"):
        await scene.bot.send_message(scene.group.id, "short enough")
    scene.server.mistakes = [0, 0]
