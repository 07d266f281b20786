"""Jury beside public: each one's ranks become points, and the weighted points are added.

Source: the rules of the Eurovision Song Contest since 2016 (12, 10, 8, 7 … 1 for the first ten of jury and public
each). Adding ranks' points, not votes, lets a few jurors stand beside many members. Who ties shares the mean of the
points of the places that they use up; a tie of the sum is broken by nothing.
"""

from collections.abc import Sequence
from fractions import Fraction

from contests.counting.ranks import ranked, tie_groups
from contests.model.contest import Points
from contests.model.standing import Columns, Standing, Standings

TOP = (12, 10, 8, 7, 6, 5, 4, 3, 2, 1)
WHOLE = 100


def beside(public: Standings, jury: Standings, weight: int, points: Points) -> Standings:
    """Return the standings of both together, with both columns; the score is the weighted sum of points.

    Args:
        public: what the members made of the candidates.
        jury: what the jurors made of the same candidates.
        weight: the jury's weight of 100; the public has the rest.
        points: how ranks become points.

    """
    by_public, by_jury = points_of(public, points), points_of(jury, points)
    jurors = {line.entry: line for line in jury}
    lines = []
    for line in public:
        other = jurors[line.entry]
        columns = Columns(line.rank, by_public[line.entry], other.rank, by_jury[line.entry])
        total = (columns.public_points * (WHOLE - weight) + columns.jury_points * weight) / WHOLE
        said = (line.approvals + other.approvals, line.exposures + other.exposures)
        lines.append(Standing(line.entry, line.member, 0, total, *said, columns=columns))
    return ranked(lines, lambda line: line.score)


def points_of(standings: Standings, points: Points) -> dict[str, Fraction]:
    """Return the points of each entry's rank; the tied share the mean of their places' points."""
    ladder = _ladder(points, len(standings))
    given: dict[str, Fraction] = {}
    for group in tie_groups(standings):
        first = group[0].rank - 1
        mean = Fraction(sum(ladder[first : first + len(group)]), len(group))
        given |= {line.entry: mean for line in group}
    return given


def _ladder(points: Points, size: int) -> Sequence[int]:
    return TOP if points is Points.TOP else range(size, 0, -1)
