"""Contests, entries, ballots: each docstring is the contract that every implementation keeps."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from contests.counting.profile import Profile
from contests.lifecycle import Deadline
from contests.model.ballot import Count, Mark, Receipt
from contests.model.contest import Contest
from contests.model.entry import Entry
from contests.ports.values import Turnout
from contests.rules.voting import Candidate


class Contests(Protocol):
    """Contests with their rounds, offers and standings: one aggregate."""

    async def get(self, contest: str) -> Contest:
        """Return the contest. Raises: Refusal `no_such`."""

    async def find(self, community: str) -> list[Contest]:
        """Return a community's contests, newest first."""

    async def add(self, contest: Contest) -> None:
        """Store a new contest and its deadlines."""

    async def save(self, contest: Contest) -> None:
        """Store a changed contest and its deadlines, and count its version up.

        Raises:
            StaleError: when its stored version is another than the one it was loaded with.

        """

    async def delete(self, contest: str) -> None:
        """Delete a draft."""

    async def due(self, now: datetime) -> list[str]:
        """Return the contests that have a deadline at or before `now`, in due order."""

    async def next_deadline(self) -> tuple[str, Deadline] | None:
        """Return the earliest deadline of any contest."""

    async def of_round(self, round_id: str) -> Contest:
        """Return the contest that a round belongs to. Raises: Refusal `no_such`."""

    async def of_offer(self, offer: str) -> Contest:
        """Return the contest that an offer belongs to. Raises: Refusal `no_such`."""

    async def decided(self, community: str, limit: int) -> list[str]:
        """Return the contests of a community that were decided last, newest first; nothing else of them is read."""

    async def rewarded(self, community: str) -> list[tuple[str, str, datetime]]:
        """Return by contest the members who got a reward in it, and when it was decided."""

    async def remind(self, contest: str, member: str, *, wanted: bool) -> None:
        """Note or forget that a member wants reminders."""

    async def reminded(self, contest: str) -> list[str]:
        """Return the members who want reminders."""


class Entries(Protocol):
    """Entries, drafts included."""

    async def get(self, entry: str) -> Entry:
        """Return the entry or draft. Raises: Refusal `no_such`."""

    async def known(self, ids: Collection[str]) -> list[Entry]:
        """Return those of these ids that exist."""

    async def save(self, entry: Entry) -> None:
        """Store a new or changed entry, its media and its sources."""

    async def delete(self, entry: str) -> None:
        """Delete a draft."""

    async def of_contest(self, contest: str) -> list[Entry]:
        """Return every entry ever sent to a contest (no drafts), in order of first sending."""

    async def has_drafts(self, contest: str) -> bool:
        """Tell whether somebody has a preview in a contest that is not sent yet."""

    async def candidates(self, contest: str) -> list[Candidate]:
        """Return what takes part in a contest's vote, in order of first sending."""

    async def of_member(self, member: str, contest: str | None = None) -> list[Entry]:
        """Return a member's entries (no drafts), newest first; of one contest if given."""

    async def page(self, contest: str, after: str | None, limit: int) -> list[Entry]:
        """Return public entries of a contest in a steady order, after the entry `after`."""

    async def children(self, source: str) -> list[Entry]:
        """Return the public entries made from a kit piece or an entry."""


class Ballots(Protocol):
    """Choices and receipts; nothing here is shown to anybody but the voter before the decision."""

    async def count(self, round_id: str, *, without_jury: bool = False) -> Count:
        """Count the choices on entries that take part; those on withdrawn or disqualified ones are released.

        `without_jury` leaves out all that jurors cast.
        """

    async def profile(self, round_id: str, *, is_jury: bool) -> Profile:
        """Return a round's ballots on the entries that take part in it, and on no award where it has that.

        A row a ballot, by what voters do in the round: 1 for an approval and 0 for a pass; a place; the grades as one,
        by the criteria's weights; and for pairs a row for each answer. Where the contest has a jury in the round, the
        jurors' or the others', else everybody's.
        """

    async def seed(self, round_id: str) -> str:
        """Return SHA-256, in hex, over the sorted codes of all the round's receipts, each with a newline.

        A lottery rests on it beside the public value, until the root of a public log of ballots takes its place.
        """

    async def of_member(self, round_id: str, member: str) -> dict[str, Mark]:
        """Return a member's marks in a round, by entry or pair, in order of answering."""

    async def exposures(self, round_id: str, now: datetime) -> Mapping[str, int]:
        """Return answers and showings held at `now`: what evenness of serving counts.

        By entry; where pairs are compared by entry and by pair.
        """

    async def hold(self, round_id: str, member: str, subject: str, until: datetime) -> None:
        """Note that an entry or a pair is being shown to a member."""

    async def held(self, round_id: str, member: str, now: datetime) -> str | None:
        """Return the entry or pair that is being shown to a member, if its showing still holds."""

    async def served(self, round_id: str, member: str) -> str | None:
        """Return the entry or pair that was shown to a member last, however long ago."""

    async def any_in(self, contest: str) -> bool:
        """Tell whether anybody has voted in a contest."""

    async def linked(self, contest: str) -> int:
        """Return how many of those who voted in a contest have linked accounts."""

    async def turnout(self, contest: str) -> Turnout:
        """Return how many took part."""

    async def receipts(self, member: str) -> list[Receipt]:
        """Return a member's receipts, newest first."""

    async def has_voted(self, member: str, contests: Collection[str]) -> list[str]:
        """Return those of the contests in which a member holds a ballot."""
