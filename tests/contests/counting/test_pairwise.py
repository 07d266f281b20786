"""Pairs: the strengths of Bradley and Terry by maximum a posteriori."""

from math import exp

import numpy as np
import pytest

from contests.counting.pairwise import Wins, _levels, preferences, strengths
from contests.counting.profile import UNSAID, Profile
from contests.model.ballot import Method
from tests.contests.counting.electing import counted, grid, order


def answers(wins: Wins) -> Profile:
    """Make a profile of so many answers to each pair as its matrix says."""
    size, pairs = len(wins), np.argwhere(wins)
    marks = np.full((len(pairs), size), UNSAID, dtype=np.int32)
    marks[np.arange(len(pairs)), pairs[:, 0]], marks[np.arange(len(pairs)), pairs[:, 1]] = 1, 0
    return Profile(tuple("abcde"[:size]), marks, wins[wins > 0].astype(np.int64))


def test_two_entries_have_the_strengths_that_solve_the_equation() -> None:
    wins = np.array([[0, 7], [3, 0]])
    ours = strengths(wins)
    chance = 1 / (1 + exp(ours[1] - ours[0]))
    assert ours[0] == pytest.approx(-ours[1])
    assert 7 - 10 * chance == pytest.approx(ours[0]), "beside strengths that are believed to vary by 1"


def test_who_beat_a_strong_one_stands_before_who_beat_a_weak_one() -> None:
    chain = [[1, 0, -1, -1]] * 3 + [[-1, 1, 0, -1]] * 3 + [[-1, -1, 1, 0]] * 3
    assert order(Method.PAIRWISE, grid(chain)) == ["a", "b", "c", "d"]


def test_entries_that_the_answers_do_not_tell_apart_tie() -> None:
    circle = [[1, 0, -1], [-1, 1, 0], [0, -1, 1]]
    assert order(Method.PAIRWISE, grid(circle)) == ["a=b=c"]
    assert order(Method.PAIRWISE, grid([[1, -1, 0], [-1, 1, 0]])) == ["a=b", "c"]


def test_what_differs_by_the_arithmetic_alone_is_equal() -> None:
    assert _levels(np.array([0.1 + 0.2, 0.1, 0.3])) == [1, 0, 1]


def test_neither_is_a_look_and_half_an_answer_is_none() -> None:
    result = counted(Method.PAIRWISE, grid([[0, 0, -1], [1, 0, -1], [-1, -1, 1], [-1, -1, -1]]))
    assert {line.entry: (line.approvals, line.exposures) for line in result.standings} == {
        "a": (1, 2),
        "b": (0, 2),
        "c": (0, 0),
    }
    assert result.matrix == ((0, 1, 0), (0, 0, 0), (0, 0, 0))


def test_winning_everything_is_no_infinite_strength() -> None:
    ours = strengths(np.array([[0, 10**6, 10**6], [0, 0, 1], [0, 0, 0]]))
    assert np.isfinite(ours).all()
    assert ours[0] > ours[1] > ours[2]
    assert abs(ours.sum()) < 1e-9


def test_those_whom_no_chain_of_answers_joins_are_compared_by_what_is_believed_beforehand() -> None:
    apart = np.zeros((5, 5), dtype=np.int64)
    apart[0, 1], apart[2, 3] = 9, 2
    assert counted(Method.PAIRWISE, answers(apart)).order == (("a",), ("c",), ("e",), ("d",), ("b",))
    apart[2, 3] = 9
    assert counted(Method.PAIRWISE, answers(apart)).order == (("a", "c"), ("e",), ("b", "d")), "alike, though never met"


def test_of_two_who_never_lost_stands_first_who_won_more_often() -> None:
    often = np.array([[0, 0, 9], [0, 0, 1], [1, 0, 0]])
    assert order(Method.PAIRWISE, answers(often)) == ["a", "b", "c"]


def test_where_nobody_could_say_all_tie_and_nobody_wins() -> None:
    result = counted(Method.PAIRWISE, grid([[0, 0, -1], [-1, 0, 0]] * 4))
    assert result.order == (("a", "b", "c"),)
    said = [(int(line.score), line.approvals, line.exposures) for line in result.standings]
    assert said == [(0, 0, 4), (0, 0, 8), (0, 0, 4)]
    assert not any(line.may_win for line in result.standings)


def test_one_entry_stands_alone() -> None:
    assert order(Method.PAIRWISE, grid([[-1]])) == ["a"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("times", [1, 10**6])
def test_two_hundred_of_which_each_beats_all_that_follow_stand_in_that_order(times: int) -> None:
    found = strengths(np.triu(np.full((200, 200), times), 1))
    assert np.isfinite(found).all()
    assert (np.diff(found) < 0).all()
    assert found[0] == pytest.approx(-found[-1]), "as the first beats everybody, so the last loses to everybody"
    unlikely = np.exp(-np.logaddexp(0, found[0] - found[1:])).sum()
    assert times * unlikely == pytest.approx(found[0]), "what its wins say is held back by what is believed beforehand"


def test_answers_as_numbers_give_the_same_matrix() -> None:
    assert preferences(np.array([0, 0, 1]), np.array([1, 1, 2]), 3).tolist() == [[0, 2, 0], [0, 0, 1], [0, 0, 0]]
    assert preferences(np.array([0]), np.array([1]), 2, np.array([5])).tolist() == [[0, 5], [0, 0]]


def test_nobody_and_nothing_can_be_counted() -> None:
    assert strengths(np.zeros((0, 0), dtype=np.int64)).size == 0
    assert order(Method.PAIRWISE, grid([[-1, -1]])) == ["a=b"]
