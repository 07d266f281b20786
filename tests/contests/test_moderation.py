"""Verdicts on entries, and what can be taken back when."""

from dataclasses import replace
from fractions import Fraction

import pytest

from contests.model.contest import Round, RoundKind, State
from contests.model.entry import Entry, EntryState
from contests.model.standing import Standing
from contests.refusals import Refusal
from contests.rules.moderation import Verdict, decide
from tests.contests.making import HOUR, NOON, contest, entry


def disqualified(name: str = "a") -> Entry:
    return decide(contest(State.VOTING), entry(name), Verdict.DISQUALIFY, "m", NOON, rule="vote_buying", reason="Paid")


def test_a_disqualification_remembers_by_whom_by_which_rule_why_and_what_was_before() -> None:
    [decision] = disqualified().decisions
    assert (decision.by, decision.rule, decision.reason, decision.before) == (
        "m",
        "vote_buying",
        "Paid",
        EntryState.ADMITTED,
    )


def test_undone_during_the_vote_it_takes_part_again_without_a_reason() -> None:
    assert decide(contest(State.VOTING), disqualified(), Verdict.UNDO, "m", NOON).state is EntryState.ADMITTED


def test_undone_after_the_decision_it_needs_a_reason_and_a_place_in_the_frozen_order() -> None:
    line = Standing("a", "m-a", 1, Fraction(1), 1, 1, frozen_rank=1, struck=True)
    decided = replace(contest(State.ANNOUNCED), standings=(line,))
    with pytest.raises(Refusal) as refused:
        decide(decided, disqualified(), Verdict.UNDO, "m", NOON)
    assert refused.value.key == "needs_argument"
    assert decide(decided, disqualified(), Verdict.UNDO, "m", NOON, reason="Forged").state is EntryState.ADMITTED


def test_what_the_decision_was_made_without_stays_out() -> None:
    with pytest.raises(Refusal) as refused:
        decide(contest(State.DECIDED), disqualified(), Verdict.UNDO, "m", NOON, reason="Forged")
    assert (refused.value.key, refused.value.facts["why"]) == ("too_late", "not_counted")


@pytest.mark.parametrize("verdict", [Verdict.DISQUALIFY, Verdict.UNDO])
def test_an_archived_contest_is_read_only(verdict: Verdict) -> None:
    one = entry("a") if verdict is Verdict.DISQUALIFY else disqualified()
    with pytest.raises(Refusal) as refused:
        decide(contest(State.ARCHIVED), one, verdict, "m", NOON, rule="vote_buying", reason="Paid")
    assert (refused.value.key, refused.value.facts["why"]) == ("already_decided", "archived")


def test_the_slower_of_two_moderators_is_told_who_was_faster() -> None:
    with pytest.raises(Refusal) as refused:
        decide(contest(State.VOTING), disqualified(), Verdict.DISQUALIFY, "n", NOON, rule="vote_buying", reason="Too")
    assert (refused.value.key, refused.value.facts["by"]) == ("already_decided", "m")


def test_what_was_out_when_the_vote_was_counted_stays_out_while_a_final_or_a_draw_is_awaited() -> None:
    voting = Round("cv", RoundKind.VOTING, NOON, NOON + HOUR, NOON, NOON + HOUR)
    counted = replace(contest(State.VOTING), rounds=(voting,))
    with pytest.raises(Refusal) as refused:
        decide(counted, disqualified(), Verdict.UNDO, "m", NOON + HOUR)
    assert (refused.value.key, refused.value.facts["why"]) == ("too_late", "not_counted")
    line = Standing("a", "m-a", 1, Fraction(1), 1, 1, frozen_rank=1)
    with_it = replace(counted, standings=(line,))
    assert decide(with_it, disqualified(), Verdict.UNDO, "m", NOON + HOUR).state is EntryState.ADMITTED
    longer = counted.with_round(replace(voting, closed_at=None))
    assert decide(longer, disqualified(), Verdict.UNDO, "m", NOON + HOUR).state is EntryState.ADMITTED, "it goes on"
