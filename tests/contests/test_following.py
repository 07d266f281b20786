"""What follows from a change of a contest for calendars, ambassadors' marks and galleries: decided without a clock."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from contests.lifecycle.following import ambassadors, followed, in_calendars, looks_other
from contests.lifecycle.steering import cancel, extend, pause, resume, schedule
from contests.model.ambassador import Offer, OfferState
from contests.model.announcement import Audience, News
from contests.model.contest import Contest, RoundKind, State
from contests.model.span import Span
from tests.contests.making import DAY, HOUR, NOON, contest

SCHEDULED = schedule(contest(), NOON)


def offered(state: OfferState, member: str = "ann", before: Contest = SCHEDULED) -> Contest:
    offer = Offer(f"o-{member}", "c", "e", member, state, NOON, NOON + DAY)
    return replace(before, offers=(*before.offers, offer))


def kinds(before: Contest, after: Contest) -> list[tuple[News, str | None]]:
    return [(one.kind, one.member) for one in followed(before, after)]


CALENDAR = (News.CALENDAR, None)


def test_a_calendar_is_told_of_whatever_moves_its_dates() -> None:
    paused = pause(SCHEDULED, NOON + HOUR).contest
    for before, after in (
        (contest(), SCHEDULED),
        (SCHEDULED, extend(SCHEDULED, Span(delta=HOUR), "Snow", NOON).contest),
        (SCHEDULED, paused),
        (paused, resume(paused, NOON + 2 * HOUR).contest),
        (SCHEDULED, cancel(SCHEDULED, "Rain").contest),
        (SCHEDULED, replace(SCHEDULED, brief=replace(SCHEDULED.brief, title="Another"))),
    ):
        assert kinds(before, after) == [CALENDAR]
    assert {one.audience for one in followed(contest(), SCHEDULED)} == {Audience.CALENDARS}


def test_what_moves_no_date_tells_no_calendar() -> None:
    assert followed(SCHEDULED, SCHEDULED) == ()
    assert followed(contest(), cancel(contest(), "draft").contest) == ()
    reminded = replace(SCHEDULED, reminded=frozenset({"a"}), version=9)
    assert followed(SCHEDULED, reminded) == ()


def test_a_calendar_shows_no_time_that_nobody_knows() -> None:
    assert [one.kind for one in in_calendars(SCHEDULED)] == [RoundKind.SUBMISSION, RoundKind.VOTING]
    entering, voting = SCHEDULED.rounds
    closed = replace(entering, opened_at=NOON, closed_at=entering.closes)
    review = replace(SCHEDULED, state=State.REVIEW, rounds=(closed, voting))
    assert in_calendars(review) == (voting,)
    assert in_calendars(replace(review, waiting_since=NOON + 2 * DAY)) == ()
    assert in_calendars(replace(review, paused_at=NOON)) == ()
    final = replace(voting, id="cf", kind=RoundKind.FINAL)
    assert in_calendars(review.with_round(final)) == (voting, final)
    assert in_calendars(replace(review.with_round(final), waiting_since=NOON + 2 * DAY)) == ()


@pytest.mark.parametrize("state", OfferState)
def test_a_mark_is_worn_while_the_office_is_held_and_no_longer(state: OfferState) -> None:
    held = state is OfferState.ACCEPTED
    assert ambassadors(offered(state)) == ({"ann"} if held else set())
    assert kinds(offered(OfferState.OPEN), offered(state)) == ([(News.OFFICE, "ann")] if held else [])
    assert kinds(offered(OfferState.ACCEPTED), offered(state)) == ([] if held else [(News.OFFICE, "ann")])


def test_each_whose_office_changed_is_told_of_once() -> None:
    before = offered(OfferState.ACCEPTED, "bob", offered(OfferState.OPEN, "ann"))
    after = offered(OfferState.LEFT, "bob", offered(OfferState.ACCEPTED, "ann"))
    assert kinds(before, after) == [(News.OFFICE, "ann"), (News.OFFICE, "bob")]


def test_entries_look_other_when_a_vote_opens_or_ends_and_when_authors_are_named() -> None:
    states = [State.SUBMISSION, State.REVIEW, State.VOTING, State.RUNOFF, State.DECIDED, State.ANNOUNCED]
    voting = replace(SCHEDULED.rounds[1], opened_at=NOON)
    steps = [replace(SCHEDULED, state=state).with_round(voting) for state in states]
    told = [looks_other(before, after) for before, after in pairwise(steps)]
    assert told == [False, True, False, True, False]
    assert looks_other(steps[2], replace(steps[2], state=State.CANCELLED))
    moved = replace(steps[2], rounds=tuple(one.moved(timedelta(hours=1)) for one in steps[2].rounds))
    assert not looks_other(steps[2], moved)
    previewed = steps[2].with_round(replace(voting, closed_at=voting.closes))
    assert looks_other(steps[2], previewed), "nobody votes while the managers look at who goes on to the final"
