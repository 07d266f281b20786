"""Typed times are read as people mean them, and asked about where they may mean something else."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from babel.dates import get_month_names

from bots.when import read_span, read_when_or_span
from contests.model.span import Span
from contests.refusals import Refusal
from tests.bots.typed_times import SUNDAY_EVENING, THURSDAY, WARSAW, at, question, read


class TestWhatTheIssueNames:
    @pytest.mark.parametrize(
        ("text", "language", "shown"),
        [
            ("Friday 18:00", "en", "2026-11-27 18:00"),
            ("Friday at 6 pm", "en", "2026-11-27 18:00"),
            ("in 3 days", "en", "2026-11-25 19:00"),
            ("tomorrow 9:30", "en", "2026-11-23 09:30"),
            ("nächsten Freitag 18 Uhr", "de", "2026-11-27 18:00"),
            ("morgen um 18 Uhr", "de", "2026-11-23 18:00"),
            ("in zwei Wochen", "de", "2026-12-06 19:00"),
            ("3.12. 12:00", "de", "2026-12-03 12:00"),
            ("3.12. 12:00", "en", "2026-12-03 12:00"),
            ("2026-11-27T18:00", "en", "2026-11-27 18:00"),
            ("2026-11-27 18:00", "de", "2026-11-27 18:00"),
            ("2026-11-27T17:00Z", "en", "2026-11-27 18:00"),
            ("2026-11-27T12:00:00-05:00", "de", "2026-11-27 18:00"),
        ],
    )
    def test_is_read(self, text: str, language: str, shown: str) -> None:
        assert read(text, language) == at(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("27 November 2026 18:00", "2026-11-27 18:00"),
        ("Nov 27 6pm", "2026-11-27 18:00"),
        ("27.11.2026, 18:00", "2026-11-27 18:00"),
        ("11/27/2026 6 p.m.", "2026-11-27 18:00"),
        ("the 27th of November, 2026 at 6 p.m.", "2026-11-27 18:00"),
        ("Friday, 27 November, 18:00.", "2026-11-27 18:00"),
        ("this Friday 18:00", "2026-11-27 18:00"),
        ("by Friday 18:00", "2026-11-27 18:00"),
        ("6 PM FRIDAY", "2026-11-27 18:00"),
        ("18:00\u202f on \u200fFriday", "2026-11-27 18:00"),
        ("Friday \uff11\uff18\uff1a\uff10\uff10", "2026-11-27 18:00"),
        ("Friday at 6 in the evening", "2026-11-27 18:00"),
        ("Friday 6:30 in the evening", "2026-11-27 18:30"),
        ("Friday 9.30", "2026-11-27 09:30"),
        ("Friday 24:00", "2026-11-28 00:00"),
        ("noon tomorrow", "2026-11-23 12:00"),
        ("12 am tomorrow", "2026-11-23 00:00"),
        ("midnight", "2026-11-23 00:00"),
        ("tonight at 8", "2026-11-22 20:00"),
        ("20:00", "2026-11-22 20:00"),
        ("the day after tomorrow at 9:30", "2026-11-24 09:30"),
        ("in 36 hours", "2026-11-24 07:00"),
        ("in 90 minutes", "2026-11-22 20:30"),
        ("a week from now", "2026-11-29 19:00"),
        ("in two weeks at 18:00", "2026-12-06 18:00"),
        ("in 1 day and 12 hours", "2026-11-24 07:00"),
        ("in a month", "2026-12-22 19:00"),
        ("29 February 2028 12:00", "2028-02-29 12:00"),
        ("may 5 8pm", "2027-05-05 20:00"),
    ],
)
def test_english_is_read(text: str, shown: str) -> None:
    assert read(text) == at(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("am Freitag, den 27. November 2026, um 18:00 Uhr", "2026-11-27 18:00"),
        ("kommenden Freitag 18 Uhr 30", "2026-11-27 18:30"),
        ("Fr. 18.30 Uhr", "2026-11-27 18:30"),
        ("bis Sonnabend 18 Uhr", "2026-11-28 18:00"),
        ("Freitagabend um sechs", "2026-11-27 18:00"),
        ("Freitag halb sieben abends", "2026-11-27 18:30"),
        ("Freitag 6 Uhr", "2026-11-27 06:00"),
        ("Freitag 6 Uhr abends", "2026-11-27 18:00"),
        ("Freitag 24 Uhr", "2026-11-28 00:00"),
        ("27.11.26 18 Uhr", "2026-11-27 18:00"),
        ("heute 20 Uhr", "2026-11-22 20:00"),
        ("heute Abend um 8", "2026-11-22 20:00"),
        ("Mitternacht", "2026-11-23 00:00"),
        ("heute um Mitternacht", "2026-11-23 00:00"),
        ("übermorgen 9:30", "2026-11-24 09:30"),
        ("morgen früh um 9", "2026-11-23 09:00"),
        ("in einer Woche", "2026-11-29 19:00"),
        ("in einem Monat um 12 Uhr", "2026-12-22 12:00"),
        ("5. Mrz 2027 12 Uhr", "2027-03-05 12:00"),
    ],
)
def test_german_is_read(text: str, shown: str) -> None:
    assert read(text, "de") == at(shown)


@pytest.mark.parametrize("language", ["de", "de-AT", "de_CH", "DE"])
def test_a_region_reads_as_its_language(language: str) -> None:
    assert read("morgen 18 Uhr", language) == at("2026-11-23 18:00")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_every_month_is_known_by_its_names(language: str, width: str) -> None:
    for month, name in get_month_names(width, "format", language).items():  # type: ignore[arg-type]  # a literal
        assert read(f"5 {name} 2027 12:00", language) == at(f"2027-{month:02}-05 12:00"), name


class TestWhatIsAskedAbout:
    @pytest.mark.parametrize(
        ("text", "language", "candidates"),
        [
            ("03/04 12:00", "en", "2027-03-04T12:00:00+01:00 2027-04-03T12:00:00+02:00"),
            ("03/04/2027 12:00", "de", "2027-03-04T12:00:00+01:00 2027-04-03T12:00:00+02:00"),
            ("Friday at 6", "en", "2026-11-27T06:00:00+01:00 2026-11-27T18:00:00+01:00"),
            ("Freitag um 6", "de", "2026-11-27T06:00:00+01:00 2026-11-27T18:00:00+01:00"),
            ("half past six", "en", "2026-11-23T06:30:00+01:00 2026-11-23T18:30:00+01:00"),
            ("halb sieben", "de", "2026-11-23T06:30:00+01:00 2026-11-23T18:30:00+01:00"),
            ("viertel vor eins", "de", "2026-11-23T00:45:00+01:00 2026-11-23T12:45:00+01:00"),
            ("Freitag viertel vor zwölf", "de", "2026-11-27T11:45:00+01:00 2026-11-27T23:45:00+01:00"),
            ("Friday midnight", "en", "2026-11-27T00:00:00+01:00 2026-11-28T00:00:00+01:00"),
            ("Sunday 20:00", "en", "2026-11-22T20:00:00+01:00 2026-11-29T20:00:00+01:00"),
            ("Sonntag 18 Uhr", "de", "2026-11-29T18:00:00+01:00"),
            ("Monday, 27 November 2026, 18:00", "en", "2026-11-27T18:00:00+01:00 2026-11-30T18:00:00+01:00"),
            ("Thursday, 27 November 2026, 18:00", "en", "2026-11-26T18:00:00+01:00 2026-11-27T18:00:00+01:00"),
        ],
    )
    def test_two_meanings(self, text: str, language: str, candidates: str) -> None:
        facts = question(text, language)
        assert (facts["why"], facts["candidates"]) == ("ambiguous", candidates)

    @pytest.mark.parametrize(("text", "language"), [("next Friday 18:00", "en"), ("nächsten Freitag 18 Uhr", "de")])
    def test_next_friday_on_a_thursday_may_be_tomorrow_or_in_eight_days(self, text: str, language: str) -> None:
        facts = question(text, language, THURSDAY)
        assert facts["why"] == "ambiguous"
        assert facts["candidates"] == "2026-11-27T18:00:00+01:00 2026-12-04T18:00:00+01:00"

    def test_next_friday_is_clear_once_this_week_holds_none(self) -> None:
        friday, saturday = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=2)
        assert read("next Friday 18:00", now=friday) == at("2026-12-04 18:00")
        assert read("next Friday 18:00", now=saturday) == at("2026-12-04 18:00")

    def test_on_a_sunday_a_new_week_has_begun_in_english_and_not_in_german(self) -> None:
        assert question("next Friday 18:00")["why"] == "ambiguous"
        assert read("nächsten Freitag 18 Uhr", "de") == at("2026-11-27 18:00")

    def test_next_monday_is_hardly_tomorrow_and_may_be(self) -> None:
        facts = question("nächsten Montag 18 Uhr", "de")
        assert facts["candidates"] == "2026-11-23T18:00:00+01:00 2026-11-30T18:00:00+01:00"

    def test_a_weekday_settles_what_day_and_month_leave_open(self) -> None:
        assert read("Saturday 03/04/2027 12:00") == at("2027-04-03 12:00")

    @pytest.mark.parametrize(
        ("text", "language", "day"),
        [
            ("Friday", "en", "2026-11-27"),
            ("November 27", "en", "2026-11-27"),
            ("1.12.", "de", "2026-12-01"),
            ("2026-11-27", "en", "2026-11-27"),
            ("übermorgen", "de", "2026-11-24"),
            ("Friday evening", "en", "2026-11-27"),
            ("9.10.", "de", "2027-10-09"),
            ("Samstag 9.10", "de", "2027-10-09"),
            ("morgen früh", "de", "2026-11-23"),
        ],
    )
    def test_a_day_without_a_clock_time(self, text: str, language: str, day: str) -> None:
        facts = question(text, language)
        assert (facts["why"], facts["at"]) == ("no_time", day)

    @pytest.mark.parametrize(
        ("text", "shown", "candidates"),
        [
            ("18:00", "2026-11-22T18:00:00+01:00", "2026-11-23T18:00:00+01:00"),
            ("noon", "2026-11-22T12:00:00+01:00", "2026-11-23T12:00:00+01:00"),
            ("19:00", "2026-11-22T19:00:00+01:00", "2026-11-23T19:00:00+01:00"),
            ("today 18:00", "2026-11-22T18:00:00+01:00", ""),
            ("yesterday 18:00", "2026-11-21T18:00:00+01:00", ""),
            ("20 November 18:00", "2026-11-20T18:00:00+01:00", "2027-11-20T18:00:00+01:00"),
            ("2025-11-27 18:00", "2025-11-27T18:00:00+01:00", ""),
            ("2026-11-22T18:00:00Z", "2026-11-22T19:00:00+01:00", ""),
        ],
    )
    def test_what_is_past(self, text: str, shown: str, candidates: str) -> None:
        facts = question(text)
        assert (facts["why"], facts["at"], facts["candidates"]) == ("past", shown, candidates)

    @pytest.mark.parametrize(
        "text",
        [
            *("", " ", "?", "soon", "now", "end of the month", "next week", "Friday-ish 18:00", "Friday 18:00 or so"),
            *("Friday 25:00", "Friday 18:60", "Friday 13 pm", "Friday 0 am", "Friday 18:00 in the morning"),
            *("31.11. 12:00", "30.2.2027 12:00", "29 February 2027 12:00", "2026-11-31T18:00", "32/12/2026 12:00"),
            *("Friday 6", "Friday 1800", "Friday Saturday 18:00", "tomorrow 9:30 18:00", "18:00 19:00"),
            *("10:00 EST", "Friday 18:00 CET", "Freitag 18 Uhr", "3 days", "in 0 days", "in 3 days ago"),
            *("in 3", "in hours", "in 3 hours at 20:00", "in 99999 years", "in 90m", "tomorrow 9.10"),
            *("27 Foovember 18:00", "27 hours 2026 18:00", "27 may may 18:00", "9999-01-01 12:00"),
            "Friday 18:00" + " " * 100,
        ],
    )
    def test_what_cannot_be_read(self, text: str) -> None:
        facts = question(text)
        assert (facts["why"], facts["candidates"]) == ("unreadable", "")
        assert facts["text"] == text[:100]
        assert facts["zone"] == "Europe/Warsaw"


class TestSpans:
    @pytest.mark.parametrize(
        ("text", "language", "iso"),
        [
            ("3 days", "en", "P3D"),
            ("24h", "en", "PT24H"),
            ("24 h", "de", "PT24H"),
            ("2 weeks", "en", "P14D"),
            ("90 minutes", "en", "PT1H30M"),
            ("90 Min.", "de", "PT1H30M"),
            ("1 day 12 hours", "en", "P1DT12H"),
            ("1 Tag und 12 Stunden", "de", "P1DT12H"),
            ("1d12h", "en", "P1DT12H"),
            ("an hour", "en", "PT1H"),
            ("6 months", "en", "P6M"),
            ("sechs Monate", "de", "P6M"),
            ("zwei Tage", "de", "P2D"),
            ("eine Woche", "de", "P7D"),
            ("a year", "en", "P12M"),
            ("2 days", "de", "P2D"),
            ("ein Tag und zwei Stunden", "en", "P1DT2H"),
            ("12 hours", "pl", "PT12H"),
            ("P6M", "en", "P6M"),
            ("PT24H", "de", "PT24H"),
        ],
    )
    def test_are_read(self, text: str, language: str, iso: str) -> None:
        span = read_span(text, language=language)
        assert span.iso() == iso
        assert read_when_or_span(text, language=language, zone=WARSAW, now=SUNDAY_EVENING) == span

    @pytest.mark.parametrize(
        "text",
        ["", "3", "days", "0 days", "-3 days", "1.5 days", "3 days and", "3 days ago", "in 3 days", "90m", "P", "P0D"],
    )
    def test_are_asked_about_otherwise(self, text: str) -> None:
        with pytest.raises(Refusal) as asked:
            read_span(text, language="en")
        assert (asked.value.key, dict(asked.value.facts)) == ("when_unclear", {"why": "no_span", "text": text})

    @pytest.mark.parametrize("text", ["101 years", "99999 days", "P99999999999M", "P9999999999D", "PT9999999999999H"])
    def test_of_more_than_a_century_are_asked_about(self, text: str) -> None:
        with pytest.raises(Refusal):
            read_span(text, language="en")

    def test_three_days_are_a_length_and_in_three_days_is_a_time(self) -> None:
        def either(text: str) -> datetime | Span:
            return read_when_or_span(text, language="en", zone=WARSAW, now=SUNDAY_EVENING)

        assert either("3 days") == Span(days=3)
        assert either("in 3 days") == at("2026-11-25 19:00")
        assert either("Friday 18:00") == at("2026-11-27 18:00")


def test_dateparser_is_imported_when_a_month_in_words_is_first_read() -> None:
    code = "import sys, bots.when; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own words
