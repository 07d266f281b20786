"""Reading a typed line: a name, then arguments `name=value`, quotes as in a shell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

PART = re.compile(
    r"""
    (?:(?P<name>[a-z_]+)=)?              # what it is, if it says so
    (?: "(?P<double>(?:\\"|.)*?)"(?!\S)  # a quote ends where a blank, or nothing, follows it
      | '(?P<single>.*?)'(?!\S)
      | (?P<bare>\S*)                    # an apostrophe, or a quote without its partner, is read as it stands
    )
    (?:\s+|$)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
"""The quotes that phones put in; read as plain ones where no plain one was typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in parts: the words, the command's name first, and the named arguments in order of typing."""

    words: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]


def read_line(text: str) -> Line:
    """Split a line; whatever was typed has some reading."""
    if '"' not in text:
        text = text.translate(CURLY)
    words: list[str] = []
    named: dict[str, tuple[str, ...]] = {}
    for part in PART.finditer(text.strip()):
        if part[0] and part["name"] and words:
            name = part["name"].lower()
            named[name] = (*named.get(name, ()), _value(part))
        elif part[0]:
            words.append(f"{part['name']}={_value(part)}" if part["name"] else _value(part))
    return Line(tuple(words), named)


def _value(part: re.Match[str]) -> str:
    if part["double"] is not None:
        return part["double"].replace('\\"', '"')
    return part["single"] if part["single"] is not None else part["bare"]


def nearest(typed: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return the known words nearest to a typed one, best first; at least one."""
    found = process.extract(typed.casefold(), known, scorer=fuzz.WRatio, limit=limit)
    good = [word for word, score, _ in found if score >= 55]  # noqa: PLR2004 - a share of likeness that offers no nonsense
    return good or [word for word, _, _ in found[:1]]
