"""What an election's marks are to a method: ranks may be read as first places, points as approvals, grades as ranks."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from bots.tally.election import Election, Kind
from bots.tally.faults import UncountableError
from bots.words import N_
from contests.counting.profile import UNSAID, Marks, Options, Profile
from contests.model.ballot import Method, Scoring, Unranked

RANKED = (Method.SCHULZE, Method.IRV)
GRADED = (Method.SCORE, Method.STAR, Method.MAJORITY)
APPROVED = (Method.APPROVAL, Method.SINGLE, Method.LIMITED)
FITTING: Mapping[Kind, tuple[Method, ...]] = {
    Kind.RANKS: (*RANKED, Method.SINGLE),
    Kind.APPROVALS: APPROVED,
    Kind.POINTS: (Method.CUMULATIVE, Method.APPROVAL),
    Kind.GRADES: (*GRADED, *RANKED),
}
"""Which methods can count which marks."""
NOT_COUNTED: Mapping[Kind, str] = {
    Kind.RANKS: N_("The ballots are ranks; the method {method} does not count them."),
    Kind.APPROVALS: N_("The ballots are approvals; the method {method} does not count them."),
    Kind.POINTS: N_("The ballots are points; the method {method} does not count them."),
    Kind.GRADES: N_("The ballots are grades; the method {method} does not count them."),
}


def fitting(election: Election) -> tuple[Method, ...]:
    """Return the methods that can count an election; two grades are approvals too."""
    meaning = election.meaning
    is_approved = meaning.kind is Kind.GRADES and meaning.best <= 2  # noqa: PLR2004 - yes and no
    return (*FITTING[meaning.kind], *(APPROVED if is_approved else ()))


def fitted(election: Election, method: Method) -> Profile:
    """Return the ballots as a method counts them. Raises: UncountableError."""
    if method not in fitting(election):
        raise UncountableError(
            NOT_COUNTED[election.meaning.kind],
            N_("Count them by one of these: {methods}."),
            method=method.value,
            methods=", ".join(fitting(election)),
        )
    marks = _marks(election, method)
    if method is Method.SINGLE and ((marks == 1).sum(axis=1) > 1).any():
        raise UncountableError(
            N_("Some ballots approve several; single choice does not count them."),
            N_("Count them by one of these: {methods}."),
            methods=f"{Method.APPROVAL}, {Method.LIMITED}",
        )
    return replace(election.profile, marks=marks)


def options(election: Election, seats: int, unranked: Unranked | None) -> Options:
    """Return what the method is told; what is not said is as the file's format has it."""
    meaning = election.meaning
    below = unranked or meaning.unranked
    return Options(seats=seats, most=meaning.most, best=meaning.best, scoring=Scoring.SHARE, unranked=below)


def _marks(election: Election, method: Method) -> Marks:
    marks, kind = election.profile.marks, election.meaning.kind
    if method is Method.SINGLE and kind is Kind.RANKS:
        return _first(marks)
    if method in APPROVED:
        approving = election.meaning.best if kind is Kind.GRADES else 1
        return np.where(marks >= approving, np.int32(1), np.int32(UNSAID))
    if method in RANKED and kind is Kind.GRADES:
        return np.where(marks == UNSAID, marks, election.meaning.best + 1 - marks)
    return marks


def _first(marks: Marks) -> Marks:
    """Approve whom a ballot ranks best; nobody where that is several."""
    ranks = np.where(marks == UNSAID, np.iinfo(np.int32).max, marks)
    best = ranks.min(axis=1, keepdims=True)
    is_best = (ranks == best) & (marks != UNSAID)
    is_one = is_best.sum(axis=1, keepdims=True) == 1
    return np.where(is_best & is_one, np.int32(1), np.int32(UNSAID))
