"""Lengths of time: calendar months and days keep the clock time, hours are exact."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.model.span import Span

WARSAW = ZoneInfo("Europe/Warsaw")
SPANS = st.builds(
    Span,
    months=st.integers(0, 1200),
    days=st.integers(0, 40_000),
    delta=st.integers(0, 10**9).map(lambda seconds: timedelta(seconds=seconds)),
)
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis asks for naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - hypothesis asks for naive bounds
    timezones=st.just(UTC),
)


def warsaw(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=WARSAW)  # type: ignore[arg-type,misc]  # mypy cannot tell how many numbers


@pytest.mark.parametrize(
    ("span", "start", "end"),
    [
        (Span(months=6), warsaw(2026, 11, 27, 18, 0), warsaw(2027, 5, 27, 18, 0)),
        (Span(months=1), warsaw(2027, 1, 31, 12, 0), warsaw(2027, 2, 28, 12, 0)),
        (Span(months=1), warsaw(2028, 1, 31, 12, 0), warsaw(2028, 2, 29, 12, 0)),
        (Span(months=12), warsaw(2028, 2, 29, 12, 0), warsaw(2029, 2, 28, 12, 0)),
        (Span(months=1, days=1), warsaw(2027, 1, 31, 12, 0), warsaw(2027, 3, 1, 12, 0)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(span: Span, start: datetime, end: datetime) -> None:
    assert span.after(start, WARSAW) == end


def test_a_day_keeps_the_clock_time_and_24_hours_do_not() -> None:
    friday_night = warsaw(2027, 3, 27, 18, 0)
    assert Span(days=1).after(friday_night, WARSAW) == warsaw(2027, 3, 28, 18, 0)
    assert Span(delta=timedelta(hours=24)).after(friday_night, WARSAW) == warsaw(2027, 3, 28, 19, 0)


def test_days_that_end_in_a_skipped_hour_end_that_much_later() -> None:
    assert Span(days=1).after(warsaw(2027, 3, 27, 2, 30), WARSAW) == warsaw(2027, 3, 28, 3, 30)


def test_days_that_end_in_a_repeated_hour_end_at_its_first() -> None:
    end = Span(days=1).after(warsaw(2027, 10, 30, 2, 30), WARSAW)
    assert end == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_hours_leave_the_second_of_two_equal_clock_times_where_it_is() -> None:
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert Span(delta=timedelta(hours=1)).after(second, WARSAW) == second + timedelta(hours=1)


@given(SPANS, MOMENTS)
def test_a_span_ends_in_utc_and_not_before_it_begins(span: Span, at: datetime) -> None:
    end = span.after(at, WARSAW)
    assert end.tzinfo is UTC
    assert end >= at


@given(SPANS)
def test_iso_is_read_as_what_was_written(span: Span) -> None:
    assert Span.parse_iso(span.iso()) == span


@pytest.mark.parametrize(
    ("span", "iso"),
    [
        (Span(months=6), "P6M"),
        (Span(days=7), "P7D"),
        (Span(delta=timedelta(hours=24)), "PT24H"),
        (Span(days=1, delta=timedelta(minutes=90)), "P1DT1H30M"),
        (Span(), "PT0S"),
    ],
)
def test_iso_names_its_units(span: Span, iso: str) -> None:
    assert span.iso() == iso


def test_iso_years_and_weeks_are_months_and_days() -> None:
    assert Span.parse_iso("P1Y2W") == Span(months=12, days=14)


@pytest.mark.parametrize("text", ["", "P", "PT", "P1DT", "7D", "P-7D", "P1.5D", "p7d", "P7D ", "P1D1M", "PT1D"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO 8601 duration"):
        Span.parse_iso(text)


@pytest.mark.parametrize("parts", [{"months": -1}, {"days": -1}, {"delta": timedelta(seconds=-1)}])
def test_a_span_never_goes_back(parts: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(**parts)  # type: ignore[arg-type]  # a timedelta among the numbers


def test_past_the_last_year_it_overflows() -> None:
    with pytest.raises(OverflowError):
        Span(months=12 * 8000).after(warsaw(2027, 1, 1), WARSAW)


def test_only_nothing_is_false() -> None:
    assert not Span()
    assert Span(delta=timedelta(seconds=1))


def test_spans_add_up_part_by_part() -> None:
    assert Span(days=1) * 3 + Span(months=1) == Span(months=1, days=3)
