"""What the web room is given by the composition, and its rooms."""

import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

from bots.arrivals import Arrivals
from bots.hearing import Conversation, Hook
from bots.on_web.log import LiveLog
from bots.supervisor import Condition
from bots.words import Words
from contests.lifecycle import Played
from contests.model.member import Member, Role
from contests.ports import Clock, Line, Store
from contests.rules.limits import TextLimits

PLATFORM = "web"
MAIN, DESK, ME = "main", "desk", "me"
Kind = Literal["public", "desk", "me"]
KINDS: Mapping[str, Kind] = {MAIN: "public", DESK: "desk", ME: "me"}

TurnClock = Callable[[timedelta | None], Awaitable[tuple[datetime, Sequence[Played]]]]
Health = Callable[[], Awaitable[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture of the demo, small, for the landing page."""

    title: str
    author: str
    alt: str


class Demo(Protocol):
    """The demo, as the house beside it and the demo itself hold on to it."""

    home: int | None
    """The port of the house beside it, if there is one."""
    made: int
    """How often it was made and opened; another number is another demo."""
    done: int
    of: int
    """How many steps of a making are done, of how many."""

    listens: socket.socket | None
    """Where it takes calls, once it is opened."""

    @property
    def port(self) -> int:
        """The port on which it is served."""

    async def visit(self) -> str:
        """Return the way in for somebody new, good once: a path; it is made first where it is not."""

    async def afresh(self) -> int:
        """Make another one, which takes the old one's place; return the number that it will have."""

    def sketches(self, t: Words) -> Sequence[Sketch]:
        """Return what the landing page shows of it."""

    async def sketch(self, number: int) -> bytes | None:
        """Return one of the JPEG pictures for the landing page; None beyond the last."""


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How much one call may bring."""

    upload_bytes: int = 500 * 1024**2
    """All files of a call together: the sum of what an entry may hold."""
    texts: TextLimits = TextLimits()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class WebRoom:
    """Everything that the web room works with."""

    store: Store
    log: LiveLog
    conversation: Conversation
    arrivals: Arrivals
    clock: Clock
    media_folder: Path
    incoming_folder: Path
    """Where files lie while they are looked into; emptied at the start."""
    cards_folder: Path
    """Where drawn cards are kept; may be emptied at any time."""
    health: Health
    limits: WebLimits = WebLimits()
    practice: bool = False
    public_url: str = ""
    """The address that people open, without a slash at its end; empty: whatever they came by."""
    language: str = "en"
    """For whoever has chosen no other."""
    turn_clock: TurnClock | None = None
    """Turns the practice clock by a span, None to the next deadline; None where the clock is real."""
    demo: Demo | None = None
    """The demo that can be tried here, or that this is; None off practice mode."""
    is_demo: bool = False
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    """How the platforms are that must be connected to."""
    hooks: Mapping[str, Hook] = field(default_factory=dict)
    """Where platforms tell us of things, by path; they come when the platforms do."""

    @property
    def cookie(self) -> str:
        """The login's name in a browser, which tells ports of one machine not apart."""
        return "prosument_demo" if self.is_demo else "prosument"


def rooms_of(member: Member) -> tuple[str, ...]:
    """Return the rooms that a member may be in."""
    moderates = member.is_a(Role.MODERATOR, Role.MANAGER)
    return (MAIN, DESK, ME) if moderates else (MAIN, ME)


def sees(member: Member, account: str, line: Line) -> bool:
    """Tell whether a person sees a message."""
    here = line.community == member.community and line.room in rooms_of(member)
    return here and line.private_to in {None, account}
