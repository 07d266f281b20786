"""Schulze's method and instant run-off: textbook elections, and what holds for any."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.counting.irv import count_irv
from contests.counting.methods import Counting
from contests.counting.pairs import preferred
from contests.counting.profile import UNSAID, Counted, Options, Profile
from contests.counting.schulze import count_schulze
from contests.model.ballot import Unranked

METHODS = pytest.mark.parametrize("count", [count_schulze, count_irv], ids=["schulze", "irv"])
BELOW, APART = Options(), Options(unranked=Unranked.APART)


def of(orders: Mapping[str, int], candidates: str = "") -> Profile:
    """Return ballots from orders such as "A B=C": who is not in it is unranked."""
    names = candidates or "".join(sorted({one for order in orders for one in order if one not in " ="}))
    marks = np.full((len(orders), len(names)), UNSAID, dtype=np.int32)
    for row, order in enumerate(orders):
        for rank, group in enumerate(order.split(), 1):
            for one in group.split("="):
                marks[row, names.index(one)] = rank
    return Profile(tuple(names), marks, np.array(list(orders.values()), dtype=np.int64))


def order(counted: Counted) -> str:
    return " ".join("=".join(group) for group in counted.order)


profiles = st.integers(1, 5).flatmap(
    lambda size: st.lists(
        st.tuples(st.lists(st.sampled_from((UNSAID, 1, 2, 3, 4)), min_size=size, max_size=size), st.integers(1, 4)),
        max_size=7,
    ).map(lambda rows: profile(size, rows))
)


def profile(size: int, rows: Sequence[tuple[Sequence[int], int]]) -> Profile:
    marks = np.array([row for row, _ in rows], dtype=np.int32).reshape(len(rows), size)
    return Profile(tuple("ABCDE"[:size]), marks, np.array([weight for _, weight in rows], dtype=np.int64))


def test_schulzes_own_example() -> None:
    ballots = {"A C B E D": 5, "A D E C B": 5, "B E D A C": 8, "C A B E D": 3, "C A E B D": 7, "C B A D E": 2, "D C E B A": 7, "E B A D C": 8}  # fmt: skip
    counted = count_schulze(of(ballots), BELOW)
    assert order(counted) == "E A C B D"
    assert [int(line.score) for line in counted.standings] == [4, 3, 2, 1, 0]
    assert counted.matrix[0] == (0, 20, 26, 30, 22)


def test_a_cycle_is_broken_at_its_weakest_duel_by_winning_votes() -> None:
    assert order(count_schulze(of({"A B C": 7, "B C A": 5, "C A B": 4}), BELOW)) == "A B C"
    assert order(count_schulze(of({"A B C": 1, "B C A": 1, "C A B": 1}), BELOW)) == "A=B=C"


def test_winning_votes_and_not_margins_say_how_strong_a_duel_is() -> None:
    """The narrowest duel has the most votes for its winner, and stands."""
    ballots = of({"A B": 10, "B A": 9, "B C": 6, "C A": 7, "A C": 2})
    assert order(count_schulze(ballots, APART)) == "C A B"


def test_an_equal_duel_is_no_link_of_a_chain_however_many_ballots_there_are_in_it() -> None:
    ballots = of({"X Y": 4, "Y X": 3, "Y Z": 5, "Z Y": 5, "Z X": 6})
    assert order(count_schulze(ballots, APART)) == "Z X Y"


def test_two_with_equal_chains_stand_apart_where_a_third_one_beats_one_of_them_alone() -> None:
    counted = count_schulze(of({"A B": 2, "C D": 1, "D C": 1}), APART)
    assert [set(tied) for tied in counted.order] == [{"A", "C", "D"}, {"B"}]


def test_what_is_unranked_is_below_or_not_compared() -> None:
    ballots = of({"A": 5, "B A": 3}, "ABC")
    assert count_schulze(ballots, BELOW).matrix == ((0, 5, 8), (3, 0, 3), (0, 0, 0))
    assert count_schulze(ballots, APART).matrix == ((0, 0, 0), (3, 0, 0), (0, 0, 0))
    assert order(count_schulze(ballots, APART)) == "B=C A"


@pytest.mark.parametrize("rank", [126, 127, 128, 1000, 1_000_000])
def test_ranks_of_any_size_are_compared_as_they_are(rank: int) -> None:
    large = Profile(("A", "B"), np.array([[rank - 1, rank], [UNSAID, rank]], dtype=np.int32), np.array([1, 1]))
    assert count_schulze(large, APART).matrix == ((0, 1), (0, 0))
    assert count_schulze(large, BELOW).matrix == ((0, 1), (1, 0))
    assert count_irv(large, BELOW).steps[0].counts == {"A": 1, "B": 1}


def test_rows_that_weigh_differently_count_as_often_as_they_say() -> None:
    spread = {"A B C": 3, "C B A": 2}
    rows = of(dict.fromkeys(spread, 1))
    one_by_one = Profile(rows.candidates, rows.marks.repeat(list(spread.values()), axis=0), np.ones(5, dtype=np.int64))
    for count in (count_schulze, count_irv):
        assert count(one_by_one, BELOW) == count(of(spread), BELOW)


def test_the_lines_say_how_many_ballots_rank_somebody() -> None:
    for count in (count_schulze, count_irv):
        lines = {line.entry: line for line in count(of({"A B": 3, "B": 2}, "ABC"), BELOW).standings}
        assert [(lines[one].approvals, lines[one].exposures) for one in "ABC"] == [(3, 3), (5, 5), (0, 0)]
        assert [lines[one].may_win for one in "ABC"] == [True, True, False]


def test_whoever_has_the_fewest_goes_out_until_one_is_left() -> None:
    counted = count_irv(of({"A B": 4, "B A": 3, "C B": 2}), BELOW)
    assert [(dict(step.counts), step.out, step.chosen) for step in counted.steps] == [
        ({"A": 4, "B": 3, "C": 2}, ("C",), ()),
        ({"A": 4, "B": 5}, ("A",), ("B",)),
    ]
    assert order(counted) == "B A C"
    assert [int(line.score) for line in counted.standings] == [5, 4, 2]


def test_a_ballot_that_ranks_several_equally_counts_once_one_of_them_is_left() -> None:
    counted = count_irv(of({"A=C B": 3, "A": 2, "B": 4, "C": 1}), BELOW)
    assert [dict(step.counts) for step in counted.steps] == [{"A": 2, "B": 4, "C": 1}, {"A": 5, "B": 4}]


def test_who_is_tied_last_goes_out_together_where_together_they_cannot_catch_the_next() -> None:
    counted = count_irv(of({"A": 9, "B": 5, "C D": 2, "D C": 2}), BELOW)
    assert (counted.steps[0].out, order(counted)) == (("C", "D"), "A B C=D")


@pytest.mark.parametrize("given_up", [0, 10])
def test_who_cannot_catch_the_next_even_together_goes_out_together_whatever_was_before(given_up: int) -> None:
    """Ballots that rank nobody who is left save nobody."""
    counted = count_irv(of({"A": 200, "B": 66, "C": 20, "E C": 9, "E": given_up, "D": 29}), BELOW)
    assert [step.out for step in counted.steps] == [("E",), ("C", "D"), ("B",)]
    assert order(counted) == "A B C=D E"


def test_ballots_that_are_laid_aside_may_yet_bring_somebody_who_is_tied_last_before_the_next() -> None:
    counted = count_irv(of({"A": 10, "B": 7, "C": 2, "E C": 1, "D": 3, "C=D": 5}), BELOW)
    assert [step.out for step in counted.steps] == [("E",), ("C",), ("B",), ("D",)]
    assert order(counted) == "A D B C E"


def test_who_is_tied_last_is_told_apart_by_the_round_before_where_together_they_reach_the_next() -> None:
    counted = count_irv(of({"A": 8, "B": 4, "C": 3, "D C": 1}), BELOW)
    assert [step.out for step in counted.steps] == [("D",), ("C",), ("B",)]


def test_the_latest_round_in_which_they_differ_tells_them_apart() -> None:
    counted = count_irv(of({"A": 9, "B": 3, "C": 4, "D B": 2, "E C": 1, "E": 2}), BELOW)
    assert [step.out for step in counted.steps] == [("D",), ("E",), ("C",), ("B",)]


def test_who_was_always_equal_goes_out_together_and_shares_the_place() -> None:
    assert order(count_irv(of({"A": 5, "B C": 3, "C B": 3}), BELOW)) == "A B=C"
    everybody = count_irv(of({"A": 1, "B": 1}), BELOW)
    assert (order(everybody), everybody.steps[-1].chosen, everybody.steps[-1].out) == ("A=B", ("A", "B"), ())


@METHODS
def test_nobody_and_nothing(count: Counting) -> None:
    assert count(of({}, "AB"), BELOW).order == (("A", "B"),)
    assert count(of({"": 3}, "A"), BELOW).order == (("A",),)
    assert count(profile(0, []), BELOW).order == ()


@METHODS
@given(found=profiles, chance=st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_candidates_changes_nothing(count: Counting, found: Profile, chance: Random) -> None:
    rows, columns = list(range(len(found.weights))), list(range(len(found.candidates)))
    chance.shuffle(rows)
    chance.shuffle(columns)
    names = tuple(found.candidates[at] for at in columns)
    mixed = Profile(names, found.marks[np.ix_(rows, columns)], found.weights[rows])
    assert count(mixed, BELOW).standings == count(found, BELOW).standings


@METHODS
@given(found=profiles)
def test_names_change_nothing_but_themselves(count: Counting, found: Profile) -> None:
    other = dict(zip(found.candidates, "ZYXWV", strict=False))
    renamed = Profile(tuple(other[one] for one in found.candidates), found.marks, found.weights)
    assert _sets(count(renamed, BELOW).order) == [{other[one] for one in tied} for tied in count(found, BELOW).order]


@METHODS
@given(found=profiles)
def test_whoever_most_rank_first_alone_wins(count: Counting, found: Profile) -> None:
    for at, candidate in enumerate(found.candidates):
        others = np.delete(np.where(found.marks == UNSAID, 99, found.marks), at, axis=1)
        first = (found.marks[:, at] != UNSAID) & (found.marks[:, [at]] < others).all(axis=1)
        if 2 * int(found.weights[first].sum()) > found.ballots:
            assert count(found, BELOW).order[0] == (candidate,)


@given(profiles, st.sampled_from(Unranked))
def test_the_matrix_is_what_counting_one_by_one_gives(found: Profile, unranked: Unranked) -> None:
    matrix = preferred(found, unranked)
    for one, other in permutations(range(len(found.candidates)), 2):
        assert matrix[one, other] == sum(
            weight
            for row, weight in zip(found.marks.tolist(), found.weights.tolist(), strict=True)
            if _prefers(row[one], row[other], unranked)
        )


def _prefers(one: int, other: int, unranked: Unranked) -> bool:
    if UNSAID in (one, other):
        return unranked is Unranked.BELOW and one != UNSAID
    return one < other


@given(profiles, st.sampled_from(Unranked))
def test_schulze_chooses_whoever_beats_all_and_whose_chains_are_the_strongest(
    found: Profile, unranked: Unranked
) -> None:
    counted = count_schulze(found, Options(unranked=unranked))
    matrix, size = preferred(found, unranked), len(found.candidates)
    strongest = {(a, b): _strongest(matrix.tolist(), a, b) for a, b in permutations(range(size), 2)}
    unbeaten = {a for a in range(size) if all(strongest[a, b] >= strongest[b, a] for b in range(size) if b != a)}
    assert set(counted.order[0]) == {found.candidates[a] for a in unbeaten}


def _strongest(matrix: list[list[int]], start: int, end: int) -> int:
    """Return the strength of the strongest of all chains, found by trying each."""
    middle = [at for at in range(len(matrix)) if at not in (start, end)]
    chains = [(start, *steps, end) for length in range(len(middle) + 1) for steps in permutations(middle, length)]
    return max(min(_won(matrix, a, b) for a, b in pairwise(chain)) for chain in chains)


def _won(matrix: list[list[int]], one: int, other: int) -> int:
    return matrix[one][other] if matrix[one][other] > matrix[other][one] else 0


@given(profiles, st.data())
def test_to_be_ranked_higher_never_hurts_in_schulzes_method(found: Profile, data: st.DataObject) -> None:
    if not found.weights.size:
        return
    winner = data.draw(st.sampled_from(count_schulze(found, BELOW).order[0]))
    at, row = found.candidates.index(winner), data.draw(st.integers(0, len(found.weights) - 1))
    marks = np.where(found.marks == UNSAID, UNSAID, found.marks + 1)
    marks[row, at] = 1
    raised = Profile(found.candidates, marks.astype(np.int32), found.weights)
    assert winner in count_schulze(raised, BELOW).order[0]


@given(profiles)
def test_instant_run_off_as_it_is_done_by_hand(found: Profile) -> None:
    """One ballot after the other; only while nobody is tied last is the hand's result the only one."""
    left, gone = list(found.candidates), list[str]()
    while len(left) > 1:
        piles = dict.fromkeys(left, 0)
        for row, weight in zip(found.marks.tolist(), found.weights.tolist(), strict=True):
            said = [
                (row[found.candidates.index(one)], one) for one in left if row[found.candidates.index(one)] != UNSAID
            ]
            best = [one for rank, one in said if rank == min(said)[0]]
            if len(best) == 1:
                piles[best[0]] += weight
        last = [one for one in left if piles[one] == min(piles.values())]
        if len(last) > 1:
            return
        left.remove(last[0])
        gone.insert(0, last[0])
    assert count_irv(found, BELOW).order == tuple((one,) for one in left + gone)


def _sets(order: Iterable[Sequence[str]]) -> list[set[str]]:
    return [set(tied) for tied in order]
