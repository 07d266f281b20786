"""What a step of a contest is decided from, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contests.counting.profile import Profile
from contests.model.announcement import Announcement
from contests.model.ballot import Count
from contests.model.contest import Contest
from contests.model.entry import Entry


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules must know of a contest beside the contest itself."""

    entries: tuple[Entry, ...] = ()
    """All that were ever sent, whatever became of them."""
    counts: Mapping[str, Count] = field(default_factory=dict)
    """The public's marks on entries that take part, counted by round id."""
    ballots: Mapping[str, Profile] = field(default_factory=dict)
    """The public's ballots by round id, of rounds whose method or tie rule needs them whole."""
    jury: Mapping[str, Profile] = field(default_factory=dict)
    """The jurors' ballots by round id, where the contest has a jury."""
    seeds: Mapping[str, str] = field(default_factory=dict)
    """By round id what a lottery rests on beside the public value: a digest of all the round's receipts."""
    roll: int = 0
    """How many members might vote when voting opened, where the quorum is a share of them."""
    electorate: int | None = None
    """How many may vote in the final that comes; None where everybody may, and where none comes."""
    expected: int = 0
    """How many voted in the community's last contests, where entries close; 0 where there were none."""
    winners: frozenset[str] = frozenset()
    """The members who won in the community within the time of the contest's `repeat` rule."""


@dataclass(frozen=True, slots=True)
class Played:
    """One step that was played, and when it was due."""

    contest: str
    step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """The contest after a step, and what is owed because of it; one transaction stores both."""

    contest: Contest
    said: tuple[Announcement, ...] = ()
    played: tuple[Played, ...] = ()

    def then(self, after: "Step") -> "Step":
        """Return both steps as one."""
        return Step(after.contest, self.said + after.said, self.played + after.played)
