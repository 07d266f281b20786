"""The store as a whole: transactions, and the way of a ballot."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from contests.model.ballot import Receipt
from contests.ports.contest_rows import Ballots, Contests, Entries
from contests.ports.gallery import Gallery
from contests.ports.people_rows import People
from contests.ports.post_office import Journal, MediaRows, Outbox, Showings
from contests.ports.suggestions import Suggestions
from contests.ports.values import Ballot


class Work(Protocol):
    """One transaction: everything in it is stored, or nothing."""

    contests: Contests
    entries: Entries
    gallery: Gallery
    ballots: Ballots
    people: People
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
