"""Instant run-off: whoever is first on the fewest ballots goes out, and these count for whom they rank next.

Sources: A. D. Taylor and A. M. Pacelli, Mathematics and Politics, 2008 (the Hare system: all who have the fewest go out
together); RCTab's rule for ties, which looks back at the rounds before, the latest first; batch elimination as in
Minneapolis: those who are tied at the end go out together where together they could not catch the next.

So of those with the fewest ballots, first all go out if they could not catch the next even together; else those of them
who had the fewest a round before; who was equal in all rounds goes out together and shares the place, never by a name.
What a draw between them would lead to is not looked at: one of them alone might have won with the others' ballots.
A ballot that ranks several equally, with nobody before them, is laid aside while several of them are in, and counts for
the one that is left. (RCTab's "exhaust if multiple continuing" gives such a ballot up for good instead.)
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from contests.counting.pairs import by_column
from contests.counting.profile import Counted, Options, Profile, Step, Weights
from contests.counting.ranks import ranked
from contests.model.standing import Standing

Piles = NDArray[np.int64]
"""By candidate: the ballots that count for it."""


def count_irv(profile: Profile, _options: Options) -> Counted:
    """Order by the round in which candidates go out; the score is the ballots that a candidate had in its last one."""
    count = _Count(profile)
    steps: list[Step] = []
    rounds: list[Piles] = []
    gone: dict[int, int] = {}
    while left := count.left:
        piles = count.piles()
        rounds.append(piles)
        out = lowest(left, rounds, count.aside)
        stay = [at for at in left if at not in out]
        chosen = stay if len(stay) == 1 else [] if stay else out
        counts = {profile.candidates[at]: int(piles[at]) for at in left}
        steps.append(Step(counts, _names(profile, out if stay else []), _names(profile, chosen)))
        gone |= dict.fromkeys(out, len(rounds)) | dict.fromkeys(chosen, len(rounds) + 1)
        count.take_out([*out, *chosen])
    said = count.said
    last = {at: rounds[min(turn, len(rounds)) - 1][at] for at, turn in gone.items()}
    lines = [
        Standing(candidate, "", 0, Fraction(int(last[at])), said[at], said[at])
        for at, candidate in enumerate(profile.candidates)
    ]
    place = {candidate: gone[at] for at, candidate in enumerate(profile.candidates)}
    return Counted(ranked(lines, lambda line: Fraction(place[line.entry])), tuple(steps))


def _names(profile: Profile, columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(profile.candidates[at] for at in columns)


def lowest(left: Sequence[int], rounds: Sequence[Piles], aside: int) -> list[int]:
    """Return who goes out after the last of the rounds; all who are left where they are equal in every one.

    Args:
        left: who is still in.
        rounds: what everybody had, round by round.
        aside: how many ballots are laid aside, and may yet come to one of those who are tied at the end.

    """
    piles = rounds[-1]
    fewest = min(int(piles[at]) for at in left)
    tied = [at for at in left if int(piles[at]) == fewest]
    above = [int(piles[at]) for at in left if int(piles[at]) > fewest]
    if above and fewest * len(tied) + aside < min(above):
        return tied
    for before in reversed(rounds[:-1]):
        fewest = min(int(before[at]) for at in tied)
        tied = [at for at in tied if int(before[at]) == fewest]
    return tied


NOBODY = -1
"""The pile of ballots that rank nobody who is left."""
SEVERAL = -2
"""The pile of ballots that rank several first, until one of those is left."""


class _Count:
    """Which pile each ballot is on; only those of whoever went out are looked at anew."""

    def __init__(self, profile: Profile) -> None:
        self._columns, self._last = by_column(profile.marks)
        self._weights: Weights = profile.weights
        self._pile = np.full(len(profile.weights), NOBODY, dtype=np.int32)
        self._piles: Piles = np.zeros(len(profile.candidates), dtype=np.int64)
        self.left = list(range(len(profile.candidates)))
        self.said = [int(self._weights[column != self._last].sum()) for column in self._columns]
        self._lay(np.arange(len(profile.weights)))

    def piles(self) -> Piles:
        """Return how many ballots each candidate has now."""
        return self._piles.copy()

    @property
    def aside(self) -> int:
        """Return how many ballots are laid aside."""
        return int(self._weights[self._pile == SEVERAL].sum())

    def take_out(self, out: Sequence[int]) -> None:
        """Lay the ballots of those who go out onto the next piles, and those whose equal rank is one's alone now."""
        self.left = [at for at in self.left if at not in out]
        is_moved = np.zeros(len(self._piles) + 2, dtype=np.bool_)
        is_moved[[*out, SEVERAL]] = True  # from behind: the two piles of nobody's are the last
        self._piles[list(out)] = 0
        self._lay(np.flatnonzero(is_moved[self._pile]))

    def _lay(self, rows: NDArray[np.intp]) -> None:
        """Lay ballots onto the pile of whom they rank best."""
        if not self.left:
            return
        left = np.array(self.left, dtype=np.int32)
        ranks = self._columns[left[:, None], rows]
        best = ranks.min(axis=0)
        is_best = ranks == best
        pile = left[is_best.argmax(axis=0)]
        pile[np.count_nonzero(is_best, axis=0) > 1] = SEVERAL
        pile[best == self._last] = NOBODY
        self._pile[rows] = pile
        np.add.at(self._piles, pile[pile >= 0], self._weights[rows][pile >= 0])
