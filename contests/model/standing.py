"""The ordered result of a round, frozen when it is decided."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Columns:
    """Jury beside public: what each made of an entry, and the points that its rank there gives."""

    public_rank: int
    public_points: Fraction
    jury_rank: int
    jury_points: Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry's line in the standings; equal ranks are ties and use their places up (RULES.md 19, 20)."""

    entry: str
    member: str
    rank: int
    score: Fraction
    """What the method makes of the marks; what it is differs by method, and its file says it."""
    approvals: int
    """Ballots that say something for it: that approve, grade, rank or prefer it. Without one it wins nothing."""
    exposures: int
    """Ballots that say anything of it."""
    frozen_rank: int = 0
    """The rank at the decision; never changes after it."""
    runoff: int | None = None
    """Approvals in the run-off, for an entry that was in it."""
    reward: str | None = None
    struck: bool = False
    """Disqualified after the decision: keeps its line, holds no rank (RULES.md 13)."""
    columns: Columns | None = None
    """Where a jury stood beside the public."""
    qualified: Fraction | None = None
    """Its score in the round that chose the finalists, where there was one."""
    is_finalist: bool = True
    """Whether it was in the round that decided; those that were not stand below, in the order of the round before."""
    is_beaten: bool = False
    """Members would rather give no award than one to it."""
    skipped: str = ""
    """Why its reward went on to the next: `one_each`, or `repeat` for somebody who won lately."""

    @property
    def may_win(self) -> bool:
        """Tell whether a reward or an office may go to it, by its votes."""
        return bool(self.approvals) and not self.struck and not self.is_beaten


Standings = tuple[Standing, ...]
"""Best first; struck lines last."""
