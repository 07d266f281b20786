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


@given(
    st.integers(1, 5).flatmap(
        lambda size: st.lists(st.lists(st.integers(-1, 5), min_size=size, max_size=size), min_size=1, max_size=12)
    )
)
def test_it_counts_as_by_hand(marks: Grid) -> None:
    keys = {"abcde"[at]: medians([max(row[at], 0) for row in marks]) for at in range(len(marks[0]))}
    for line in counted(Method.MAJORITY, grid(marks)).standings:
        assert line.rank == 1 + sum(key > keys[line.entry] for key in keys.values())
        assert line.score == keys[line.entry][0]


def test_high_marks_of_many_criteria_and_heavy_rows_are_counted_too() -> None:
    marks = np.array([[5000, 4999], [1, 4999], [5000, 4999]], dtype=np.int32)
    weights = np.array([10**9, 10**9, 1], dtype=np.int64)
    assert counted(Method.MAJORITY, Profile(("a", "b"), marks, weights)).order == (("a",), ("b",))
