"""Texts as Telegram shows them literally: what people typed links to nothing and calls nobody.

Telegram itself looks for names, tags, commands and addresses in any text. A word joiner, which nobody sees, keeps it
from finding them in what is not ours. Lengths are in UTF-16 units, as Telegram counts.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate
from types import MappingProxyType

from telegram import MessageEntity, User

from bots.commands.registry import COMMANDS
from bots.words import MARK, MARK_END

JOINER = "\u2060"
LONGEST_HEADLINE = 120

_OURS = re.compile(r"\ue000(?:(?P<time>t:-?[0-9]{1,14}(?::[tTdDfFR])?)|@(?P<handle>[0-9]{1,20}))\ue001")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Controls that turn the direction of whatever follows, our own words too."""
_LIVE = re.compile(
    r"(?<=@)(?=\w)"  # a name, an e-mail address
    r"|(?<=#)(?=[\w\u200c])"
    r"|(?<=\$)(?=[A-Za-z])"
    r"|(?<![\w/<>])/(?=\w)"  # a command: here the joiner comes after what matched
    r"|(?<=:)(?=//)"
    r"|(?<=\w\.)(?=[^\W\d_])"  # a domain
    r"|(?<=[0-9]\.)(?=[0-9]{1,3}\.[0-9]{1,3}\.[0-9])"  # an address in numbers
    r"|(?<=\+)(?=[0-9][0-9\s().-]{5})"  # a telephone number
)
_COMMAND = re.compile(r"[a-z]+(?![\w@/])")
_END_OF_LINK = r"(?:/[^\s<]*[^<.,:;\"'\])\s])?(?=[.,:;\"')\]]*(?:\s|\Z))"
_SENTENCE = re.compile(r"\n|(?<=[.!?…])\s")
_KEPT = 0.6
"""How much of what fits must stay when a text is cut at a sentence rather than anywhere."""
_JOINED_MOST = 64
"""Characters that may be taken as one that nothing cuts in two."""


@dataclass(frozen=True, slots=True)
class Company:
    """Who and what a text may name so that Telegram makes more of it than text."""

    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What people are called, by handle."""
    called: frozenset[str] = frozenset()
    """The handles of those who are told that they are named."""
    address: str = ""
    """The web room's address, which may be a link."""
    somebody: str = "…"
    """What a person is called whose name is not known."""


NOBODY = Company()


@dataclass(frozen=True, slots=True)
class Worded:
    """A text as Telegram takes it."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Span:
    """A part of a text that is more than text, in characters."""

    start: int
    end: int
    kind: str
    handle: str = ""


def length(text: str) -> int:
    """Return how long Telegram finds a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(text: str) -> str:
    """Return one line without marks of ours, for a place where nothing is found in a text, such as a label."""
    return " ".join("".join(part for part, _ in _pieces(_clean(text), NOBODY, is_live=True)).split())


def worded(
    text: str,
    most: int,
    company: Company = NOBODY,
    *,
    is_headed: bool = True,
    title: str = "",
    strong: Sequence[str] = (),
) -> Worded:
    """Return a text that Telegram shows as just this, in at most `most` units; what is too long ends with "…".

    Lines that are `strong` are set in bold; or else, where `is_headed`, a first line that stands by itself above the
    rest, or is just the title.
    """
    made, spans = _joined(_clean(text).strip(), company)
    if strong:
        spans = [*_strong(made, strong), *spans]
    elif is_headed and (head := _headline(made, _disarmed(_bare(_clean(title))).strip())):
        spans = [_Span(0, head, MessageEntity.BOLD), *spans]
    end = len(made) if length(made) <= most else _end(made, most - 1, spans)
    said = made[:end].rstrip(f" \t\r\n{JOINER}") if end < len(made) else made
    shown = f"{said}…" if end < len(made) else said
    return Worded(shown or "…", tuple(_entities(shown, spans, len(said), company)), end == len(made))


def _headline(text: str, title: str) -> int:
    """Return how many characters of a text are its headline; 0 where it has none."""
    first, gap, rest = text.partition("\n\n")
    if gap and rest and first and "\n" not in first and len(first) <= LONGEST_HEADLINE:
        return len(first)
    return len(title) if title and first.partition("\n")[0] == title else 0


def _strong(text: str, lines: Sequence[str]) -> Iterator[_Span]:
    """Yield where these lines stand in a text, in their order."""
    at, whole = 0, f"\n{text}\n"
    for line in filter(None, (_disarmed(_bare(_clean(one))).strip() for one in lines)):
        if (found := whole.find(f"\n{line}\n", at)) >= 0:
            at = found + len(line)
            yield _Span(found, at, MessageEntity.BOLD)


def _clean(text: str) -> str:
    said = _TURNING.sub("", text.encode("utf-8", "replace").decode()).replace("\0", "")
    return said.replace("\r\n", "\n").replace("\r", "\n")  # Telegram keeps no carriage return, nor what counts on it


def _joined(text: str, company: Company) -> tuple[str, list[_Span]]:
    made, at, spans = list[str](), 0, list[_Span]()
    for part, span in _pieces(text, company):
        if span is not None:
            spans.append(_Span(at, at + len(part), span.kind, span.handle))
        made.append(part)
        at += len(part)
    return "".join(made), spans


def _pieces(text: str, company: Company, *, is_live: bool = False) -> Iterator[tuple[str, _Span | None]]:
    """Yield a text bit by bit, with what is more than text; `is_live` leaves what Telegram would find as it is."""
    own = re.compile(re.escape(company.address) + _END_OF_LINK) if company.address else None
    at = 0
    for found in _OURS.finditer(text):
        yield from _between(text[at : found.start()], own, is_live=is_live)
        if found["time"]:
            yield _spelled(found["time"]), None
        else:
            handle = found["handle"]
            name = " ".join(_bare(_clean(company.names.get(handle, ""))).split()) or company.somebody
            calls = handle in company.called
            yield _disarmed(name), _Span(0, 0, MessageEntity.TEXT_MENTION, handle) if calls else None
        at = found.end()
    yield from _between(text[at:], own, is_live=is_live)


def _between(text: str, own: "re.Pattern[str] | None", *, is_live: bool) -> Iterator[tuple[str, _Span | None]]:
    bare, at = _bare(text), 0
    for found in own.finditer(bare) if own else ():
        if found.start() and not bare[found.start() - 1].isspace():
            continue  # it is a part of something else, which would be the link
        yield _disarmed(bare[at : found.start()]), None
        yield found[0], _Span(0, 0, MessageEntity.URL)
        at = found.end()
    yield (bare[at:] if is_live else _disarmed(bare[at:])), None


def _bare(text: str) -> str:
    return text.replace(MARK, "").replace(MARK_END, "")


def _disarmed(text: str) -> str:
    return _LIVE.sub(lambda found: found[0] if _is_ours(text, found) else found[0] + JOINER, text)


def _is_ours(text: str, found: "re.Match[str]") -> bool:
    """Tell whether a command is one of ours: pressing it is the same as typing it, whoever wrote it."""
    typed = _COMMAND.match(text, found.end()) if found[0] == "/" else None
    return typed is not None and typed[0] in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in COMMANDS)


def _spelled(time: str) -> str:
    """Spell the mark of a time out: Telegram shows none in each reader's zone."""
    try:
        return f"{datetime.fromtimestamp(int(time.split(':')[1]), UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError, OSError):  # no time that a calendar has
        return time


def _end(text: str, most: int, spans: list[_Span]) -> int:
    """Return where a text is cut: in no character, person or link, and where a sentence ends if that is near."""
    end = bisect_right(list(accumulate(map(length, text))), most)
    end = _outside(_between_characters(text, end), spans)
    ends = [found.start() for found in _SENTENCE.finditer(text, int(end * _KEPT), end)]
    return _outside(ends[-1], spans) if ends else end


def _outside(end: int, spans: list[_Span]) -> int:
    cut = [one.start for one in spans if one.kind != MessageEntity.BOLD and one.start < end < one.end]
    return min(cut, default=end)


def _between_characters(text: str, end: int) -> int:
    """Go back from within what is seen as one character to before it."""
    for at in range(end, max(0, end - _JOINED_MOST), -1):
        if at >= len(text) or not _is_one(text, at):
            return at
    return end


def _is_one(text: str, at: int) -> bool:
    """Tell whether the characters before and after a point are seen as one."""
    before, after = text[at - 1], text[at]
    if unicodedata.category(after) in {"Mn", "Mc", "Me"} or after in {"\u200d", JOINER} or before == "\u200d":
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\U000e0020" <= after <= "\U000e007f":
        return True
    flags = len(text[:at]) - len(text[:at].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
    return "\U0001f1e6" <= after <= "\U0001f1ff" and flags % 2 == 1


def _entities(text: str, spans: list[_Span], end: int, company: Company) -> Iterator[MessageEntity]:
    for span in spans:
        if span.start >= end or (span.end > end and span.kind != MessageEntity.BOLD):
            continue
        said = text[span.start : min(span.end, end)].rstrip()
        if not said:
            continue
        user = None
        if span.handle:
            user = User(int(span.handle), company.names.get(span.handle) or company.somebody, is_bot=False)
        yield MessageEntity(span.kind, length(text[: span.start]), length(said), user=user)
