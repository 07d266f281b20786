"""Telegram's HTML: to a text and its entities."""

from html.parser import HTMLParser
from typing import Any

from tests.platforms.telegram_parts.detecting import units
from tests.platforms.telegram_parts.wire import Json, malformed

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "a": "text_link",
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[Json] = []
        self.open: list[tuple[str, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in STYLES:
            raise malformed(f'can\'t parse entities: unsupported start tag "{tag}"')
        entity: Json = {"type": STYLES[tag], "offset": units(self.text)}
        if tag == "a":
            entity["url"] = dict(attrs).get("href") or ""
        self.open.append((tag, entity))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise malformed(f'can\'t parse entities: unexpected end tag "{tag}"')
        entity = self.open.pop()[1]
        entity["length"] = units(self.text) - entity["offset"]
        if entity["length"] and entity.get("url", "x"):
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(source: str) -> tuple[str, Any]:
    """Return a text and its entities. Raises: RefusedError."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    if reader.open:
        raise malformed(f"can't parse entities: can't find end tag corresponding to start tag \"{reader.open[-1][0]}\"")
    return reader.text, reader.entities
