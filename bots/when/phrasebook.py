"""The words in which a language speaks of days, clock times and lengths of time.

Another language is one more `Phrasebook`. The names of months are not here: dateparser knows them all.
Patterns are regular expressions without capturing groups other than those named below.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from contests.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

MONDAY, SUNDAY = 0, 6
NOON, MIDNIGHT = 12 * 60, 24 * 60


@dataclass(frozen=True, slots=True)
class ClockForm:
    """One way to say a clock time.

    In `pattern`, `{h}` stands for an hour in figures, `{hour}` for one in figures or words, `{m}` for minutes;
    the groups `a` and `p` are the halves of the day. `hours` tells how the hour is counted: on the clock of
    24, of 12 with its half, or on `either`, which only a part of the day ("in the evening") settles.
    `shift` is added, in minutes; `at` is said outright, in minutes of the day, 1440 being its end.
    """

    pattern: str
    hours: Literal["24", "12", "either"] = "24"
    shift: int = 0
    at: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Phrasebook:
    """A language's words, in the case that `plain` gives."""

    language: str
    first_weekday: int
    """The day on which "this week" becomes "next week"; 0 is Monday."""
    weekdays: tuple[str, ...]
    """From Monday: the words for each, parted by spaces."""
    days: Mapping[str, int]
    """Named days, as days from today."""
    this: str
    """The pattern of the words before a weekday that mean the coming one."""
    next: str
    """The pattern of the words before a weekday that leave open which week is meant."""
    ahead: tuple[tuple[str, str], ...]
    """What stands before and after a span to make it a time: "in" 3 days."""
    parts: tuple[tuple[str, range], ...]
    """The parts of the day, and the minutes of the day in which each may lie."""
    clocks: tuple[ClockForm, ...]
    at: str
    """The pattern of the words before a clock time."""
    fillers: frozenset[str]
    """Words that say nothing about the day."""
    numbers: Mapping[str, int]
    article: str
    """The pattern of what stands for one in "an hour"."""
    units: Mapping[str, Span]
    """Pattern of each unit's names, and how long one lasts."""
    joints: str
    """Words between the parts of a span: "1 day and 12 hours"."""


def plain(text: str) -> str:
    """Return a text as the phrasebooks spell: folded case, single spaces, no commas, no invisible marks."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return " ".join(re.sub(r"(?<![0-9]),|,(?![0-9])", " ", seen.casefold()).split()).rstrip(".")


_MORNING = range(NOON)
_MIDDAY = range(11 * 60, 14 * 60 + 1)
_AFTERNOON = range(NOON, 18 * 60 + 1)
_EVENING = range(17 * 60, MIDNIGHT + 1)


def _counted(words: str) -> dict[str, int]:
    """Return the words with their numbers, from one."""
    return {word: n for n, word in enumerate(words.split(), start=1)}


_HOUR = Span(delta=timedelta(hours=1))
_MINUTE = Span(delta=timedelta(minutes=1))
_DAY, _WEEK, _MONTH, _YEAR = Span(days=1), Span(days=7), Span(months=1), Span(months=12)

_EVERYWHERE = (
    ClockForm(r"{h}:{m}"),
    ClockForm(r"(?<=\S ){h}\.(?P<m>00|1[3-9]|[2-5][0-9])"),  # what might be a day and a month is none
)

_ENGLISH = Phrasebook(
    language="en",
    first_weekday=SUNDAY,
    weekdays=(
        "mon monday",
        "tue tues tuesday",
        "wed wednesday",
        "thu thur thurs thursday",
        "fri friday",
        "sat saturday",
        "sun sunday",
    ),
    days={"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2},
    this="this|coming|this coming",
    next="next",
    ahead=(("in ", ""), ("", " from now")),
    parts=(
        (r"\b(?:in the )?morning\b", _MORNING),
        (r"\b(?:in the )?afternoon\b", _AFTERNOON),
        (r"\b(?:in the )?evening\b", _EVENING),
        (r"\b(?=tonight\b)", _EVENING),
    ),
    clocks=(
        ClockForm("noon", at=(NOON,)),
        ClockForm("midnight", at=(0, MIDNIGHT)),
        ClockForm(r"{h}(?:[:.]{m})? ?(?:(?P<a>a\.?m\b\.?)|(?P<p>p\.?m\b\.?))", hours="12"),
        *_EVERYWHERE,
        ClockForm(r"half past {hour}", hours="either", shift=30),
        ClockForm(r"(?:a )?quarter past {hour}", hours="either", shift=15),
        ClockForm(r"(?:a )?quarter to {hour}", hours="either", shift=-15),
        ClockForm(r"{hour} ?o'?clock", hours="either"),
        ClockForm(r"(?<=at ){hour}", hours="either"),
    ),
    at=r"at |@ ?|by ",
    fillers=frozenset(["on", "the", "of", "by", "until", "till", "at"]),
    numbers=_counted("one two three four five six seven eight nine ten eleven twelve"),
    article="an?",
    units={
        r"min(?:ute)?s?": _MINUTE,
        r"h|hrs?|hours?": _HOUR,
        r"d|days?": _DAY,
        r"w|wks?|weeks?": _WEEK,
        r"mos?|months?": _MONTH,
        r"y|yrs?|years?": _YEAR,
    },
    joints="and",
)

_GERMAN = Phrasebook(
    language="de",
    first_weekday=MONDAY,
    weekdays=(
        "mo montag",
        "di dienstag",
        "mi mittwoch",
        "do donnerstag",
        "fr freitag",
        "sa samstag sonnabend",
        "so sonntag",
    ),
    days={"gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2},
    this=r"diese[nr]|kommende[nr]",
    next=r"n(?:ä|ae)chste[nr]",
    ahead=(("in ", ""),),
    parts=(
        (r"\bfrüh\b|\bmorgens\b|(?:\b|(?<=tag)|(?<=woch))vormittags?\b", _MORNING),
        (r"(?:\b|(?<=tag)|(?<=woch))nachmittags?\b", _AFTERNOON),
        (r"(?:\b|(?<=tag)|(?<=woch))mittags?\b", _MIDDAY),
        (r"(?:\b|(?<=tag)|(?<=woch))abends?\b", _EVENING),
    ),
    clocks=(
        ClockForm("mitternacht", at=(0, MIDNIGHT)),
        ClockForm(r"{h}(?:[:.]{m})? ?uhr"),
        ClockForm(r"{h} ?uhr {m}"),
        ClockForm(r"{hour} uhr", hours="either"),
        *_EVERYWHERE,
        ClockForm(r"halb {hour}", hours="either", shift=-30),
        ClockForm(r"viertel nach {hour}", hours="either", shift=15),
        ClockForm(r"viertel vor {hour}", hours="either", shift=-15),
        ClockForm(r"(?<=um ){hour}", hours="either"),
    ),
    at=r"um |@ ?|bis ",
    fillers=frozenset(["am", "den", "der", "dem", "des", "bis", "um", "zum"]),
    numbers=_counted("eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    article="eine[mnr]?|ein",
    units={
        r"min(?:uten?)?": _MINUTE,
        r"h|std|stunden?": _HOUR,
        r"d|tage?n?": _DAY,
        r"w|wochen?": _WEEK,
        r"monate?n?": _MONTH,
        r"jahre?n?": _YEAR,
    },
    joints="und",
)

PHRASEBOOKS = (_ENGLISH, _GERMAN)
"""All that are known."""
_BOOKS = {book.language: book for book in PHRASEBOOKS}


def phrasebook(language: str) -> Phrasebook:
    """Return a language's words; a region falls back to its language, an unknown one to English."""
    return _BOOKS.get(re.split("[-_]", language.lower(), maxsplit=1)[0], _ENGLISH)
