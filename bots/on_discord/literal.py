"""Texts as Discord shows them literally: no markdown of anybody's, no mention, and no trick of direction."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bots.words import MARK, MARK_END

OPENS, CLOSES = MARK, MARK_END
"""What encloses a time or a person in texts of our own: `t:UNIX:STYLE`, `@HANDLE`. Nobody can type these two in:
whatever is heard loses them."""

_OURS = re.compile(r"\ue000(?:(?P<time>t:-?[0-9]{1,14}(?::[tTdDfFR])?)|@(?P<handle>[0-9]{1,20}))\ue001")
_LINK = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s](?=[.,:;\"')]*(?:\s|\Z))")
"""What Discord makes a link of, where nothing follows at once that needs a backslash: that would become a part of the
address, as it would inside."""
_SCHEME = re.compile(r":(?=//)")
"""Where any other address is kept from becoming a link."""
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of whatever follows, our own words too."""
_PING = re.compile(r"@(?=everyone|here|[!&]?[0-9])", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\*_~|`<>#\[\]])")
_EMOJI = re.compile(r":(?=[\w+~-]+:)")
_EMOJI_OPEN = re.compile(r":(?=[\w+~-]*\Z)")
"""What a link's own colon would make an emoji of, where it follows at once."""
_AT_START = re.compile(r"^(\s*)([-+])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*[0-9]+)([.)])(?=\s)", re.MULTILINE)
_SENTENCE = re.compile(r"\n|(?<=[.!?…])\s")
_KEPT = 0.6
"""How much of what fits must stay when a text is cut at a sentence rather than anywhere."""


def literal(text: str) -> str:
    """Return markdown that Discord shows as just this text; times and people in our own marks become Discord's."""
    text = _TURNING.sub("", text.encode("utf-8", "replace").decode())
    return "".join(_pieces(text))


def plain(text: str) -> str:
    """Return a text for a place without markdown, such as a label: without marks of ours, pinging nobody."""
    text = _OURS.sub(_spelled, _TURNING.sub("", text.encode("utf-8", "replace").decode()))
    return _PING.sub("@\u200b", text.replace(OPENS, "").replace(CLOSES, ""))


def _spelled(mark: re.Match[str]) -> str:
    """Spell a mark of ours out, for a place where Discord turns it into nothing."""
    if not mark["time"]:
        return mark["handle"]
    try:
        return f"{datetime.fromtimestamp(int(mark['time'].split(':')[1]), UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):  # no time that a calendar has
        return mark["time"]


def length(text: str) -> int:
    """Return how long Discord may find a text: in UTF-16 units, never less than in characters."""
    return len(text.encode("utf-16-le")) // 2


def fitting(text: str, most: int) -> tuple[str, bool]:
    """Return a text as `literal` does, in at most `most` units, and whether it is whole.

    What is too long ends at a line or a sentence where there is one, with "…".
    """
    whole = literal(text)
    if length(whole) <= most:
        return whole, True
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if length(literal(_before(text, middle))) + 1 <= most:
            low = middle
        else:
            high = middle - 1
    ends = [found.start() for found in _SENTENCE.finditer(text, int(low * _KEPT), low)]
    for end in ends[-1:] or [low]:
        cut = literal(_before(text, end).rstrip())
        if length(cut) < most:
            return f"{cut}…", False
    return "…", False


def _before(text: str, end: int) -> str:
    """Return the beginning of a text, without a mark of ours that would be cut in two."""
    opened = text.rfind(OPENS, 0, end)
    return text[:opened] if opened >= 0 and text.find(CLOSES, opened, end) < 0 else text[:end]


def _pieces(text: str) -> Iterator[str]:
    """Yield our own marks turned into Discord's, links as they are, and everything else escaped."""
    at = 0
    for found in _OURS.finditer(text):
        yield from _between(text, at, found.start())
        yield f"<{found['time']}>" if found["time"] else f"<@{found['handle']}>"
        at = found.end()
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[str]:
    bare = text[start:end].replace(OPENS, "").replace(CLOSES, "")
    begins_line = start == 0 or text[start - 1] == "\n"
    at = 0
    for found in _LINK.finditer(bare):
        before = _escaped(bare[at : found.start()], begins_line=begins_line and at == 0)
        yield _EMOJI_OPEN.sub(r"\\:", before)
        yield _PING.sub("@\u200b", found[0])
        at = found.end()
    yield _escaped(bare[at:], begins_line=begins_line and at == 0)


def _escaped(text: str, *, begins_line: bool) -> str:
    head, tail = ("", text) if begins_line else _first_line(text)
    tail = _NUMBERED.sub(r"\1\\\2", _AT_START.sub(r"\1\\\2", _marked(tail)))
    return _marked(head) + tail


def _first_line(text: str) -> tuple[str, str]:
    line, newline, rest = text.partition("\n")
    return line + newline, rest


def _marked(text: str) -> str:
    for pattern, instead in ((_MARKDOWN, r"\\\1"), (_PING, "@\u200b"), (_EMOJI, r"\\:"), (_SCHEME, r"\\:")):
        text = pattern.sub(instead, text)
    return text
