"""Times and lengths of time as people type them, in one known language; what is unclear is asked about.

A phrase is a clock time and a day, and every word of it must be understood. Day and clock are put together
as the zone's clocks show them, then looked up in the zone. Nothing is guessed: a phrase with two meanings, a
day without a clock time, a time that is past or that a clock change skips or repeats is refused with what may
have been meant, as times that can be sent back as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bots.when.clocks import read_clock
from bots.when.days import read_day
from bots.when.phrasebook import MIDNIGHT, PHRASEBOOKS, phrasebook, plain
from bots.when.spans import span_ahead, span_in
from contests.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from bots.when.phrasebook import Phrasebook
    from contests.model.span import Span

_LONGEST_TEXT = 100
_ISO = re.compile(
    r"((?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2})[t ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(z|[+-][0-9]{2}:?[0-9]{2})?"
)


def read_when(text: str, *, language: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Read a typed time, in a language, by the clocks of a zone: an aware time in UTC that is to come.

    "In 3 days" keeps the clock time of `now`; "in 72 hours" is exact.

    Raises:
        Refusal: `when_unclear`, with `text` (its first 100 characters), `zone`, and by `why`: `unreadable`;
            `no_time`, a day without a clock time (`at` is the day, if it is clear); `past` (`at` is the time);
            `ambiguous`; `gap` or `overlap`, a clock time that the clocks skip or show twice that day (`at`).
            `candidates` are the times to come that may be meant, in ISO 8601, joined by spaces: perhaps none.
    """
    typed = _Typed(text, zone, now)
    phrase, book = _phrase(text), phrasebook(language)
    if written := _iso_time(phrase):
        return typed.exactly(written) if written.tzinfo else typed.shown_by_clocks([written])
    if span := span_ahead(phrase, book):
        return typed.after(span)
    return _day_and_clock(phrase, book, typed)


def read_span(text: str, *, language: str) -> Span:
    """Read a typed length of time, or one in ISO 8601: more than nothing and at most a century.

    One in another language that is known here is read, too: the units of all have one meaning each.

    Raises:
        Refusal: `when_unclear`, with `text` (its first 100 characters) and `why`: `no_span`.
    """
    span = _span(text, language)
    if span is None:
        raise Refusal("when_unclear", why="no_span", text=text[:_LONGEST_TEXT])
    return span


def read_when_or_span(text: str, *, language: str, zone: ZoneInfo, now: datetime) -> datetime | Span:
    """Read "3 days" as a length of time, "in 3 days" and "Friday 18:00" as a time.

    Raises:
        Refusal: as `read_when`.
    """
    span = _span(text, language)
    return span or read_when(text, language=language, zone=zone, now=now)


def _span(text: str, language: str) -> Span | None:
    books = dict.fromkeys([phrasebook(language), *PHRASEBOOKS])
    return next((span for book in books if (span := span_in(_phrase(text), book))), None)


def _phrase(text: str) -> str:
    return plain(text) if len(text) <= _LONGEST_TEXT else ""


def _iso_time(phrase: str) -> datetime | None:
    """Return a time written in ISO 8601; without an offset it is what the clocks show."""
    match = _ISO.fullmatch(phrase)
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}{(match[3] or '').upper()}") if match else None
    except ValueError:  # the 31st of November; 24:00, which is read elsewhere
        return None


def _day_and_clock(phrase: str, book: Phrasebook, typed: _Typed) -> datetime:
    """Read the clock time at one end of a phrase, and the rest as a day."""
    clock = read_clock(phrase, book)
    today = typed.local_now.date()
    day = read_day(clock.rest, book, today) if phrase else None
    if day is None or clock.minutes == ():
        raise typed.refusal("unreadable")
    if clock.minutes is None:
        raise typed.refusal("no_time", at=day.dates[0].isoformat() if len(day.dates) == 1 else None)
    minutes = clock.minutes
    if minutes == (0, MIDNIGHT) and day.dates == (today,):
        minutes = (MIDNIGHT,)  # the other midnight of today is past
    return typed.shown_by_clocks(_local(day.dates, minutes), _local(day.otherwise, minutes))


def _local(dates: Iterable[date], minutes: Iterable[int]) -> list[datetime]:
    """Return what the clocks show on these dates at these minutes of the day."""
    return [datetime.combine(day, time()) + timedelta(minutes=minute) for day in dates for minute in minutes]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed, where and when; its times are asked about unless they are clear and to come."""

    text: str
    zone: ZoneInfo
    now: datetime

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    def exactly(self, at: datetime) -> datetime:
        if at <= self.now:
            raise self.refusal("past", at=self._iso(at))
        return at.astimezone(UTC)

    def after(self, span: Span) -> datetime:
        if span.delta:
            return span.after(self.now, self.zone)
        return self.shown_by_clocks([span.local_after(self.local_now)])

    def shown_by_clocks(self, meant: Sequence[datetime], otherwise: Iterable[datetime] = ()) -> datetime:
        """Return the time at which the clocks show what is meant; offer the others where that is past."""
        found, others = self._times(meant), self._times(otherwise)
        offered = self._to_come(found + others)[: len(meant)]
        if len(meant) > 1 and offered:
            raise self.refusal("ambiguous", candidates=offered)
        if found[-1] <= self.now:
            raise self.refusal("past", at=self._iso(found[-1]), candidates=offered)
        if len(found) > 1:
            skipped = found[0].astimezone(self.zone).replace(tzinfo=None) != meant[0]
            raise self.refusal("gap" if skipped else "overlap", at=meant[0].isoformat(), candidates=found)
        return found[0]

    def refusal(self, why: str, at: str | None = None, candidates: Iterable[datetime] = ()) -> Refusal:
        offered = " ".join(self._iso(each) for each in self._to_come(candidates))
        facts = {"at": at} if at else {}
        text = self.text[:_LONGEST_TEXT]
        return Refusal("when_unclear", why=why, text=text, zone=str(self.zone), candidates=offered, **facts)

    def _times(self, shown: Iterable[datetime]) -> list[datetime]:
        """Return when the clocks show these: twice in an overlap; in a gap, by the clock of either side."""
        zoned = [each.replace(tzinfo=self.zone, fold=fold) for each in shown for fold in (0, 1)]
        return sorted({each.astimezone(UTC) for each in zoned})

    def _to_come(self, times: Iterable[datetime]) -> list[datetime]:
        return sorted(each for each in times if each > self.now)

    def _iso(self, at: datetime) -> str:
        return at.astimezone(self.zone).isoformat()
