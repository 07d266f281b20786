"""The state machine: every step once, in due order, however late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contests.lifecycle import Facts, Step, advance, deadlines, settle
from contests.lifecycle.steering import cancel, extend, pause, resume, schedule
from contests.model.announcement import News
from contests.model.contest import Contest, RoundKind, State, TieRule
from contests.model.entry import EntryState
from contests.model.span import Span
from contests.refusals import Refusal
from tests.contests.making import DAY, HOUR, NOON, contest, count, entry, facts

CLOSE = NOON + 2 * DAY
END = NOON + 3 * DAY


def scheduled(**rules: Any) -> Contest:
    return schedule(contest(**rules), NOON - HOUR)


def at(one: Contest, state: State, given: Facts | None = None) -> Contest:
    """Play a contest on time up to a state."""
    moments = {State.SUBMISSION: NOON, State.VOTING: CLOSE, State.DECIDED: END}
    for until, moment in moments.items():
        one = advance(one, given or facts([entry("a"), entry("b")]), moment).contest
        if until is state:
            return one
    raise AssertionError(state)


def kinds(step: Step) -> list[News]:
    return [said.kind for said in step.said]


def test_nothing_is_due_before_the_opening() -> None:
    one = scheduled()
    assert advance(one, Facts(), NOON - timedelta(seconds=1)) == Step(one)


def test_it_opens_on_time_and_tells_every_venue() -> None:
    step = advance(scheduled(), Facts(), NOON)
    assert step.contest.state is State.SUBMISSION
    assert kinds(step) == [News.OPENING]
    assert [played.step for played in step.played] == ["open_submission"]


def test_a_wake_up_that_is_a_few_seconds_late_moves_nothing() -> None:
    step = advance(scheduled(), Facts(), NOON + timedelta(seconds=30))
    opened = step.contest.round_of(RoundKind.SUBMISSION)
    assert opened is not None
    assert (opened.opened_at, opened.closes) == (NOON, CLOSE)


def test_a_late_opening_moves_its_close_and_every_later_deadline_by_the_same_time() -> None:
    step = advance(scheduled(), Facts(), NOON + 5 * HOUR)
    closes = [one.closes for one in step.contest.rounds]
    assert closes == [CLOSE + 5 * HOUR, END + 5 * HOUR]


def test_after_two_days_down_the_open_round_closes_at_its_deadline_marked_late_and_voting_has_its_full_length() -> None:
    opened = at(scheduled(), State.SUBMISSION)
    step = advance(opened, facts([entry("a")]), CLOSE + 2 * DAY)
    submission, voting = step.contest.rounds
    assert step.contest.state is State.VOTING
    assert (submission.closed_at, submission.late) == (CLOSE, True)
    assert (voting.opened_at, voting.closes) == (CLOSE + 2 * DAY, END + 2 * DAY)


def test_a_whole_missed_contest_is_played_in_due_order_and_once() -> None:
    step = advance(scheduled(review=False), facts([entry("a")]), NOON + 10 * DAY)
    assert step.contest.state is State.SUBMISSION, "it opens now, with its full length"
    assert advance(step.contest, facts([entry("a")]), NOON + 10 * DAY).said == ()


def test_unreviewed_entries_hold_the_opening_back_and_every_venue_is_told_once() -> None:
    opened = at(scheduled(), State.SUBMISSION)
    waiting = facts([entry("a"), entry("b", EntryState.WAITING)])
    step = advance(opened, waiting, CLOSE)
    assert step.contest.state is State.REVIEW
    assert kinds(step) == [News.SUBMISSIONS_CLOSED, News.OPENING_WAITS]
    assert advance(step.contest, waiting, CLOSE + HOUR).said == ()


def test_to_be_changed_entries_hold_it_back_too() -> None:
    opened = at(scheduled(), State.SUBMISSION)
    step = advance(opened, facts([entry("a", EntryState.CHANGES)]), CLOSE)
    assert News.OPENING_WAITS in kinds(step)


def test_voting_opens_with_the_verdict_and_keeps_its_length() -> None:
    opened = at(scheduled(), State.SUBMISSION)
    held = advance(opened, facts([entry("a", EntryState.WAITING)]), CLOSE).contest
    step = settle(held, facts([entry("a")]), CLOSE + 7 * HOUR)
    voting = step.contest.round_of(RoundKind.VOTING)
    assert voting is not None
    assert step.contest.state is State.VOTING
    assert (voting.opened_at, voting.closes) == (CLOSE + 7 * HOUR, END + 7 * HOUR)


def test_after_three_days_of_waiting_the_desk_asks_the_managers_daily() -> None:
    held_facts = facts([entry("a", EntryState.WAITING)])
    held = advance(at(scheduled(), State.SUBMISSION), held_facts, CLOSE).contest
    assert advance(held, held_facts, CLOSE + 3 * DAY - HOUR).said == ()
    asked = advance(held, held_facts, CLOSE + 3 * DAY)
    assert kinds(asked) == [News.DECIDE_OR_EXTEND]
    again = advance(asked.contest, held_facts, CLOSE + 4 * DAY)
    assert kinds(again) == [News.DECIDE_OR_EXTEND]


def test_a_contest_without_entries_is_cancelled_with_that_reason() -> None:
    step = advance(at(scheduled(), State.SUBMISSION), facts([entry("a", EntryState.WITHDRAWN)]), CLOSE)
    assert (step.contest.state, step.contest.ended_because) == (State.CANCELLED, "no_entries")


def test_one_entry_is_voted_on_all_the_same() -> None:
    assert at(scheduled(), State.VOTING, facts([entry("a")])).state is State.VOTING


def test_a_close_freezes_the_standings_and_owes_result_ranks_winners_and_offers() -> None:
    given = facts([entry("a"), entry("b")], count({"a": 3, "b": 1}))
    step = advance(at(scheduled(), State.VOTING, given), given, END)
    assert step.contest.state is State.DECIDED
    assert [(line.entry, line.rank, line.reward) for line in step.contest.standings] == [
        ("a", 1, "a bag"),
        ("b", 2, "a cup"),
    ]
    assert kinds(step) == [News.RESULT, News.RANK, News.RANK, News.WINNERS, News.OFFER]


def test_an_entry_without_an_approval_wins_nothing() -> None:
    given = facts([entry("a"), entry("b")], count({"a": 3}))
    decided = at(scheduled(), State.DECIDED, given)
    assert [line.reward for line in decided.standings] == ["a bag", None]


def test_a_missed_quorum_extends_once_and_then_decides_without_a_winner() -> None:
    given = facts([entry("a")], count({"a": 2}, approving=2))
    voting = at(scheduled(quorum=3), State.VOTING, given)
    first = advance(voting, given, END)
    assert kinds(first) == [News.EXTENDED]
    second = advance(first.contest, given, END + DAY)
    assert (second.contest.state, second.contest.ended_because) == (State.DECIDED, "quorum")
    assert [line.reward for line in second.contest.standings] == [None]
    assert second.contest.offers == ()


def test_a_vote_that_all_entries_have_left_is_not_extended_for_a_quorum() -> None:
    voting = at(scheduled(quorum=3), State.VOTING, facts([entry("a")]))
    decided = advance(voting, facts([]), END)
    assert (decided.contest.state, decided.contest.ended_because) == (State.DECIDED, "quorum")


def test_a_tie_at_first_place_is_shared_by_default_and_uses_the_second_place_up() -> None:
    given = facts([entry("a"), entry("b"), entry("d")], count({"a": 3, "b": 3, "d": 1}))
    decided = at(scheduled(), State.DECIDED, given)
    assert [(line.entry, line.rank, line.reward) for line in decided.standings] == [
        ("a", 1, "a bag"),
        ("b", 1, "a bag"),
        ("d", 3, None),
    ]
    assert [offer.entry for offer in decided.offers] == ["a", "b"], "all who tie at N get an offer"


def runoff_after(votes: dict[str, int], **rules: Any) -> tuple[Contest, Facts]:
    entries = [entry(name) for name in ("a", "b", "d")]
    given = facts(entries, count(votes))
    one = at(scheduled(tie=TieRule.RUNOFF, **rules), State.VOTING, given)
    return advance(one, given, END).contest, given


def test_a_tie_that_matters_goes_to_the_run_off_among_the_tied_alone() -> None:
    one, _ = runoff_after({"a": 3, "b": 3, "d": 1})
    runoff = one.round_of(RoundKind.RUNOFF)
    assert one.state is State.RUNOFF
    assert runoff is not None
    assert (set(runoff.among), runoff.closes) == ({"a", "b"}, END + DAY)


def test_the_run_off_orders_only_the_tied() -> None:
    one, given = runoff_after({"a": 3, "b": 3, "d": 1})
    with_votes = Facts(given.entries, {**given.counts, "cr": count({"b": 4, "a": 1})})
    decided = advance(one, with_votes, END + DAY).contest
    assert [(line.entry, line.rank) for line in decided.standings] == [("b", 1), ("a", 2), ("d", 3)]


def test_a_second_tie_is_shared_and_so_is_a_run_off_in_which_nobody_voted() -> None:
    one, given = runoff_after({"a": 3, "b": 3, "d": 1})
    decided = advance(one, given, END + DAY).contest
    assert [line.rank for line in decided.standings] == [1, 1, 3]


def test_a_withdrawal_during_the_run_off_leaves_the_others_as_they_are() -> None:
    one, given = runoff_after({"a": 3, "b": 3, "d": 1})
    gone = tuple(replace(one_, state=EntryState.WITHDRAWN) if one_.id == "a" else one_ for one_ in given.entries)
    decided = advance(one, Facts(gone, given.counts), END + DAY).contest
    assert [(line.entry, line.rank) for line in decided.standings] == [("b", 1), ("d", 2)]


def test_a_tie_that_separates_nothing_needs_no_run_off() -> None:
    one, _ = runoff_after({"a": 3, "b": 1, "d": 1}, ambassadors=1)
    tied_for_second = [line.reward for line in one.standings if line.rank == 2]
    assert one.state is State.RUNOFF, "second place wins a cup and third nothing"
    plain, _ = runoff_after({"a": 3, "b": 0, "d": 0})
    assert plain.state is State.DECIDED
    assert tied_for_second


def test_pause_moves_every_later_deadline_and_stops_the_alarm_meanwhile() -> None:
    paused = pause(at(scheduled(), State.SUBMISSION), NOON + HOUR).contest
    assert deadlines(paused) == ()
    resumed = resume(paused, NOON + 5 * HOUR).contest
    assert [one.closes for one in resumed.rounds] == [CLOSE + 4 * HOUR, END + 4 * HOUR]


def test_extend_moves_the_running_deadline_and_all_later_ones() -> None:
    longer = extend(at(scheduled(), State.SUBMISSION), Span(days=1), "the network was down", NOON).contest
    assert [one.closes for one in longer.rounds] == [CLOSE + DAY, END + DAY]
    assert longer.rounds[0].opens == NOON


def test_extend_counts_days_by_the_clocks_of_the_contest_where_they_change() -> None:
    sunday = datetime(2026, 10, 25, tzinfo=UTC)  # in Warsaw the clocks go back at 01:00 UTC
    one = at(scheduled(), State.SUBMISSION)
    one = replace(one, brief=replace(one.brief, zone="Europe/Warsaw"))
    one = one.moved(sunday - HOUR - CLOSE)
    longer = extend(one, Span(days=1), "rain", NOON).contest
    assert [one.closes for one in longer.rounds] == [sunday + DAY, sunday + 2 * DAY]


@pytest.mark.parametrize(
    ("by", "reason", "key"),
    [(1, " ", "needs_argument"), (0, "x", "when_unclear"), (3_000_000, "past the year 9999", "when_unclear")],
)
def test_extend_needs_a_reason_and_a_length_that_ends(by: int, reason: str, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        extend(at(scheduled(), State.SUBMISSION), Span(days=by), reason, NOON)
    assert refused.value.key == key


def test_after_the_decision_nothing_is_extended_paused_or_cancelled() -> None:
    decided = at(scheduled(), State.DECIDED, facts([entry("a")], count({"a": 1})))
    acts: list[Callable[[], Step]] = [
        lambda: extend(decided, Span(days=1), "x", END),
        lambda: pause(decided, END),
        lambda: cancel(decided, "x"),
    ]
    for act in acts:
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.key == "already_decided"


def test_reminders_come_a_day_and_an_hour_before_a_close_and_again_only_for_a_moved_one() -> None:
    one = at(scheduled(), State.SUBMISSION)
    day_before = advance(one, Facts(), CLOSE - DAY)
    assert kinds(day_before) == [News.REMINDER]
    assert advance(day_before.contest, Facts(), CLOSE - 2 * HOUR).said == ()
    assert kinds(advance(day_before.contest, Facts(), CLOSE - HOUR)) == [News.REMINDER]
    moved = extend(day_before.contest, Span(days=1), "rain", CLOSE - DAY).contest
    assert kinds(advance(moved, Facts(), CLOSE)) == [News.REMINDER]


def test_missed_reminders_are_not_sent_after_the_close_nor_twice_at_once() -> None:
    one = at(scheduled(), State.SUBMISSION)
    late = advance(one, facts([entry("a")]), CLOSE - HOUR + timedelta(minutes=10))
    assert kinds(late) == [News.REMINDER]
    assert News.REMINDER not in kinds(advance(one, facts([entry("a")]), CLOSE + HOUR))


def test_dates_in_the_wrong_order_are_asked_about() -> None:
    draft = contest()
    wrong = replace(draft, plan=replace(draft.plan, voting=CLOSE - HOUR))
    with pytest.raises(Refusal) as refused:
        schedule(wrong, NOON - HOUR)
    assert refused.value.key == "when_unclear"


@pytest.mark.parametrize("given", [None, NOON - 2 * HOUR])
def test_without_an_opening_it_opens_at_the_confirmation_and_a_past_one_is_asked_about(given: datetime | None) -> None:
    draft = contest()
    one = replace(draft, plan=replace(draft.plan, opens=given, submissions=Span(days=2)))
    if given is None:
        assert schedule(one, NOON).rounds[0].opens == NOON
        return
    with pytest.raises(Refusal):
        schedule(one, NOON)


def test_an_extension_of_an_opening_that_waits_runs_from_now_and_voting_keeps_its_length() -> None:
    unreviewed = facts([entry("a", EntryState.WAITING)])
    waiting = advance(at(scheduled(), State.SUBMISSION), unreviewed, CLOSE).contest
    now = CLOSE + 4 * DAY
    step = extend(waiting, Span(days=1), "the jury is ill", now)
    voting = step.contest.rounds[1]
    assert (voting.opens, voting.closes) == (now + DAY, now + 2 * DAY)
    assert step.said[0].facts["opens"] == (now + DAY).isoformat()
    assert advance(step.contest, unreviewed, now + HOUR).said == (), "until then nobody is told again that it waits"
    assert kinds(advance(step.contest, unreviewed, now + DAY)) == [News.OPENING_WAITS]


def test_dates_that_were_typed_move_with_a_contest_that_is_still_to_open() -> None:
    moved = extend(scheduled(), Span(days=1), "rain", NOON - HOUR).contest
    assert moved.plan.opens == NOON + DAY
    assert (moved.plan.submissions, moved.plan.voting) == (Span(days=2), Span(days=1))
