"""The tables. Times are microseconds since 1970 in UTC; ids are text; JSON holds only what is never searched."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MERGED = text("merged_into IS NOT NULL")


class Instant(TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 in UTC: exact, sortable, the same on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        """Turn an aware time into microseconds."""
        return None if value is None else (value - EPOCH) // MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Turn microseconds into a time in UTC."""
        return None if value is None else EPOCH + value * MICROSECOND


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id") -> Column[str]:
    return Column(name, String, primary_key=True)


def _of(
    name: str, target: str, *, primary_key: bool = False, nullable: bool = False, index: bool = False
) -> Column[str]:
    return Column(
        name, String, ForeignKey(f"{target}.id"), primary_key=primary_key, nullable=nullable, index=index or None
    )


def _text(name: str, *, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _time(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, Instant, nullable=nullable)


communities = Table(
    "communities", metadata, _id(), _text("name"), _text("colour"), Column("logo", String), _text("language"),
    _text("zone"), Column("number", Integer, nullable=False, unique=True),
)  # fmt: skip
venues = Table(
    "venues", metadata, _id(), _of("community", "communities", index=True), _text("platform"), _text("place"),
    _text("title"), _text("language"), _time("joined_at"), Column("gallery", Text), Column("desk", Text),
    Column("office", Text), Column("has_calendar", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("platform", "place"),
)  # fmt: skip
members = Table(
    "members", metadata, _id(), _of("community", "communities"), _text("name"), _text("folded"), _time("joined_at"),
    Column("has_several", Boolean, nullable=False, server_default=false()),  # it has, or had, more accounts than one
    Column("merged_into", String),  # the member that stands for it since its accounts were linked
    Index(None, "community", "folded"),
    Index("ix_members_merged", "merged_into", sqlite_where=MERGED, postgresql_where=MERGED),
)  # fmt: skip
roles = Table("roles", metadata, _of("member", "members", primary_key=True), Column("role", String, primary_key=True))
accounts = Table(
    "accounts", metadata, _id(), _of("community", "communities"), _of("member", "members", index=True),
    _text("platform"), _text("handle"), Column("language", String),
    Column("linked_from", String),  # the member that it was before it was linked
    Column("number", Integer, nullable=False, unique=True), UniqueConstraint("community", "platform", "handle"),
    Index(None, "platform", "handle"),  # a platform's person in all communities
)  # fmt: skip
links = Table(
    "links", metadata, _id("digest"), _text("purpose"), _of("community", "communities"),
    _of("member", "members", nullable=True), _time("expires_at"), _time("used_at", nullable=True),
    _time("revoked_at", nullable=True),
)  # fmt: skip
link_codes = Table(
    "link_codes", metadata, _id(), Column("digest", String, nullable=False, unique=True),
    _of("community", "communities"), _of("account", "accounts", index=True), _time("made_at"), _time("expires_at"),
    _of("asked_by", "accounts", nullable=True), _time("used_at", nullable=True),
)  # fmt: skip
link_tries = Table(
    "link_tries", metadata, _id(), _of("community", "communities", index=True), _of("account", "accounts", index=True),
    _time("at"),
)  # fmt: skip
logins = Table("logins", metadata, _id("digest"), _of("account", "accounts", index=True), _time("expires_at"))

media = Table(
    "media", metadata, _id(), _text("kind"), _text("mime"), _text("alt"), _time("stored_at"),
    Column("public", Boolean, nullable=False),  # a result card, which all may see
)  # fmt: skip
kit = Table(
    "kit", metadata, _id(), _of("community", "communities", index=True), _text("title"), _of("media", "media"),
    _text("alt"), _text("licence"),
)  # fmt: skip

contests = Table(
    "contests", metadata, _id(), _of("community", "communities", index=True), _text("title"), _text("state"),
    Column("version", Integer, nullable=False), _time("created_at"), _time("paused_at", nullable=True),
    _time("decided_at", nullable=True), _text("ended_because"),
    _text("document"),  # brief, rules, plan, terms and the schedule's own notes
)  # fmt: skip
rounds = Table(
    "rounds", metadata, _id(), _of("contest", "contests", index=True),
    Column("position", SmallInteger, nullable=False, server_default="0"), _text("kind"), _time("opens"),
    _time("closes"), _time("opened_at", nullable=True), _time("closed_at", nullable=True),
    Column("late", Boolean, nullable=False), _text("method"), _text("mode"), _text("among"),
    Column("voters", String),  # whom it lets vote, if not whom the contest does
    Column("no_award", Boolean, nullable=False, server_default=false()),
)  # fmt: skip
deadlines = Table(
    "deadlines", metadata, _of("contest", "contests", primary_key=True), Column("step", String, primary_key=True),
    Column("subject", String, primary_key=True), Column("at", Instant, nullable=False, index=True),
)  # fmt: skip
reminders = Table(
    "reminders", metadata, _of("contest", "contests", primary_key=True), _of("member", "members", primary_key=True),
)  # fmt: skip
standings = Table(
    "standings", metadata, _of("contest", "contests", primary_key=True), _of("entry", "entries", primary_key=True),
    _of("member", "members"), Column("position", Integer, nullable=False), Column("rank", Integer, nullable=False),
    Column("frozen_rank", Integer, nullable=False), Column("numerator", BigInteger, nullable=False),
    Column("denominator", BigInteger, nullable=False), Column("approvals", Integer, nullable=False),
    Column("exposures", Integer, nullable=False), Column("runoff", Integer), Column("reward", Text),
    Column("struck", Boolean, nullable=False), _text("details"),  # what only some lines have, in JSON
    Index(None, "contest", "position"),
)  # fmt: skip
offers = Table(
    "offers", metadata, _id(), _of("contest", "contests", index=True), _of("entry", "entries"),
    _of("member", "members", index=True), Column("position", SmallInteger, nullable=False), _text("state"),
    _time("made_at"), _time("answer_by"), _time("answered_at", nullable=True), _time("term_ends", nullable=True),
)  # fmt: skip

entries = Table(
    "entries", metadata, _id(), _of("contest", "contests"), _of("member", "members", index=True),
    _of("account", "accounts"), _text("kind"), _text("state"), _text("title"), _text("text"), _text("thanks"),
    Column("review", Text),  # what only a review has, in JSON
    _text("shown_as"), Column("in_gallery", Boolean, nullable=False),
    Column("may_be_remixed", Boolean, nullable=False), Column("wants_messages", Boolean, nullable=False),
    Column("terms_version", Integer, nullable=False), _time("sent_at", nullable=True),
    _time("first_sent_at", nullable=True), Column("replaces", String),
    Index("ix_entries_in_order", "contest", "first_sent_at", "id", "state", "in_gallery"),  # pages and counts
)  # fmt: skip
entry_media = Table(
    "entry_media", metadata, _of("entry", "entries", primary_key=True),
    Column("position", SmallInteger, primary_key=True), _of("media", "media", index=True), _text("alt"),
)  # fmt: skip
entry_sources = Table(
    "entry_sources", metadata, _of("entry", "entries", primary_key=True),
    Column("position", SmallInteger, primary_key=True),
    Column("source", String, nullable=False, index=True),  # a kit piece or an entry
)  # fmt: skip
decisions = Table(
    "decisions", metadata, _of("entry", "entries", primary_key=True),
    Column("position", SmallInteger, primary_key=True), _text("verdict"), _of("by", "members"), _time("at"),
    _text("rule"), _text("reason"), _text("before"),
)  # fmt: skip

choices = Table(
    "choices", metadata, _of("round", "rounds", primary_key=True), _of("member", "members", primary_key=True),
    Column("entry", String, primary_key=True),  # or a pair of them, or no award: see contests/model/ballot.py
    Column("choice", String, nullable=False), _time("at"),
    sqlite_with_rowid=False,
)  # fmt: skip
tallies = Table(  # approvals and answers in `choices` by subject; triggers of the database keep them in step, see r0006
    "tallies", metadata, _of("round", "rounds", primary_key=True), Column("entry", String, primary_key=True),
    Column("approvals", Integer, nullable=False), Column("exposures", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
receipts = Table(
    "receipts", metadata, _of("round", "rounds"), _of("member", "members"), Column("version", Integer),
    _text("code"), _time("at"), PrimaryKeyConstraint("member", "round", "version"),
    # the first receipts alone, so that a changed ballot is written in one place
    Index("ix_receipts_first", "round", sqlite_where=text("version = 1"), postgresql_where=text("version = 1")),
    sqlite_with_rowid=False,
)  # fmt: skip
voted_by = Table(  # of members that have several accounts
    "voted_by", metadata, _of("round", "rounds", primary_key=True), _of("account", "accounts", primary_key=True),
)  # fmt: skip
held = Table(
    "held", metadata, _of("round", "rounds", primary_key=True), _of("member", "members", primary_key=True),
    Column("entry", String, nullable=False), _time("until"),  # or a pair, or no award
)  # fmt: skip

outbox = Table(
    "outbox", metadata, _id(), Column("number", BigInteger, nullable=False, unique=True),
    _of("community", "communities"), Column("contest", String, nullable=False, index=True), _text("kind"),
    _text("audience"), Column("member", String), Column("entry", String), _text("facts"), Column("venue", String),
    _time("made_at"), Column("state", String, nullable=False),  # see storage/outbox.py
    Column("attempts", Integer, nullable=False), _time("next_try_at", nullable=True), _text("why"),
    _time("closed_at", nullable=True), Index("ix_outbox_open", "state", "number"),
)  # fmt: skip
showings = Table(
    "showings", metadata, Column("subject", String, primary_key=True), Column("platform", String, primary_key=True),
    Column("where", String, primary_key=True), Column("private_to", String),
    _time("until", nullable=True),  # while it can be changed, where that ends
)  # fmt: skip
journal = Table(
    "journal", metadata, Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _of("community", "communities"), _of("by", "members"), _text("what"),
    Column("subject", String, nullable=False, index=True), _time("at"), _text("rule"), _text("reason"),
)  # fmt: skip
inbox = Table(
    "inbox", metadata, Column("source", String, primary_key=True), Column("number", BigInteger, primary_key=True),
    _text("said"), _time("at"), _time("done_at", nullable=True),
    Index("ix_inbox_done", "done_at"),
)  # fmt: skip
keep = Table("keep", metadata, Column("key", String, primary_key=True), _text("value"))

room_lines = Table(
    "room_lines", metadata, _id(), _of("community", "communities"), _text("room"), Column("author", String),
    Column("private_to", String), _time("at"), _time("edited_at", nullable=True),
    Column("revision", Integer, nullable=False), Column("change", BigInteger, nullable=False, unique=True),
    _text("payload"), Column("key", String, unique=True), Index("ix_room_lines_page", "community", "room", "change"),
)  # fmt: skip
answers = Table(
    "answers", metadata, _of("account", "accounts", primary_key=True), Column("key", String, primary_key=True),
    _text("answer"), Column("at", Instant, nullable=False, index=True),
)  # fmt: skip
