"""The values that pass between the use cases and the world."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from contests.model.announcement import Announcement
from contests.model.ballot import Mark, Receipt
from contests.model.member import Account, Member
from contests.rules.voting import Candidate


class StorageError(OSError):
    """The store cannot be written or read: full, read-only, locked or gone; nothing was half-written."""


class StaleError(Exception):
    """Somebody else changed it first; load again and decide again."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of the outbox: one announcement to one receiver, with a key that never changes."""

    id: str
    """Also the key by which a platform recognises a message that it was sent before."""
    community: str
    announcement: Announcement
    venue: str | None
    """The venue it is owed to; None for a private message, the desk, or showings."""
    made_at: datetime
    attempts: int = 0
    next_try_at: datetime | None = None
    is_last_try: bool = False
    """It was given up before, and is tried once more because somebody asked for it."""
    doubt: Literal["open", "not_there"] | None = None
    """`open` while nobody knows whether it is there; `not_there` once somebody looked, and it is to be sent again."""


@dataclass(frozen=True, slots=True)
class Showing:
    """Where something was shown, in opaque words of the platform that shows it."""

    subject: str
    """What is shown, as the message names it: an entry's id, with how and in which venue it is shown."""
    platform: str
    where: str
    private_to: str | None
    """The account that alone sees it, or None in public."""
    until: datetime | None = None
    """Until when the platform lets it be changed, where that ends; nobody needs to know of it after that."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One press, as it was heard: one mark, a whole list or order; none of them for a mere look at the paper."""

    community: str
    round: str
    member: str
    at: datetime
    choice: tuple[str, Mark] | None = None
    """For a queue: the entry, or the pair, and what was said of it."""
    approved: tuple[str, ...] | None = None
    """For a list: every entry approved."""
    ranking: tuple[str, ...] | None = None
    """For a ranked ballot: the whole order, best first."""
    place: str | None = None
    """For a ranked ballot: what is put at the next free place; what has one already loses it, and those below rise."""
    is_present: bool | None = None
    """What the contest's venues say of the member; None where they cannot say."""
    account: str = ""
    """By which account it was cast; the member is looked up anew by it where they have linked others."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A member's ballot as it stands in a round, and what they answer next."""

    entries: tuple[Candidate, ...]
    """Those that the member may vote on, in order of first sending."""
    choices: Mapping[str, Mark]
    """By entry or pair, in order of answering."""
    receipt: Receipt | None
    """Of what was cast just now, else the current one."""
    served: str | None = None
    """In a queue the entry, or the pair, to answer now, or None when all are answered."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part; all that anybody sees before the decision (RULES.md 22)."""

    ballots: int = 0
    entries: int = 0
    voters_now: int = 0
    """Ballots in the round that is open now."""


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the journal: an act that must have an actor, a rule, a reason and a time."""

    community: str
    by: str
    what: str
    subject: str
    at: datetime
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PersonalLink:
    """A single-use way in: a login for one person, or a code by which a venue joins a community."""

    digest: str
    """SHA-256 of the secret; the secret itself is not kept."""
    purpose: str
    """`login` or `join`."""
    community: str
    member: str | None
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Login:
    """A person's standing permission to act in the web room, until it expires."""

    digest: str
    account: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which account, and when our process first held it (RULES.md 1)."""

    member: Member
    account: Account
    at: datetime
    presence: Mapping[str, bool] = field(default_factory=dict)
    """What the platform says of the member being in venues now, by venue id; empty where it cannot say."""

    def is_present_in(self, venues: Collection[str]) -> bool | None:
        """Tell whether one of these venues shows the member, of any where none is named (RULES.md 27, 29).

        None where the platform cannot say.
        """
        if not self.presence:
            return None
        return any(shown for venue, shown in self.presence.items() if not venues or venue in venues)


@dataclass(frozen=True, slots=True)
class Update:
    """Something that a platform handed over, as it came."""

    number: int
    """The platform's own number, which only grows."""
    said: str
    at: datetime
    """When our process first held it (RULES.md 1)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message of the web room, as it stands now."""

    id: str
    community: str
    room: str
    """`main`, `desk`, or `me` (which is one room a person)."""
    author: str | None
    """The member who wrote it; None for Prosument."""
    private_to: str | None
    """The account that alone sees it."""
    at: datetime
    edited_at: datetime | None
    revision: int
    """1, and one more with each edit."""
    change: int
    """Its place in the order of all changes; what `since` counts by."""
    payload: str
    """The message in JSON, as the web room writes it."""
