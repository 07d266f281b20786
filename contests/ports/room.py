"""The clock, what survives a restart, and the web room's messages."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from contests.ports.values import Line, Update


class Clock(Protocol):
    """The time; a practice clock is a real one with an offset that only grows."""

    def now(self) -> datetime:
        """Return the time in UTC."""


class Keep(Protocol):
    """A few values that must survive a restart, such as the practice clock's offset."""

    async def get(self, key: str) -> str | None:
        """Return a value."""

    async def put(self, key: str, value: str) -> None:
        """Store a value."""

    async def note(self, key: str, value: str, at: datetime) -> None:
        """Store a value that may be forgotten when it is old; its key is one of another kind than those of `put`."""

    async def noted(self, key: str) -> str | None:
        """Return a value that was noted and is not forgotten yet."""

    async def forget_notes(self, before: datetime) -> None:
        """Forget what was noted before a time, and not again since."""


class Inbox(Protocol):
    """What a platform hands over once and then forgets: kept as it came until it is done."""

    async def take(
        self, source: str, updates: Collection[tuple[int, str]], at: datetime, done: Collection[int] = ()
    ) -> set[int]:
        """Store updates by their number, dated; return which are new. In the same breath note which others are done.

        Those that were taken before, done or not, are left as they are. `source` is the one who numbers them, such
        as a bot. Durable when it returns. Raises: StorageError.
        """

    async def waiting(self, source: str) -> list[Update]:
        """Return what is not done yet, in order of number. Raises: StorageError."""

    async def done(self, source: str, numbers: Collection[int], at: datetime) -> None:
        """Note that updates are done, and drop what they said. Raises: StorageError."""

    async def forget(self, before: datetime) -> None:
        """Forget what was done before a time. Raises: StorageError."""


class RoomLog(Protocol):
    """The web room's messages: the web platform's own store."""

    async def add(self, line: Line, *, key: str | None = None) -> Line:
        """Store a message; of two with one `key` the first stands and is returned. `change` is given here."""

    async def edit(self, message: str, payload: str, at: datetime) -> Line:
        """Replace a message's payload; its revision and change count up. Raises: Refusal `no_such`."""

    async def get(self, message: str) -> Line | None:
        """Return a message."""

    async def page(self, community: str, room: str, account: str, since: int, limit: int) -> list[Line]:
        """Return what an account sees of a room, in order of change, after the change `since`."""

    async def remember(self, account: str, key: str, answer: str, at: datetime) -> None:
        """Keep the answer to a press or a `once` key."""

    async def remembered(self, account: str, key: str) -> str | None:
        """Return the answer kept under a key."""

    async def forget(self, before: datetime) -> None:
        """Drop answers that were kept before a time."""
