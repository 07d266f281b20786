"""Cumulative voting: each ballot gives its points away as it likes; the sum of them ranks.

Source: the participatory budgets of Pabulib (vote type `cumulative`).
"""

from fractions import Fraction

from contests.counting.lines import lines_of, sums
from contests.counting.profile import Counted, Options, Profile


def count_cumulative(profile: Profile, _options: Options) -> Counted:
    """Rank by the sum of points."""
    return Counted(lines_of(profile, [Fraction(int(points)) for points in sums(profile)]))
