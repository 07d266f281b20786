"""What every method keeps, whatever it counts, and what only some have."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contests.counting.methods import COUNTING
from contests.counting.profile import UNSAID, Counted, Options, Profile
from contests.model.ballot import Method
from contests.model.standing import Standing
from tests.contests.counting.electing import Grid, counted, grid

LOOKS = st.integers(-1, 1)
GRADES = st.integers(-1, 5)
RANKS = st.sampled_from((UNSAID, 1, 2, 3, 4))
MARKS: Mapping[Method, st.SearchStrategy[int]] = {
    Method.APPROVAL: LOOKS,
    Method.SINGLE: LOOKS,
    Method.LIMITED: LOOKS,
    Method.EPH: LOOKS,
    Method.CUMULATIVE: GRADES,
    Method.SCORE: GRADES,
    Method.STAR: GRADES,
    Method.MAJORITY: GRADES,
    Method.SCHULZE: RANKS,
    Method.IRV: RANKS,
}
"""What a ballot may say of a candidate; pairs are answers about two."""
RANKED = frozenset({Method.SCHULZE, Method.IRV})

MONOTONE: Mapping[Method, str] = {
    Method.APPROVAL: "",
    Method.SINGLE: "",
    Method.LIMITED: "",
    Method.CUMULATIVE: "",
    Method.SCORE: "where everybody graded everything",
    Method.MAJORITY: "",
    Method.STAR: "where no scores tie: else more points may bring a stronger rival into the run-off",
    Method.PAIRWISE: "",
    Method.SCHULZE: "",
}
"""Methods in which a winner who is marked higher stays the winner, and under what. Instant run-off and E Pluribus Hugo
are not: one that goes out later takes another one along."""
MAJORITY = frozenset({Method.SINGLE, Method.SCHULZE, Method.IRV})
"""Methods in which whoever is alone first on more than half of the ballots wins. Those of approvals, grades and points
let a majority say more than who is first, and pairs do not tell who is."""

methods = pytest.mark.parametrize("method", list(COUNTING))


@st.composite
def elections(draw: st.DrawFn, method: Method, lowest: int = UNSAID) -> Grid:
    """Draw up to nine ballots on up to five candidates."""
    size = draw(st.integers(2, 5))
    if method is Method.PAIRWISE:
        return draw(st.lists(_answers(size), min_size=1, max_size=9))
    mark = MARKS[method].filter(lambda one: one >= lowest)
    return draw(st.lists(st.lists(mark, min_size=size, max_size=size), min_size=1, max_size=9))


@st.composite
def _answers(draw: st.DrawFn, size: int) -> list[int]:
    row = [UNSAID] * size
    one, other = draw(st.permutations(range(size)))[:2]
    row[one], row[other] = draw(st.sampled_from(((1, 0), (0, 0))))
    return row


def facts(result: Counted) -> dict[str, Standing]:
    """Return the lines by candidate, with scores to six digits, since another order adds the same numbers otherwise."""
    return {line.entry: replace(line, score=round(line.score, 6)) for line in result.standings}


@methods
@given(data=st.data())
def test_who_votes_and_in_which_order_changes_nothing(method: Method, data: st.DataObject) -> None:
    marks = data.draw(elections(method))
    shuffled = data.draw(st.permutations(marks))
    kinds = [list(row) for row in {tuple(row) for row in marks}]
    merged = grid(kinds, [marks.count(kind) for kind in kinds])
    first = counted(method, grid(marks))
    assert counted(method, grid(list(shuffled))) == first
    assert counted(method, merged) == first


@methods
@given(data=st.data())
def test_no_name_and_no_place_on_the_ballot_is_favoured(method: Method, data: st.DataObject) -> None:
    marks = data.draw(elections(method))
    columns = data.draw(st.permutations(range(len(marks[0]))))
    moved = counted(method, grid([[row[at] for at in columns] for row in marks]))
    was = {"abcde"[to]: "abcde"[of] for to, of in enumerate(columns)}
    renamed = {was[one]: replace(line, entry=was[one]) for one, line in facts(moved).items()}
    assert renamed == facts(counted(method, grid(marks)))


@methods
@given(data=st.data())
def test_ranks_are_competition_ranks_best_first_and_every_candidate_has_one(
    method: Method, data: st.DataObject
) -> None:
    marks = data.draw(elections(method))
    lines = counted(method, grid(marks)).standings
    assert sorted(line.entry for line in lines) == list("abcde"[: len(marks[0])])
    ranks = [line.rank for line in lines]
    assert ranks == sorted(ranks)
    assert all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)


@methods
def test_a_round_without_ballots_is_a_tie_of_all(method: Method) -> None:
    nothing = Profile(("a", "b"), np.zeros((0, 2), dtype=np.int32), np.zeros(0, dtype=np.int64))
    assert [(line.rank, line.approvals, line.exposures) for line in COUNTING[method](nothing, Options()).standings] == [
        (1, 0, 0)
    ] * 2


@methods
@given(data=st.data())
def test_what_nobody_speaks_for_has_no_approvals(method: Method, data: st.DataObject) -> None:
    marks = [[*row, UNSAID] for row in data.draw(elections(method))]
    last = "abcdef"[len(marks[0]) - 1]
    line = facts(counted(method, grid(marks)))[last]
    assert (line.approvals, line.exposures, line.may_win) == (0, 0, False)


@pytest.mark.parametrize("method", [one for one in MONOTONE if one in COUNTING])
@given(data=st.data())
def test_more_for_the_winner_never_makes_it_lose(method: Method, data: st.DataObject) -> None:
    marks = data.draw(elections(method, UNSAID if method in RANKED | {Method.PAIRWISE} else 0))
    before = counted(method, grid(marks)).standings
    won = "abcde".index(data.draw(st.sampled_from([line.entry for line in before if line.rank == 1])))
    if method is Method.STAR:
        sums = [sum(row[at] for row in marks) for at in range(len(marks[0]))]
        assume(len(set(sums)) == len(sums))
    can_be_raised = [at for at, row in enumerate(marks) if lifted(method, row, won) != row]
    assume(can_be_raised)
    at = data.draw(st.sampled_from(can_be_raised))
    marks[at] = lifted(method, marks[at], won)
    after = facts(counted(method, grid(marks)))
    assert after["abcde"[won]].rank == 1
    if before[1].rank != 1:
        assert sum(line.rank == 1 for line in after.values()) == 1


def lifted(method: Method, row: list[int], one: int) -> list[int]:
    """Return a ballot that says more for one of its candidates, and the same of all others."""
    changed = list(row)
    if method is Method.PAIRWISE:
        if row[one] == 0:
            changed = [0 if mark == 1 else mark for mark in row]
            changed[one] = 1
    elif method in RANKED:
        changed[one] = max(1, row[one] - 1) if row[one] != UNSAID else 4
    else:
        changed[one] = min(row[one] + 1, 1 if method in {Method.APPROVAL, Method.SINGLE, Method.LIMITED} else 5)
    return changed


@pytest.mark.parametrize("method", [one for one in Method if one in MAJORITY and one in COUNTING])
@given(data=st.data())
def test_whom_more_than_half_put_first_wins(method: Method, data: st.DataObject) -> None:
    others = data.draw(elections(method))
    size = len(others[0])
    first = [UNSAID if method in RANKED else 0] * size
    first[0] = 1
    if method in RANKED:
        first[1:] = data.draw(st.lists(st.sampled_from((UNSAID, 2, 3)), min_size=size - 1, max_size=size - 1))
    else:
        others = [[int(at == row.index(max(row))) for at in range(size)] for row in others]
    winners = [
        line.entry for line in counted(method, grid(others + [first] * (len(others) + 1))).standings if line.rank == 1
    ]
    assert winners == ["a"]
