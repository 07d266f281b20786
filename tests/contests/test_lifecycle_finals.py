"""Qualify, preview, final, run-off: each step once, with its own numbers, however late."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contests.counting.profile import profile_of
from contests.lifecycle import Facts, Step, advance, deadlines, settle
from contests.lifecycle.advance import start_final
from contests.lifecycle.steering import extend, pause, resume, schedule
from contests.model.announcement import Audience, News
from contests.model.ballot import NO_AWARD, Count, Method, Mode, Tally, Voters
from contests.model.contest import Contest, Final, Round, RoundKind, State, TieRule
from contests.model.entry import EntryState
from contests.model.span import Span
from contests.refusals import Refusal
from tests.contests.making import DAY, HOUR, NOON, contest, count, entry

CLOSE = NOON + 2 * DAY
END = NOON + 3 * DAY
OPENS = END + 12 * HOUR
OVER = OPENS + 2 * DAY
NAMES = ("a", "b", "d", "e")
VOTES = {"a": 9, "b": 7, "d": 5, "e": 3}


def played(final: Final, votes: Mapping[str, int] = VOTES, now: Any = END, **rules: Any) -> tuple[Contest, Facts]:
    """Schedule a contest with a final of two days, and play it until the vote is closed."""
    draft = contest(final=final, mode=rules.pop("mode", Mode.QUEUE), **rules)
    one = schedule(replace(draft, plan=replace(draft.plan, final=Span(days=2))), NOON - HOUR)
    given = Facts(tuple(entry(name) for name in votes), {"cv": count(votes)})
    for moment in (NOON, CLOSE, now):
        one = advance(one, given, moment).contest
    return one, given


def kinds(step: Step) -> list[News]:
    return [said.kind for said in step.said]


def final_of(one: Contest) -> Round:
    found = one.round_of(RoundKind.FINAL)
    assert found is not None
    return found


def without(given: Facts, *names: str) -> Facts:
    gone = (replace(one, state=EntryState.WITHDRAWN) if one.id in names else one for one in given.entries)
    return replace(given, entries=tuple(gone))


def test_a_final_is_planned_after_the_vote_and_its_preview() -> None:
    one, _ = played(Final(first=2), now=CLOSE)
    assert [(poll.kind, poll.opens, poll.closes) for poll in one.rounds[1:]] == [
        (RoundKind.VOTING, CLOSE, END),
        (RoundKind.FINAL, OPENS, OVER),
    ]


def test_a_final_without_a_date_is_asked_about() -> None:
    with pytest.raises(Refusal) as refused:
        schedule(contest(final=Final()), NOON - HOUR)
    assert (refused.value.key, refused.value.facts) == ("needs_argument", {"name": "final"})


def test_the_close_of_the_vote_shows_the_managers_alone_who_goes_on_and_tells_no_ranks() -> None:
    one, given = played(Final(first=2), now=CLOSE)
    step = advance(one, given, END)
    (said,) = step.said
    assert (said.kind, said.audience) == (News.FINALISTS, Audience.DESK)
    assert said.facts == {"among": "a b", "entries": 2, "opens": OPENS.isoformat()}
    assert step.contest.state is State.VOTING
    assert not step.contest.takes_votes
    assert [due.step for due in deadlines(step.contest)] == ["open_final"]
    assert advance(step.contest, given, END + HOUR) == Step(step.contest)


def test_the_managers_are_told_how_many_may_vote_in_a_final_that_is_not_for_everybody() -> None:
    one, given = played(Final(first=2, voters=Voters.AMBASSADORS), now=CLOSE)
    (said,) = advance(one, replace(given, electorate=0), END).said
    assert said.facts["voters"] == 0


def test_all_who_tie_at_the_line_go_on() -> None:
    one, _ = played(Final(first=2), {"a": 9, "b": 5, "d": 5, "e": 5, "f": 1})
    assert final_of(one).among == ("a", "b", "d", "e")


def test_a_bar_lets_everybody_on_who_reaches_it() -> None:
    one, _ = played(Final(bar=50), {"a": 9, "b": 5, "d": 4, "e": 0}, scoring="share")
    assert final_of(one).among == ("a", "b")


@pytest.mark.parametrize(
    ("method", "marks", "approvals"),
    [
        (Method.SCORE, ({"a": 3, "b": 2}, {"a": 3, "b": 3}), {}),
        (Method.STAR, ({"a": 3, "b": 2}, {"a": 3, "b": 3}), {}),
        (Method.MAJORITY, ({"a": 3, "b": 2}, {"a": 3, "b": 3}), {}),
        (Method.PAIRWISE, ({"a": 1, "b": 0}, {"a": 1, "b": 0}, {"a": 0, "b": 1}), {}),
        (Method.EPH, ({"a": 1, "b": 0}, {"a": 1, "b": 0}, {"a": 0, "b": 1}), {}),
        (Method.APPROVAL, (), {"a": 6, "b": 5}),
    ],
)
def test_a_bar_is_a_share_of_what_there_is_to_get_by_every_method(
    method: Method, marks: tuple[Mapping[str, int], ...], approvals: Mapping[str, int]
) -> None:
    """Three of five grades, two of three comparisons or looks, or six of ten looks reach 60%; a little less does not."""
    draft = contest(final=Final(bar=60), method=method, mode=Mode.QUEUE, scoring="share")
    one = schedule(replace(draft, plan=replace(draft.plan, final=Span(days=2))), NOON - HOUR)
    names = ("a", "b")
    given = Facts(tuple(entry(name) for name in names), {"cv": count(approvals)}, {"cv": profile_of(names, marks)})
    for moment in (NOON, CLOSE, END):
        one = advance(one, given, moment).contest
    assert final_of(one).among == ("a",)


def test_where_nobody_reaches_the_bar_nobody_wins() -> None:
    one, _ = played(Final(bar=90), {"a": 5, "b": 4}, scoring="share")
    assert (one.state, one.ended_because) == (State.DECIDED, "bar")
    assert [line.reward for line in one.standings] == [None, None]
    assert one.round_of(RoundKind.FINAL) is None
    assert one.offers == ()


def test_nobody_goes_on_without_a_vote() -> None:
    one, _ = played(Final(first=3), {"a": 0, "b": 0, "d": 0, "e": 0})
    assert (one.state, one.ended_because) == (State.DECIDED, "")
    one, _ = played(Final(first=3), {"a": 2, "b": 0, "d": 0, "e": 0})
    assert final_of(one).among == ("a",)


def test_whoever_withdraws_during_the_preview_lets_the_next_go_on_and_the_desk_sees_it() -> None:
    one, given = played(Final(first=2))
    step = settle(one, without(given, "a"), END + HOUR)
    assert [said.facts["among"] for said in step.said] == ["b d"]
    assert final_of(step.contest).among == ("b", "d")
    assert settle(step.contest, without(given, "a"), END + HOUR) == Step(step.contest)
    assert settle(step.contest, given, END + HOUR).contest == one, "it is undone"


def test_the_final_opens_with_its_own_method_electorate_and_numbers_and_says_who_is_in_it() -> None:
    rules = Final(first=2, method=Method.SCHULZE, voters=Voters.LINKED, no_award=True)
    one, given = played(rules)
    step = advance(one, given, OPENS)
    final = final_of(step.contest)
    assert step.contest.state is State.FINAL
    assert step.contest.takes_votes
    assert (final.method, final.mode, final.voters, final.no_award) == (Method.SCHULZE, Mode.LIST, Voters.LINKED, True)
    assert [(said.kind, said.audience, said.facts["among"]) for said in step.said] == [
        (News.FINAL_OPENED, Audience.VENUES, "a b")
    ]


def test_grades_and_pairs_of_a_final_are_served_one_by_one() -> None:
    for method in (Method.STAR, Method.PAIRWISE):
        one, given = played(Final(first=2, method=method))
        assert final_of(advance(one, given, OPENS).contest).mode is Mode.QUEUE


def test_nobody_ranks_more_than_a_list_holds() -> None:
    votes = {f"e{number}": 4 for number in range(26)} | {"z": 1}
    one, given = played(Final(first=3, method=Method.IRV), votes)
    final = final_of(advance(one, given, OPENS).contest)
    assert (len(final.among), final.method, final.mode) == (26, Method.APPROVAL, Mode.QUEUE)


def test_a_manager_may_open_it_early_and_it_closes_when_it_would_have() -> None:
    one, given = played(Final(first=2))
    early = start_final(one, given, END + HOUR).contest
    final = final_of(early)
    assert (final.opened_at, final.opens, final.closes) == (END + HOUR, END + HOUR, OVER)


def test_a_vote_that_was_closed_late_leaves_the_managers_their_preview_and_the_final_its_length() -> None:
    one, given = played(Final(first=2), now=CLOSE)
    late = advance(one, given, END + 5 * DAY)
    final = final_of(late.contest)
    assert kinds(late) == [News.FINALISTS]
    assert (final.opens, final.closes) == (OPENS + 5 * DAY, OVER + 5 * DAY)


def test_a_final_that_opens_late_keeps_its_length() -> None:
    one, given = played(Final(first=2))
    final = final_of(advance(one, given, OPENS + 7 * HOUR).contest)
    assert (final.opened_at, final.closes) == (OPENS + 7 * HOUR, OVER + 7 * HOUR)


def test_pause_and_extension_hold_for_the_preview_and_the_final() -> None:
    one, given = played(Final(first=2))
    resumed = resume(pause(one, END + HOUR).contest, END + 4 * HOUR).contest
    assert (final_of(resumed).opens, final_of(resumed).closes) == (OPENS + 3 * HOUR, OVER + 3 * HOUR)
    longer = extend(one, Span(days=1), "rain", END + HOUR)
    assert (final_of(longer.contest).opens, final_of(longer.contest).closes) == (OPENS + DAY, OVER + DAY)
    running = advance(one, given, OPENS).contest
    assert final_of(extend(running, Span(days=1), "rain", OPENS).contest).closes == OVER + DAY


def test_an_extension_for_the_quorum_moves_the_final_along() -> None:
    one, given = played(Final(first=2), quorum=10)
    assert one.extended_for_quorum
    assert (final_of(one).opens, final_of(one).closes) == (OPENS + DAY, OVER + DAY)
    decided = advance(one, given, END + DAY).contest
    assert (decided.state, decided.ended_because) == (State.DECIDED, "quorum")
    assert decided.round_of(RoundKind.FINAL) is None


def test_the_finalists_stand_first_in_the_finals_order_and_the_others_below_as_they_qualified() -> None:
    one, given = played(Final(first=2))
    given = replace(given, counts={**given.counts, "cf": count({"b": 8, "a": 2})})
    running = advance(one, given, OPENS).contest
    step = advance(running, given, OVER)
    lines = [
        (line.entry, line.rank, line.frozen_rank, line.is_finalist, line.reward) for line in step.contest.standings
    ]
    assert lines == [
        ("b", 1, 1, True, "a bag"),
        ("a", 2, 2, True, "a cup"),
        ("d", 3, 3, False, None),
        ("e", 4, 4, False, None),
    ]
    assert all(line.qualified is not None and line.member for line in step.contest.standings)
    assert kinds(step)[0] is News.RESULT


def test_a_tie_in_the_final_goes_to_a_run_off_with_the_finals_electorate() -> None:
    one, given = played(Final(first=2, voters=Voters.LINKED), tie=TieRule.RUNOFF)
    given = replace(given, counts={**given.counts, "cf": count({"b": 2, "a": 2}), "cr": count({"b": 1})})
    one = advance(advance(one, given, OPENS).contest, given, OVER).contest
    runoff = one.round_of(RoundKind.RUNOFF)
    assert one.state is State.RUNOFF
    assert runoff is not None
    assert (set(runoff.among), runoff.voters) == ({"a", "b"}, Voters.LINKED)
    decided = advance(one, given, OVER + DAY).contest
    assert [line.entry for line in decided.standings] == ["b", "a", "d", "e"]
    assert [line.is_finalist for line in decided.standings] == [True, True, False, False]


def test_whoever_withdraws_during_the_final_is_left_out() -> None:
    one, given = played(Final(first=2))
    given = replace(given, counts={**given.counts, "cf": count({"b": 8, "a": 2})})
    decided = advance(advance(one, given, OPENS).contest, without(given, "b"), OVER).contest
    assert [(line.entry, line.rank) for line in decided.standings] == [("a", 1), ("d", 2), ("e", 3)]


def test_where_nobody_is_left_for_the_final_it_is_decided_without_one() -> None:
    one, given = played(Final(first=2), {"a": 9, "b": 7, "d": 0})
    decided = advance(one, without(given, "a", "b"), OPENS).contest
    assert (decided.state, [line.reward for line in decided.standings]) == (State.DECIDED, [None])
    assert decided.ended_because == "none_left", "somebody got a vote"
    empty = advance(one, without(given, "a", "b", "d"), OPENS).contest
    assert (empty.state, empty.ended_because) == (State.CANCELLED, "no_entries")


def test_where_those_who_reached_the_bar_have_withdrawn_it_is_not_said_that_nobody_reached_it() -> None:
    one, given = played(Final(bar=70), scoring="share")
    decided = advance(one, without(given, "a", "b"), OPENS).contest
    assert (decided.state, decided.ended_because) == (State.DECIDED, "none_left")
    assert [line.reward for line in decided.standings] == [None, None]


def test_where_all_who_reached_the_bar_withdraw_during_the_final_those_below_it_win_nothing() -> None:
    one, given = played(Final(bar=70), scoring="share")
    decided = advance(advance(one, given, OPENS).contest, without(given, "a", "b"), OVER).contest
    assert (decided.state, decided.ended_because) == (State.DECIDED, "none_left")
    assert ([line.reward for line in decided.standings], decided.offers) == ([None, None], ())


def test_with_no_more_entries_than_would_go_on_the_finals_own_vote_is_held_at_once() -> None:
    one, given = played(Final(first=4, method=Method.STAR, no_award=True), now=CLOSE)
    assert one.round_of(RoundKind.FINAL) is None
    voting = one.round_of(RoundKind.VOTING)
    assert voting is not None
    assert (voting.method, voting.mode, voting.no_award) == (Method.STAR, Mode.QUEUE, True)
    assert given.entries


def finished(given_votes: Mapping[str, int], no_award: int) -> Contest:
    one, given = played(Final(first=3, no_award=True))
    final = {name: Tally(votes, votes) for name, votes in {**given_votes, NO_AWARD: no_award}.items()}
    given = replace(given, counts={**given.counts, "cf": Count(final, 9, 9)})
    return advance(advance(one, given, OPENS).contest, given, OVER).contest


def test_no_award_is_counted_like_an_entry_and_is_no_line_and_whoever_is_not_above_it_wins_nothing() -> None:
    decided = finished({"a": 5, "b": 3, "d": 1}, no_award=3)
    assert [(line.entry, line.rank, line.is_beaten, line.reward) for line in decided.standings] == [
        ("a", 1, False, "a bag"),
        ("b", 2, True, None),
        ("d", 3, True, None),
        ("e", 4, True, None),
    ]
    assert decided.ended_because == ""


def test_where_nobody_is_above_no_award_nobody_wins() -> None:
    decided = finished({"a": 5, "b": 3, "d": 1}, no_award=5)
    assert (decided.state, decided.ended_because, decided.offers) == (State.DECIDED, "no_award", ())
    assert all(line.reward is None for line in decided.standings)


def test_no_award_that_nobody_wants_beats_nobody() -> None:
    decided = finished({"a": 5, "b": 3, "d": 0}, no_award=0)
    assert [line.is_beaten for line in decided.standings] == [False] * 4


def test_reminders_come_before_the_close_of_the_final_too() -> None:
    one, given = played(Final(first=2))
    running = advance(one, given, OPENS).contest
    assert kinds(advance(running, given, OVER - DAY)) == [News.REMINDER]


def test_a_whole_chain_that_was_missed_is_played_step_by_step_and_once() -> None:
    one, given = played(Final(first=2), now=CLOSE)
    much_later = END + 30 * DAY
    step = advance(one, given, much_later)
    assert kinds(step) == [News.FINALISTS], "the preview has its time, and the final its length"
    step = advance(step.contest, given, much_later + 12 * HOUR + timedelta(seconds=1))
    assert kinds(step) == [News.FINAL_OPENED]
    assert advance(step.contest, given, much_later + 13 * HOUR).said == ()
