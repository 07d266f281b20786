"""Pairs: the strengths of Bradley and Terry by maximum a posteriori."""

from math import exp

import numpy as np
import pytest

from contests.counting.pairwise import _levels, preferences, strengths
from contests.model.ballot import Method
from tests.contests.counting.electing import counted, grid, order


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


def test_answers_as_numbers_give_the_same_matrix() -> None:
    assert preferences(np.array([0, 0, 1]), np.array([1, 1, 2]), 3).tolist() == [[0, 2, 0], [0, 0, 1], [0, 0, 0]]
    assert preferences(np.array([0]), np.array([1]), 2, np.array([5])).tolist() == [[0, 5], [0, 0]]


def test_nobody_and_nothing_can_be_counted() -> None:
    assert strengths(np.zeros((0, 0), dtype=np.int64)).size == 0
    assert order(Method.PAIRWISE, grid([[-1, -1]])) == ["a=b"]
