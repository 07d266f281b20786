"""STAR: score, then automatic run-off between the two with the highest scores.

Source: starvoting.org, with its Official Tiebreaker Protocol (starvoting.org/ties): a tie of scores is broken by
taking out who lost the most match-ups among the tied, a tie in the run-off by the higher score, and either then by
the most highest grades; what is still equal stays a tie. Not to grade is to give 0. The order below the winner is that
of Bloc STAR: the same again without those who are placed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from contests.counting.lines import ballots_where, lines_of, sums
from contests.counting.pairs import preferred
from contests.counting.profile import Counted, Options, Profile, Step
from contests.model.ballot import Unranked

SEATS = 2
"""How many go into the run-off."""
Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Election:
    """What the whole count rests on; candidates are numbers."""

    names: tuple[str, ...]
    scores: tuple[int, ...]
    prefer: Matrix
    beats: NDArray[np.bool_]
    """By row and column whether more ballots prefer the one to the other."""
    highest: tuple[int, ...]
    """How many ballots give the highest grade."""


def count_star(profile: Profile, options: Options) -> Counted:
    """Find the winner, then the next one without them, until all are placed."""
    matrix = _matrix(profile, options.best)
    election = _Election(
        profile.candidates,
        tuple(map(int, sums(profile))),
        tuple(tuple(map(int, row)) for row in matrix),
        matrix > matrix.T,
        tuple(map(int, ballots_where(profile.marks == options.best, profile))),
    )
    left = tuple(range(len(election.names)))
    levels, steps = [0] * len(left), list[Step]()
    while left:
        won, told = _winners(election, left)
        steps += told
        for one in won:
            levels[one] = len(left)
        left = tuple(one for one in left if one not in won)
    lines = lines_of(profile, [Fraction(score) for score in election.scores], levels)
    return Counted(lines, tuple(steps), election.prefer)


def _matrix(profile: Profile, best: int) -> NDArray[np.int64]:
    top = max(best, int(profile.marks.max(initial=0)))
    ranks = Profile(profile.candidates, (top + 1 - np.maximum(profile.marks, 0)).astype(np.int32), profile.weights)
    return preferred(ranks, Unranked.BELOW)


def _winners(election: _Election, left: Sequence[int]) -> tuple[set[int], list[Step]]:
    """Return who wins among those left: several where the protocol leaves a tie that would change the winner."""
    scored = Step({election.names[one]: election.scores[one] for one in left}, what="scores")
    if len(left) == 1:
        return set(left), [scored]
    won, steps = set[int](), [scored]
    for one, other in _finalists(election, left):
        winners = _runoff(election, one, other)
        won |= winners
        counts = {election.names[a]: election.prefer[a][b] for a, b in ((one, other), (other, one))}
        steps.append(Step(counts, chosen=tuple(sorted(election.names[a] for a in winners)), what="runoff"))
    return won, steps


def _finalists(election: _Election, left: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pair with the highest scores, or each pair that it may be where the protocol leaves a tie."""
    sure, tied = _cut(list(left), SEATS, lambda one: election.scores[one])
    if tied:
        more, tied = _advance(election, tied, SEATS - len(sure))
        sure += more
    if not tied:
        return [(sure[0], sure[1])]
    return list(product(sure, tied)) if sure else [(one, other) for one, other in combinations(tied, SEATS)]


def _cut(tied: list[int], seats: int, worth: Callable[[int], int]) -> tuple[list[int], list[int]]:
    """Return whose worth takes a seat for sure, and who tie for the seats that are left; nobody if none is left."""
    sure = list[int]()
    for level in sorted({worth(one) for one in tied}, reverse=True):
        group = [one for one in tied if worth(one) == level]
        if len(sure) + len(group) > seats:
            return sure, group if len(sure) < seats else []
        sure += group
    return sure, []


def _advance(election: _Election, tied: list[int], seats: int) -> tuple[list[int], list[int]]:
    """Break a tie of scores: return who advances for sure, and who still tie for the seats that are left.

    Again and again the worst go out; where too few would be left, the tie is broken among those worst alone.
    """
    sure = list[int]()
    while len(tied) > seats:
        losses = election.beats[np.ix_(tied, tied)].sum(axis=0)
        is_worst = losses == losses.max()
        if is_worst.all():
            advance, still = _cut(tied, seats, lambda one: election.highest[one])
            if not still or len(still) == len(tied):
                return sure + advance, still
            highest = np.array([election.highest[one] for one in tied])
            is_worst = highest == highest.min()
        stay = [one for one, worst in zip(tied, is_worst, strict=True) if not worst]
        if len(stay) >= seats:
            tied = stay
        else:
            sure += stay
            seats -= len(stay)
            tied = [one for one in tied if one not in stay]
    return sure + tied, []


def _runoff(election: _Election, one: int, other: int) -> set[int]:
    """Return who wins a run-off; both where all is equal."""
    first = (election.prefer[one][other], election.scores[one], election.highest[one])
    second = (election.prefer[other][one], election.scores[other], election.highest[other])
    if first == second:
        return {one, other}
    return {one if first > second else other}
