"""The rows of a batch of ballots: read together and written together, by a few statements for all of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    FromClause,
    Insert,
    Row,
    Select,
    String,
    Subquery,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from contests.model.ambassador import OfferState
from contests.model.ballot import Choice, Method, Mode, Voters
from contests.model.contest import RoundKind, State
from contests.model.entry import EntryState
from contests.model.member import Member, Role
from contests.ports import Ballot
from contests.rules.voting import Candidate, Poll
from storage.ballot_box import BallotBox, Key
from storage.contests import read_round
from storage.schema import (
    EPOCH,
    MICROSECOND,
    accounts,
    choices,
    contests,
    entries,
    held,
    members,
    offers,
    receipts,
    roles,
    rounds,
    voted_by,
)

IDS = {
    "sqlite": "SELECT value FROM json_each(:ids)",
    "postgresql": "SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))",
}
"""A JSON list as rows: the statement is one text, compiled and planned once, however many they are."""
KEYS = {
    "sqlite": (
        "SELECT json_extract(value, '$[0]') AS round, json_extract(value, '$[1]') AS member,"
        " json_extract(value, '$[2]') AS entry FROM json_each(:keys) LIMIT -1"  # else each use extracts once more
    ),
    "postgresql": (
        "SELECT value->>0 AS round, value->>1 AS member, value->>2 AS entry"
        " FROM jsonb_array_elements(CAST(:keys AS jsonb))"
    ),
}
"""A JSON list of lists as rows of round, member and entry."""
TOGETHER = {
    "sqlite": "SELECT json_group_array(json_array({columns})) FROM ({rows} LIMIT -1)",
    "postgresql": "SELECT CAST(json_agg(json_build_array({columns})) AS text) FROM ({rows}) AS found",
}
"""All rows of a statement as one JSON list of lists: with each row, the driver would hand the interpreter over and wait
for it, while a crowd is being answered."""
CHOICES = {choice.value: choice for choice in Choice}
"""Quicker than the enumeration's own call, which every ballot of a batch would pay."""
RELEASE = delete(choices).where(*(column == bindparam(f"old_{column.name}") for column in choices.primary_key))


class BallotRows:
    """Reads what a batch is decided by, and writes what it changes."""

    def __init__(self, dialect: Dialect) -> None:
        """Speak to SQLite or PostgreSQL. What has a row for each ballot is compiled here, once for the driver."""
        ids = text(IDS[dialect.name])
        keys = text(KEYS[dialect.name]).columns(round=String, member=String, entry=String).subquery("asked")
        self._polls, self._approvals = _polls(ids), _approvals(keys)
        self._members = select(accounts.c.id, accounts.c.member).where(accounts.c.id.in_(ids))
        self._electorates = _electorates(ids)
        self._voted = _insert(dialect, voted_by).on_conflict_do_nothing()
        self._ballots, self._candidates, self._wholes = (
            _together(dialect, statement) for statement in (_ballots(keys), _candidates(ids), _wholes(keys))
        )
        self._keep, self._release, self._receive, self._hold = (
            str(statement.compile(dialect=dialect))
            for statement in (
                _upsert(dialect, choices, "choice", "at"),
                RELEASE,
                insert(receipts),
                _upsert(dialect, held, "entry", "until"),
            )
        )

    def load(self, connection: Connection, ballots: Sequence[Ballot]) -> BallotBox:
        """Return what the rules must know of these ballots."""
        found = connection.execute(self._polls, {"ids": _json({one.round for one in ballots})}).all()
        polls = {row.id: _poll(row) for row in found}
        box = BallotBox(polls, self._load_candidates(connection, ballots))
        self._load_ballots(connection, ballots, box)
        self._load_electorate(connection, ballots, box)
        wholes = {round_id for round_id, poll in polls.items() if _needs_whole(poll)}
        if wholes:
            whole = {(one.round, one.member, None) for one in ballots if one.round in wholes}
            for round_id, member, entry in connection.execute(self._approvals, {"keys": _json(whole)}):
                box.choices[round_id, member][entry] = Choice.APPROVE
        return box

    def store(self, connection: Connection, box: BallotBox) -> None:
        """Write what the batch changed: rows as the driver takes them, in the order of their columns."""
        kept = [(*key, choice, at) for key, (choice, at) in box.changed.items() if choice is not None]
        released = [key for key, (choice, _) in box.changed.items() if choice is None]
        for statement, rows in ((self._keep, kept), (self._release, released), (self._receive, box.received)):
            if rows:
                connection.exec_driver_sql(statement, rows)

        if box.voted:
            voted = [{"round": round_id, "account": account} for round_id, account in sorted(box.voted)]
            connection.execute(self._voted, voted)

    def members_of(self, connection: Connection, accounts_: Collection[str]) -> dict[str, str]:
        """Return by account the member whose it is now."""
        found = connection.execute(self._members, {"ids": _json(accounts_)})
        return {row.id: row.member for row in found}

    def wholes(self, connection: Connection, keys: Collection[Key]) -> dict[Key, dict[str, Choice]]:
        """Return whole ballots as they are stored, in order of answering."""
        found: dict[Key, dict[str, Choice]] = {key: {} for key in keys}
        asked = _json([(*key, None) for key in keys])
        for round_id, member, entry, choice in _rows(connection, self._wholes, asked):
            found[round_id, member][entry] = CHOICES[choice]
        return found

    def hold(self, connection: Connection, box: BallotBox) -> None:
        """Write the showings that begin."""
        rows = [(*key, entry, until) for key, (entry, until) in box.held.items()]
        if rows:
            connection.exec_driver_sql(self._hold, rows)

    def _load_candidates(self, connection: Connection, ballots: Sequence[Ballot]) -> dict[tuple[str, str], Candidate]:
        named = {entry for one in ballots for entry in (one.choice[:1] if one.choice else one.approved or ())}
        found = _rows(connection, self._candidates, _json(named))
        return {
            (contest, entry): Candidate(entry, member, EntryState(state)) for entry, contest, member, state in found
        }

    def _load_electorate(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        """Look up who is let vote, for the polls that do not let everybody."""
        for voters, statement in self._electorates.items():
            asked = [one for one in ballots if (poll := box.polls.get(one.round)) is not None and poll.voters is voters]
            if asked:
                found = connection.execute(statement, {"ids": _json({one.member for one in asked})})
                among = set(found.scalars())
                box.among |= {(one.round, one.member) for one in asked if one.member in among}

    def _load_ballots(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        keys = {(one.round, one.member, one.choice[0] if one.choice else None) for one in ballots}
        found = _rows(connection, self._ballots, _json(keys))
        offices: defaultdict[str, set[Role]] = defaultdict(set)
        for member, role in ((row[1], row[7]) for row in found):
            if role is not None:
                offices[member].add(Role(role))
        for round_id, member, entry, community, name, joined_at, several, _, choice, version, code, at in found:
            joined = EPOCH + joined_at * MICROSECOND
            box.voters[member] = Member(member, community, name, joined, frozenset(offices.get(member, ())))
            if several:
                box.several.add(member)
            key = round_id, member
            if choice is not None:
                box.choices[key][entry] = CHOICES[choice]
            if version is not None:
                box.receipts[key] = version, code, at


def _json(items: Collection[object]) -> str:
    return orjson.dumps(list(items)).decode()


def _together(dialect: Dialect, statement: Select[Any]) -> str:
    """Return a statement, as the driver takes it, that answers with all rows as one."""
    columns = ", ".join(f'"{column.name}"' for column in statement.selected_columns)
    return TOGETHER[dialect.name].format(columns=columns, rows=statement.compile(dialect=dialect))


def _rows(connection: Connection, together: str, asked: str) -> list[list[Any]]:
    found: list[list[Any]] = orjson.loads(connection.exec_driver_sql(together, (asked,)).scalar() or "[]")
    return found


def _poll(row: Row[Any]) -> Poll:
    return Poll(
        id=row.contest,
        community=row.community,
        title=row.title,
        state=State(row.state),
        round=read_round(row),
        paused_at=row.paused_at,
        ended_because=row.ended_because,
        electorate_until=row.electorate_until,
        voters=Voters(orjson.loads(row.document)["rules"].get("voters", Voters.EVERYBODY)),
    )


def _needs_whole(poll: Poll) -> bool:
    """Tell whether a choice may change others: in a list, and in single choice."""
    running = poll.round
    return running is not None and (running.mode is Mode.LIST or running.method is Method.SINGLE)


def _polls(ids: TextClause) -> Select[Any]:
    voting = rounds.alias("voting")
    beside = and_(voting.c.contest == rounds.c.contest, voting.c.kind == RoundKind.VOTING)
    contest = (contests.c[name] for name in ("community", "title", "state", "paused_at", "ended_because", "document"))
    polls = select(rounds, *contest, voting.c.closed_at.label("electorate_until"))
    asked = and_(rounds.c.id.in_(ids), rounds.c.kind != RoundKind.SUBMISSION)
    return polls.select_from(rounds.join(contests).outerjoin(voting, beside)).where(asked)


def _electorates(ids: TextClause) -> dict[Voters, Select[Any]]:
    """Return what finds, of some members, those whom a poll lets vote that does not let everybody."""
    linked = select(accounts.c.member).where(accounts.c.member.in_(ids), accounts.c.linked_from.is_not(None))
    held_office = offers.c.state.in_([OfferState.ACCEPTED, OfferState.ENDED])
    ambassadors = select(offers.c.member).where(offers.c.member.in_(ids), held_office)
    return {Voters.LINKED: linked, Voters.AMBASSADORS: ambassadors}


def _candidates(ids: TextClause) -> Select[Any]:
    return select(entries.c.id, entries.c.contest, entries.c.member, entries.c.state).where(entries.c.id.in_(ids))


def _ballots(asked: Subquery) -> Select[Any]:
    """Select the current receipt of each ballot that is asked for, and its choice on the entry."""
    older = receipts.alias("older")
    newest = select(func.max(older.c.version)).where(_is_of(asked, older)).scalar_subquery()
    current = and_(_is_of(asked, receipts), receipts.c.version == newest)
    answer = and_(_is_of(asked, choices), choices.c.entry == asked.c.entry)
    at = type_coerce(receipts.c.at, BigInteger).label("at")  # as microseconds; a time is made of the few that are shown
    joined_at = type_coerce(members.c.joined_at, BigInteger).label("joined_at")
    voter = (members.c.community, members.c.name, joined_at, members.c.has_several, roles.c.role)
    found = select(*asked.c, *voter, choices.c.choice, receipts.c.version, receipts.c.code, at)
    voters = asked.join(members, members.c.id == asked.c.member).outerjoin(roles)
    return found.select_from(voters.outerjoin(receipts, current).outerjoin(choices, answer))


def _approvals(asked: Subquery) -> Select[Any]:
    approved = and_(_is_of(asked, choices), choices.c.choice == Choice.APPROVE)
    return select(choices.c.round, choices.c.member, choices.c.entry).select_from(asked.join(choices, approved))


def _wholes(asked: Subquery) -> Select[Any]:
    made = select(choices.c.round, choices.c.member, choices.c.entry, choices.c.choice)
    return made.select_from(asked.join(choices, _is_of(asked, choices))).order_by(choices.c.at, choices.c.entry)


def _upsert(dialect: Dialect, table: Table, *columns: str) -> Insert:
    keep = _insert(dialect, table)
    changing = {name: keep.excluded[name] for name in columns}
    return keep.on_conflict_do_update(index_elements=list(table.primary_key), set_=changing)


def _insert(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def _is_of(asked: Subquery, table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.round == asked.c.round, table.c.member == asked.c.member)
