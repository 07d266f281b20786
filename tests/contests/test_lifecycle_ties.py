"""What decides at the close: methods by their ballots, a jury beside the public, ties that are broken, quorum and caps."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from contests.counting.profile import Profile, profile_of
from contests.lifecycle import Facts, Step, advance, deadlines, settle
from contests.lifecycle.correcting import strike
from contests.lifecycle.deciding import draw
from contests.lifecycle.steering import cancel, extend, pause, resume, schedule
from contests.model.announcement import Audience, News
from contests.model.ballot import Count, Method, Mode, Tally
from contests.model.contest import Contest, Criterion, Jury, Points, RoundKind, State, TieRule
from contests.model.entry import EntryState
from contests.model.span import Span
from contests.refusals import Refusal
from tests.contests.making import DAY, HOUR, NOON, contest, count, entry

CLOSE = NOON + 2 * DAY
END = NOON + 3 * DAY
SEED = "5eed"


def voting(given: Facts, **rules: Any) -> Contest:
    """Schedule a contest, and play it until it is open for votes."""
    one = schedule(contest(**rules), NOON - HOUR)
    for moment in (NOON, CLOSE):
        one = advance(one, given, moment).contest
    return one


def given(votes: Mapping[str, int], *ballots: Mapping[str, int], jury: tuple[Mapping[str, int], ...] = ()) -> Facts:
    """Make facts: approvals, and what the ballots of the public and of the jurors say."""
    names = tuple(votes)
    return Facts(
        tuple(entry(name) for name in names),
        {"cv": count(votes)},
        {"cv": profile_of(names, ballots)} if ballots else {},
        {"cv": profile_of(names, jury)} if jury else {},
        {"cv": SEED},
    )


def decided(facts: Facts, **rules: Any) -> Contest:
    return advance(voting(facts, **rules), facts, END).contest


def places(one: Contest) -> list[tuple[str, int, str | None]]:
    return [(line.entry, line.rank, line.reward) for line in one.standings]


def kinds(step: Step) -> list[News]:
    return [said.kind for said in step.said]


@pytest.mark.parametrize(
    ("method", "mode"), [(Method.SCHULZE, Mode.LIST), (Method.IRV, Mode.LIST), (Method.STAR, Mode.QUEUE)]
)
def test_a_round_is_counted_by_its_method_and_its_ballots(method: Method, mode: Mode) -> None:
    marks = {"a": 2, "b": 1} if mode is Mode.LIST else {"a": 3, "b": 5}
    one = decided(given({"a": 0, "b": 0}, marks, marks), method=method)
    opened = one.round_of(RoundKind.VOTING)
    assert opened is not None
    assert opened.mode is mode
    assert places(one) == [("b", 1, "a bag"), ("a", 2, "a cup")]
    assert [line.member for line in one.standings] == ["m-b", "m-a"]


def test_of_an_entry_that_the_ballots_do_not_know_they_say_nothing() -> None:
    facts = given({"a": 0, "b": 0}, {"a": 1, "b": 2})
    more = replace(facts, entries=(*facts.entries, entry("late")))
    assert [line.entry for line in decided(more, method=Method.SCHULZE).standings] == ["a", "b", "late"]


def test_weighted_criteria_are_graded_out_of_what_they_can_give() -> None:
    facts = given({"a": 0, "b": 0}, {"a": 15, "b": 3})
    one = decided(facts, method=Method.SCORE, criteria=(Criterion("taste", 2), Criterion("look")))
    assert places(one)[0] == ("a", 1, "a bag")


def test_a_jury_is_counted_beside_the_public_if_a_juror_votes() -> None:
    facts = given({"a": 3, "b": 1, "d": 0}, jury=({"b": 1},))
    one = decided(facts, jury=Jury(60, Points.LINEAR), mode=Mode.LIST)
    assert [line.entry for line in one.standings] == ["b", "a", "d"]
    assert all(line.columns for line in one.standings)
    empty = replace(facts, jury={"cv": Profile(("a", "b", "d"), *_none(3))})
    alone = decided(empty, jury=Jury(60), mode=Mode.LIST)
    assert [(line.entry, line.columns) for line in alone.standings] == [("a", None), ("b", None), ("d", None)]


def _none(width: int) -> tuple[Any, Any]:
    nobody = profile_of(tuple(map(str, range(width))), ())
    return nobody.marks, nobody.weights


def test_the_tied_are_ordered_by_the_jury_and_stay_shared_where_it_ties_them() -> None:
    jury = ({"b": 1}, {"b": 1})
    facts = given({"a": 3, "b": 1}, jury=jury)
    one = decided(facts, jury=Jury(50), tie=TieRule.JURY, mode=Mode.LIST)
    assert places(one) == [("b", 1, "a bag"), ("a", 2, "a cup")]
    same = decided(given({"a": 3, "b": 3}, jury=({"a": 1, "b": 1},)), jury=Jury(50), tie=TieRule.JURY, mode=Mode.LIST)
    assert places(same) == [("a", 1, "a bag"), ("b", 1, "a bag")]


def test_the_tied_are_ordered_head_to_head_among_themselves_and_stay_shared_where_that_ties() -> None:
    """On a list what somebody does not approve is below what they do: two prefer `d`, to `a` and to `b`."""
    ballots = ({"a": 1, "d": 1}, {"b": 1, "d": 1})
    one = decided(given({"a": 2, "b": 2, "d": 2}, *ballots), tie=TieRule.HEAD_TO_HEAD, mode=Mode.LIST)
    assert places(one) == [("d", 1, "a bag"), ("a", 2, "a cup"), ("b", 2, "a cup")]


def test_in_a_queue_only_those_are_asked_who_looked_at_both() -> None:
    ballots = ({"a": 1, "b": 0}, {"a": 0}, {"b": 1})
    one = decided(given({"a": 2, "b": 2}, *ballots), tie=TieRule.HEAD_TO_HEAD, mode=Mode.QUEUE)
    assert places(one) == [("a", 1, "a bag"), ("b", 2, "a cup")]


def drawing(votes: Mapping[str, int] | None = None, **rules: Any) -> tuple[Contest, Facts]:
    facts = given(votes or {"a": 2, "b": 2, "d": 1})
    one = voting(facts, tie=TieRule.LOTTERY, lottery="The 6 of Saturday", mode=Mode.LIST, **rules)
    return advance(one, facts, END).contest, facts


def test_a_lottery_without_a_public_value_is_not_scheduled() -> None:
    with pytest.raises(Refusal) as refused:
        schedule(contest(tie=TieRule.LOTTERY, lottery=" "), NOON - HOUR)
    assert refused.value.facts == {"name": "lottery"}


def test_a_tie_that_matters_waits_for_the_public_value_and_the_desk_is_asked_daily() -> None:
    one, facts = drawing()
    assert (one.state, one.takes_votes, one.asked_at) == (State.VOTING, False, END)
    assert [(due.step, due.at) for due in deadlines(one)] == [("ask_draw", END + DAY)]
    again = advance(one, facts, END + DAY)
    assert [(said.kind, said.audience) for said in again.said] == [(News.DRAW_AWAITED, Audience.DESK)]
    assert advance(again.contest, facts, END + DAY + HOUR).said == ()


def test_the_draw_is_repeatable_from_what_is_published() -> None:
    one, facts = drawing()
    step = draw(one, facts, " 4 8 15 ", END + 2 * DAY)
    assert (step.contest.draw, step.contest.draw_seed) == ("4 8 15", SEED)
    seed = hashlib.sha256(f"{SEED}4 8 15".encode()).hexdigest()
    first, second = sorted("ab", key=lambda name: hashlib.sha256(f"{seed}{name}".encode()).digest())
    assert places(step.contest) == [(first, 1, "a bag"), (second, 2, "a cup"), ("d", 3, None)]
    assert kinds(step)[0] is News.RESULT
    other = draw(one, facts, "4 8 16", END + 2 * DAY).contest
    assert {line.entry for line in other.standings} == {"a", "b", "d"}


def test_a_draw_that_is_not_awaited_or_has_no_value_is_refused() -> None:
    one, facts = drawing()
    done = draw(one, facts, "1", END).contest
    for about, value, key in ((voting(facts), "1", "not_open"), (done, "1", "not_open"), (one, " ", "needs_argument")):
        with pytest.raises(Refusal) as refused:
            draw(about, facts, value, END)
        assert refused.value.key == key
    paused = pause(one, END).contest
    assert deadlines(paused) == ()
    with pytest.raises(Refusal):
        draw(paused, facts, "1", END)
    assert draw(resume(paused, END + HOUR).contest, facts, "1", END + HOUR).contest.is_frozen


def test_while_a_draw_is_awaited_there_is_no_deadline_to_extend_but_it_can_be_cancelled() -> None:
    one, _ = drawing()
    with pytest.raises(Refusal) as refused:
        extend(one, Span(days=1), "rain", END)
    assert (refused.value.key, refused.value.facts["why"]) == ("not_open", "draw")
    assert cancel(one, "rain").contest.state is State.CANCELLED


def test_a_withdrawal_that_leaves_no_tie_decides_without_a_draw() -> None:
    one, facts = drawing()
    gone = (replace(facts.entries[0], state=EntryState.WITHDRAWN), *facts.entries[1:])
    step = settle(one, replace(facts, entries=gone), END + HOUR)
    assert places(step.contest) == [("b", 1, "a bag"), ("d", 2, "a cup")]
    assert step.contest.draw == ""
    assert settle(one, facts, END + HOUR) == Step(one)


def test_what_nobody_voted_for_is_in_no_run_off_and_no_draw_even_if_the_mean_ties_it() -> None:
    """Where few looked, the mean of all is what an entry is taken to be, with or without a vote for it."""
    tallies = {"a": Tally(2, 10), "b": Tally(2, 10), "d": Tally(0, 0)}
    facts = replace(given({"a": 0, "b": 0, "d": 0}), counts={"cv": Count(tallies, 10, 4)})
    one = decided(facts, tie=TieRule.RUNOFF, mode=Mode.QUEUE)
    assert {line.rank for line in one.standings} == {1}
    runoff = one.round_of(RoundKind.RUNOFF)
    assert runoff is not None
    assert set(runoff.among) == {"a", "b"}
    waits = decided(facts, tie=TieRule.LOTTERY, lottery="x", mode=Mode.QUEUE)
    drawn = draw(waits, facts, "1", END).contest
    assert [(line.rank, line.reward) for line in drawn.standings] == [(1, "a bag"), (2, "a cup"), (3, None)]
    assert drawn.standings[-1].entry == "d"


def test_a_tie_is_shared_where_the_jury_was_to_break_it_and_no_juror_voted() -> None:
    one = decided(given({"a": 3, "b": 3}), jury=Jury(50), tie=TieRule.JURY, mode=Mode.LIST)
    assert places(one) == [("a", 1, "a bag"), ("b", 1, "a bag")]


def test_a_jury_of_one_decides_with_its_whole_weight() -> None:
    one = decided(given({"a": 9, "b": 1}, jury=({"b": 1},)), jury=Jury(51), mode=Mode.LIST)
    assert places(one)[0] == ("b", 1, "a bag")


def test_a_tie_that_separates_nothing_needs_no_draw() -> None:
    one, _ = drawing({"a": 3, "b": 0, "d": 0})
    assert one.is_frozen


@pytest.mark.parametrize(
    ("rules", "roll", "missed"),
    [
        ({"quorum": 3}, 0, {"quorum": 3}),
        ({"quorum": 2}, 0, None),
        ({"quorum_share": 21}, 10, {"quorum_share": 21}),
        ({"quorum_share": 20}, 10, None),
        ({"quorum_looks": 11}, 0, {"quorum_looks": 11}),
        ({"quorum_looks": 10}, 0, None),
    ],
)
def test_each_quorum_extends_once_at_its_edge_and_then_nobody_wins(
    rules: dict[str, int], roll: int, missed: dict[str, int] | None
) -> None:
    facts = replace(given({"a": 2, "b": 1}), roll=roll)
    one = voting(facts, mode=Mode.QUEUE, **rules)
    first = advance(one, facts, END)
    if missed is None:
        assert first.contest.is_frozen
        return
    assert kinds(first) == [News.EXTENDED]
    assert missed.items() <= dict(first.said[0].facts).items()
    second = advance(first.contest, facts, END + DAY).contest
    assert (second.state, second.ended_because) == (State.DECIDED, "quorum")


def test_on_a_list_every_ballot_looks_at_every_entry() -> None:
    facts = replace(given({"a": 9, "b": 1}), counts={"cv": count({"a": 9, "b": 1}, exposures=0)})
    assert decided(facts, mode=Mode.LIST, quorum_looks=9).is_frozen
    assert not decided(facts, mode=Mode.QUEUE, quorum_looks=9).is_frozen


def test_one_prize_a_member_and_none_for_who_won_lately_and_a_correction_keeps_to_it() -> None:
    entries = (entry("a", member="ann"), entry("b", member="ann"), entry("d", member="dan"), entry("e", member="eve"))
    facts = Facts(entries, {"cv": count({"a": 9, "b": 8, "d": 7, "e": 6})}, winners=frozenset({"dan"}))
    one = decided(facts, one_each=True, repeat=Span(months=1))
    assert [(line.entry, line.reward, line.skipped) for line in one.standings] == [
        ("a", "a bag", ""),
        ("b", None, "one_each"),
        ("d", None, "repeat"),
        ("e", "a cup", ""),
    ]
    struck = strike(one, "a", "cake", END, frozenset({"dan"})).contest
    assert {line.entry: line.reward for line in struck.standings} == {"a": None, "b": "a bag", "d": None, "e": "a cup"}
    without_the_rule = decided(facts)
    assert [line.reward for line in without_the_rule.standings[:2]] == ["a bag", "a cup"]
