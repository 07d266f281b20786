"""Jury beside public: points from ranks, both columns, and a weight."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.counting.points import TOP, beside, points_of
from contests.model.contest import Points
from contests.model.standing import Columns
from tests.contests.counting.electing import lines


def test_the_first_ten_get_points_and_the_eleventh_none() -> None:
    eleven = lines(*((f"e{rank:02}", rank) for rank in range(1, 12)))
    assert list(points_of(eleven, Points.TOP).values()) == [*TOP, 0]
    assert list(points_of(eleven, Points.LINEAR).values()) == list(range(11, 0, -1))


def test_the_tied_share_the_mean_of_their_places() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 2), ("d", 2))
    assert points_of(standings, Points.TOP) == {
        "a": 12,
        "b": Fraction(25, 3),
        "c": Fraction(25, 3),
        "d": Fraction(25, 3),
    }
    assert points_of(standings, Points.LINEAR) == {"a": 4, "b": 2, "c": 2, "d": 2}


def test_both_columns_stand_beside_their_weighted_sum() -> None:
    public, jury = lines(("a", 1), ("b", 2), ("c", 3)), lines(("c", 1), ("b", 2), ("a", 3))
    result = beside(public, jury, 50, Points.TOP)
    assert [(line.entry, line.rank, int(line.score)) for line in result] == [("a", 1, 10), ("b", 1, 10), ("c", 1, 10)]
    assert {line.entry: line.columns for line in result}["a"] == Columns(1, Fraction(12), 3, Fraction(8))
    assert [line.member for line in result] == [f"m-{line.entry}" for line in result]


@pytest.mark.parametrize(("weight", "first"), [(0, "a"), (49, "a"), (51, "c"), (100, "c")])
def test_the_weight_says_whose_first_wins(weight: int, first: str) -> None:
    public, jury = lines(("a", 1), ("b", 2), ("c", 3)), lines(("c", 1), ("b", 2), ("a", 3))
    assert beside(public, jury, weight, Points.TOP)[0].entry == first


def test_an_equal_sum_stays_a_tie() -> None:
    public, jury = lines(("a", 1), ("b", 2)), lines(("b", 1), ("a", 2))
    assert [(line.rank, line.score) for line in beside(public, jury, 50, Points.LINEAR)] == [(1, Fraction(3, 2))] * 2


def test_a_jury_that_says_nothing_changes_no_order() -> None:
    public, jury = lines(("a", 1), ("b", 2), ("c", 3)), lines(("a", 1), ("b", 1), ("c", 1))
    assert [line.entry for line in beside(public, jury, 50, Points.TOP)] == ["a", "b", "c"]


@given(st.permutations("abcdef"), st.permutations("abcdef"), st.sampled_from(Points), st.integers(0, 100))
def test_what_both_rank_higher_is_ranked_higher(
    public: list[str], jury: list[str], points: Points, weight: int
) -> None:
    members, jurors = (lines(*((one, at + 1) for at, one in enumerate(order))) for order in (public, jury))
    place = {line.entry: line.rank for line in beside(members, jurors, weight, points)}
    for one in "abcdef":
        for other in "abcdef":
            if public.index(one) < public.index(other) and jury.index(one) < jury.index(other):
                assert place[one] < place[other]
