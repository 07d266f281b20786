"""What is owed, where things were shown, which files exist, and who did what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contests.model.entry import Entry
from contests.model.media import Media
from contests.ports.values import Act, Owed, Showing


class Outbox(Protocol):
    """What is owed to venues and people; written with what it tells, sent afterwards."""

    async def add(self, owed: Sequence[Owed]) -> None:
        """Store rows; a row of a key that exists is left as it is."""

    async def waiting(self, now: datetime, limit: int) -> list[Owed]:
        """Return rows to be tried now: announcements first, new looks of what was shown last, each in order of making.

        Of what is announced in a venue, none before its earlier ones are closed.
        """

    async def forget(self, owed: str) -> None:
        """Take a row out as if it had never been owed, so that its key may be owed again."""

    async def claim(self, owed: str, now: datetime) -> bool:
        """Mark a row as being sent; False when it is closed."""

    async def unclaimed(self, contest: str, kind: str) -> list[Owed]:
        """Return a contest's rows of a kind that nobody has begun to send."""

    async def sent(self, owed: str, now: datetime) -> None:
        """Close a row as sent."""

    async def failed(self, owed: str, now: datetime, again_at: datetime | None, why: str) -> None:
        """Note a failed try; `again_at` None gives the row up."""

    async def unsure(self, owed: str, now: datetime, why: str) -> None:
        """Close a row of which nobody knows whether it was sent: somebody has to look."""

    async def is_there(self, owed: str, now: datetime) -> bool:
        """Close a row as sent that was closed in doubt; False where it is in doubt no longer."""

    async def open_rows(self, contest: str, kind: str) -> int:
        """Return how many rows of a kind are neither sent nor given up."""

    async def given_up(self, community: str) -> list[tuple[Owed, str]]:
        """Return the rows that were given up or closed in doubt, with the cause."""

    async def retry(self, owed: str, now: datetime) -> bool:
        """Open such a row again, for one more try: from then on it is on its last. False where it is none any more."""

    async def get(self, owed: str) -> Owed | None:
        """Return a row whatever its state."""

    async def oldest_open(self) -> datetime | None:
        """Return when the oldest row that is still owed was made."""


class Showings(Protocol):
    """Where things were shown, so that they can be edited or taken away."""

    async def add(self, *showings: Showing) -> None:
        """Note showings."""

    async def of(self, *subjects: str) -> list[Showing]:
        """Return where subjects were shown."""

    async def drop(self, showings: Sequence[Showing]) -> None:
        """Forget what is shown there no longer."""

    async def forget(self, before: datetime) -> None:
        """Forget what could be changed until a time before this one."""


class MediaRows(Protocol):
    """Which stored files exist and who may see them; the bytes are elsewhere."""

    async def save(self, media: Media, at: datetime | None = None, *, public: bool = False) -> None:
        """Store what is known of a file, stored at a time; a `public` one is a result card, which all may see."""

    async def get(self, media: str) -> Media | None:
        """Return a file's row."""

    async def shown_by(self, media: str) -> list[Entry]:
        """Return the entries and drafts that hold a file."""

    async def in_kit(self, media: str, *, or_a_card: bool = True) -> bool:
        """Tell whether a file belongs to a brand's kit, logo or a result card, which all may see."""

    async def orphans(self, before: datetime) -> list[str]:
        """Return files that nothing holds any more and that were stored before a time."""

    async def forget(self, media: str) -> None:
        """Delete a file's row."""


class Journal(Protocol):
    """Acts of managers and moderators, append-only."""

    async def write(self, act: Act) -> None:
        """Append an act."""

    async def of(self, subject: str) -> list[Act]:
        """Return the acts on a subject, oldest first."""
