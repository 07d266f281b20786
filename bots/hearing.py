"""What a platform hears, in neutral words, and the conversation that answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from bots.post import Post
from bots.words import Dates
from contests.model.community import Venue
from contests.model.member import Account, Member

IN_A_QUEUE = ("approve", "pass", "back", "grade", "prefer")
"""Verbs of the buttons of a ballot that shows one entry, or pair, after the other: most of what is pressed."""


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
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Arguments that a platform took apart already: they need no quotes, and come beside those in the text."""


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
    dates: Dates = "words"
    """How times are said where the answer is shown."""


class Conversation(Protocol):
    """Answers whatever was heard; never raises for what a person did."""

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Return the messages that the person sees in answer. Raises: StorageError."""


class Speaker(Protocol):
    """A platform's mouth, used by the courier and the turnout counter alone."""

    platform: str

    @property
    def dates(self) -> Dates:
        """How it takes times: in words, or as stamps that it shows in each reader's zone."""

    @property
    def mentions(self) -> bool:
        """Whether it turns the mark of a person (`bots.words.mention`) into a mention."""

    @property
    def keeps_notices(self) -> bool:
        """Whether a notice that pings takes the place of the one before it (`Post.notice`), and is the last word.

        Of an edit and a notice of one message the one that was called for last stands, whichever is quicker.
        """

    @property
    def counts_live(self) -> bool:
        """Whether a public message of a vote is kept up to date with how many have voted."""

    async def say(self, place: str, post: Post, key: str) -> str:
        """Say something in public at a place; return where it can be found again.

        The same `key` again says nothing new and returns the same. Raises: NotSentError.
        """

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Say something to one person in private; else as `say`."""

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Say something on the managers' desk that belongs to a venue's place; else as `say`.

        A place that is itself a desk (`Venue.desk`) is meant as it is.
        """

    async def replace(self, where: str, post: Post) -> None:
        """Put a message in the place of one that was said. Raises: NotSentError."""


@runtime_checkable
class Marks(Protocol):
    """A platform where ambassadors can wear a mark, such as a role."""

    async def mark(self, place: str, office: str, account: Account, *, worn: bool) -> None:
        """Give or take the mark `office` at a venue's place; what is so already stays. Raises: NotSentError."""

    async def hindrance(self, place: str, office: str) -> str | None:
        """Return why the mark could not be given at a place now, as cause and cure, or None. Raises: NotSentError."""


@dataclass(frozen=True, slots=True)
class Date:
    """One round, for a platform's calendar; the same `key` is the same date, whatever else has changed."""

    key: str
    """The round's id."""
    title: str
    text: str
    opens: datetime
    closes: datetime


@runtime_checkable
class Calendars(Protocol):
    """A platform with a calendar of its own, such as a server's scheduled events."""

    async def agree(self, place: str, contest: str, dates: Sequence[Date]) -> None:
        """Make the calendar show just these dates of a contest: made, changed or taken out. Raises: NotSentError."""


@runtime_checkable
class Doubts(Protocol):
    """A platform that cannot tell whether a message is there whose answer was lost (`UnsureError`)."""

    async def is_not_there(self, key: str) -> None:
        """Take it that nothing was said under a key: the next time it is said. Raises: StorageError."""


@dataclass(frozen=True, slots=True)
class Hook:
    """A path of the web room where a platform hands over what happened there."""

    path: str
    """Below `/hooks/`; letters, digits and dashes."""
    take: Callable[[Mapping[str, str], bytes], Awaitable[int]]
    """Takes a request's headers and body, and returns the HTTP status of the answer."""


@runtime_checkable
class Hooked(Protocol):
    """A platform that is told things by requests to the web room."""

    @property
    def hook(self) -> Hook | None:
        """Where, if it is at all."""


@runtime_checkable
class Recalling(Protocol):
    """A platform that writes down what it hears before it is heard."""

    async def recall(self) -> None:
        """Hold what is written down and not done, so that a close waits for it a while. Raises: StorageError."""


class Platform(Protocol):
    """A platform that must be connected to, and may be down while others run on."""

    @property
    def name(self) -> str:
        """Its name, as accounts and venues have it."""

    @property
    def speaker(self) -> Speaker:
        """Its mouth."""

    async def run(self, is_up: Callable[[], None]) -> None:
        """Connect anew and stay connected until cancelled; call `is_up` each time that it works from then on.

        A cancelled run ends in good order: what is under way is answered first.
        Raises: CannotRunError; whatever else it raises passes, and it is run again.
        """


class CannotRunError(Exception):
    """A platform refuses us until an operator mends something: a wrong token, a second process."""

    def __init__(self, cause: str, cure: str) -> None:
        """Say one line of cause and one of cure, in the operator's language."""
        super().__init__(cause)
        self.cause = cause
        self.cure = cure


class NotSentError(Exception):
    """A message did not get through, or not surely."""

    def __init__(self, why: str, *, final: bool, again_in: timedelta | None = None) -> None:
        """Say why, whether the platform says never (`final`), and how long it asks to be left alone, if it does."""
        super().__init__(why)
        self.why = why
        self.final = final
        self.again_in = again_in


class NotConnectedError(NotSentError):
    """Nothing was tried: the platform is not connected to just now."""

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(why, final=False)


class UnsureError(NotSentError):
    """The answer to a message was lost, and the platform has no way to tell whether it is there.

    A person who can look there says so; until then nothing is said again under that key.
    """

    def __init__(self, why: str) -> None:
        """Say why."""
        super().__init__(why, final=True)
