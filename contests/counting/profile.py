"""Ballots to be counted, as numbers: a row a ballot, a column a candidate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contests.model.ballot import Scoring, Unranked
from contests.model.standing import Standings

UNSAID = -1
"""The mark of a candidate of whom a ballot says nothing."""

Marks = NDArray[np.int32]
Weights = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Profile:
    """The ballots of a round; equal ones may be one row that weighs more.

    What a mark means is the method's: 1 an approval and 0 a look without one; stars or points; a grade; a rank, of
    which 1 is the best and equal ones are ties. `UNSAID` is nothing at all.
    """

    candidates: tuple[str, ...]
    marks: Marks
    """Of shape (rows, candidates)."""
    weights: Weights
    """How many ballots each row stands for; of shape (rows,)."""

    @property
    def ballots(self) -> int:
        """Return how many ballots there are."""
        return int(self.weights.sum())

    def among(self, candidates: Sequence[str]) -> "Profile":
        """Return the ballots as they speak of these candidates alone."""
        columns = [self.candidates.index(one) for one in candidates]
        return Profile(tuple(candidates), self.marks[:, columns], self.weights)


def profile_of(candidates: Sequence[str], ballots: Iterable[Mapping[str, int]]) -> Profile:
    """Return the profile of ballots that name the candidates they say something of; others are left out."""
    column = {candidate: at for at, candidate in enumerate(candidates)}
    rows = []
    for ballot in ballots:
        row = [UNSAID] * len(column)
        for candidate, mark in ballot.items():
            if candidate in column:
                row[column[candidate]] = mark
        rows.append(row)
    marks = np.array(rows, dtype=np.int32).reshape(len(rows), len(column))
    return Profile(tuple(candidates), marks, np.ones(len(rows), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Options:
    """What a method may be told; each reads what concerns it."""

    seats: int = 1
    """How many win, where that changes the count."""
    most: int = 1
    """How many candidates a ballot may approve, or points it may give, where that is limited."""
    best: int = 5
    """The highest grade; the lowest is 1, and 0 in files that have it."""
    scoring: Scoring = Scoring.SHRUNK
    """For approval where not every ballot says something of every candidate."""
    unranked: Unranked = Unranked.BELOW


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a count: what each candidate still in it had, who went out, who was chosen."""

    counts: Mapping[str, float]
    out: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    what: str = ""
    """A word for the step, such as `runoff`; empty for one of many of the same kind."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a method makes of ballots: standings in which equal ranks are ties, and how it came to them."""

    standings: Standings
    """The lines' `entry` is the candidate; `member` is empty."""
    steps: tuple[Step, ...] = ()
    matrix: tuple[tuple[int, ...], ...] = ()
    """By row and column of the profile's candidates how many ballots prefer the one to the other."""

    @property
    def order(self) -> tuple[tuple[str, ...], ...]:
        """Return the candidates best first; those that are tied together."""
        ranks = sorted({line.rank for line in self.standings})
        return tuple(tuple(line.entry for line in self.standings if line.rank == rank) for rank in ranks)

    def winners(self, seats: int, skipped: Sequence[str] = ()) -> tuple[str, ...]:
        """Return whom the first `seats` places go to, and all who tie for the last; the skipped are passed over."""
        won: list[str] = []
        for tied in self.order:
            if len(won) >= seats:
                break
            won += [one for one in tied if one not in skipped]
        return tuple(won)
