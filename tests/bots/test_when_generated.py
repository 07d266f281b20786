"""200 wordings of times that somebody chose first and then worded, in two languages and zones."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bots.typed_times import NEW_YORK, WARSAW, hours, read

SPOKEN = {
    "en": """January February March April May June July August September October November December
        Monday Tuesday Wednesday Thursday Friday Saturday Sunday""",
    "de": """Januar Februar März April Mai Juni Juli August September Oktober November Dezember
        Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag""",
}
MONTHS = {language: words.split()[:12] for language, words in SPOKEN.items()}
WEEKDAYS = {language: words.split()[12:] for language, words in SPOKEN.items()}


def sundays(year: int, month: int) -> list[date]:
    days = (date(year, month, 1) + timedelta(days=n) for n in range(31))
    return [day for day in days if day.weekday() == 6 and day.month == month]


def offset(zone: ZoneInfo, day: date) -> timedelta:
    """Return how far the clocks are ahead of UTC on a day after 5 in the morning, by the law's own words."""
    if zone is WARSAW:
        summer = sundays(day.year, 3)[-1] <= day < sundays(day.year, 10)[-1]
        return hours(2 if summer else 1)
    summer = sundays(day.year, 3)[1] <= day < sundays(day.year, 11)[0]
    return hours(-4 if summer else -5)


@dataclass(frozen=True)
class Typed:
    """What somebody types who means a certain time: the oracle is who chose the time, then worded it."""

    text: str
    language: str
    zone: ZoneInfo
    now: datetime
    meant: datetime


def english_clock(chance: random.Random, shown: datetime) -> str:
    half = f"{shown.hour % 12 or 12}{f':{shown:%M}' if shown.minute else ''} {'pm' if shown.hour >= 12 else 'am'}"
    return chance.choice([f"{shown:%H:%M}", f"at {shown:%H:%M}", half, f"at {half}", half.replace(" ", "")])


def german_clock(chance: random.Random, shown: datetime) -> str:
    minutes = f" {shown:%M}" if shown.minute else ""
    spoken = f"{shown.hour} Uhr{minutes}"
    return chance.choice(
        [f"{shown:%H:%M}", f"{shown:%H:%M} Uhr", f"{shown.hour}.{shown:%M} Uhr", spoken, f"um {spoken}"]
    )


def english_days(shown: datetime, ahead: int) -> list[str]:
    month, weekday = MONTHS["en"][shown.month - 1], WEEKDAYS["en"][shown.weekday()]
    days = [
        f"{shown.day} {month}",
        f"{shown.day} {month} {shown.year}",
        f"{month[:3]} {shown.day}, {shown.year}",
        f"{month} {shown.day}",
        f"{weekday}, {shown.day} {month[:3]}",
        f"{shown:%Y-%m-%d}",
        f"{shown.day}.{shown.month}.{shown.year},",
        f"{shown:%m/%d/%Y}" if shown.day > 12 else f"{shown:%d.%m.}",
        f"in {ahead} days",
    ]
    near = {1: ["tomorrow"], 2: ["the day after tomorrow"]}.get(ahead, [])
    return days + near * 4 + [weekday, f"on {weekday[:3]}", f"this {weekday}"] * 2 * (ahead < 7)


def german_days(shown: datetime, ahead: int) -> list[str]:
    month, weekday = MONTHS["de"][shown.month - 1], WEEKDAYS["de"][shown.weekday()]
    days = [
        f"{shown.day}. {month}",
        f"am {shown.day}. {month} {shown.year}",
        f"{weekday}, den {shown.day}. {month}",
        f"{shown.day}.{shown.month}.",
        f"{shown:%d.%m.%Y},",
        f"{shown:%d.%m.%y}",
        f"{shown:%Y-%m-%d}",
        f"in {ahead} Tag{'en' if ahead > 1 else ''}",
    ]
    near = {1: ["morgen"], 2: ["übermorgen"]}.get(ahead, [])
    return days + near * 4 + [weekday, f"am {weekday[:2]}.", f"kommenden {weekday}"] * 2 * (ahead < 7)


def generated(seed: int) -> Typed:
    """Choose a person, a moment and a time that they mean, and word it; odd seeds are German."""
    chance = random.Random(seed)
    zone = chance.choice([WARSAW, NEW_YORK])
    today = date(2026, 11, 1) + timedelta(days=chance.randrange(700))
    here = datetime.combine(today, datetime.min.time()) + timedelta(minutes=chance.randrange(300, 1440))
    ahead = chance.choice([1, 1, 2, 2, 3, 4, 5, 6, 6, 9, 20, 75, 300])
    clock = chance.choice([0, 0, 15, 30, 45]) + 60 * chance.randrange(5, 24)
    shown = datetime.combine(today + timedelta(days=ahead), datetime.min.time()) + timedelta(minutes=clock)
    language = ("en", "de")[seed % 2]
    day = chance.choice((english_days, german_days)[seed % 2](shown, ahead))
    text = f"{day} {(english_clock, german_clock)[seed % 2](chance, shown)}"
    now, meant = ((at - offset(zone, at.date())).replace(tzinfo=UTC) for at in (here, shown))
    return Typed(text, language, zone, now, meant)


@pytest.mark.parametrize("typed", [generated(seed) for seed in range(200)], ids=lambda typed: typed.text)
def test_200_wordings_are_read_as_they_were_meant(typed: Typed) -> None:
    assert read(typed.text, typed.language, typed.now, typed.zone) == typed.meant
