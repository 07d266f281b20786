"""What breaks a tie at a boundary: the jury, the same ballots among the tied, or a draw that anybody can repeat."""

import hashlib
import re
import shutil
import subprocess
from fractions import Fraction
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.counting.ties import by_jury, head_to_head, lottery, ordered, seed_of
from contests.model.ballot import Marking, Unranked
from tests.contests.counting.electing import grid, lines

APART, BELOW = Unranked.APART, Unranked.BELOW


def test_the_jury_orders_the_tied_by_its_own_ranks() -> None:
    jury = lines(("x", 1), ("c", 2), ("a", 2), ("b", 4))
    assert by_jury(jury, ["b", "a", "c"]) == (("a", "c"), ("b",))


def test_only_the_tied_are_ordered_and_the_rest_stays_tied() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 2), ("d", 2), ("e", 5), ("f", 5))
    after = ordered(standings, [(("d",), ("b", "c"))])
    assert [(line.entry, line.rank) for line in after] == [("a", 1), ("d", 2), ("b", 3), ("c", 3), ("e", 5), ("f", 5)]
    assert [line.frozen_rank for line in after] == [line.rank for line in after]


def test_whoever_has_no_part_in_an_order_comes_below_those_who_have() -> None:
    after = ordered(lines(("a", 1), ("b", 1), ("c", 1)), [(("c",), ("b",))])
    assert [(line.entry, line.rank) for line in after] == [("c", 1), ("b", 2), ("a", 3)]


@pytest.mark.parametrize(
    ("marking", "unranked", "marks"),
    [
        (Marking.APPROVE, BELOW, [[1, -1], [1, -1], [-1, 1]]),
        (Marking.APPROVE, APART, [[1, 0], [1, 0], [0, 1], [-1, 1], [-1, 1], [-1, 1]]),
        (Marking.GRADE, APART, [[5, 4], [2, 1], [1, 5], [-1, 5], [-1, 5]]),
        (Marking.RANK, BELOW, [[1, 2], [3, -1], [-1, 1]]),
        (Marking.RANK, APART, [[1, 2], [1, 2], [2, 1], [-1, 1], [-1, 1]]),
        (Marking.COMPARE, APART, [[1, 0], [1, 0], [0, 1], [0, 0]]),
    ],
)
def test_more_of_the_same_ballots_prefer_one(marking: Marking, unranked: Unranked, marks: list[list[int]]) -> None:
    assert head_to_head(grid(marks), ["b", "a"], marking, unranked) == (("a",), ("b",))
    turned = grid([row[::-1] for row in marks])
    assert head_to_head(turned, ["b", "a"], marking, unranked) == (("b",), ("a",))


def test_equal_and_circles_stay_tied_and_those_who_are_not_tied_have_no_say() -> None:
    assert head_to_head(grid([[1, 2, 3], [2, 1, 3]]), "ab", Marking.RANK, BELOW) == (("a", "b"),)
    circle = grid([[1, 2, 3, 4], [3, 1, 2, 4], [2, 3, 1, 4]])
    assert head_to_head(circle, "abcd", Marking.RANK, BELOW) == (("a", "b", "c"), ("d",))
    assert head_to_head(circle, "ab", Marking.RANK, BELOW) == (("a",), ("b",))


def test_a_chain_of_preferences_orders_all() -> None:
    chain = grid([[1, 0, -1], [-1, 1, 0]])
    assert head_to_head(chain, "abc", Marking.COMPARE, APART) == (("a",), ("b",), ("c",))


def test_a_draw_is_what_anybody_gets_from_the_root_the_value_and_the_ids() -> None:
    root, value = "ab" * 32, "3 14 15 92 65"
    seed = hashlib.sha256((root + value).encode()).hexdigest()
    assert seed_of(root, value) == seed
    expected = sorted(["e1", "e2", "e3"], key=lambda one: hashlib.sha256((seed + one).encode()).hexdigest())
    assert lottery(["e3", "e1", "e2"], root, value) == tuple((one,) for one in expected)
    assert lottery(["e1", "e2", "e3"], root, "another") != lottery(["e1", "e2", "e3"], root, value)


def test_the_draw_of_the_docstring_is_what_a_shell_prints_and_what_is_drawn() -> None:
    commands, printed = [dedent(part) for part in re.findall(r"::\n\n(.*?)\n\n", lottery.__doc__ or "", re.DOTALL)]
    root = hashlib.sha256(b"all receipts").hexdigest()
    drawn = [entry for (entry,) in lottery(["e1", "e2", "e3"], root, "7 21 34")]
    digests = [hashlib.sha256((seed_of(root, "7 21 34") + one).encode()).hexdigest() for one in drawn]
    assert printed.splitlines() == [f"{digest} {entry}" for digest, entry in zip(digests, drawn, strict=True)]
    if shutil.which("sha256sum"):  # not every system has it under this name
        told = subprocess.run(["sh", "-c", commands], capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own docstring
        assert told.stdout.splitlines() == printed.splitlines()


@given(st.text("0123456789abcdef", min_size=4, max_size=4))
def test_a_draw_leaves_no_tie(root: str) -> None:
    standings = lines(("a", 1), ("b", 1), ("c", 1))
    assert {line.rank for line in ordered(standings, [lottery("abc", root, "7")])} == {1, 2, 3}


def test_every_entry_wins_about_as_many_draws() -> None:
    won = [lottery("abc", f"{at:064x}", "7")[0][0] for at in range(600)]
    assert all(Fraction(150) < won.count(one) < Fraction(250) for one in "abc")
