"""E Pluribus Hugo: finalists out of approvals, made against slates; each ballot has one point to divide.

Source: Constitution of the World Science Fiction Society, 3.9 (since 2017): a ballot's point is divided equally among
those it approves that are left; the two with the fewest points are compared, with all who tie for that; of them goes
out who is on fewer ballots, of equal ones who has fewer points; who ties in both goes out together. The order is the
reverse of going out, down to the last one. So a tie that would take more than the last places from the finalists
stands across their line, and all of them are finalists, as the source has it.
"""

from collections.abc import Iterable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.lines import ballots_where, lines_of
from contests.counting.profile import Counted, Options, Profile, Step

COMPARED = 2
"""How many with the fewest points are compared."""
NEAR = 1e-9
"""Points that are nearer to each other than this part of all ballots are reckoned again, exactly."""


class _Piles:
    """What each ballot still holds, and the points that come of it, kept up while candidates go out."""

    def __init__(self, profile: Profile) -> None:
        self._approves = profile.marks > 0
        self._weights = profile.weights
        self._held = self._approves.sum(axis=1)
        self.near = NEAR * (1 + profile.ballots)
        worth = profile.weights / np.maximum(self._held, 1)
        self.points: NDArray[np.float64] = worth @ self._approves

    def exact(self, candidate: int) -> Fraction:
        """Return the points of one candidate without any rounding."""
        rows = self._approves[:, candidate]
        held, weights = self._held[rows], self._weights[rows]
        return sum(
            (Fraction(int(weights[held == some].sum()), int(some)) for some in np.unique(held)), start=Fraction(0)
        )

    def take_out(self, candidate: int) -> None:
        """Divide the points of its ballots among the others on them."""
        rows = np.flatnonzero(self._approves[:, candidate])
        self._approves[rows, candidate] = False
        held, weights = self._held[rows], self._weights[rows]
        self._held[rows] = held - 1
        more = np.where(held > 1, weights / np.maximum(held - 1, 1), 0) - weights / held
        self.points += more @ self._approves[rows]


def count_eph(profile: Profile, _options: Options) -> Counted:
    """Rank by who goes out last; the score is the points it had then, each step tells the ballots of the compared."""
    piles = _Piles(profile)
    ballots = ballots_where(profile.marks > 0, profile)
    left = list(range(len(profile.candidates)))
    levels, scores, steps = [0] * len(left), [Fraction(0)] * len(left), list[Step]()
    while left:
        compared = _compared(piles, left)
        worst = min((int(ballots[one]), points) for one, points in compared.items())
        out = [one for one, points in compared.items() if (int(ballots[one]), points) == worst]
        counts = {profile.candidates[one]: int(ballots[one]) for one in compared}
        steps.append(Step(counts, out=_names(profile, out) if len(out) < len(left) else (), what="compared"))
        for one in out:
            levels[one], scores[one] = len(profile.candidates) - len(left), compared[one]
            piles.take_out(one)
        left = [one for one in left if one not in out]
    return Counted(lines_of(profile, scores, levels), tuple(steps))


def _names(profile: Profile, some: Iterable[int]) -> tuple[str, ...]:
    return tuple(sorted(profile.candidates[one] for one in some))


def _compared(piles: _Piles, left: list[int]) -> dict[int, Fraction]:
    """Return the two with the fewest points, and all who tie with the second, with their points."""
    points = piles.points[left]
    bar = np.sort(points)[min(COMPARED, len(left)) - 1]
    exact = {left[at]: piles.exact(left[at]) for at in np.flatnonzero(points <= bar + piles.near)}
    second = sorted(exact.values())[min(COMPARED, len(exact)) - 1]
    return {one: value for one, value in exact.items() if value <= second}
