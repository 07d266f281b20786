"""Clock times in words: "18:00", "at 6 pm", "18 Uhr 30", "halb sieben"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from bots.when.phrasebook import MIDNIGHT

if TYPE_CHECKING:
    from bots.when.phrasebook import ClockForm, Phrasebook

_TWELVE = range(1, 13)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a phrase says of the clock time, and the rest of it, which is about the day.

    `minutes` are all the minutes of the day that may be meant, 1440 being its end: none of them if no clock
    shows such a time, None if no clock time is said.
    """

    minutes: tuple[int, ...] | None
    rest: str


def read_clock(phrase: str, book: Phrasebook) -> Clock:
    """Split the clock time off either end of a plain phrase."""
    phrase, part = _without_part(phrase, book)
    for form, pattern in _forms(book):
        if match := pattern.search(phrase):
            rest = f"{phrase[: match.start()]} {phrase[match.end() :]}".strip()
            minutes = form.at or _minutes(form, match.groupdict(), book, in_part=part is not None)
            return Clock(tuple(minute for minute in minutes if part is None or minute in part), rest)
    return Clock(None, phrase)


def _without_part(phrase: str, book: Phrasebook) -> tuple[str, range | None]:
    """Take "in the evening" out of a phrase, and return the minutes of the day which that leaves."""
    for pattern, part in book.parts:
        rest, found = re.subn(pattern, "", phrase, count=1)
        if found:
            return " ".join(rest.split()), part
    return phrase, None


def _minutes(form: ClockForm, said: dict[str, str | None], book: Phrasebook, *, in_part: bool) -> list[int]:
    """Return the minutes of the day that a clock time may mean."""
    figure = said["h"] or ""
    hour = int(figure) if figure.isdigit() else book.numbers[figure]
    if form.hours == "12":
        hours = [hour % 12 + (12 if said["p"] else 0)] if hour in _TWELVE else []
    elif hour in _TWELVE and (form.hours == "either" or in_part):
        hours = [hour % 12, hour % 12 + 12]
    else:
        hours = [hour]
    minutes = [hour * 60 + int(said.get("m") or 0) + form.shift for hour in hours]
    return sorted(minute % MIDNIGHT if minute < 0 else minute for minute in minutes if minute <= MIDNIGHT)


@cache
def _forms(book: Phrasebook) -> tuple[tuple[ClockForm, re.Pattern[str]], ...]:
    """Return each form with the pattern that finds it at the end of a phrase, or at its beginning."""
    hour, minute = "[0-9]{1,2}", "(?P<m>[0-5][0-9])"
    spelt = f"{hour}|{'|'.join(book.numbers)}"
    found = []
    for form in book.clocks:
        said = form.pattern.replace("{hour}", f"(?P<h>{spelt})").replace("{h}", f"(?P<h>{hour})")
        clock = rf"(?:{book.at})?(?:{said.replace('{m}', minute)})"
        found += [(form, re.compile(rf"(?<!\S){clock}$")), (form, re.compile(rf"^{clock}(?!\S)"))]
    return tuple(found)
