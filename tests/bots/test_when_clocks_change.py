"""In the nights in which the clocks change, a time that is skipped or repeated is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.bots.typed_times import NEW_YORK, WARSAW, hours, question, read


@dataclass(frozen=True)
class Night:
    """A night in which the clocks change, with the clock's times from `first` up to `last` skipped or repeated."""

    zone: ZoneInfo
    why: str
    first: str
    last: str
    before: timedelta
    after: timedelta


NIGHTS = [
    Night(WARSAW, "gap", "2027-03-28 02:00", "2027-03-28 03:00", hours(1), hours(2)),
    Night(WARSAW, "overlap", "2027-10-31 02:00", "2027-10-31 03:00", hours(2), hours(1)),
    Night(NEW_YORK, "gap", "2027-03-14 02:00", "2027-03-14 03:00", hours(-5), hours(-4)),
    Night(NEW_YORK, "overlap", "2027-11-07 01:00", "2027-11-07 02:00", hours(-4), hours(-5)),
]


@pytest.mark.parametrize("night", NIGHTS, ids=lambda night: f"{night.zone}, {night.first}")
class TestNightsInWhichTheClocksChange:
    def test_every_minute_is_read_or_asked_about(self, night: Night) -> None:
        first, last = datetime.fromisoformat(night.first), datetime.fromisoformat(night.last)
        for minute in range(-120, 180):
            shown = first + timedelta(minutes=minute)
            either = [(shown - night.before).replace(tzinfo=UTC), (shown - night.after).replace(tzinfo=UTC)]
            if first <= shown < last:
                facts = question(f"{shown:%Y-%m-%d %H:%M}", zone=night.zone)
                assert (facts["why"], facts["at"]) == (night.why, shown.isoformat())
                assert [datetime.fromisoformat(each) for each in facts["candidates"].split()] == sorted(either)
            else:
                assert read(f"{shown:%Y-%m-%d %H:%M}", zone=night.zone) == either[shown >= last]

    def test_it_is_asked_about_in_every_wording(self, night: Night) -> None:
        shown = datetime.fromisoformat(night.first) + timedelta(minutes=30)
        the_day_before = (shown - timedelta(days=1)).replace(tzinfo=night.zone)
        for text, language in [
            (f"tomorrow {shown:%H:%M}", "en"),
            (f"Sunday at {shown:%H:%M}", "en"),
            (f"{shown:%d %B %Y} {shown.hour}:30 am", "en"),
            (f"morgen um {shown.hour} Uhr 30", "de"),
            (f"{shown:%d.%m.} {shown.hour}.30 Uhr", "de"),
            ("in 1 day", "en"),
            ("in einem Tag", "de"),
        ]:
            facts = question(text, language, the_day_before, night.zone)
            assert (facts["why"], facts["at"]) == (night.why, shown.isoformat()), text

    def test_days_keep_the_clock_time_and_hours_are_exact(self, night: Night) -> None:
        noon_before = datetime.fromisoformat(night.first).replace(hour=12) - timedelta(days=1)
        now = (noon_before - night.before).replace(tzinfo=UTC)
        assert read("in 1 day", "en", now, night.zone) == now + hours(24) + night.before - night.after
        assert read("in 24 hours", "en", now, night.zone) == now + hours(24)
        two_days_later = now + hours(48) + night.before - night.after
        assert read("in 1 day and 24 hours", "en", now, night.zone) == two_days_later

    def test_what_is_offered_can_be_sent_back(self, night: Night) -> None:
        shown = datetime.fromisoformat(night.first) + timedelta(minutes=30)
        offered = question(f"{shown:%Y-%m-%d %H:%M}", zone=night.zone)["candidates"].split()
        assert [read(each, zone=night.zone) for each in offered] == [datetime.fromisoformat(each) for each in offered]


def test_between_two_equal_clock_times_only_the_second_is_offered() -> None:
    between = datetime(2027, 10, 31, 0, 45, tzinfo=UTC)
    facts = question("2027-10-31 02:30", now=between)
    assert (facts["why"], facts["candidates"]) == ("overlap", "2027-10-31T02:30:00+01:00")
