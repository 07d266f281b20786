"""E Pluribus Hugo, as the Constitution of the World Science Fiction Society has it."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from contests.model.ballot import Method
from tests.contests.counting.electing import Grid, counted, election, grid, order


def test_a_slate_divides_its_points_and_takes_fewer_seats() -> None:
    slate = dict.fromkeys(("s1", "s2", "s3", "s4", "s5"), 1)
    others = [(12, {"o1": 1}), (11, {"o2": 1}), (9, {"o3": 1}), (8, {"o4": 1}), (7, {"o5": 1})]
    profile = election((*slate, "o1", "o2", "o3", "o4", "o5"), [(13, slate), *others])
    assert set(counted(Method.APPROVAL, profile).winners(5)) == set(slate)
    result = counted(Method.EPH, profile)
    assert len(set(result.winners(5)) & set(slate)) < 5
    assert {"o1", "o2", "o3"} < set(result.winners(5))


def test_of_the_two_with_the_fewest_points_goes_out_who_is_on_fewer_ballots() -> None:
    profile = election("abcd", [(4, {"a": 1, "b": 1}), (3, {"c": 1}), (9, {"d": 1})])
    first = counted(Method.EPH, profile).steps[0]
    assert first.counts == {"a": 4, "b": 4}, "two points each, less than the three of c"
    assert first.out == ("a", "b"), "both tie in ballots and points"
    assert order(Method.EPH, profile) == ["d", "c", "a=b"]


def test_of_equal_ballots_goes_out_who_has_fewer_points() -> None:
    profile = election("abc", [(2, {"a": 1, "c": 1}), (2, {"b": 1}), (9, {"c": 1})])
    assert counted(Method.EPH, profile).steps[0].out == ("a",)


def test_the_last_bit_of_a_float_tells_nobody_apart() -> None:
    """Three and more have the same thirds, halves and quarters, added in another order."""
    profile = grid([[0, 1, 1, 1, 1], [1, 1, 1, 0, 0], [1, 0, 0, 1, 1], [1, 1, 0, 0, 1]])
    assert order(Method.EPH, profile) == ["a=b=e", "c=d"]


def test_who_ties_across_the_last_seat_comes_in() -> None:
    profile = election("abc", [(5, {"a": 1}), (2, {"b": 1}), (2, {"c": 1})])
    assert counted(Method.EPH, profile).winners(2) == ("a", "b", "c")


def by_hand(marks: Grid) -> list[set[int]]:
    """Count as the rules are read aloud, exactly and slowly: who goes out together, first to last."""
    left, gone = set(range(len(marks[0]))), []
    while left:
        points = {one: sum((_share(row, one, left) for row in marks), start=Fraction(0)) for one in left}
        ballots = {one: sum(row[one] > 0 for row in marks) for one in left}
        lowest = sorted(points.values())[:2][-1]
        chosen = [one for one in left if points[one] <= lowest]
        fewest = min(ballots[one] for one in chosen)
        chosen = [one for one in chosen if ballots[one] == fewest]
        out = {one for one in chosen if points[one] == min(points[other] for other in chosen)}
        gone.append(out)
        left -= out
    return gone


def _share(row: Sequence[int], one: int, left: set[int]) -> Fraction:
    return Fraction(1, sum(row[other] > 0 for other in left)) if row[one] > 0 else Fraction(0)


@given(
    st.integers(1, 6).flatmap(
        lambda size: st.lists(st.lists(st.integers(-1, 1), min_size=size, max_size=size), min_size=1, max_size=12)
    )
)
@example([[0, 0, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1], [1, 0, 1, 1]])  # freed points decide who is compared next
@example([[1, 0, 0, 0, 0, 0], [0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 0]])
def test_it_counts_as_by_hand(marks: Grid) -> None:
    expected = [{"abcdef"[one] for one in out} for out in reversed(by_hand(marks))]
    assert [set(tied) for tied in counted(Method.EPH, grid(marks)).order] == expected
