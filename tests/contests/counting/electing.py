"""Small elections, written as they stand in textbooks: how many ballots say what."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np

from contests.counting.methods import COUNTING
from contests.counting.profile import Counted, Options, Profile, profile_of
from contests.model.ballot import Method
from contests.model.standing import Standing, Standings

Ballots = Iterable[tuple[int, Mapping[str, int]]]
Grid = list[list[int]]
"""The marks of an election, a list a ballot."""


def election(candidates: Iterable[str], ballots: Ballots) -> Profile:
    """Make a profile of so many ballots of each kind; who is not named on one is `UNSAID`."""
    rows = list(ballots)
    profile = profile_of(tuple(candidates), [marks for _, marks in rows])
    return Profile(profile.candidates, profile.marks, np.array([weight for weight, _ in rows], dtype=np.int64))


def grid(marks: Grid, weights: list[int] | None = None, names: str = "abcdefgh") -> Profile:
    """Make a profile of rows of marks; every ballot counts once if no weights are given."""
    size = len(marks[0])
    weight = np.array(weights or [1] * len(marks), dtype=np.int64)
    return Profile(tuple(names[:size]), np.array(marks, dtype=np.int32).reshape(len(marks), size), weight)


def counted(method: Method, profile: Profile, **options: int) -> Counted:
    """Count by a method."""
    return COUNTING[method](profile, Options(**options))  # type: ignore[arg-type]  # only numbers are told here


def order(method: Method, profile: Profile, **options: int) -> list[str]:
    """Return the candidates best first; the tied in one word."""
    return ["=".join(tied) for tied in counted(method, profile, **options).order]


def scores(method: Method, profile: Profile) -> dict[str, Fraction]:
    """Return the scores by candidate."""
    return {line.entry: line.score for line in counted(method, profile).standings}


def lines(*ranks: tuple[str, int], members: Mapping[str, str] | None = None) -> Standings:
    """Make standings of entries and ranks, each by a member of its own."""
    owner = members or {}
    return tuple(Standing(name, owner.get(name, f"m-{name}"), rank, Fraction(0), 1, 1, rank) for name, rank in ranks)
