"""What the schedule or a decision owes somebody: a kind, a receiver and flat facts; worded when it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from contests.refusals import Fact


class News(StrEnum):
    """Every message that nobody asked for."""

    # to each venue (RULES.md, States)
    OPENING = "opening"
    SUBMISSIONS_CLOSED = "submissions_closed"
    VOTING_OPENED = "voting_opened"
    OPENING_WAITS = "opening_waits"
    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    FINAL_ADDED = "final_added"
    FINAL_OPENED = "final_opened"
    RUNOFF_OPENED = "runoff_opened"
    RESULT = "result"
    AMBASSADOR = "ambassador"
    CORRECTION = "correction"
    CANCELLED = "cancelled"
    # to one member
    ENTRY_DECIDED = "entry_decided"
    TERMS_CHANGED = "terms_changed"
    RANK = "rank"
    OFFER = "offer"
    OFFER_CLOSED = "offer_closed"
    TERM_ENDED = "term_ended"
    REMINDER = "reminder"
    # to the managers' desk
    DECIDE_OR_EXTEND = "decide_or_extend"
    ADVICE = "advice"
    FINALISTS = "finalists"
    DRAW_AWAITED = "draw_awaited"
    WINNERS = "winners"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    NOT_SENT = "not_sent"
    UNSURE = "unsure"
    REPORTED = "reported"
    VENUE_LOST = "venue_lost"
    VENUE_BACK = "venue_back"
    # to each desk that a venue has in its chat
    TO_REVIEW = "to_review"
    # to each gallery that a venue has in its chat
    ENTRY = "entry"
    # to each venue where ambassadors wear a mark, and to each with a calendar: nothing is said, it is made to agree
    OFFICE = "office"
    CALENDAR = "calendar"
    # to wherever an entry was shown, or in public alone; without an entry, to each ballot of a vote that is over
    REFRESH = "refresh"


class Audience(StrEnum):
    """Whom a piece of news is owed to."""

    VENUES = "venues"
    """Each venue of the contest."""
    MEMBER = "member"
    REMINDED = "reminded"
    """Each member who pressed *remind me*."""
    DESK = "desk"
    """The community's desk in the web room, and each desk that a venue has in its chat."""
    REVIEWERS = "reviewers"
    """Each desk that a venue of the contest has in its chat."""
    GALLERIES = "galleries"
    """Each gallery that a venue of the contest has in its chat."""
    MARKS = "marks"
    """Each venue of the community where ambassadors wear a mark; `member` is who wears it or no longer does."""
    CALENDARS = "calendars"
    """Each venue of the contest with a calendar."""
    SHOWINGS = "showings"
    """Each place where the entry, or a ballot, was shown."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing to be said; `facts` are ids, ISO 8601 times and public reasons."""

    kind: News
    contest: str
    """The contest that it is about; empty for what is about a place."""
    audience: Audience = Audience.VENUES
    member: str | None = None
    entry: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
