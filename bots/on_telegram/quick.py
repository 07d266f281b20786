"""Calls whose body is made already, for what is said to many: by the library's transport, without its objects."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson
from telegram import InlineKeyboardMarkup
from telegram.ext import ExtBot
from telegram.request import RequestData

from bots.on_telegram.dress import LONGEST_TEXT
from bots.on_telegram.keyboards import keyboard
from bots.on_telegram.literal import Company, worded
from bots.post import Button, Post

UNSEEN = {"is_disabled": True}
"""No preview of what is linked."""


class Ready(RequestData):  # type: ignore[misc]  # the one way to hand our transport more than parameters
    """What a call says, in JSON."""

    __slots__ = ("body",)

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Make the body of this."""
        super().__init__()
        self.body = orjson.dumps(told)


async def called(bot: ExtBot[Any], method: str, told: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever Telegram answers
    """Make a call by our own transport, at no pace. Raises: telegram.error.TelegramError."""
    return await bot.request.post(f"{bot.base_url}/{method}", Ready(told))


def bare(post: Post, address: str) -> dict[str, Any] | None:
    """Return a post of words and buttons as an edit says it, just as `dress` has it; None for one that is more."""
    has_more = post.media or post.pictures or post.files or post.selects or post.form or post.mentions
    if has_more or not post.private or not post.text.strip() or not post.buttons:
        return None
    said = _said(post.text, post.title, post.strong, address)
    return None if said is None else {**said, "reply_markup": _pressed(post.buttons)}


@lru_cache(maxsize=2048)
def _said(text: str, title: str, strong: tuple[str, ...], address: str) -> dict[str, Any] | None:
    """Word a text; the same one comes again with every voter."""
    made = worded(text.strip(), LONGEST_TEXT, Company(address=address), title=title, strong=strong)
    if not made.is_whole:
        return None
    entities = orjson.Fragment(orjson.dumps([one.to_dict() for one in made.entities]))
    return {"text": made.text, "entities": entities, "link_preview_options": UNSEEN}


@lru_cache(maxsize=2048)
def _pressed(buttons: tuple[Button, ...]) -> orjson.Fragment | None:
    rows = keyboard(Post("", buttons=buttons))
    return orjson.Fragment(orjson.dumps(InlineKeyboardMarkup(rows).to_dict()))
