"""A member's marks in a voting round, how they are made and counted, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Choice(StrEnum):
    """What a member said of one entry; each is one exposure, only `APPROVE` is a vote."""

    APPROVE = "approve"
    PASS = "pass"  # noqa: S105 - a ballot's word, no password


BEST_GRADE = 5
"""The highest grade; 1 is the lowest."""


@dataclass(frozen=True, slots=True)
class Grades:
    """What a member gave an entry: a grade of 1 to 5 for each criterion, 0 where none is given yet."""

    values: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether every criterion has its grade."""
        return all(self.values)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member ranked an entry; 1 is the best."""

    number: int


class Preference(StrEnum):
    """Which of a pair a member prefers; the first is the one whose id comes first. Neither is `Choice.PASS`."""

    FIRST = "first"
    SECOND = "second"


Mark = Choice | Grades | Place | Preference
"""What a member said of one subject: of an entry, of a pair of entries, or of `NO_AWARD`."""

NO_AWARD = "none"
"""What is marked like an entry where a final lets members say that nobody shall win."""
BETWEEN = "~"
"""Stands between the ids of a pair."""


def pair_of(one: str, other: str) -> str:
    """Return the subject of a comparison; the same for both orders."""
    return BETWEEN.join(sorted((one, other)))


def entries_of(subject: str) -> tuple[str, ...]:
    """Return the entries that a mark is about: one, or two of a pair."""
    return tuple(subject.split(BETWEEN))


def written(mark: Mark) -> str:
    """Return a mark as text; `read_mark` reads it."""
    match mark:
        case Grades(values):
            return " ".join(("grades", *map(str, values)))
        case Place(number):
            return f"place {number}"
        case _:
            return mark.value


def read_mark(text: str) -> Mark:
    """Return the mark that was written. Raises: ValueError."""
    kind, _, rest = text.partition(" ")
    if kind == "grades":
        return Grades(tuple(map(int, rest.split())))
    if kind == "place":
        return Place(int(rest))
    return Preference(text) if text in {Preference.FIRST, Preference.SECOND} else Choice(text)


class Method(StrEnum):
    """How a round is decided; each has a file in `contests/counting`."""

    APPROVAL = "approval"
    SINGLE = "single"
    LIMITED = "limited"
    CUMULATIVE = "cumulative"
    """In files alone."""
    SCORE = "score"
    STAR = "star"
    MAJORITY = "mj"
    SCHULZE = "schulze"
    IRV = "irv"
    PAIRWISE = "pairwise"
    EPH = "eph"


class Marking(StrEnum):
    """What a voter does on a ballot."""

    APPROVE = "approve"
    GRADE = "grade"
    RANK = "rank"
    COMPARE = "compare"


MARKINGS: Mapping[Method, Marking] = {
    Method.APPROVAL: Marking.APPROVE,
    Method.SINGLE: Marking.APPROVE,
    Method.LIMITED: Marking.APPROVE,
    Method.EPH: Marking.APPROVE,
    Method.SCORE: Marking.GRADE,
    Method.STAR: Marking.GRADE,
    Method.MAJORITY: Marking.GRADE,
    Method.SCHULZE: Marking.RANK,
    Method.IRV: Marking.RANK,
    Method.PAIRWISE: Marking.COMPARE,
}
"""How members vote, by method; what is missing is counted from files alone."""


class Scoring(StrEnum):
    """How the approvals of a queue, where not everybody looks at everything, become a score."""

    SHRUNK = "shrunk"
    SHARE = "share"
    ITCH = "itch"
    WILSON = "wilson"


class Unranked(StrEnum):
    """What a ranked ballot says of what it does not rank."""

    BELOW = "below"
    """It is below all that is ranked."""
    APART = "apart"
    """Nothing: it is not compared."""


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
