"""Majority judgment by counts gives what taking one median after the other away gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from contests.counting.profile import Profile
from contests.model.ballot import Method
from tests.contests.counting.electing import Grid, counted, grid


def medians(grades: list[int]) -> list[int]:
    """Take the lower median away until nothing is left."""
    left, taken = sorted(grades), []
    while left:
        taken.append(left.pop((len(left) - 1) // 2))
    return taken


@st.composite
def graded(draw: st.DrawFn) -> tuple[Grid, list[int]]:
    """Draw a few kinds of ballots, and how many there are of each."""
    size, kinds = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    row = st.lists(st.integers(-1, 3), min_size=size, max_size=size)
    weights = draw(st.lists(st.integers(1, 9), min_size=kinds, max_size=kinds))
    return draw(st.lists(row, min_size=kinds, max_size=kinds)), weights


@given(graded())
def test_it_counts_as_by_hand(kinds: tuple[Grid, list[int]]) -> None:
    marks, weights = kinds
    ballots = [row for row, weight in zip(marks, weights, strict=True) for _ in range(weight)]
    keys = {"abcd"[at]: medians([max(row[at], 0) for row in ballots]) for at in range(len(marks[0]))}
    for line in counted(Method.MAJORITY, grid(marks, weights)).standings:
        assert line.rank == 1 + sum(key > keys[line.entry] for key in keys.values())
        assert line.score == keys[line.entry][0]


def test_high_marks_of_many_criteria_and_heavy_rows_are_counted_too() -> None:
    marks = np.array([[5000, 4999], [1, 4999], [5000, 4999]], dtype=np.int32)
    weights = np.array([10**9, 10**9, 1], dtype=np.int64)
    assert counted(Method.MAJORITY, Profile(("a", "b"), marks, weights)).order == (("a",), ("b",))
