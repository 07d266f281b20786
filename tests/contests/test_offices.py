"""Ambassadors: who is offered the office, how it passes on, and what a disqualification does to it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contests.lifecycle import advance, deadlines
from contests.lifecycle.correcting import reinstate, strike
from contests.lifecycle.offices import accept, decline, leave
from contests.lifecycle.steering import schedule
from contests.model.ambassador import OfferState
from contests.model.announcement import Audience, News
from contests.model.contest import Contest, State
from contests.model.entry import Entry
from contests.refusals import Refusal
from tests.contests.making import DAY, NOON, contest, count, entry, facts

END = NOON + 3 * DAY


def decided(votes: dict[str, int], entries: list[Entry] | None = None, **rules: Any) -> Contest:
    given = facts(entries or [entry(name) for name in votes], count(votes))
    one = schedule(contest(**rules), NOON)
    for moment in (NOON, NOON + 2 * DAY, END):
        one = advance(one, given, moment).contest
    assert one.state is State.DECIDED
    return one


def held(one: Contest) -> list[tuple[str, str]]:
    return [(offer.entry, offer.state.value) for offer in one.offers]


def test_the_first_in_the_order_is_offered_the_office() -> None:
    assert held(decided({"a": 3, "b": 2})) == [("a", "open")]


def test_one_member_is_offered_one_office_whatever_their_entries() -> None:
    entries = [entry("a", member="ann"), entry("b", member="ann"), entry("d", member="bob")]
    one = decided({"a": 5, "b": 4, "d": 3}, entries, ambassadors=2)
    assert [offer.member for offer in one.offers] == ["ann", "bob"]


def test_nobody_without_an_approval_is_offered_it() -> None:
    assert held(decided({"a": 0, "b": 0})) == []


def test_a_declined_office_passes_to_all_who_tie_at_the_next_rank() -> None:
    one = decided({"a": 5, "b": 3, "d": 3})
    step = decline(one, one.offers[0], END)
    assert held(step.contest) == [("a", "declined"), ("b", "open"), ("d", "open")]
    assert [said.kind for said in step.said] == [News.OFFER, News.OFFER]


def test_an_office_passes_on_only_while_fewer_than_n_are_held_or_offered() -> None:
    one = decided({"a": 5, "b": 5, "d": 3})
    assert held(one) == [("a", "open"), ("b", "open")]
    assert held(decline(one, one.offers[0], END).contest) == [("a", "declined"), ("b", "open")]


def test_silence_passes_it_on_after_the_answer_time() -> None:
    one = decided({"a": 5, "b": 3})
    assert advance(one, facts([]), END + 7 * DAY - timedelta(seconds=1)).said == ()
    step = advance(one, facts([]), END + 7 * DAY)
    assert held(step.contest) == [("a", "lapsed"), ("b", "open")]
    assert [said.kind for said in step.said] == [News.OFFER_CLOSED, News.OFFER]


def test_accepting_begins_a_term_that_ends_as_alumni() -> None:
    one = decided({"a": 5})
    step = accept(one, one.offers[0], END)
    assert [said.kind for said in step.said] == [News.AMBASSADOR]
    term = next(due for due in deadlines(step.contest) if due.step == "term_ends")
    ended = advance(step.contest, facts([]), term.at)
    assert ended.contest.offers[0].state is OfferState.ENDED


def test_an_answer_after_the_time_is_too_late_and_a_second_one_is_decided() -> None:
    one = decided({"a": 5})
    with pytest.raises(Refusal) as late:
        accept(one, one.offers[0], END + 7 * DAY)
    assert late.value.key == "too_late"
    taken = accept(one, one.offers[0], END).contest
    with pytest.raises(Refusal) as again:
        decline(taken, taken.offers[0], END)
    assert again.value.key == "already_decided"


def test_leaving_does_not_pass_the_office_on() -> None:
    one = decided({"a": 5, "b": 3})
    taken = accept(one, one.offers[0], END).contest
    assert held(leave(taken, taken.offers[0], END).contest) == [("a", "left")]


def test_a_disqualified_winner_loses_reward_and_office_and_the_order_closes_up() -> None:
    step = strike(decided({"a": 5, "b": 3, "d": 1}), "a", "bought votes", END)
    assert [(line.entry, line.rank, line.reward) for line in step.contest.standings] == [
        ("b", 1, "a bag"),
        ("d", 2, "a cup"),
        ("a", 0, None),
    ]
    assert held(step.contest) == [("a", "revoked"), ("b", "open")]
    assert News.CORRECTION in [said.kind for said in step.said]


def test_a_correction_tells_whoever_wins_something_new_and_gives_the_managers_the_winners_anew() -> None:
    step = strike(decided({"a": 5, "b": 3, "d": 2, "e": 1}), "a", "bought votes", END)
    assert [said.entry for said in step.said if said.kind is News.RANK] == ["b", "d"]
    assert [said.audience for said in step.said if said.kind is News.WINNERS] == [Audience.DESK]


def test_undoing_puts_the_line_back_but_an_office_that_passed_on_stays_passed() -> None:
    one = decided({"a": 5, "b": 3})
    back = reinstate(strike(one, "a", "a mistake", END).contest, "a", "looked again", END).contest
    assert [(line.entry, line.rank, line.reward) for line in back.standings] == [("a", 1, "a bag"), ("b", 2, "a cup")]
    assert held(back) == [("a", "revoked"), ("b", "open")]


def test_nobody_who_held_or_was_offered_one_gets_a_second() -> None:
    entries = [entry("a", member="ann"), entry("b", member="ann"), entry("d", member="bob")]
    one = decided({"a": 5, "b": 4, "d": 3}, entries)
    step = strike(one, "a", "not own work", END)
    assert [offer.member for offer in step.contest.offers] == ["ann", "bob"]


def test_archived_comes_thirty_days_after_the_announcement_but_not_before_the_last_offer_is_closed() -> None:
    told = replace(decided({"a": 5}, answer=contest().rules.term), state=State.ANNOUNCED, announced_at=END)
    assert "archive" not in [due.step for due in deadlines(told)]
    closed = decline(told, told.offers[0], END).contest
    assert advance(closed, facts([]), END + 30 * DAY).contest.state is State.ARCHIVED
