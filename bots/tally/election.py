"""What is read from a file: candidates, ballots, and how they are meant."""

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from bots.tally.faults import UncountableError
from bots.words import N_
from contests.counting.profile import UNSAID, Profile
from contests.model.ballot import Unranked

MOST_CANDIDATES = 1000
MOST_BALLOTS = 10_000_000_000
"""More than there are people."""
MOST_CELLS = 50_000_000
"""Candidates times different ballots: 200 MB."""
HIGHEST = 1_000_000
"""The highest rank, grade or number of points."""


class Kind(StrEnum):
    """What voters wrote beside a candidate."""

    RANKS = "ranks"
    APPROVALS = "approvals"
    POINTS = "points"
    GRADES = "grades"


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a file's marks are meant."""

    kind: Kind
    unranked: Unranked = Unranked.BELOW
    best: int = 5
    """The highest grade."""
    most: int = 1
    """How many a ballot may approve, or points it may give."""


@dataclass(frozen=True, slots=True)
class Election:
    """An election as its file has it."""

    profile: Profile
    meaning: Meaning
    titles: Mapping[str, str] = field(default_factory=dict)
    """What a candidate is called beside its name in the count, where that is a number."""
    promised: int | None = None
    """How many ballots the file says that it has."""


class Ballots:
    """Gathers a file's ballots; equal ones become one row."""

    def __init__(self, candidates: Sequence[str], line: int | None = None) -> None:
        """Begin with the candidates that a line names. Raises: UncountableError."""
        if not candidates:
            raise UncountableError(
                N_("No candidate is named."), N_("Look whether the beginning of the file is missing."), line=line
            )
        refuse_too_many(len(candidates), line)
        self.candidates = tuple(candidates)
        self._rows: dict[bytes, int] = {}
        self._ballots = 0

    def add(self, marks: Mapping[int, int], line: int, weight: int = 1) -> None:
        """Add ballots of marks by the candidate's position. Raises: UncountableError."""
        self._ballots += weight
        if self._ballots > MOST_BALLOTS:
            raise UncountableError(
                N_("That makes {many} ballots, more than there are people."),
                N_("Look at the number at the beginning of the line."),
                line=line,
                many=self._ballots,
            )
        row = array("i", (UNSAID,)) * len(self.candidates)
        for at, mark in marks.items():
            row[at] = mark
        key = row.tobytes()
        self._rows[key] = self._rows.get(key, 0) + weight
        if len(self._rows) * len(self.candidates) > MOST_CELLS:
            raise UncountableError(
                N_("There are too many different ballots to count them on this machine."),
                N_("Up to {most} marks can be counted at once; count a part of the file."),
                line=line,
                most=MOST_CELLS,
            )

    def profile(self) -> Profile:
        """Return what was gathered. Raises: UncountableError."""
        if not self._rows:
            raise UncountableError(N_("There is no ballot in the file."), N_("Look whether its end is missing."))
        marks = np.frombuffer(b"".join(self._rows), dtype=np.intc).astype(np.int32)
        weights = np.fromiter(self._rows.values(), dtype=np.int64, count=len(self._rows))
        return Profile(self.candidates, marks.reshape(len(self._rows), len(self.candidates)), weights)


def refuse_too_many(candidates: int, line: int | None) -> None:
    """Refuse more candidates than can be counted. Raises: UncountableError."""
    if candidates > MOST_CANDIDATES:
        raise UncountableError(
            N_("There are {many} candidates; up to {most} can be counted."),
            N_("Look whether this is a file of ballots."),
            line=line,
            many=candidates,
            most=MOST_CANDIDATES,
        )


def whole(text: str) -> int | None:
    """Return a number of plain digits, or None where it is none."""
    text = text.strip()
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def distinct(names: Mapping[str, str]) -> list[str]:
    """Return names by number; those that are not alone carry their number."""
    said = list(names.values())
    repeated = {name for name in said if said.count(name) > 1}
    return [f"{name} ({number})" if name in repeated else name for number, name in names.items()]
