"""STAR's published protocol for ties, step by step."""

from time import process_time

from contests.model.ballot import Method
from tests.contests.counting.electing import counted, election, grid, order


def test_a_tie_of_scores_for_the_run_off_goes_to_whom_more_ballots_prefer() -> None:
    marks = [[5, 3, 0], [5, 3, 1], [5, 0, 5]]  # b and c have 6 points; two of three prefer b
    result = counted(Method.STAR, grid(marks))
    assert next(set(step.counts) for step in result.steps if step.what == "runoff") == {"a", "b"}
    assert result.order[0] == ("a",)


def test_a_tie_of_three_loses_first_whoever_lost_the_most_match_ups() -> None:
    marks = [[4, 3, 2], [4, 3, 2], [1, 3, 5]]  # nine points each; a beats b beats c by two to one
    result = counted(Method.STAR, grid(marks))
    assert set(result.steps[1].counts) == {"a", "b"}
    assert result.order == (("a",), ("b",), ("c",))


def test_lost_match_ups_and_not_won_ones_take_out_of_a_tie() -> None:
    marks = [[0, 5, 2], [2, 0, 0], [3, 0, 3]]  # five points each; a beats b, c ties with both, b has a five
    assert set(counted(Method.STAR, grid(marks)).steps[1].counts) == {"a", "c"}


def test_a_circle_of_equal_scores_goes_to_the_most_highest_grades() -> None:
    marks = [[5, 2, 1], [1, 5, 2], [2, 1, 5], [0, 1, 1], [1, 0, 0], [0, 0, 0]]
    result = counted(Method.STAR, grid(marks))
    assert all(count == 9 for count in result.steps[0].counts.values())
    assert result.order == (("a", "b", "c"),), "each has one five; a circle stays a tie"
    more = [[5, 2, 1], [1, 5, 2], [2, 1, 5], [5, 4, 3], [3, 5, 4], [1, 0, 2]]
    assert all(count == 17 for count in counted(Method.STAR, grid(more)).steps[0].counts.values())
    assert set(counted(Method.STAR, grid(more)).steps[1].counts) == {"a", "b"}, "two fives each, c has one"


def test_of_a_circle_who_has_most_highest_grades_advances_and_the_others_begin_anew() -> None:
    marks = [[5, 0, 5], [5, 4, 2], [3, 1, 3], [1, 5, 2], [0, 4, 2]]  # a beats b beats c beats a; a has two fives
    result = counted(Method.STAR, grid(marks))
    assert all(count == 14 for count in result.steps[0].counts.values())
    assert set(result.steps[1].counts) == {"a", "b"}, "of b and c more ballots prefer b"


def test_a_tied_run_off_goes_to_the_higher_score_then_to_the_most_highest_grades_then_stays() -> None:
    assert order(Method.STAR, grid([[5, 1], [2, 3]])) == ["a", "b"], "7 to 4"
    assert order(Method.STAR, grid([[0, 5], [3, 1], [4, 1]])) == ["a", "b"], "two of three prefer a"
    assert order(Method.STAR, grid([[3, 5, 0], [4, 2, 0]])) == ["b", "a", "c"], "seven each, one each, b has a five"
    assert order(Method.STAR, grid([[3, 4, 0], [4, 3, 0]])) == ["a=b", "c"]


def test_a_tie_for_the_run_off_that_changes_nothing_is_none() -> None:
    marks = [[2, 1, 5], [1, 2, 5], [3, 3, 5]]  # starvote's "unbreakable tie for second": Amy, Brian, Chuck
    assert order(Method.STAR, grid(marks)) == ["c", "a=b"]


def test_a_tie_for_the_run_off_that_changes_the_winner_is_a_tie() -> None:
    result = counted(Method.STAR, grid([[1, 0, 0], [0, 4, 3], [0, 1, 0], [4, 0, 3]]))
    assert result.steps[0].counts == {"a": 5, "b": 5, "c": 6}, "a and b are preferred by two each, and have no five"
    assert [step.chosen for step in result.steps[1:3]] == [("a",), ("b",)], "either would beat c"
    assert result.order == (("a", "b"), ("c",))


def test_not_to_grade_is_to_give_nothing() -> None:
    assert counted(Method.STAR, grid([[5, -1], [-1, 4]])).steps[0].counts == {"a": 5, "b": 4}
    assert counted(Method.STAR, grid([[0, -1]])).matrix == ((0, 0), (0, 0))


def test_the_highest_grade_is_the_contests() -> None:
    assert order(Method.STAR, grid([[5, 10], [5, 0]]), best=10) == ["b", "a"]
    assert order(Method.STAR, grid([[2, 3], [2, 1]]), best=3) == ["b", "a"]


def test_there_may_be_one_candidate_or_no_ballot() -> None:
    assert order(Method.STAR, grid([[3]])) == ["a"]
    assert order(Method.STAR, grid([[-1, -1]])) == ["a=b"]


def test_two_hundred_who_all_tie_are_told_apart_match_up_by_match_up_in_seconds() -> None:
    size, start = 200, process_time()
    names = [f"c{at:03}" for at in range(size)]
    better = [size - at for at in range(size)]
    marks = [better, better, [3 * size - 2 * one for one in better]]
    profile = election(names, [(1, dict(zip(names, row, strict=True))) for row in marks])
    result = counted(Method.STAR, profile, best=3 * size)
    assert set(result.steps[0].counts.values()) == {3 * size}
    assert [one for (one,) in result.order] == names
    assert process_time() - start < 5
