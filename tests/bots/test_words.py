"""The catalogues are complete, and each language words times, numbers and lists its own way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.words import LANGUAGES, N_, Words, path_of, words
from bots.words.extraction import counted, extracted, forms, merged, read, summary, written
from bots.words.measures import largest_two, tenths_of_a_unit

if TYPE_CHECKING:
    from pathlib import Path

    from babel.messages.catalog import Message

TRANSLATED = LANGUAGES[1:]
IDENTICAL = {  # language: message: why it reads as in English
    "de": {
        "{moment}, in {span}": "German says 'in' too",
        "Administrator": "the same word",
        "Alumni": "the same word",
        "Jury": "the same word",
        "Link": "the same word",
        "Logo": "the same word",
        "Name": "the same word",
        "Person": "the same word",
        "Remix": "the same word",
        "Sponsor": "the same word",
        "Text": "the same word",
        "Video: {what}": "the same word",
    },
}
CLOSE = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
SECONDS_IN = {"day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def translations(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_every_message_translated(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = merged(language, extracted())
    with capsys.disabled():
        print(f"\n{language}: {summary(catalogue)}")
    assert counted(catalogue).missing == ()


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_identical_to_english_has_its_reason(language: str) -> None:
    assert set(counted(read(language)).identical) == set(IDENTICAL[language])


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_no_unused_entry_and_is_written_the_one_way(language: str) -> None:
    assert path_of(language).read_bytes() == written(merged(language, extracted()))


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in translations(language):
        if not all(forms(message.string)):
            continue  # told by the first test
        *some, last = forms(message.string)
        assert placeholders(last) == placeholders(forms(message.id)[-1]), message.id
        assert all(placeholders(form) <= placeholders(last) for form in some), message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_uncertain(language: str) -> None:
    assert [message.id for message in translations(language) if message.fuzzy] == []


def test_messages_are_found_in_code_pages_and_scripts(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text('t._("From {place}", place=1)\nN_("later")\nt.n_("{n} vote", "{n} votes", 3)')
    (tmp_path / "page.html").write_text('{% if t.n_("{n} day", "{n} days", n) %}{{ t._("In " ~ x) }}{% endif %}')
    (tmp_path / "room.js").write_text('say(t("Sent")); say("not for people")')
    found = {message.id for message in extracted(tmp_path) if message.id}
    assert found == {"From {place}", "later", ("{n} vote", "{n} votes"), ("{n} day", "{n} days"), "Sent"}


def test_translations_stay_and_dead_ones_go_when_a_catalogue_is_brought_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text('t._("{moment}, {span} ago")\nt._("not yet translated")')
    catalogue = merged("de", extracted(tmp_path))
    assert catalogue["{moment}, {span} ago"].string == "{moment}, vor {span}"
    assert counted(catalogue).missing == ("not yet translated",)
    assert b"{moment}, in {span}" not in written(catalogue)


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE_ch", "de"),
        ("en-US", "en"),
        ("xx", "en"),
        ("", "en"),
        ("../de", "en"),
    ],
)
def test_a_region_falls_back_to_its_language_and_the_unknown_to_english(asked: str, got: str) -> None:
    assert words(asked).language == got
    assert words(asked) is words(got)


def test_a_message_that_no_catalogue_knows_stays_english() -> None:
    unknown = "Nobody translated {what}"
    assert words("de")._(unknown, what="this") == "Nobody translated this"
    assert N_(unknown) == unknown


@given(st.text())
def test_what_a_member_typed_is_never_read_as_a_pattern(typed: str) -> None:
    pattern = "By {author}"
    assert words("en")._(pattern, author=typed) == f"By {typed}"
    assert typed in words("de").listed(["A", typed, "B"])


@pytest.mark.parametrize(
    ("language", "worded"),
    [
        ("en", "Friday 27 November 2026, 18:00, Europe/Warsaw, in 4 days 22 hours"),
        ("de", "Freitag, 27. November 2026, 18:00 Uhr, Europe/Warsaw, in 4 Tagen 22 Stunden"),
    ],
)
def test_a_moment_is_worded_in_full(language: str, worded: str) -> None:
    t = words(language)
    assert t.moment_from(CLOSE, "Europe/Warsaw", CLOSE - timedelta(days=4, hours=22)) == worded
    assert worded.startswith(t.moment(CLOSE, "Europe/Warsaw"))


@pytest.mark.parametrize(("language", "ending"), [("en", ", 1 day 1 hour ago"), ("de", ", vor 1 Tag 1 Stunde")])
def test_a_moment_that_is_over_says_how_long_ago(language: str, ending: str) -> None:
    over = words(language).moment_from(CLOSE, "Europe/Warsaw", CLOSE + timedelta(days=1, hours=1))
    assert over.endswith(ending)


@pytest.mark.parametrize(
    ("seconds", "ending"), [(0, ", now"), (59, ", now"), (60, ", 1 minute ago"), (-1, ", in 1 second")]
)
def test_what_has_just_come_reads_as_now(seconds: int, ending: str) -> None:
    assert words("en").moment_from(CLOSE, "Europe/Warsaw", CLOSE + timedelta(seconds=seconds)).endswith(ending)


def test_an_hour_that_the_clocks_repeat_says_which_one_it_is() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    t = words("en")
    assert t.moment(first, "Europe/Warsaw").endswith("02:30, Europe/Warsaw (GMT+02:00)")
    assert t.moment(first + timedelta(hours=1), "Europe/Warsaw").endswith("02:30, Europe/Warsaw (GMT+01:00)")


def test_a_day_is_that_of_the_zone() -> None:
    assert words("en").day(CLOSE, "Asia/Tokyo") == "28 November 2026"
    assert words("de").day(CLOSE, "Europe/Warsaw") == "27. November 2026"


def test_a_time_without_a_zone_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        words("en").moment(CLOSE.replace(tzinfo=None), "Europe/Warsaw")


@pytest.mark.parametrize(
    ("length", "worded"),
    [
        (timedelta(days=4, hours=22, minutes=59), "4 days 22 hours"),
        (timedelta(days=3) - timedelta(seconds=1), "3 days"),
        (timedelta(hours=1, seconds=31), "1 hour 1 minute"),
        (timedelta(minutes=1, seconds=1), "1 minute 1 second"),
        (timedelta(seconds=59.6), "1 minute"),
        (timedelta(0), "0 seconds"),
    ],
)
def test_a_span_is_worded_by_its_two_largest_units(length: timedelta, worded: str) -> None:
    assert words("en").span(length) == worded


@given(st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_a_span_promises_no_more_than_half_a_minute_too_much(length: timedelta) -> None:
    parts = largest_two(length)
    told = sum(count * SECONDS_IN[unit] for count, unit in parts)
    assert told <= length.total_seconds() + 30
    assert length.total_seconds() - told < max(SECONDS_IN[parts[0][1]], 30)


@given(st.integers(0, 2**50))
def test_a_size_is_never_told_smaller_than_it_is(n_bytes: int) -> None:
    tenths, unit = tenths_of_a_unit(n_bytes)
    one = 1024 ** ("B", "KiB", "MiB", "GiB", "TiB").index(unit)
    assert 0 <= tenths * one - n_bytes * 10 < one


@pytest.mark.parametrize(
    ("language", "size", "number", "listed"),
    [("en", "10.1 MiB", "12,345.6", "A, B and C"), ("de", "10,1 MiB", "12.345,6", "A, B und C")],
)
def test_sizes_numbers_and_lists_are_written_as_the_language_does(
    language: str, size: str, number: str, listed: str
) -> None:
    t: Words = words(language)
    assert t.size(10 * 1024**2 + 1) == size
    assert t.number(12345.6) == number
    assert t.listed(["A", "B", "C"]) == listed


@pytest.mark.parametrize("n", [0, 1, 2, 1000])
def test_a_plural_counts_as_the_language_does(n: int) -> None:
    one, many = "{n} entry by {who}", "{n} entries by {who}"
    expected = {0: "0 entries", 1: "1 entry", 2: "2 entries", 1000: "1,000 entries"}[n]
    assert words("en").n_(one, many, n, who="Cleo") == f"{expected} by Cleo"
