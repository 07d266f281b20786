"""What the use cases ask of the world; each docstring is the contract that every implementation keeps."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from contests.lifecycle import Deadline
from contests.model.announcement import Announcement
from contests.model.ballot import Choice, Count, Receipt
from contests.model.community import Community, KitPiece, Venue
from contests.model.contest import Contest
from contests.model.entry import Entry
from contests.model.media import Media
from contests.model.member import Account, Member, Role


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


@dataclass(frozen=True, slots=True)
class Showing:
    """Where something was shown, in opaque words of the platform that shows it."""

    subject: str
    """An entry's or a contest's id."""
    platform: str
    where: str
    private_to: str | None
    """The account that alone sees it, or None in public."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One press, as it was heard: a choice on one entry, or a whole list."""

    community: str
    round: str
    member: str
    at: datetime
    choice: tuple[str, Choice] | None = None
    """For a queue: the entry and what was said of it."""
    approved: tuple[str, ...] | None = None
    """For a list: every entry approved."""
    is_present: bool | None = None
    """What the contest's venues say of the member; None where they cannot say."""


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


class Contests(Protocol):
    """Contests with their rounds, offers and standings: one aggregate."""

    async def get(self, contest: str) -> Contest:
        """Return the contest. Raises: Refusal `no_such`."""

    async def find(self, community: str) -> list[Contest]:
        """Return a community's contests, newest first."""

    async def add(self, contest: Contest) -> None:
        """Store a new contest and its deadlines."""

    async def save(self, contest: Contest) -> None:
        """Store a changed contest and its deadlines, and count its version up.

        Raises:
            StaleError: when its stored version is another than the one it was loaded with.

        """

    async def delete(self, contest: str) -> None:
        """Delete a draft."""

    async def due(self, now: datetime) -> list[str]:
        """Return the contests that have a deadline at or before `now`, in due order."""

    async def next_deadline(self) -> tuple[str, Deadline] | None:
        """Return the earliest deadline of any contest."""

    async def of_round(self, round_id: str) -> Contest:
        """Return the contest that a round belongs to. Raises: Refusal `no_such`."""

    async def of_offer(self, offer: str) -> Contest:
        """Return the contest that an offer belongs to. Raises: Refusal `no_such`."""

    async def remind(self, contest: str, member: str, *, wanted: bool) -> None:
        """Note or forget that a member wants reminders."""

    async def reminded(self, contest: str) -> list[str]:
        """Return the members who want reminders."""


class Entries(Protocol):
    """Entries, drafts included."""

    async def get(self, entry: str) -> Entry:
        """Return the entry or draft. Raises: Refusal `no_such`."""

    async def known(self, ids: Collection[str]) -> list[Entry]:
        """Return those of these ids that exist."""

    async def save(self, entry: Entry) -> None:
        """Store a new or changed entry, its media and its sources."""

    async def delete(self, entry: str) -> None:
        """Delete a draft."""

    async def of_contest(self, contest: str) -> list[Entry]:
        """Return every entry ever sent to a contest (no drafts), in order of first sending."""

    async def of_member(self, member: str, contest: str | None = None) -> list[Entry]:
        """Return a member's entries (no drafts), newest first; of one contest if given."""

    async def page(self, contest: str, after: str | None, limit: int) -> list[Entry]:
        """Return public entries of a contest in a steady order, after the entry `after`."""

    async def children(self, source: str) -> list[Entry]:
        """Return the public entries made from a kit piece or an entry."""


class Ballots(Protocol):
    """Choices and receipts; nothing here is shown to anybody but the voter before the decision."""

    async def count(self, round_id: str) -> Count:
        """Count the choices on entries that take part; those on withdrawn or disqualified ones are released."""

    async def of_member(self, round_id: str, member: str) -> dict[str, Choice]:
        """Return a member's choices in a round, by entry."""

    async def exposures(self, round_id: str, now: datetime) -> Mapping[str, int]:
        """Return answers and showings held at `now`, by entry: what evenness of serving counts."""

    async def hold(self, round_id: str, member: str, entry: str, until: datetime) -> None:
        """Note that an entry is being shown to a member."""

    async def held(self, round_id: str, member: str, now: datetime) -> str | None:
        """Return the entry that is being shown to a member, if its showing still holds."""

    async def any_in(self, contest: str) -> bool:
        """Tell whether anybody has voted in a contest."""

    async def turnout(self, contest: str) -> Turnout:
        """Return how many took part."""

    async def receipts(self, member: str) -> list[Receipt]:
        """Return a member's receipts, newest first."""

    async def has_voted(self, member: str, contests: Collection[str]) -> list[str]:
        """Return those of the contests in which a member holds a ballot."""


class People(Protocol):
    """Communities, venues, members, accounts, roles."""

    async def community(self, community: str) -> Community:
        """Return the community. Raises: Refusal `no_such`."""

    async def communities(self) -> list[Community]:
        """Return all communities, first made first."""

    async def save_community(self, community: Community) -> None:
        """Store a new or changed community."""

    async def venue(self, venue: str) -> Venue:
        """Return the venue. Raises: Refusal `no_such`."""

    async def venue_at(self, platform: str, place: str) -> Venue | None:
        """Return the venue at a platform's place, if it was set up."""

    async def venues(self, community: str) -> list[Venue]:
        """Return a community's venues, oldest first."""

    async def save_venue(self, venue: Venue) -> None:
        """Store a new or changed venue."""

    async def member(self, member: str) -> Member:
        """Return the member with their roles. Raises: Refusal `no_such`."""

    async def members(self, ids: Collection[str]) -> dict[str, Member]:
        """Return those of these members that exist, by id."""

    async def named(self, community: str, name: str) -> list[Member]:
        """Return the members of a name, letter case aside."""

    async def with_role(self, community: str, *roles: Role) -> list[Member]:
        """Return the members who hold one of these roles."""

    async def save_member(self, member: Member) -> None:
        """Store a new or changed member and their roles."""

    async def account(self, account: str) -> Account:
        """Return the account. Raises: Refusal `no_such`."""

    async def account_of(self, community: str, platform: str, handle: str) -> Account | None:
        """Return the account of a platform's person in a community, if known."""

    async def accounts(self, member: str) -> list[Account]:
        """Return a member's accounts, first linked first."""

    async def save_account(self, account: Account) -> None:
        """Store a new or changed account."""

    async def save_link(self, link: PersonalLink) -> None:
        """Store a new or changed personal link."""

    async def link(self, digest: str) -> PersonalLink | None:
        """Return the personal link of this digest."""

    async def save_login(self, login: Login) -> None:
        """Store a login."""

    async def login(self, digest: str) -> Login | None:
        """Return the login of this digest."""

    async def kit(self, community: str) -> list[KitPiece]:
        """Return the brand's kit."""

    async def save_piece(self, piece: KitPiece) -> None:
        """Store a piece of the kit."""


class Outbox(Protocol):
    """What is owed to venues and people; written with what it tells, sent afterwards."""

    async def add(self, owed: Sequence[Owed]) -> None:
        """Store rows; a row of a key that exists is left as it is."""

    async def waiting(self, now: datetime, limit: int) -> list[Owed]:
        """Return rows to be tried now, in order of making; none of a venue before its earlier ones are closed."""

    async def claim(self, owed: str, now: datetime) -> bool:
        """Mark a row as being sent; False when it is closed."""

    async def unclaimed(self, contest: str, kind: str) -> list[Owed]:
        """Return a contest's rows of a kind that nobody has begun to send."""

    async def sent(self, owed: str, now: datetime) -> None:
        """Close a row as sent."""

    async def failed(self, owed: str, now: datetime, again_at: datetime | None, why: str) -> None:
        """Note a failed try; `again_at` None gives the row up."""

    async def open_rows(self, contest: str, kind: str) -> int:
        """Return how many rows of a kind are neither sent nor given up."""

    async def given_up(self, community: str) -> list[tuple[Owed, str]]:
        """Return the rows that were given up, with the cause."""

    async def retry(self, owed: str, now: datetime) -> None:
        """Open a given-up row again, for one more try."""

    async def get(self, owed: str) -> Owed | None:
        """Return a row whatever its state."""

    async def oldest_open(self) -> datetime | None:
        """Return when the oldest row that is still owed was made."""


class Showings(Protocol):
    """Where things were shown, so that they can be edited or taken away."""

    async def add(self, showing: Showing) -> None:
        """Note a showing."""

    async def of(self, subject: str) -> list[Showing]:
        """Return where a subject was shown."""


class MediaRows(Protocol):
    """Which stored files exist and who may see them; the bytes are elsewhere."""

    async def save(self, media: Media) -> None:
        """Store what is known of a file."""

    async def get(self, media: str) -> Media | None:
        """Return a file's row."""

    async def shown_by(self, media: str) -> list[Entry]:
        """Return the entries and drafts that hold a file."""

    async def in_kit(self, media: str) -> bool:
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


class Work(Protocol):
    """One transaction: everything in it is stored, or nothing."""

    contests: Contests
    entries: Entries
    ballots: Ballots
    people: People
    outbox: Outbox
    showings: Showings
    media: MediaRows
    journal: Journal

    def new_id(self) -> str:
        """Return a new opaque id: 12 characters of a-z and 2-7, 60 random bits."""


class BallotWriter(Protocol):
    """The way of every ballot into the store: what waits together is committed together."""

    async def cast(self, ballot: Ballot) -> Receipt:
        """Store a ballot and return after it is durable; the same choices again answer with the same receipt.

        Ballots are decided in the order of their calls. Raises: Refusal; StorageError.
        """


class Store(Protocol):
    """The one store of everything."""

    ballots: BallotWriter

    def work(self) -> AbstractAsyncContextManager[Work]:
        """Begin a writing transaction; writers take turns in the order in which they asked.

        Commits at the end of the block; an exception inside rolls everything back.
        Raises: StorageError when the disk is full, read-only or locked for too long.
        """

    def reading(self) -> AbstractAsyncContextManager[Work]:
        """Begin a reading transaction: one consistent picture, never waiting for a writer."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, by which account, and when our process first held it (RULES.md 1)."""

    member: Member
    account: Account
    at: datetime
    is_present: bool | None = None
    """Whether a venue of the contest shows the member now; None where the platform cannot say."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a platform answers to an announcement: where it can be found again."""

    where: str
    facts: Mapping[str, str] = field(default_factory=dict)


class StorageError(OSError):
    """The store cannot be written or read: full, read-only, locked or gone; nothing was half-written."""


class StaleError(Exception):
    """Somebody else changed it first; load again and decide again."""


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
