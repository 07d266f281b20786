"""How many ballots prefer each candidate to each other: what Condorcet's methods are counted from."""

import numpy as np
from numpy.typing import NDArray

from contests.counting.profile import UNSAID, Marks, Profile, Weights
from contests.model.ballot import Unranked

Matrix = NDArray[np.int64]
"""By row and column of the candidates: ballots that rank the one above the other."""


def preferred(profile: Profile, unranked: Unranked) -> Matrix:
    """Return the matrix of ranks; equal ranks prefer neither, and what is unranked is last or not compared."""
    size = len(profile.candidates)
    matrix = np.zeros((size, size), dtype=np.int64)
    columns, last = by_column(profile.marks)
    others = columns if unranked is Unranked.BELOW else np.where(columns == last, columns.dtype.type(UNSAID), columns)
    for one in range(size):
        matrix[one] = weighed(columns[one] < others, profile.weights)
    return matrix


def by_column(marks: Marks) -> tuple[NDArray[np.signedinteger], int]:
    """Return the ranks a row a candidate, in the smallest numbers that hold them, and what stands for unranked.

    That is larger than each rank, so that a comparison alone puts what is unranked last.
    """
    highest = int(marks.max(initial=0))
    kind = np.int8 if highest < np.iinfo(np.int8).max else np.int32
    last = int(np.iinfo(kind).max)
    columns = np.ascontiguousarray(marks.T.astype(kind))
    columns[columns == UNSAID] = last
    return columns, last


def weighed(rows: NDArray[np.bool_], weights: Weights) -> NDArray[np.int64]:
    """Return how many ballots each line of marked rows stands for."""
    weight = weights[0] if weights.size else np.int64(0)
    if (weights == weight).all():
        return np.array([np.count_nonzero(line) for line in rows], dtype=np.int64) * weight  # a tenth of the time
    counted: NDArray[np.int64] = rows @ weights
    return counted
