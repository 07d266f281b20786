"""The ordered result of a round, frozen when it is decided."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry's line in the standings; equal ranks are ties and use their places up (RULES.md 19, 20)."""

    entry: str
    member: str
    rank: int
    score: Fraction
    approvals: int
    exposures: int
    frozen_rank: int = 0
    """The rank at the decision; never changes after it."""
    runoff: int | None = None
    """Approvals in the run-off, for an entry that was in it."""
    reward: str | None = None
    struck: bool = False
    """Disqualified after the decision: keeps its line, holds no rank (RULES.md 13)."""


Standings = tuple[Standing, ...]
"""Best first; struck lines last."""
