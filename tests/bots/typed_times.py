"""What the tests of typed times share: a Sunday evening in Warsaw, and short words for reading and asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bots.when import read_when
from contests.refusals import Refusal

WARSAW, NEW_YORK = ZoneInfo("Europe/Warsaw"), ZoneInfo("America/New_York")
SUNDAY_EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
"""19:00 in Warsaw; all fixed examples are typed then, there."""
THURSDAY = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
"""Noon in Warsaw."""


def at(shown: str, zone: ZoneInfo = WARSAW, fold: int = 0) -> datetime:
    return datetime.fromisoformat(shown).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def read(text: str, language: str = "en", now: datetime = SUNDAY_EVENING, zone: ZoneInfo = WARSAW) -> datetime:
    return read_when(text, language=language, zone=zone, now=now)


def question(
    text: str, language: str = "en", now: datetime = SUNDAY_EVENING, zone: ZoneInfo = WARSAW
) -> dict[str, str]:
    """Return the facts with which a text is asked about."""
    with pytest.raises(Refusal) as asked:
        read(text, language, now, zone)
    assert asked.value.key == "when_unclear"
    return {name: str(fact) for name, fact in asked.value.facts.items()}


def hours(n: int) -> timedelta:
    return timedelta(hours=n)
