"""Reading a typed line: a name, then arguments `name=value`, quotes as in a shell."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

BEGINNING = re.compile(r"\s*(?:([a-z_]+)=)?([\"']?)", re.IGNORECASE)
"""What a part is, if it says so, and the quote that opens it."""
ENDS = {'"': re.compile(r'(?<!\\)"(?!\S)|\Z'), "'": re.compile(r"'(?!\S)")}
"""A quote ends where a blank, or nothing, follows it; one that never ends goes on to the end of the line."""
BARE = re.compile(r"\S*")
LONGEST_MISSPELLING = 60
"""Characters that are compared with what is known."""
SLIP = 75
"""How alike two words are, of 100, when one is a slip of the other: “titel” and “title” are at 80."""
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
"""The quotes that phones put in; read as plain ones where no plain one was typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in parts: the words, the command's name first, and the named arguments in order of typing."""

    words: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]
    wide: Mapping[str, tuple[str, ...]]
    """The named arguments, each with the words typed behind it, as if quotes had been put around them."""
    before: int
    """How many of the words stand before any named argument."""


@dataclass(slots=True)
class _Named:
    """A named value, where it begins, and where the last word behind it ends, if one is."""

    value: str
    begins: int
    ends: int = 0

    def wide(self, text: str) -> str:
        return text[self.begins : self.ends] if self.ends else self.value


def read_line(text: str) -> Line:
    """Split a line; whatever was typed has some reading, in time that grows as the line does."""
    if '"' not in text:
        text = text.translate(CURLY)
    text, words, before = text.strip(), list[str](), 0
    named = defaultdict[str, list[_Named]](list)
    last: _Named | None = None
    for name, value, begins, ends in _parts(text):
        if name and words:
            last = _Named(value, begins)
            named[name.lower()].append(last)
            continue
        words.append(f"{name}={value}" if name else value)
        if last:
            last.ends = ends
        else:
            before += 1
    plain = {name: tuple(one.value for one in values) for name, values in named.items()}
    wide = {name: tuple(one.wide(text) for one in values) for name, values in named.items()}
    return Line(tuple(words), plain, wide, before)


def _parts(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield each part's name, or nothing, its value, and where that begins and ends."""
    at, ends = 0, dict(ENDS)
    while at < len(text) and (begun := BEGINNING.match(text, at)):
        name, quote = begun[1] or "", begun[2]
        end = ends[quote].search(text, begun.end()) if quote in ends else None
        if end is not None:
            value, at = text[begun.end() : end.start()], end.end()
        else:  # no quote, or an apostrophe, which stands for itself; no later one has a partner either
            ends.pop(quote, None)
            bare = BARE.match(text, begun.start(2))
            value, at = (bare[0], bare.end()) if bare else ("", len(text))
        yield name, value.replace('\\"', '"') if quote == '"' else value, begun.start(2), at


def nearest(typed: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return the known words nearest to a typed one, best first; at least one."""
    short = typed[:LONGEST_MISSPELLING]
    found = process.extract(short, known, scorer=fuzz.WRatio, processor=str.casefold, limit=limit)
    good = [word for word, score, _ in found if score >= 55]  # noqa: PLR2004 - a share of likeness that offers no nonsense
    return good or [word for word, _, _ in found[:1]]


def surely(typed: str, known: Sequence[str]) -> str | None:
    """Return the one known word that was meant, where it is a slip away from what was typed."""
    short = typed[:LONGEST_MISSPELLING]
    found = process.extractOne(short, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=SLIP)
    return found[0] if found else None
