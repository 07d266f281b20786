"""Reading a typed line: a name, then arguments `name=value`, quotes as in a shell."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

NAMED = re.compile(r"([a-z_]+)=(.*)", re.DOTALL)
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
"""The quotes that phones put in; read as plain ones where no plain one was typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line in parts: the words, the command's name first, and the named arguments in order of typing."""

    words: tuple[str, ...]
    named: Mapping[str, tuple[str, ...]]


def read_line(text: str) -> Line:
    """Split a line; whatever was typed has some reading."""
    words: list[str] = []
    named: dict[str, tuple[str, ...]] = {}
    for part in _split(text):
        if (match := NAMED.fullmatch(part)) and words:
            named[match[1]] = (*named.get(match[1], ()), match[2])
        else:
            words.append(part)
    return Line(tuple(words), named)


def _split(text: str) -> list[str]:
    if '"' not in text:
        text = text.translate(CURLY)
    for quotes in ("\"'", '"'):
        lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
        lexer.whitespace_split, lexer.commenters, lexer.quotes = True, "", quotes
        lexer.escape = ""
        try:
            return list(lexer)
        except ValueError:  # a quote without its partner, such as an apostrophe: read it literally
            continue
    return text.split()


def nearest(typed: str, known: Sequence[str], limit: int = 3) -> list[str]:
    """Return the known words nearest to a typed one, best first; at least one."""
    found = process.extract(typed.casefold(), known, scorer=fuzz.WRatio, limit=limit)
    good = [word for word, score, _ in found if score >= 55]  # noqa: PLR2004 - a share of likeness that offers no nonsense
    return good or [word for word, _, _ in found[:1]]
