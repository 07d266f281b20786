"""Counting: the same ballots in any order give the same standings, ties included."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from contests.counting.approval import by_approvals, by_looks
from contests.counting.caps import rewarded
from contests.counting.ranks import closed_up, tie_groups
from contests.counting.ties import order_by_runoff, ties_that_matter
from contests.model.ballot import Mode, Scoring, Tally
from contests.model.reward import Reward
from contests.model.standing import Standings
from tests.contests.making import contest, count

tallies = st.builds(
    lambda approvals, passes: Tally(approvals, approvals + passes), st.integers(0, 6), st.integers(0, 6)
)
Votes = dict[str, Tally]
counts = st.dictionaries(st.sampled_from("abcdefgh"), tallies, min_size=1)


def standings_of(votes: Votes, mode: Mode = Mode.QUEUE, scoring: Scoring = Scoring.SHARE) -> Standings:
    return by_approvals(votes) if mode is Mode.LIST else by_looks(votes, scoring)


@given(counts, st.sampled_from([Scoring.SHARE, Scoring.SHRUNK]), st.randoms(use_true_random=False))
def test_the_order_of_counting_changes_nothing(votes: Votes, scoring: Scoring, chance: object) -> None:
    names = sorted(votes, key=lambda _: chance.random())  # type: ignore[attr-defined]  # hypothesis' random
    shuffled = {name: votes[name] for name in names}
    assert standings_of(shuffled, scoring=scoring) == standings_of(votes, scoring=scoring)


@given(counts, st.sampled_from(Mode))
def test_ranks_are_competition_ranks(votes: Votes, mode: Mode) -> None:
    lines = standings_of(votes, mode)
    for line in lines:
        better = sum(other.score > line.score for other in lines)
        assert line.rank == better + 1


def test_a_queue_scores_by_the_exact_fraction_and_a_list_by_approvals() -> None:
    votes = {"a": Tally(1, 3), "b": Tally(2, 6), "d": Tally(0, 0)}
    assert [(line.entry, line.rank, line.score) for line in standings_of(votes)] == [
        ("a", 1, Fraction(1, 3)),
        ("b", 1, Fraction(1, 3)),
        ("d", 3, Fraction(0)),
    ]
    assert [line.rank for line in standings_of(votes, Mode.LIST)] == [1, 2, 3]


@given(counts)
def test_closing_up_without_anything_struck_changes_nothing(votes: Votes) -> None:
    lines = standings_of(votes)
    assert closed_up(lines) == lines


@given(counts, st.data())
def test_closing_up_keeps_the_order_of_the_others(votes: Votes, data: st.DataObject) -> None:
    lines = standings_of(votes)
    gone = data.draw(st.sampled_from(lines))
    after = closed_up(tuple(replace(line, struck=line.entry == gone.entry) for line in lines))
    left = [line for line in after if not line.struck]
    assert [line.entry for line in left] == [line.entry for line in lines if line.entry != gone.entry]
    for line in left:
        assert line.rank == 1 + sum(other.score > line.score for other in left)


@given(counts, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 5)))
def test_a_run_off_never_lifts_an_entry_over_one_that_was_ahead(votes: Votes, runoff: dict[str, int]) -> None:
    before = {line.entry: line.rank for line in standings_of(votes)}
    after = order_by_runoff(standings_of(votes), runoff)
    for upper, lower in pairwise(after):
        assert before[upper.entry] <= before[lower.entry]


def matters(
    votes: dict[str, int], rewards: tuple[Reward, ...], ambassadors: int, members: dict[str, str]
) -> list[list[str]]:
    one = contest(rewards=rewards, ambassadors=ambassadors)
    lines = standings_of(count(votes).by_entry)
    lines = tuple(replace(line, member=members.get(line.entry, f"of {line.entry}")) for line in lines)
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
def test_tied_lines_get_the_same_reward(votes: Votes) -> None:
    lines = rewarded(contest().brief, standings_of(votes))
    for group in tie_groups(lines):
        assert len({line.reward for line in group if line.approvals}) <= 1
