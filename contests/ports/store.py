"""The store as a whole: transactions, and the way of a ballot."""

from collections.abc import Awaitable, Callable, Collection, Hashable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from contests.model.ballot import Receipt
from contests.model.member import Account, Member
from contests.ports.contest_rows import Ballots, Contests, Entries
from contests.ports.gallery import Gallery
from contests.ports.linking import Linking
from contests.ports.people_rows import People
from contests.ports.post_office import Journal, MediaRows, Outbox, Showings
from contests.ports.suggestions import Suggestions
from contests.ports.values import Ballot, Paper

Found = TypeVar("Found")


class Work(Protocol):
    """One transaction: everything in it is stored, or nothing."""

    contests: Contests
    entries: Entries
    gallery: Gallery
    ballots: Ballots
    people: People
    linking: Linking
    outbox: Outbox
    showings: Showings
    media: MediaRows
    journal: Journal
    suggestions: Suggestions

    def new_id(self) -> str:
        """Return a new opaque id: 12 characters of a-z and 2-7, 60 random bits."""


class BallotWriter(Protocol):
    """The way of every ballot into the store: what waits together is committed together."""

    async def cast(self, ballot: Ballot) -> Receipt:
        """Store a ballot and return after it is durable; the same choices again answer with the same receipt.

        Ballots are decided in the order of their calls. Raises: Refusal; StorageError.
        """

    async def serve(self, ballot: Ballot, *, back_to: str | None = None) -> Paper:
        """Cast a ballot, or with a mere look none, and return the paper as it stands then.

        In a queue the entry to answer next is held for the member from now on; `back_to` is an answered one that is
        served again. Raises: as `cast`; Refusal `no_such` where the member may not answer `back_to`.
        """


class Store(Protocol):
    """The one store of everything."""

    @property
    def ballots(self) -> BallotWriter:
        """The way of every ballot."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """Begin a writing transaction; writers take turns in the order in which they asked.

        Commits at the end of the block; an exception inside rolls everything back.
        Raises: StorageError when the disk is full, read-only or locked for too long.
        """

    def reading(self) -> AbstractAsyncContextManager[Work]:
        """Begin a reading transaction: one consistent picture, never waiting for a writer."""

    async def recall(self, what: Hashable, read: Callable[[Work], Awaitable[Found]]) -> Found:
        """Return what `read` reads, from memory where it was read before under the same `what`.

        Only for contests, entries, communities and their kit. A commit of this process that may have changed one is
        seen at once, one of another process within 10 seconds. Raises: as `read`, which is not remembered then.
        """

    async def known_at(self, platform: str, handles: Collection[str]) -> list[tuple[Account, Member]]:
        """Return what `People.known_at` does, from a reading transaction that does nothing else and is quick.

        Raises: StorageError.
        """
