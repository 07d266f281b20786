"""Ballots written in a format are read back as they were; what is written here is the formats' own description."""

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.tally.election import Election, Kind, Meaning
from bots.tally.export import exported
from bots.tally.formats import read_election
from contests.counting.profile import UNSAID, Profile
from contests.model.ballot import Unranked

Rows = list[tuple[tuple[int, ...], int]]
"""Marks, and how many voted so."""
NAMES = ("Ann", "Ben ☕", "Cleo's “Sun”, 2", "Dó; one: two", "e{1}")


def ranks(row: Sequence[int]) -> tuple[int, ...]:
    """Return ranks without gaps, as orders have them."""
    said = sorted({mark for mark in row if mark != UNSAID})
    return tuple(UNSAID if mark == UNSAID else said.index(mark) + 1 for mark in row)


def rows(highest: int, *, unsaid: bool = True, tied: bool = True, many: int = 9) -> st.SearchStrategy[Rows]:
    def of(size: int) -> st.SearchStrategy[Rows]:
        marks = st.integers(UNSAID if unsaid else 1, highest).filter(lambda mark: mark != 0)
        ballot = st.lists(marks, min_size=size, max_size=size).map(tuple)
        if not tied:
            ballot = st.permutations(range(1, size + 1)).map(tuple)
        return st.lists(st.tuples(ballot, st.integers(1, many)), min_size=1, max_size=8)

    return st.integers(1, len(NAMES)).flatmap(of)


def election(found: Rows, kind: Kind, **meaning: int) -> Election:
    marks = np.array([row for row, _ in found], dtype=np.int32)
    weights = np.array([many for _, many in found], dtype=np.int64)
    return Election(Profile(NAMES[: marks.shape[1]], marks, weights), Meaning(kind, **meaning))  # type: ignore[arg-type] # best or most


def ballots(election: Election) -> Counter[tuple[int, ...]]:
    found: Counter[tuple[int, ...]] = Counter()
    for row, many in zip(election.profile.marks.tolist(), election.profile.weights.tolist(), strict=True):
        found[tuple(row)] += many
    return found


def read(name: str, text: str) -> Election:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", newline="")
        return read_election(path)


def order(row: Sequence[int]) -> str:
    groups = []
    for rank in range(1, max(row) + 1):
        group = [str(at) for at, mark in enumerate(row, 1) if mark == rank]
        groups.append(group[0] if len(group) == 1 else "{" + ",".join(group) + "}")
    return ",".join(groups)


def as_preflib(found: Rows) -> str:
    names = [f"# ALTERNATIVE NAME {at}: {name}" for at, name in enumerate(NAMES[: len(found[0][0])], 1)]
    head = [f"# NUMBER ALTERNATIVES: {len(names)}", *names]
    return "\n".join([*head, *(f"{many}: {order(row)}" for row, many in found)])


@given(rows(4))
def test_preflib(found: Rows) -> None:
    found = [(ranks(row), many) for row, many in found]
    again = read("a.toi", as_preflib(found))
    assert (again.profile.candidates, again.meaning.kind) == (NAMES[: len(found[0][0])], Kind.RANKS)
    assert ballots(again) == ballots(election(found, Kind.RANKS))


@given(rows(1, tied=False))
def test_preflib_of_strict_and_complete_orders(found: Rows) -> None:
    assert ballots(read("a.soc", as_preflib(found))) == ballots(election(found, Kind.RANKS))


@given(rows(3))
def test_preflib_of_categories(found: Rows) -> None:
    size = len(found[0][0])
    lines = [f"# NUMBER ALTERNATIVES: {size}", "# NUMBER CATEGORIES: 3"]
    for row, many in found:
        groups = [[str(at) for at, mark in enumerate(row, 1) if mark == 4 - category] for category in (1, 2, 3)]
        lines.append(f"{many}: " + ", ".join(one[0] if len(one) == 1 else "{" + ", ".join(one) + "}" for one in groups))
    again = read("a.cat", "\n".join(lines))
    assert (again.meaning.kind, again.meaning.best) == (Kind.GRADES, 3)
    assert ballots(again) == ballots(election(found, Kind.GRADES))


@given(rows(30, many=1), st.sampled_from(["\n", "\r\n"]))
def test_civs(found: Rows, end: str) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in NAMES[: len(found[0][0])]]
    lines = [
        ",".join(quoted),
        *(",".join("No opinion" if mark == UNSAID else str(mark) for mark in row) for row, _ in found),
    ]
    again = read("a.csv", end.join(lines))
    assert (again.profile.candidates, again.meaning.unranked) == (NAMES[: len(found[0][0])], Unranked.APART)
    assert ballots(again) == ballots(election(found, Kind.RANKS))


@given(rows(12, many=1))
def test_debian(found: Rows) -> None:
    signs = "123456789ABC"
    lines = [f"  |/ Option {at}---->: {name}" for at, name in enumerate(NAMES[: len(found[0][0])], 1)]
    lines += [
        "V: " + "".join("-" if mark == UNSAID else signs[mark - 1] for mark in row) + "\t\tabc" for row, _ in found
    ]
    again = read("a.txt", "\n".join(lines))
    assert (again.profile.candidates, again.meaning.unranked) == (NAMES[: len(found[0][0])], Unranked.BELOW)
    assert ballots(again) == ballots(election(found, Kind.RANKS))


def as_pabulib(found: Rows, vote: str, write: Callable[[Sequence[int]], str]) -> str:
    projects = [f'p{at};10;"{name}"' for at, name in enumerate(NAMES[: len(found[0][0])])]
    votes = [f"{voter};{write(row)}" for voter, (row, _) in enumerate(found)]
    meta = ["META", "key;value", f"vote_type;{vote}", f"num_votes;{len(found)}"]
    return "\r\n".join([*meta, "PROJECTS", "project_id;cost;name", *projects, "VOTES", "voter_id;vote;points", *votes])


@pytest.mark.parametrize(("vote", "kind"), [("approval", Kind.APPROVALS), ("cumulative", Kind.POINTS)])
@given(found=rows(9, many=1))
def test_pabulib(vote: str, kind: Kind, found: Rows) -> None:
    if kind is Kind.APPROVALS:
        found = [(tuple(min(mark, 1) for mark in row), many) for row, many in found]

    def write(row: Sequence[int]) -> str:
        said = [at for at, mark in enumerate(row) if mark != UNSAID]
        return ",".join(f"p{at}" for at in said) + ";" + ",".join(str(row[at]) for at in said)

    again = read("a.pb", as_pabulib(found, vote, write))
    assert (again.meaning.kind, again.promised) == (kind, len(found))
    assert list(again.titles.values()) == list(NAMES[: len(found[0][0])])
    assert ballots(again) == ballots(election(found, kind))


@pytest.mark.parametrize(
    ("kind", "highest"), [(Kind.RANKS, 9), (Kind.APPROVALS, 1), (Kind.POINTS, 9), (Kind.GRADES, 5)]
)
@given(data=st.data())
def test_our_own_export(kind: Kind, highest: int, data: st.DataObject) -> None:
    written = election(data.draw(rows(highest)), kind)
    again = read("ballots", exported(written))
    assert (again.profile.candidates, again.meaning) == (written.profile.candidates, written.meaning)
    assert ballots(again) == ballots(written)
    assert exported(again) == exported(read("ballots", exported(again)))
