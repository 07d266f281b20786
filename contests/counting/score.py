"""Score voting: the mean of the grades, over one or several weighted criteria.

Sources: W. D. Smith, Range voting, 2000; where not everybody graded everything, what `approval.py` does with looks:
the Bayesian mean (C * m + grades) ÷ (C + looks), unless a contest asks for another.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from contests.counting.approval import SCORINGS
from contests.counting.intervals import rounded, wilson_lower
from contests.counting.lines import ballots_where, lines_of, sums
from contests.counting.profile import UNSAID, Counted, Options, Profile, Step
from contests.model.ballot import BEST_GRADE, Scoring, Tally


def count_score(profile: Profile, options: Options) -> Counted:
    """Rank by the mean grade; the step tells the sums."""
    looks = ballots_where(profile.marks >= 0, profile)
    added = sums(profile)
    tallies = {one: Tally(int(added[at]), int(looks[at])) for at, one in enumerate(profile.candidates)}
    is_even = not (profile.marks == UNSAID).any()
    scores = _scores(tallies, Scoring.SHARE if is_even else options.scoring, options.best)
    step = Step({one: tally.approvals for one, tally in tallies.items()}, what="sums")
    return Counted(lines_of(profile, [scores[one] for one in profile.candidates]), (step,))


def _scores(tallies: Mapping[str, Tally], scoring: Scoring, best: int) -> dict[str, Fraction]:
    """Score sums of grades as approvals are; Wilson's bound takes a grade as its share of the best one."""
    if scoring is not Scoring.WILSON:
        return SCORINGS[scoring](tallies)
    return {
        one: rounded(best * wilson_lower(tally.approvals / best, tally.exposures)) for one, tally in tallies.items()
    }


def combined(grades: Sequence[int], weights: Sequence[int]) -> int:
    """Return one mark for the grades of all criteria: their weighted sum; `UNSAID` while one of them is missing."""
    if len(grades) != len(weights) or not all(grades):
        return UNSAID
    return sum(weight * grade for weight, grade in zip(weights, grades, strict=True))


def best_of(weights: Sequence[int]) -> int:
    """Return the highest mark that `combined` gives; divided by 5, it turns a mean of marks into grades."""
    return BEST_GRADE * sum(weights)
