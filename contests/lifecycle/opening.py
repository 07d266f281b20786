"""The opening of a round: when, how it is voted in, and how it is served."""

from dataclasses import replace
from datetime import datetime, timedelta

from contests.model.ballot import MARKINGS, Marking, Method, Mode
from contests.model.contest import Contest, RoundKind
from contests.rules.combining import MOST_LISTED

SHORT_LIST = 6
"""Up to this many entries are shown at once unless the contest says otherwise (RULES.md 17)."""
NO_TIME = timedelta(0)


def opened(contest: Contest, kind: RoundKind, at: datetime) -> Contest:
    """Open a round; what it is late by moves its close and every later deadline (RULES.md 4)."""
    coming = contest.round_of(kind)
    assert coming is not None, "a round that opens was planned"  # noqa: S101 - tells mypy and the reader
    moved = contest.moved(max(at - coming.opens, NO_TIME))
    found = moved.round_of(kind)
    assert found is not None, "moving keeps the rounds"  # noqa: S101 - tells mypy and the reader
    return moved.with_round(replace(found, opens=at, opened_at=at))


def method_of(method: Method, entries: int) -> Method:
    """Return how a round is voted in: nobody ranks more than a list holds, so that is approved instead."""
    is_ranked = MARKINGS[method] is Marking.RANK
    return Method.APPROVAL if is_ranked and entries > MOST_LISTED else method


def mode_of(method: Method, asked: Mode | None, entries: int) -> Mode:
    """Return how a ballot is served: ranks as a list; grades and pairs one by one; approvals as was asked."""
    marking = MARKINGS[method]
    if marking in {Marking.GRADE, Marking.COMPARE}:
        return Mode.QUEUE
    if marking is Marking.RANK:
        return Mode.LIST
    wanted = asked or (Mode.LIST if entries <= SHORT_LIST else Mode.QUEUE)
    return wanted if entries <= MOST_LISTED else Mode.QUEUE
