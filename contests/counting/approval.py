"""Approval voting; single choice and N stars to give are the same count, with fewer approvals a ballot.

Sources: S. J. Brams and P. C. Fishburn, Approval Voting, 1978; RULES.md 18. Where not everybody looked at everything,
one of: the Bayesian mean (C * m + approvals) ÷ (C + looks), in which a prior of as many looks as the median entry had
pulls what few looked at towards the mean m of all looks; approvals ÷ looks; itch.io's average * √(min(1, looks ÷ median
looks)), as its maker gives it (itch.io/t/531516); the lower bound of E. B. Wilson's interval. A median is that of all
entries, those without a look too, and of an even number the mean of the two in the middle.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import sqrt
from statistics import median

from contests.counting.intervals import rounded, wilson_lower
from contests.counting.lines import ballots_where
from contests.counting.profile import Counted, Options, Profile
from contests.counting.ranks import ranked
from contests.model.ballot import Scoring, Tally
from contests.model.standing import Standing, Standings

Scores = dict[str, Fraction]


def count_approval(profile: Profile, options: Options) -> Counted:
    """Rank by approvals where every ballot says something of all that it saw; 1 approves, 0 is a look."""
    approvals = ballots_where(profile.marks > 0, profile)
    looks = ballots_where(profile.marks >= 0, profile)
    tallies = {candidate: Tally(int(approvals[at]), int(looks[at])) for at, candidate in enumerate(profile.candidates)}
    has_looks = bool((profile.marks == 0).any())
    return Counted(by_looks(tallies, options.scoring) if has_looks else by_approvals(tallies))


def by_approvals(tallies: Mapping[str, Tally]) -> Standings:
    """Rank by approvals, where everybody saw everything."""
    return _ranked(tallies, {one: Fraction(tally.approvals) for one, tally in tallies.items()})


def by_looks(tallies: Mapping[str, Tally], scoring: Scoring) -> Standings:
    """Rank by approvals among looks, where not everybody saw everything."""
    return _ranked(tallies, SCORINGS[scoring](tallies))


def share(tallies: Mapping[str, Tally]) -> Scores:
    """Return approvals ÷ looks; 0 without a look."""
    return {
        one: Fraction(tally.approvals, tally.exposures) if tally.exposures else Fraction(0)
        for one, tally in tallies.items()
    }


def shrunk(tallies: Mapping[str, Tally]) -> Scores:
    """Return (C * m + approvals) ÷ (C + looks): m is the mean of all looks, C their median by entry.

    An entry without a look is at the mean; all are 0 where nobody has looked at anything.
    """
    approvals = sum(tally.approvals for tally in tallies.values())
    looks = sum(tally.exposures for tally in tallies.values())
    if not looks:
        return dict.fromkeys(tallies, Fraction(0))
    mean = Fraction(approvals, looks)
    prior = Fraction(median(tally.exposures for tally in tallies.values()))
    return {
        one: (prior * mean + tally.approvals) / (prior + tally.exposures) if prior + tally.exposures else mean
        for one, tally in tallies.items()
    }


def itch(tallies: Mapping[str, Tally]) -> Scores:
    """Return share * √(min(1, looks ÷ median looks)); the share alone where the median is 0; 0 without a look."""
    middle = Fraction(median(tally.exposures for tally in tallies.values())) if tallies else Fraction(0)
    scores = share(tallies)
    return {
        one: rounded(float(scores[one]) * sqrt(min(Fraction(1), tally.exposures / middle))) if middle else scores[one]
        for one, tally in tallies.items()
    }


def wilson(tallies: Mapping[str, Tally]) -> Scores:
    """Return the lower bound of the share's 95 % interval."""
    return {one: rounded(wilson_lower(tally.approvals, tally.exposures)) for one, tally in tallies.items()}


SCORINGS: Mapping[Scoring, Callable[[Mapping[str, Tally]], Scores]] = {
    Scoring.SHRUNK: shrunk,
    Scoring.SHARE: share,
    Scoring.ITCH: itch,
    Scoring.WILSON: wilson,
}


def _ranked(tallies: Mapping[str, Tally], scores: Mapping[str, Fraction]) -> Standings:
    lines = [Standing(one, "", 0, scores[one], tally.approvals, tally.exposures) for one, tally in tallies.items()]
    return ranked(lines, lambda line: line.score)
