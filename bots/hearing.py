"""What a platform hears, in neutral words, and the conversation that answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bots.post import Post
from contests.model.community import Venue
from contests.model.member import Account, Member


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: a temporary path of our own naming, and its alt text. Whoever made it removes it."""

    path: Path
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was typed, with files."""

    text: str
    files: tuple[Upload, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button or a select that was pressed."""

    button: str
    values: tuple[str, ...] = ()
    about: str = ""
    """What the message is about where its platform can tell: the subject of the first of its buttons that has one.
    A button that names nothing is about that."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form that was sent."""

    form: str
    fields: Mapping[str, tuple[str, ...]]
    files: tuple[Upload, ...] = ()


Heard = Said | Pressed | Submitted


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who said something, where, and when our process first held it (RULES.md 1)."""

    member: Member
    account: Account
    venue: Venue | None
    """The venue it was said in; None in private."""
    at: datetime
    is_present: Mapping[str, bool] = field(default_factory=dict)
    """What the platform knows of the person being in venues, by venue id."""


class Conversation(Protocol):
    """Answers whatever was heard; never raises for what a person did."""

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Return the messages that the person sees in answer. Raises: StorageError."""


class Speaker(Protocol):
    """A platform's mouth, used by the courier alone."""

    platform: str

    async def say(self, place: str, post: Post, key: str) -> str:
        """Say something in public at a place; return where it can be found again.

        The same `key` again says nothing new and returns the same. Raises: NotSentError.
        """

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Say something to one person in private; else as `say`."""

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Say something on the managers' desk that belongs to a venue's place; else as `say`."""

    async def replace(self, where: str, post: Post) -> None:
        """Put a message in the place of one that was said. Raises: NotSentError."""


class NotSentError(Exception):
    """A message did not get through."""

    def __init__(self, why: str, *, final: bool) -> None:
        """Say why, and whether the platform says never (`final`)."""
        super().__init__(why)
        self.why = why
        self.final = final
