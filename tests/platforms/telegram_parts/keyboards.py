"""Keyboards below messages: what Telegram takes, and the buttons that people see."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.platforms.telegram_parts.wire import Json, malformed

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA = 64
"""Bytes of what a pressed button says."""
ACTIONS = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
]


@dataclass(frozen=True)
class Button:
    """A button below a message, as a person sees it."""

    label: str
    data: str | None = None
    url: str | None = None


def checked(markup: Json | None) -> Json | None:
    """Return a markup as it is kept. Raises: RefusedError."""
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        if not any(key in markup for key in ("keyboard", "remove_keyboard", "force_reply")):
            raise malformed("object expected as reply markup")
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise malformed('field "inline_keyboard" must be of type Array')
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise malformed("REPLY_MARKUP_TOO_LONG")
    kept = [[_checked(one) for one in row] for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _checked(button: Json) -> Json:
    if not str(button.get("text") or "").strip():
        raise malformed("inline keyboard button text must be non-empty")
    actions = [one for one in ACTIONS if button.get(one) is not None]
    if not actions:
        raise malformed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise malformed("inline keyboard button must have exactly one action")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MOST_DATA:
        raise malformed("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not _may_be_linked(str(url)):
        raise malformed(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return {key: value for key, value in button.items() if value is not None}


def _may_be_linked(url: str) -> bool:
    if url.startswith("tg://"):
        return True
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and re.fullmatch(r"[^\s/]+\.[^\s/.]+", host) is not None


def buttons(markup: Json | None) -> list[Button]:
    """Return the buttons of an inline keyboard, row by row."""
    rows = (markup or {}).get("inline_keyboard") or []
    return [Button(one["text"], one.get("callback_data"), one.get("url")) for row in rows for one in row]
