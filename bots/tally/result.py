"""An election counted: its order, who wins, and how the method came to it."""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from bots.tally.election import Election
from bots.tally.faults import UncountableError
from bots.tally.fitting import fitted, options
from bots.words import N_
from contests.counting.methods import COUNTING
from contests.counting.profile import Counted, Step
from contests.model.ballot import Method, Unranked

MOST_IN_STAR = 200
"""Candidates; each place has a count of its own, and a tie of all has a run-off of each two."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file shall be counted."""

    method: Method
    seats: int = 1
    skip: tuple[str, ...] = ()
    """Names that are passed over when the seats are given."""
    unranked: Unranked | None = None
    """None is as the file's format has it."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a count."""

    election: Election
    wish: Wish
    counted: Counted
    skipped: tuple[str, ...]

    @property
    def ballots(self) -> int:
        """Return how many ballots there are."""
        return self.election.profile.ballots

    @property
    def candidates(self) -> tuple[str, ...]:
        """Return all candidates, best first."""
        return tuple(line.entry for line in self.counted.standings)

    @property
    def winners(self) -> tuple[str, ...]:
        """Return whom the seats go to; more than there are where some tie for the last one."""
        return self.counted.winners(self.wish.seats, self.skipped)

    @property
    def rounds(self) -> tuple[Step, ...]:
        """Return the rounds of the count; without a matrix there is one at least."""
        if self.counted.steps or self.counted.matrix:
            return self.counted.steps
        counts = {line.entry: plain(line.score) for line in self.counted.standings}
        return (Step(counts, chosen=self.winners),)

    @property
    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """Return the duels by the order of `candidates`; empty where the method has none."""
        if not self.counted.matrix:
            return ()
        at = [self.election.profile.candidates.index(one) for one in self.candidates]
        return tuple(tuple(self.counted.matrix[one][other] for other in at) for one in at)


def count(election: Election, wish: Wish) -> Result:
    """Count an election. Raises: UncountableError."""
    skipped = tuple(_named(election, name) for name in wish.skip)
    if wish.method not in COUNTING:
        raise UncountableError(
            N_("The method {method} is not known."),
            N_("Count them by one of these: {methods}."),
            method=wish.method.value,
            methods=", ".join(COUNTING),
        )
    _refuse_too_many(len(election.profile.candidates), wish)
    counted = COUNTING[wish.method](fitted(election, wish.method), options(election, wish.seats, wish.unranked))
    return Result(election, wish, counted, skipped)


def _refuse_too_many(candidates: int, wish: Wish) -> None:
    if wish.seats > candidates:
        raise UncountableError(
            N_("There are {many} candidates for {seats} seats."),
            N_("Ask for as many seats as there are candidates, or fewer."),
            many=candidates,
            seats=wish.seats,
        )
    if wish.method is Method.STAR and candidates > MOST_IN_STAR:
        raise UncountableError(
            N_("There are {many} candidates; STAR counts up to {most}."),
            N_("Count them by one of these: {methods}."),
            many=candidates,
            most=MOST_IN_STAR,
            methods=f"{Method.SCORE}, {Method.MAJORITY}",
        )


def as_json(result: Result) -> str:
    """Return the result for scripts."""
    said: dict[str, object] = {
        "method": result.wish.method.value,
        "ballots": result.ballots,
        "order": result.counted.order,
        "winners": result.winners,
        "skipped": result.skipped,
        "candidates": result.candidates,
    }
    if is_short(result.election):
        said["promised"] = result.election.promised
    if titles := {one: title for one, title in result.election.titles.items() if title}:
        said["titles"] = titles
    if result.matrix:
        said["matrix"] = result.matrix
    if result.rounds:
        said["rounds"] = [_round(one) for one in result.rounds]
    return json.dumps(said, indent=2)


def _round(one: Step) -> dict[str, object]:
    said: dict[str, object] = {"counts": dict(one.counts), "out": one.out, "chosen": one.chosen}
    return {"what": one.what, **said} if one.what else said


def is_short(election: Election) -> bool:
    """Tell whether the file says that it holds another number of ballots."""
    return election.promised not in {None, election.profile.ballots}


def plain(score: Fraction) -> float:
    """Return a score as scripts read it: whole where it is whole."""
    return score.numerator if score.denominator == 1 else round(float(score), 6)


def _named(election: Election, name: str) -> str:
    """Return the candidate of a name, or of a title that one alone has."""
    candidates = election.profile.candidates
    titled = [one for one, title in election.titles.items() if title == name]
    if name in candidates or len(titled) == 1:
        return name if name in candidates else titled[0]
    like = get_close_matches(name, candidates, n=3, cutoff=0.5) or candidates[:5]
    raise UncountableError(
        N_("There is no candidate “{text}” to skip."),
        N_("Write a name as the file has it, such as: {names}."),
        text=name,
        names=", ".join(like),
    )
