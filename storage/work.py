"""The unit of work: every repository on one transaction."""

import base64
import secrets

from sqlalchemy.ext.asyncio import AsyncConnection

from contests.ports import (
    Ballots,
    Contests,
    Entries,
    Gallery,
    Journal,
    Linking,
    MediaRows,
    Outbox,
    People,
    Showings,
    Suggestions,
)
from storage.ballots import SqlBallots
from storage.contests import SqlContests
from storage.entries import SqlEntries
from storage.gallery import SqlGallery
from storage.journal import SqlJournal
from storage.linking import SqlLinking
from storage.media_rows import SqlMediaRows
from storage.outbox import SqlOutbox
from storage.people import SqlPeople
from storage.showings import SqlShowings
from storage.suggestions import SqlSuggestions


class SqlWork:
    """One transaction: everything in it is stored, or nothing."""

    def __init__(self, connection: AsyncConnection, secret: bytes) -> None:
        """Work in this transaction; `secret` makes receipts."""
        self.contests: Contests = (contests := SqlContests(connection))
        self.entries: Entries = SqlEntries(connection)
        self.gallery: Gallery = SqlGallery(connection)
        self.ballots: Ballots = SqlBallots(connection)
        self.people: People = SqlPeople(connection)
        self.linking: Linking = (linking := SqlLinking(connection, secret))
        self.outbox: Outbox = (outbox := SqlOutbox(connection))
        self.showings: Showings = SqlShowings(connection)
        self.media: MediaRows = SqlMediaRows(connection)
        self.journal: Journal = SqlJournal(connection)
        self.suggestions: Suggestions = SqlSuggestions(connection)
        self._stirring = (contests, outbox, linking)

    @property
    def stirred(self) -> bool:
        """Tell whether deadlines may have moved or messages are owed: whether somebody must be woken."""
        return any(one.stirred for one in self._stirring)

    def new_id(self) -> str:
        """Return a new opaque id: 12 characters of a-z and 2-7, 60 random bits."""
        return base64.b32encode(secrets.token_bytes(8)).decode().lower()[:12]
