"""Schulze's method by winning votes: whoever has the stronger chain of duels against the other is before it.

Sources: Markus Schulze, "The Schulze Method of Voting" (arXiv:1804.02973), section 2: its strength by winning votes,
and what is unranked below all that is ranked; the Constitution of the Debian Project, A.5. A chain is as strong as its
weakest duel, and a duel as the ballots of its winner; an equal duel is no link. The order takes again and again those
whom nobody left beats, and they tie: so one of two with equal chains is below the other where a third beats it alone.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.pairs import Matrix, preferred, weighed
from contests.counting.profile import UNSAID, Counted, Options, Profile
from contests.counting.ranks import ranked
from contests.model.standing import Standing

Beats = NDArray[np.bool_]
"""By row and column of the candidates: whether the one has the stronger chain."""


def count_schulze(profile: Profile, options: Options) -> Counted:
    """Order by the strongest chains; the score is how many others a candidate beats. Ranks may be equal or missing."""
    matrix = preferred(profile, options.unranked)
    beats = beaten_by_chains(matrix)
    layer = layers(beats)
    said = list(map(int, weighed(profile.marks.T != UNSAID, profile.weights)))
    lines = [
        Standing(candidate, "", 0, Fraction(int(beats[at].sum())), said[at], said[at])
        for at, candidate in enumerate(profile.candidates)
    ]
    place = dict(zip(profile.candidates, layer, strict=True))
    standings = ranked(lines, lambda line: Fraction(-place[line.entry]))
    return Counted(standings, matrix=tuple(tuple(map(int, row)) for row in matrix))


def beaten_by_chains(matrix: Matrix) -> Beats:
    """Return who beats whom by the strongest chain."""
    strongest = np.where(matrix > matrix.T, matrix, 0)
    for over in range(len(matrix)):
        through = np.minimum(strongest[:, over, None], strongest[None, over, :])
        np.maximum(strongest, through, out=strongest)
    np.fill_diagonal(strongest, 0)
    beats: Beats = strongest > strongest.T
    return beats


def layers(beats: Beats) -> list[int]:
    """Return for each candidate how often others were taken before it: 0 are those whom nobody beats."""
    layer = [-1] * len(beats)
    left = np.ones(len(beats), dtype=np.bool_)
    turn = 0
    while left.any():
        first = left & ~beats[left].any(axis=0)
        for at in np.flatnonzero(first):
            layer[at] = turn
        left &= ~first
        turn += 1
    return layer
