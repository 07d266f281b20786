"""Whatever is typed is a time to come or a question, never another error."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.when import read_when_or_span
from contests.model.span import Span
from contests.refusals import Refusal
from tests.bots.typed_times import NEW_YORK, SUNDAY_EVENING, WARSAW, read
from tests.halves import of_a_hundred

ENGLISH = """friday monday this next tomorrow today tonight in at am pm the of november may sept half past to six
    noon midnight evening week weeks days months hours h m a and from now ago"""
GERMAN = """freitag montag nächsten kommenden morgen heute um am uhr dezember mai halb sieben mitternacht abends
    früh wochen tage jahre eine und"""
NUMBERS = """3 12 27 2026 99999 0 18:00 9.30 3.12. 27.11.2026 03/04 31/31 p7d pt24H T18:00 +01:00 z - : . , / @ est"""
STRANGE = ["\u0663", "\uff11\uff18", "שלום", "مرحبا", "пятница", "金曜日", "\u202e", "\ud800", "\x00", "e\u0301"]
WORDS = [*ENGLISH.split(), *GERMAN.split(), *NUMBERS.split(), *STRANGE]
ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.text(min_size=90, max_size=3000),
    st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join),
    st.from_regex(r"[0-9]{1,4}([-/.:] ?[0-9]{1,4}){1,4}( [0-9]{1,2}:[0-9]{2})?Z?", fullmatch=True),
    st.from_regex(r"[0-9]{1,2}[. ] ?\w{3,12} [0-9]{1,2}:[0-9]{2}", fullmatch=True),
)


@given(ANY_TEXT, st.sampled_from(["en", "de", "pl", ""]), st.sampled_from([WARSAW, NEW_YORK, ZoneInfo("Pacific/Apia")]))
@settings(max_examples=of_a_hundred(400))
@example("0001-01-01T00:00+14:00", "en", WARSAW)
@example("9999-12-31 23:59", "en", NEW_YORK)
@example("x" * 1_000_000, "en", WARSAW)
@example("ﷺ" * 100, "de", WARSAW)
def test_any_text_is_a_time_to_come_or_a_question(text: str, language: str, zone: ZoneInfo) -> None:
    try:
        when = read_when_or_span(text, language=language, zone=zone, now=SUNDAY_EVENING)
    except Refusal as asked:
        assert asked.key == "when_unclear"  # noqa: PT017 - not raising is as good
        offered = str(asked.facts["candidates"]).split()
        assert all(read(each, language, zone=zone) == datetime.fromisoformat(each) for each in offered)
        return
    if isinstance(when, Span):
        assert when
        when = when.after(SUNDAY_EVENING, zone)
    assert when.tzinfo is UTC
    assert when > SUNDAY_EVENING


@given(
    st.datetimes(datetime(2026, 11, 24), datetime(2199, 12, 1), timezones=st.timezones()),  # noqa: DTZ001 - naive bounds
    st.sampled_from(["en", "de"]),
)
def test_iso_is_read_as_what_was_written(moment: datetime, language: str) -> None:
    exact = moment.astimezone(UTC)
    assert read(exact.isoformat(), language) == exact
    assert read(exact.astimezone(NEW_YORK).isoformat(), language) == exact
