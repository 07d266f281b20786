"""What the people of the demo do: plain values, each with its day before today and its hour."""

from dataclasses import dataclass, field

from contests.model.contest import Template
from contests.model.entry import HowGot
from contests.rules.moderation import Rule, Verdict


@dataclass(frozen=True, slots=True)
class When:
    """A day before or after today, and a time of day, in the community's zone."""

    day: int
    hour: int = 12
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Drafts:
    """The manager drafts a contest."""

    when: When
    key: str
    title: str
    text: str
    template: Template = Template.REMIX
    products: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    submissions: When | None = None
    voting: When | None = None
    ambassadors: int = 0


@dataclass(frozen=True, slots=True)
class Schedules:
    """The manager schedules it; it opens at once."""

    when: When
    contest: str


@dataclass(frozen=True, slots=True)
class Enters:
    """A member sends an entry; `replaces` one of their own where changes were asked for."""

    when: When
    who: str
    contest: str
    key: str
    title: str
    text: str = ""
    picture: str = ""
    alt: str = ""
    sources: tuple[str, ...] = ()
    """Keys of kit pieces and entries."""
    thanks: str = ""
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Reviews:
    """A member sends a review."""

    when: When
    who: str
    contest: str
    key: str
    title: str
    rating: int
    got: HowGot
    text: str
    praised: tuple[str, ...] = ()
    criticised: tuple[str, ...] = ()
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Decides:
    """The moderator decides on an entry."""

    when: When
    entry: str
    verdict: Verdict = Verdict.ADMIT
    rule: Rule | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """A member answers the whole queue: approves these, and passes the rest."""

    when: When
    who: str
    contest: str
    approves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepts:
    """A winner accepts the office that was offered."""

    when: When
    who: str


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody writes to the others."""

    when: When
    who: str
    text: str


Act = Drafts | Schedules | Enters | Reviews | Decides | Votes | Accepts | Says


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the kit; its key is the name of its picture."""

    key: str
    title: str
    alt: str
    licence: str


@dataclass(frozen=True, slots=True)
class Script:
    """A whole demo: who there is, what the brand gives, and what is done, in order of time."""

    brand: str
    colour: str
    begins: When
    manager: str
    moderator: str
    members: tuple[str, ...]
    kit: tuple[Piece, ...]
    acts: tuple[Act, ...] = field(default=())
