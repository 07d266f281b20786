"""Days in words: "tomorrow", "next Friday", "3.12.", "27 November 2026", "in 3 days"."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from bots.when.spans import span_ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.when.phrasebook import Phrasebook

_RECENT = timedelta(days=31)
"""A day and month that were less than this ago are rather a slip than meant for next year."""

_D, _M, _WORD = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<word>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<y>(?:19|20|21)[0-9]{2})"
_YEAR_OR_SHORT = r"(?P<y>(?:19|20|21)?[0-9]{2})"
_ORDINAL = r"(?:\.|st|nd|rd|th)?"
_CALENDAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<mark>[-/.]){_M}(?P=mark){_D}",
        rf"{_D}\. ?{_M}(?:(?:\. ?| ){_YEAR_OR_SHORT})?\.?",
        rf"{_D}(?P<either>[-/]){_M}(?:(?P=either){_YEAR_OR_SHORT})?",
        rf"{_D}{_ORDINAL} ?{_WORD}(?: {_YEAR})?",
        rf"{_WORD} {_D}{_ORDINAL}(?: {_YEAR})?",
    )
)


@dataclass(frozen=True, slots=True)
class Day:
    """The days that may be meant, and those to offer where these turn out to be past."""

    dates: tuple[date, ...]
    otherwise: tuple[date, ...] = ()


def read_day(phrase: str, book: Phrasebook, today: date) -> Day | None:
    """Return the day that a plain phrase says; none said is today, one that cannot be read is None."""
    if not phrase:
        return Day((today,), (today + timedelta(days=1),))
    bare = " ".join(word for word in phrase.split() if word not in book.fillers)
    if bare in book.days:
        return Day((today + timedelta(days=book.days[bare]),))
    return _day_ahead(bare, book, today) or _weekday(bare, book, today) or _calendar_day(bare, book, today)


def _day_ahead(phrase: str, book: Phrasebook, today: date) -> Day | None:
    span = span_ahead(phrase, book)
    if span is None or span.delta:
        return None
    return Day((span.local_after(datetime.combine(today, time())).date(),))


def _weekday(phrase: str, book: Phrasebook, today: date) -> Day | None:
    """Read "Friday" and "this Friday", which is the coming one, and "next Friday".

    On a Friday, "Friday" may be today or in a week. "Next Friday" may be the coming one or the one after it
    while the coming one belongs to this week or is tomorrow.
    """
    match = re.fullmatch(rf"(?:(?:{book.this})|(?P<next>{book.next}))? ?(?P<name>[^\W\d_]+)\.?", phrase)
    named = _weekday_named(match["name"], book) if match else None
    if match is None or named is None:
        return None
    ahead = (named - today.weekday()) % 7
    coming, later = (today + timedelta(days=ahead + more) for more in (0, 7))
    if not match["next"]:
        return Day((coming,) if ahead else (coming, later))
    if not ahead:
        return Day((later,))
    left_of_week = (book.first_weekday - today.weekday() - 1) % 7
    return Day((coming, later) if ahead <= max(left_of_week, 1) else (coming,))


def _weekday_named(word: str, book: Phrasebook) -> int | None:
    return next((i for i, names in enumerate(book.weekdays) if word in names.split()), None)


def _calendar_day(phrase: str, book: Phrasebook, today: date) -> Day | None:
    """Read a day of a month; a weekday before it must agree, or its nearest one may be meant instead."""
    first, _, rest = phrase.partition(" ")
    weekday = _weekday_named(first.rstrip("."), book)
    said = _said(phrase if weekday is None else rest, book.language)
    found = [days for days in (_dates(*numbers, today) for numbers in said) if days]
    dates = tuple(days[0] for days in found)
    if weekday is None:
        return Day(dates, tuple(day for days in found for day in days[1:])) if found else None
    agreeing = tuple(day for day in dates if day.weekday() == weekday)
    return Day(agreeing or (*dates, _nearest(weekday, dates[0]))) if found else None


def _nearest(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.weekday() + 3) % 7 - 3)


def _dates(year: int | None, month: int, day: int, today: date) -> list[date]:
    """Return the day of that year; without a year the coming one, or the one just past, and the one after."""
    found = []
    for each in [year] if year else range(today.year - 1, today.year + 2):
        with suppress(ValueError):  # no such day in that year
            found.append(date(each, month, day))
    return found if year else [one for one in found if one >= today - _RECENT][:2]


def _said(phrase: str, language: str) -> Iterator[tuple[int | None, int, int]]:
    """Yield the year, month and day of a date; two where day and month might change places."""
    match = next((match for pattern in _CALENDAR if (match := pattern.fullmatch(phrase))), None)
    if match is None:
        return
    said = match.groupdict()
    year = int(f"20{said['y']}"[-4:]) if said["y"] else None  # '26 is 2026
    day = int(said["d"])
    month = int(said["m"]) if "m" in said else _month(said["word"], language)
    if month:
        yield year, month, day
        if "either" in said and day != month:
            yield year, day, month


@lru_cache(maxsize=1024)
def _month(word: str, language: str) -> int | None:
    """Return the month that a word names; dateparser knows the names, endings and short forms.

    It reads no more than this: of a whole phrase it drops the words that it does not know, and guesses.
    """
    import dateparser  # noqa: PLC0415 - 0.3 s, and needed only for months in words

    found = dateparser.parse(
        f"1 {word} 2028",
        languages=[language],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"},
    )
    return found.month if found and found == datetime(2028, found.month, 1) else None  # noqa: DTZ001 - as parsed
