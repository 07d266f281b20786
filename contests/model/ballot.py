"""A member's choices in a voting round, their counting, and the receipt."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Choice(StrEnum):
    """What a member said of one entry; each is one exposure, only `APPROVE` is a vote."""

    APPROVE = "approve"
    PASS = "pass"  # noqa: S105 - a ballot's word, no password


class Method(StrEnum):
    """How a round is decided."""

    APPROVAL = "approval"
    SINGLE = "single"


class Mode(StrEnum):
    """How a ballot is served: entry by entry, or all entries at once (RULES.md 16, 17)."""

    QUEUE = "queue"
    LIST = "list"


class Voters(StrEnum):
    """Whom of its members a contest lets vote."""

    EVERYBODY = "everybody"
    LINKED = "linked"
    """Who has linked accounts: known to be one person on several platforms."""
    AMBASSADORS = "ambassadors"
    """Who holds the office in the community, or held it before."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counted choices on one entry."""

    approvals: int = 0
    exposures: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A round's choices, counted: by entry, and how many ballots hold at least one approval."""

    by_entry: dict[str, Tally]
    ballots: int
    """Ballots cast: the turnout."""
    approving: int
    """Ballots that hold at least one approval: what a quorum counts (RULES.md 21)."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An opaque code for contest, round, version of the ballot and time; without choices (RULES.md 23)."""

    code: str
    contest: str
    round: str
    version: int
    at: datetime
    replaced: bool = False
