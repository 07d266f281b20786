"""Pairs: "which of these two?", from all answers the strength of each entry.

Source: R. A. Bradley and M. E. Terry, Rank analysis of incomplete block designs, 1952; by maximum a posteriori, since
the most likely strengths alone are infinite for an entry that won or lost everything. One is preferred to another with
the odds e^(strength - strength); a normal distribution around 0 is what is believed of strengths before any answer.
That belief alone compares those whom no chain of answers joins; who was compared with nobody is in its middle.

A row of the profile is an answer: the preferred has mark 1, the other 0, all others are `UNSAID`; where the voter could
not say, both have 0. What says something of one entry alone, because the other is no longer in the vote, is left out.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.intervals import DIGITS, rounded
from contests.counting.profile import Counted, Options, Profile
from contests.counting.ranks import ranked
from contests.model.standing import Standing

Wins = NDArray[np.int64]
"""By row and column of the candidates how many answers prefer the one to the other."""
Strengths = NDArray[np.float64]

PRECISION = 1.0
"""One divided by the variance of the strengths that are believed in beforehand."""
ENOUGH = 1e-10
"""A step this small is the last one; the next would be its square."""
MOST_STEPS = 100
PAIR = 2


def count_pairwise(profile: Profile, _options: Options) -> Counted:
    """Rank by strength; entries that the answers cannot tell apart tie."""
    wins, looks = wins_of(profile)
    found = strengths(wins)
    levels = _levels(found)
    lines = [
        Standing(one, "", 0, rounded(found[at]), int(wins[at].sum()), int(looks[at]))
        for at, one in enumerate(profile.candidates)
    ]
    level = dict(zip(profile.candidates, levels, strict=True))
    matrix = tuple(tuple(map(int, row)) for row in wins)
    return Counted(ranked(lines, lambda line: Fraction(level[line.entry])), matrix=matrix)


def wins_of(profile: Profile) -> tuple[Wins, NDArray[np.int64]]:
    """Return who was preferred to whom, and by candidate how many answers are about it."""
    size = len(profile.candidates)
    flat = profile.marks.ravel()
    said = np.flatnonzero(flat >= 0)
    rows, columns = np.divmod(said, max(size, 1))
    whole = np.bincount(rows, minlength=len(profile.marks))[rows] == PAIR
    pairs, marks = columns[whole].reshape(-1, PAIR), flat[said[whole]].reshape(-1, PAIR)
    weights = profile.weights[rows[whole][::PAIR]]
    looks = np.bincount(pairs.ravel(), np.repeat(weights, PAIR), size).astype(np.int64)
    decided = marks[:, 0] != marks[:, 1]
    is_first = marks[:, 0] > marks[:, 1]
    winner = np.where(is_first, pairs[:, 0], pairs[:, 1])[decided]
    loser = np.where(is_first, pairs[:, 1], pairs[:, 0])[decided]
    return preferences(winner, loser, size, weights[decided]), looks


def preferences(
    winners: NDArray[np.integer], losers: NDArray[np.integer], size: int, weights: NDArray[np.int64] | None = None
) -> Wins:
    """Return the matrix of answers that are given as numbers of candidates."""
    return np.bincount(winners * size + losers, weights, size * size).astype(np.int64).reshape(size, size)


def strengths(wins: Wins) -> Strengths:
    """Return the most likely strength of each, given the answers and what is believed beforehand (Newton)."""
    met, won = wins + wins.T, wins.sum(axis=1)
    at = np.zeros(len(wins))
    for _ in range(MOST_STEPS):
        with np.errstate(over="ignore"):  # the odds of one who is beyond all compare: a chance of 0
            chance = 1 / (1 + np.exp(at[None, :] - at[:, None]))
        slope = won - (met * chance).sum(axis=1) - PRECISION * at
        bend = met * chance * chance.T
        curve = np.diag(bend.sum(axis=1) + PRECISION) - bend
        step = np.linalg.solve(curve, slope)
        at = at + step * _share(wins, at, step)
        if np.abs(step).max(initial=0) < ENOUGH:
            break
    return at - at.mean() if at.size else at


def _share(wins: Wins, at: Strengths, step: Strengths) -> float:
    """Return how much of a step to take, so that it never leads downhill; all of it, but far from the summit."""
    if np.abs(step).max(initial=0) < 1:
        return 1.0
    share, before = 1.0, _likely(wins, at)
    while _likely(wins, at + share * step) < before and share > ENOUGH:
        share /= 2
    return share


def _likely(wins: Wins, at: Strengths) -> float:
    """Return the logarithm of how likely strengths are."""
    return float(-(wins * np.logaddexp(0, at[None, :] - at[:, None])).sum() - PRECISION / 2 * (at @ at))


def _levels(found: Strengths) -> list[int]:
    """Return equal numbers for strengths that differ by no more than the arithmetic does; higher for stronger."""
    order = np.argsort(found, kind="stable")
    levels = np.zeros(len(found), dtype=np.int64)
    levels[order[1:]] = np.cumsum(np.diff(found[order]) > 1 / DIGITS)
    return [int(level) for level in levels]
