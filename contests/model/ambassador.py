"""The office that a winner is offered, and its term."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OfferState(StrEnum):
    """Where an offer stands; `OPEN` and `ACCEPTED` count as held or offered (RULES.md 24)."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    """Its entry was disqualified."""
    LEFT = "left"
    ENDED = "ended"
    """The term is over: alumni."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An ambassador's office, offered for an entry; once accepted it is the office itself, with its term."""

    id: str
    contest: str
    entry: str
    member: str
    state: OfferState
    made_at: datetime
    answer_by: datetime
    answered_at: datetime | None = None
    term_ends: datetime | None = None
    """Set when accepted."""

    @property
    def is_held_or_offered(self) -> bool:
        """Tell whether it takes one of the contest's offices up."""
        return self.state in {OfferState.OPEN, OfferState.ACCEPTED, OfferState.ENDED, OfferState.LEFT}
