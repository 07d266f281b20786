"""Counting: the same ballots in any order give the same standings, ties included."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contests.counting.approval import count_approval
from contests.counting.ranks import closed_up, tie_groups
from contests.counting.ties import order_by_runoff, rewarded, ties_that_matter
from contests.model.ballot import Count, Mode, Tally
from contests.model.reward import Reward
from contests.model.standing import Standings
from tests.contests.making import contest, count, entry

tallies = st.builds(
    lambda approvals, passes: Tally(approvals, approvals + passes), st.integers(0, 6), st.integers(0, 6)
)
counts = st.dictionaries(st.sampled_from("abcdefgh"), tallies, min_size=1).map(lambda by_entry: Count(by_entry, 0, 0))


def standings_of(votes: Count, mode: Mode = Mode.QUEUE) -> Standings:
    return count_approval([entry(name) for name in votes.by_entry], votes, mode)


@given(counts, st.randoms(use_true_random=False))
def test_the_order_of_counting_changes_nothing(votes: Count, chance: object) -> None:
    names = list(votes.by_entry)
    shuffled = sorted(names, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis' random
    again = count_approval([entry(name) for name in shuffled], votes, Mode.QUEUE)
    assert again == standings_of(votes)


@given(counts, st.sampled_from(Mode))
def test_ranks_are_competition_ranks(votes: Count, mode: Mode) -> None:
    lines = standings_of(votes, mode)
    for line in lines:
        better = sum(other.score > line.score for other in lines)
        assert line.rank == better + 1


def test_a_queue_scores_by_the_exact_fraction_and_a_list_by_approvals() -> None:
    votes = Count({"a": Tally(1, 3), "b": Tally(2, 6), "d": Tally(0, 0)}, 3, 3)
    assert [(line.entry, line.rank, line.score) for line in standings_of(votes)] == [
        ("a", 1, Fraction(1, 3)),
        ("b", 1, Fraction(1, 3)),
        ("d", 3, Fraction(0)),
    ]
    assert [line.rank for line in standings_of(votes, Mode.LIST)] == [1, 2, 3]


@given(counts)
def test_closing_up_without_anything_struck_changes_nothing(votes: Count) -> None:
    lines = standings_of(votes)
    assert closed_up(lines) == lines


@given(counts, st.data())
def test_closing_up_keeps_the_order_of_the_others(votes: Count, data: st.DataObject) -> None:
    lines = standings_of(votes)
    gone = data.draw(st.sampled_from(lines))
    after = closed_up(tuple(replace(line, struck=line.entry == gone.entry) for line in lines))
    left = [line for line in after if not line.struck]
    assert [line.entry for line in left] == [line.entry for line in lines if line.entry != gone.entry]
    for line in left:
        assert line.rank == 1 + sum(other.score > line.score for other in left)


@given(counts, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 5)))
def test_a_run_off_never_lifts_an_entry_over_one_that_was_ahead(votes: Count, runoff: dict[str, int]) -> None:
    before = {line.entry: line.rank for line in standings_of(votes)}
    after = order_by_runoff(standings_of(votes), runoff)
    for upper, lower in pairwise(after):
        assert before[upper.entry] <= before[lower.entry]


def matters(
    votes: dict[str, int], rewards: tuple[Reward, ...], ambassadors: int, members: dict[str, str]
) -> list[list[str]]:
    one = contest(rewards=rewards, ambassadors=ambassadors)
    lines = count_approval([entry(name, member=members.get(name)) for name in votes], count(votes), Mode.QUEUE)
    return [[line.entry for line in group] for group in ties_that_matter(one, lines)]


def test_a_boundary_matters_between_different_rewards() -> None:
    assert matters({"a": 3, "b": 3}, (Reward(1, "x"),), 0, {}) == [["a", "b"]]
    assert matters({"a": 3, "b": 3}, (Reward(1, "x"), Reward(2, "x")), 0, {}) == []


def test_a_boundary_matters_between_an_office_and_none() -> None:
    assert matters({"a": 3, "b": 3}, (), 1, {}) == [["a", "b"]]
    assert matters({"a": 3, "b": 3}, (), 2, {}) == []
    assert matters({"a": 3, "b": 3}, (), 1, {"a": "ann", "b": "ann"}) == [], "one member, one office"


def test_a_tie_of_nothing_never_matters() -> None:
    assert matters({"a": 0, "b": 0}, (Reward(1, "x"),), 1, {}) == []


def test_two_boundaries_can_matter_at_once() -> None:
    rewards = (Reward(1, "x"), Reward(3, "y"))
    assert matters({"a": 5, "b": 5, "d": 3, "e": 3}, rewards, 0, {}) == [["a", "b"], ["d", "e"]]


@given(counts)
def test_tied_lines_get_the_same_reward(votes: Count) -> None:
    lines = rewarded(contest().brief, standings_of(votes))
    for group in tie_groups(lines):
        assert len({line.reward for line in group if line.approvals}) <= 1
