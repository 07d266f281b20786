"""Messages of the loopback platforms as HTML, laid out much as each platform's own client lays them out."""

import base64
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup, escape

from tests.platforms import discord_server, telegram_server
from tests.platforms.discord_parts.components import Part
from tests.platforms.telegram_parts.entities import piece
from tests.stories.person import Json

MARKS = re.compile(
    r"\\(?P<literal>[^\w\s])|<t:(?P<at>\d+):(?P<style>\w)>|<@(?P<who>\d+)>|\*\*(?P<bold>.+?)\*\*|^-# (?P<small>.+)$|^#+ (?P<head>.+)$",
    re.MULTILINE,
)
"""What of Discord's markdown our messages use."""
STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
BOLD, SMALL, LINK = Markup("<b>{}</b>"), Markup("<small>{}</small>"), Markup("<mark>{}</mark>")
SET = {"bold": BOLD, "italic": Markup("<i>{}</i>")}
STAMPS = {"F": "%A %d %B %Y at %H:%M", "D": "%d %B %Y"}


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it is drawn."""

    label: str
    style: str = "secondary"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message as it is drawn: its parts in order, each words, pictures or a row of buttons."""

    parts: tuple[tuple[str, object], ...]
    colour: str = ""
    is_mine: bool = False
    is_private: bool = False


def of_discord(
    message: discord_server.Message, named: Mapping[int, str], now: datetime, *, is_private: bool = False
) -> Drawn:
    """Return a message of Discord's; `named` are the people that it may mention."""
    [container] = [one for one in message.now.components if one["type"] == Part.CONTAINER]
    parts = tuple(_discord_parts(message, container, lambda found: _mark(found, named, now)))
    return Drawn(parts, f"#{container.get('accent_color') or 0:06x}", is_private=is_private)


def _discord_parts(
    message: discord_server.Message, container: Json, mark: Callable[[re.Match[str]], Markup]
) -> Iterator[tuple[str, object]]:
    for one in container["components"]:
        match one["type"]:
            case Part.TEXT:
                yield "words", _marked(one["content"], mark)
            case Part.SECTION:
                [said], beside = one["components"], message.now.attachment_at(one["accessory"]["media"]["url"])
                address = address_of(beside.data, beside.content_type or "image/jpeg") if beside else ""
                yield "section", (_marked(said["content"], mark), address)
            case Part.GALLERY:
                files = [message.now.attachment_at(item["media"]["url"]) for item in one["items"]]
                yield "pictures", [address_of(file.data, file.content_type or "image/jpeg") for file in files if file]
            case Part.ROW:
                yield "keys", [_key(inner) for inner in one["components"]]


def _key(part: Json) -> Key:
    if part["type"] == Part.BUTTON:
        return Key(part["label"], STYLES[part["style"]])
    return Key(f"{part.get('placeholder') or ''} ⌄", "select")


def _marked(text: str, mark: Callable[[re.Match[str]], Markup]) -> Markup:
    pieces, at = [], 0
    for found in MARKS.finditer(text):
        pieces += [escape(text[at : found.start()]), mark(found)]
        at = found.end()
    return Markup("").join([*pieces, escape(text[at:])])


def _mark(found: re.Match[str], named: Mapping[int, str], now: datetime) -> Markup:
    if found["literal"]:
        return escape(found["literal"])
    if found["at"]:
        return _stamp(datetime.fromtimestamp(int(found["at"]), UTC), found["style"], now)
    if found["who"]:
        return LINK.format("@" + named.get(int(found["who"]), "?"))
    inner = _marked(found["bold"] or found["small"] or found["head"], lambda one: _mark(one, named, now))
    return (SMALL if found["small"] else BOLD).format(inner)


def _stamp(at: datetime, style: str, now: datetime) -> Markup:
    if style in STAMPS:
        return Markup("<time>{}</time>").format(f"{at:{STAMPS[style]}}")
    days, hours = divmod(round(abs(at - now).total_seconds() / 3600), 24)
    away = f"{days} days" if days > 1 else f"{days * 24 + hours} hours"
    return Markup("<time>{}</time>").format(f"in {away}" if at > now else f"{away} ago")


def of_telegram(
    messages: Sequence[telegram_server.Message], *, is_mine: bool = False, is_private: bool = False
) -> Drawn:
    """Return what was sent together on Telegram: one message, or an album, which shows no words if several have some."""
    pictures = [address_of(file.data, file.mime) for one in messages for file in one.media]
    words = [one for one in messages if one.said]
    words = words if len(words) == 1 else []
    parts: list[tuple[str, object]] = [("pictures", pictures)] if pictures else []
    parts += [("words", _entitled(one)) for one in words]
    rows = (messages[-1].now.markup or {}).get("inline_keyboard", ())
    parts += [("keys", [Key(one["text"], one.get("style", "secondary")) for one in row]) for row in rows]
    return Drawn(tuple(parts), is_mine=is_mine, is_private=is_private)


def _entitled(message: telegram_server.Message) -> Markup:
    """Return a text with what its entities make of it; of two that overlap the first counts."""
    pieces, at = [], 0
    units = message.said.encode("utf-16-le")
    for one in sorted(message.entities, key=lambda found: int(found["offset"])):
        start, end = int(one["offset"]) * 2, (int(one["offset"]) + int(one["length"])) * 2
        if start < at:
            continue
        inside = SET.get(one["type"], LINK).format(piece(message.said, one))
        pieces += [escape(units[at:start].decode("utf-16-le")), inside]
        at = end
    return Markup("").join([*pieces, escape(units[at:].decode("utf-16-le"))])


def address_of(data: bytes, mime: str) -> str:
    """Return an address that holds the file itself."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"
