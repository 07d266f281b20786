"""How often each entry, or pair, of a queue was looked at: counted once, then kept in step with every batch."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush

from sqlalchemy import BigInteger, Connection, select, type_coerce

from contests.rules.comparing import looked_at
from contests.rules.voting import Candidate
from storage import schema
from storage.ballot_box import Answer
from storage.ballots import UNANSWERED, seen
from storage.database import Changes
from storage.entries import read_candidate, taking_part

TALLIES, HELD = schema.tallies, schema.held
FRESH_S = 2.0
"""How long what another process may have changed is taken to be as it was read."""
SHARE = 1000
"""Looks are counted anew after so many times the seconds that it took, so that it costs next to nothing."""


@dataclass(slots=True)
class Looks:
    """The looks at the entries of one round: those that were answered, and those that are going on."""

    times: Counter[str]
    """By entry: answers, and showings that hold and are not answered; of pairs by the pair and by both entries."""
    good_until: float = 0.0
    """By `time.monotonic`; then they are counted anew, for other processes count too."""
    _held: dict[str, tuple[str, int]] = field(default_factory=dict)
    _ends: list[tuple[int, str]] = field(default_factory=list)

    def hold(self, member: str, subject: str, until: int) -> None:
        """Begin a showing, which ends the member's last one; `until` in microseconds since 1970."""
        self._end(member)
        self._held[member] = subject, until
        self._add(subject, 1)
        heappush(self._ends, (until, member))

    def answered(self, member: str, subject: str, more: int) -> None:
        """Count an answer: 1 `more` where it is the first, which ends the showing, and less where it is taken back."""
        self._add(subject, more)
        if more > 0 and self.held(member) == subject:
            self._end(member)

    def held(self, member: str) -> str | None:
        """Return what is being shown to a member and not answered."""
        return self._held[member][0] if member in self._held else None

    def until(self, now: int) -> None:
        """End the showings that hold no longer, at `now` in microseconds since 1970."""
        while self._ends and self._ends[0][0] <= now:
            until, member = heappop(self._ends)
            if member in self._held and self._held[member][1] == until:
                self._end(member)

    def _end(self, member: str) -> None:
        if member in self._held:
            self._add(self._held.pop(member)[0], -1)

    def _add(self, subject: str, more: int) -> None:
        for one in looked_at(subject):
            self.times[one] += more


class Served:
    """What the ballot writer remembers between two batches; another takes its place after one that was not stored."""

    def __init__(self, changes: Changes) -> None:
        """Forget the entries whenever these changes count up."""
        self._changes = changes
        self._seen = (-1, 0.0)
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        self._looks: dict[str, Looks] = {}

    def candidates(self, connection: Connection, contest: str) -> tuple[Candidate, ...]:
        """Return what takes part in a contest's vote, in order of first sending."""
        count, until = self._seen
        if count != self._changes.count or time.monotonic() >= until:
            self._candidates.clear()
            self._seen = self._changes.count, time.monotonic() + FRESH_S
        if contest not in self._candidates:
            self._candidates[contest] = tuple(map(read_candidate, connection.execute(taking_part(contest))))
        return self._candidates[contest]

    def looks(self, connection: Connection, round_id: str) -> Looks:
        """Return the looks at a round's entries, as they are in this transaction before its own ballots."""
        known = self._looks.get(round_id)
        began = time.monotonic()
        if known is None or began >= known.good_until:
            known = self._looks[round_id] = _count(connection, round_id)
            ended = time.monotonic()
            known.good_until = ended + max(FRESH_S, SHARE * (ended - began))
        return known

    def note(self, answers: Iterable[Answer]) -> None:
        """Count answers of this transaction, in rounds whose looks are known."""
        for round_id, member, subject, more in answers:
            if round_id in self._looks:
                self._looks[round_id].answered(member, subject, more)


def _count(connection: Connection, round_id: str) -> Looks:
    answers = select(TALLIES.c.entry, TALLIES.c.exposures).where(TALLIES.c.round == round_id)
    looks = Looks(seen({row.entry: row.exposures for row in connection.execute(answers)}))
    until = type_coerce(HELD.c.until, BigInteger)
    showings = select(HELD.c.member, HELD.c.entry, until).where(HELD.c.round == round_id, UNANSWERED)
    for member, entry, ends in connection.execute(showings.order_by(until)):
        looks.hold(member, entry, ends)
    return looks
