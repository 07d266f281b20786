"""The lines of a count: who ranks where, and how many ballots speak of them."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.profile import Profile
from contests.counting.ranks import ranked
from contests.model.standing import Standing, Standings


def lines_of(profile: Profile, scores: Sequence[Fraction], levels: Sequence[int] | None = None) -> Standings:
    """Return the candidates ranked by score, or by level where a score does not say it all; the highest is first."""
    said = ballots_where(profile.marks >= 0, profile)
    for_it = ballots_where(profile.marks > 0, profile)
    lines = [
        Standing(one, "", 0, scores[at], int(for_it[at]), int(said[at])) for at, one in enumerate(profile.candidates)
    ]
    if levels is None:
        return ranked(lines, lambda line: line.score)
    level = {one: Fraction(levels[at]) for at, one in enumerate(profile.candidates)}
    return ranked(lines, lambda line: level[line.entry])


def ballots_where(holds: NDArray[np.bool_], profile: Profile) -> NDArray[np.int64]:
    """Return by candidate how many ballots something holds for."""
    if (weight := _only(profile)) is not None:
        return np.asarray(np.count_nonzero(holds, axis=0) * weight, dtype=np.int64)
    counted: NDArray[np.int64] = profile.weights @ holds
    return counted


def sums(profile: Profile) -> NDArray[np.int64]:
    """Return by candidate the sum of all marks; a candidate of whom a ballot says nothing gets nothing of it."""
    points = np.maximum(profile.marks, 0)
    if (weight := _only(profile)) is not None:
        return np.asarray(points.sum(axis=0, dtype=np.int64) * weight)
    added: NDArray[np.int64] = profile.weights @ points
    return added


def _only(profile: Profile) -> np.int64 | None:
    """Return the weight that all rows have, which takes a fraction of the time, or None if they differ."""
    weights = profile.weights
    return weights[0] if weights.size and (weights == weights[0]).all() else None
