"""Lengths of time in words: "3 days", "24h", "eine Woche", "1 day and 12 hours"."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from contests.model.span import Span

if TYPE_CHECKING:
    from bots.when.phrasebook import Phrasebook

_LONGEST = Span(months=1200, days=36_525, delta=timedelta(days=36_525))  # longer is a slip of the finger


def span_in(phrase: str, book: Phrasebook) -> Span | None:
    """Return the length that a plain phrase says, if it says that alone and at most a century."""
    span = _from_iso(phrase) if phrase.startswith("p") else _from_words(phrase, book)
    return span if span and _is_sane(span) else None


def span_ahead(phrase: str, book: Phrasebook) -> Span | None:
    """Return the length in "in 3 days", or None."""
    for before, after in book.ahead:
        if phrase.startswith(before) and phrase.endswith(after):
            return span_in(phrase.removeprefix(before).removesuffix(after), book)
    return None


def _from_iso(phrase: str) -> Span | None:
    try:
        return Span.parse_iso(phrase.upper())
    except (ValueError, OverflowError):
        return None


def _from_words(phrase: str, book: Phrasebook) -> Span | None:
    total, end = Span(), 0
    while end < len(phrase):
        match = _piece(book).match(phrase, end)
        if match is None:
            return None
        number = _number(match["number"], book)
        unit = next(unit for i, unit in enumerate(book.units.values()) if match[f"unit{i}"])
        total, end = total + unit * number, match.end()
    return total


def _number(word: str, book: Phrasebook) -> int:
    return int(word) if word.isdigit() else book.numbers.get(word, 1)


def _is_sane(span: Span) -> bool:
    return span.months <= _LONGEST.months and span.days <= _LONGEST.days and span.delta <= _LONGEST.delta


@cache
def _piece(book: Phrasebook) -> re.Pattern[str]:
    """Match a number with its unit, and what leads on to the next: "1 day and "."""
    number = rf"(?P<number>[0-9]{{1,5}}|(?:{'|'.join(book.numbers)}|{book.article})(?= )) ?"
    units = "|".join(f"(?P<unit{i}>{names})" for i, names in enumerate(book.units))
    return re.compile(rf"{number}(?:{units})(?![^\W0-9_])\.? ?(?:(?:{book.joints}) )?")
