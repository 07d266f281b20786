"""What Telegram's server makes of plain text by itself: @names, #tags, /commands, links, addresses.

After the rules of its library td (`MessageEntity.cpp`), a little stricter where those know a long list of top-level
domains: every two-letter one counts.
"""

import re
import unicodedata
from collections.abc import Iterator

from tests.platforms.telegram_parts.wire import Json

MENTION = re.compile(r"(?<![\w])@([a-zA-Z0-9_]{3,32})(?!\w)")
TAG = re.compile(r"(?<![\w@#\u200c\u00b7])#([\w\u200c\u00b7]{1,256})(?![#\w\u200c\u00b7])")
CASH = re.compile(r"(?<![\w$#])\$(1INCH|[A-Z]{1,8})(?![\w$])")
COMMAND = re.compile(r"(?<![\w/<>])/([a-zA-Z0-9_]{1,64})(?:@([a-zA-Z0-9_]{3,32}))?(?![\w/<>])")
EMAIL = re.compile(r"(?<![\w.+\-])[a-zA-Z0-9_.+\-]{1,64}@(?:[a-zA-Z0-9\-]{1,63}\.)+[a-zA-Z]{2,16}(?![\w\-])")
DOMAINS = [
    "com",
    "net",
    "org",
    "info",
    "biz",
    "name",
    "pro",
    "mobi",
    "edu",
    "gov",
    "mil",
    "int",
    "arpa",
    "app",
    "dev",
    "page",
    "blog",
    "shop",
    "site",
    "online",
    "xyz",
    "club",
    "live",
    "news",
    "tech",
    "store",
    "space",
    "top",
    "art",
    "film",
    "music",
    "photo",
    "video",
    "design",
    "studio",
    "world",
    "life",
    "today",
    "zip",
    "mov",
    "link",
    "click",
    "cloud",
    "digital",
    "email",
    "games",
    "group",
    "media",
    "network",
    "social",
    "software",
    "team",
    "tools",
    "wiki",
    "work",
    "zone",
    "fun",
    "one",
    "vip",
    "win",
    "icu",
    "cat",
    "jobs",
    "travel",
    "museum",
]
_LABELS = r"(?:[^\W_](?:[\w\-\u200c\u200d~]{0,62}[^\W])?\.)+"
BARE = re.compile(
    rf"(?<![\w.@\-~])(?:{_LABELS}([^\W\d_]{{2,63}}|xn--[a-z0-9\-]+)|\d{{1,3}}(?:\.\d{{1,3}}){{3}})(?![\w@\-])"
    r"(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?"
)
SCHEMED = re.compile(r"(?<!\w)(?:https?|ftp|tg|ton|tonsite)://[^\s<>\"]+", re.IGNORECASE)
TRAILING = ".,:;!?'\"()[]{}" + "\u00bb\u203a\u201d\u2019\u2026"
"""What ends a sentence and no link."""

Found = tuple[int, int, str]
"""From which character to which, and what it is."""


def found(text: str) -> list[Found]:
    """Return what the server would link in a text, in characters; what comes first wins."""
    kept: list[Found] = []
    taken: list[tuple[int, int]] = []
    for one in (*_links(text), *_plain(text)):
        if all(one[1] <= start or one[0] >= end for start, end in taken):
            kept.append(one)
            taken.append(one[:2])
    return sorted(kept)


def _links(text: str) -> Iterator[Found]:
    for hit in SCHEMED.finditer(text):
        if end := _trimmed(text, hit.start(), hit.end()):
            yield hit.start(), end, "url"
    for hit in EMAIL.finditer(text):
        yield hit.start(), hit.end(), "email"
    for hit in BARE.finditer(text):
        ending = (hit[1] or "").lower()
        is_link = not ending or len(ending) == 2 or ending in DOMAINS or ending.startswith("xn--")
        if is_link and (end := _trimmed(text, hit.start(), hit.end())):
            yield hit.start(), end, "url"


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in TRAILING:
        end -= 1
    return 0 if text[start:end].endswith("://") else end


def _plain(text: str) -> Iterator[Found]:
    for hit in MENTION.finditer(text):
        yield hit.start(), hit.end(), "mention"
    for hit in COMMAND.finditer(text):
        yield hit.start(), hit.end(), "bot_command"
    for hit in TAG.finditer(text):
        if any(not unicodedata.category(letter).startswith("N") for letter in hit[1]):
            yield hit.start(), hit.end(), "hashtag"
    for hit in CASH.finditer(text):
        yield hit.start(), hit.end(), "cashtag"


def units(text: str) -> int:
    """Return how long a text is as Telegram counts: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def as_entities(text: str) -> list[Json]:
    """Return what is found as entities, in UTF-16 units."""
    return [
        {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end, kind in found(text)
    ]
