"""What a member submits, and what became of it in moderation."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from contests.model.media import Media


class EntryKind(StrEnum):
    """The kinds of entry."""

    REMIX = "remix"
    REVIEW = "review"


class EntryState(StrEnum):
    """Where an entry stands; only `ADMITTED` takes part in voting and standings."""

    DRAFT = "draft"
    """A private preview; not yet sent."""
    WAITING = "waiting"
    """Sent, and not yet reviewed."""
    CHANGES = "changes"
    """Reviewed; its author was asked for changes."""
    ADMITTED = "admitted"
    REJECTED = "rejected"
    DISQUALIFIED = "disqualified"
    WITHDRAWN = "withdrawn"


class HowGot(StrEnum):
    """How a reviewed product was got; stays with the review for ever."""

    BOUGHT = "bought"
    GIFT = "gift"
    SAMPLE = "sample"
    EMPLOYEE = "employee"
    PRIZE = "prize"


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What only a review has; `rating` is 1 to 5 and never decides a contest."""

    product: str
    rating: int
    praised: tuple[str, ...]
    criticised: tuple[str, ...]
    got: HowGot


@dataclass(frozen=True, slots=True)
class Words:
    """What an author typed, checked against the limits; given back whole when anything is refused."""

    title: str
    text: str = ""
    sources: tuple[str, ...] = ()
    """Ids of kit pieces and entries that it was made from."""
    thanks: str = ""
    """One sentence to the authors of the sources."""
    review: ReviewFacts | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of moderation: who, by which rule, why, when."""

    verdict: str
    """`admitted`, `changes`, `rejected`, `disqualified`, `undone`."""
    by: str
    at: datetime
    rule: str = ""
    reason: str = ""
    before: EntryState = EntryState.WAITING
    """The state to which an undo returns."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A remix or a review, from its draft on."""

    id: str
    contest: str
    member: str
    account: str
    """The account that sent it; private messages about it go there (RULES.md 10)."""
    kind: EntryKind
    state: EntryState
    words: Words
    media: tuple[Media, ...] = ()
    shown_as: str = ""
    """The display name or pseudonym chosen at Send."""
    in_gallery: bool = True
    may_be_remixed: bool = True
    wants_messages: bool = True
    """Its own private messages were not stopped (RULES.md 10)."""
    terms_version: int = 0
    """The version of the terms agreed to at Send; of a draft, the one that its preview shows."""
    sent_at: datetime | None = None
    replaces: str | None = None
    """For a draft: the entry whose content it will replace at Send."""
    decisions: tuple[Decision, ...] = field(default=())

    @property
    def counts_against_limit(self) -> bool:
        """Withdrawn, rejected and disqualified entries do not count (RULES.md 7)."""
        return self.state in {EntryState.WAITING, EntryState.CHANGES, EntryState.ADMITTED}

    @property
    def holds_opening_back(self) -> bool:
        """Unreviewed and to-be-changed entries hold the opening of voting back (RULES.md 4)."""
        return self.state in {EntryState.WAITING, EntryState.CHANGES}

    @property
    def is_public(self) -> bool:
        """Tell whether people other than its author and the moderators may see it."""
        return self.state in {EntryState.ADMITTED, EntryState.DISQUALIFIED}
