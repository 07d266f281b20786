"""Majority judgment: the highest median grade wins; of equal ones, one median grade after the other is taken away.

Source: M. Balinski and R. Laraki, Majority Judgment, 2010: of an even number of grades the lower middle one is the
median; not to grade is to give the lowest grade; a tie that stays when no grade is left is a tie.
"""

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.lines import lines_of
from contests.counting.profile import Counted, Options, Profile, Step

Counts = NDArray[np.int64]
FEW = 1000
"""Up to so many grades are counted by number; more, by those that were given."""


def count_majority(profile: Profile, _options: Options) -> Counted:
    """Rank by medians, one after the other; the score and the step tell the first."""
    grades, below = _cumulated(profile)
    ballots = profile.ballots
    if not ballots or not profile.candidates:
        return Counted(lines_of(profile, [Fraction(0)] * len(profile.candidates)))
    keys = _keys(below, ballots)
    order = {key: level for level, key in enumerate(sorted(set(keys)))}
    lower = (ballots - 1) // 2
    medians = [int(grades[np.searchsorted(line, lower, side="right")]) for line in below]
    lines = lines_of(profile, [Fraction(grade) for grade in medians], [order[key] for key in keys])
    return Counted(lines, (Step(dict(zip(profile.candidates, medians, strict=True)), what="medians"),))


def _cumulated(profile: Profile) -> tuple[NDArray[np.int32], Counts]:
    """Return the grades that were given, lowest first, and by candidate how many ballots give each or a lower one."""
    marks = np.ascontiguousarray(np.maximum(profile.marks, 0).T)
    highest = int(marks.max(initial=0))
    grades = np.arange(highest + 1, dtype=np.int32) if highest < FEW else np.unique(marks)
    counts = np.zeros((len(marks), len(grades)), dtype=np.int64)
    for at, column in enumerate(marks):
        level = column if highest < FEW else np.searchsorted(grades, column)
        counts[at] = np.bincount(level, profile.weights, len(grades))
    return grades, counts.cumsum(axis=1)


def _keys(below: Counts, ballots: int) -> list[bytes]:
    """Return by candidate the medians in the order in which they are taken away, as bytes that sort like them.

    With all grades in order, the first median is the lower middle; then they go alternately from above and below it.
    All that matters is where one of the candidates comes to another grade.
    """
    lower, upper = (ballots - 1) // 2, ballots // 2
    turns = np.unique(np.concatenate([[0], (lower - below + 1).ravel(), (below - upper).ravel()]))
    turns = turns[(turns >= 0) & (turns <= lower)]
    pairs = np.stack([lower - turns, upper + turns], axis=1).ravel()
    return [np.searchsorted(line, pairs, side="right").astype(">u4").tobytes() for line in below]
