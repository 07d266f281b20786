"""The rows of a batch of ballots: read together and written together, by a few statements for all of them."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    FromClause,
    Insert,
    Row,
    Select,
    String,
    Subquery,
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

from contests.model.ballot import Choice, Method, Mode
from contests.model.contest import RoundKind, State
from contests.model.entry import EntryState
from contests.model.member import Member, Role
from contests.ports import Ballot
from contests.rules.voting import Candidate, Poll
from storage.ballot_box import BallotBox
from storage.contests import read_round
from storage.schema import choices, contests, entries, members, receipts, roles, rounds

IDS = {
    "sqlite": "SELECT value FROM json_each(:ids)",
    "postgresql": "SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))",
}
"""A JSON list as rows: the statement is one text, compiled and planned once, however many they are."""
KEYS = {
    "sqlite": (
        "SELECT json_extract(value, '$[0]') AS round, json_extract(value, '$[1]') AS member,"
        " json_extract(value, '$[2]') AS entry FROM json_each(:keys)"
    ),
    "postgresql": (
        "SELECT value->>0 AS round, value->>1 AS member, value->>2 AS entry"
        " FROM jsonb_array_elements(CAST(:keys AS jsonb))"
    ),
}
"""A JSON list of lists as rows of round, member and entry."""
CHOICES = {choice.value: choice for choice in Choice}
"""Quicker than the enumeration's own call, which every ballot of a batch would pay."""
RELEASE = delete(choices).where(*(column == bindparam(f"old_{column.name}") for column in choices.primary_key))


class BallotRows:
    """Reads what a batch is decided by, and writes what it changes."""

    def __init__(self, dialect: Dialect) -> None:
        """Speak to SQLite or PostgreSQL. What is written for each ballot is compiled here, once for the driver."""
        ids = text(IDS[dialect.name])
        keys = text(KEYS[dialect.name]).columns(round=String, member=String, entry=String).subquery("asked")
        self._polls, self._voters, self._candidates = _polls(ids), _voters(ids), _candidates(ids)
        self._ballots, self._approvals = _ballots(keys), _approvals(keys)
        self._keep, self._release, self._receive = (
            str(statement.compile(dialect=dialect)) for statement in (_upsert(dialect), RELEASE, insert(receipts))
        )

    def load(self, connection: Connection, ballots: Sequence[Ballot]) -> BallotBox:
        """Return what the rules must know of these ballots."""
        polls = {row.id: _poll(row) for row in _read(connection, self._polls, ids={one.round for one in ballots})}
        box = BallotBox(polls, self._load_voters(connection, ballots), self._load_candidates(connection, ballots))
        self._load_ballots(connection, ballots, box)
        whole = {(one.round, one.member, None) for one in ballots if _needs_whole(polls.get(one.round))}
        if whole:
            for round_id, member, entry in _read(connection, self._approvals, keys=whole):
                box.choices[round_id, member][entry] = Choice.APPROVE
        return box

    def store(self, connection: Connection, box: BallotBox) -> None:
        """Write what the batch changed: rows as the driver takes them, in the order of their columns."""
        kept = [(*key, choice, at) for key, (choice, at) in box.changed.items() if choice is not None]
        released = [key for key, (choice, _) in box.changed.items() if choice is None]
        for statement, rows in ((self._keep, kept), (self._release, released), (self._receive, box.received)):
            if rows:
                connection.exec_driver_sql(statement, rows)

    def _load_voters(self, connection: Connection, ballots: Sequence[Ballot]) -> dict[str, Member]:
        found = _read(connection, self._voters, ids={one.member for one in ballots})
        held: dict[str, set[Role]] = defaultdict(set)
        for member, *_, role in found:
            if role is not None:
                held[member].add(Role(role))
        return {
            member: Member(member, community, name, joined_at, frozenset(held.get(member, ())))
            for member, community, name, joined_at, _ in found
        }

    def _load_candidates(self, connection: Connection, ballots: Sequence[Ballot]) -> dict[tuple[str, str], Candidate]:
        named = {entry for one in ballots for entry in (one.choice[:1] if one.choice else one.approved or ())}
        found = _read(connection, self._candidates, ids=named)
        return {
            (contest, entry): Candidate(entry, member, EntryState(state)) for entry, contest, member, state in found
        }

    def _load_ballots(self, connection: Connection, ballots: Sequence[Ballot], box: BallotBox) -> None:
        keys = {(one.round, one.member, one.choice[0] if one.choice else None) for one in ballots}
        for round_id, member, entry, choice, version, code, at in _read(connection, self._ballots, keys=keys):
            if choice is not None:
                box.choices[round_id, member][entry] = CHOICES[choice]
            if version is not None:
                box.receipts[round_id, member] = version, code, at


def _read(connection: Connection, statement: Executable, **lists: Collection[Any]) -> Sequence[Any]:
    return connection.execute(statement, {name: json.dumps(list(items)) for name, items in lists.items()}).all()


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
    )


def _needs_whole(poll: Poll | None) -> bool:
    """Tell whether a choice may change others: in a list, and in single choice."""
    running = poll.round if poll else None
    return running is not None and (running.mode is Mode.LIST or running.method is Method.SINGLE)


def _polls(ids: TextClause) -> Select[Any]:
    voting = rounds.alias("voting")
    beside = and_(voting.c.contest == rounds.c.contest, voting.c.kind == RoundKind.VOTING)
    contest = (contests.c[name] for name in ("community", "title", "state", "paused_at", "ended_because"))
    polls = select(rounds, *contest, voting.c.closed_at.label("electorate_until"))
    asked = and_(rounds.c.id.in_(ids), rounds.c.kind != RoundKind.SUBMISSION)
    return polls.select_from(rounds.join(contests).outerjoin(voting, beside)).where(asked)


def _voters(ids: TextClause) -> Select[Any]:
    voters = select(members.c.id, members.c.community, members.c.name, members.c.joined_at, roles.c.role)
    return voters.select_from(members.outerjoin(roles)).where(members.c.id.in_(ids))


def _candidates(ids: TextClause) -> Select[Any]:
    return select(entries.c.id, entries.c.contest, entries.c.member, entries.c.state).where(entries.c.id.in_(ids))


def _ballots(asked: Subquery) -> Select[Any]:
    """Select the current receipt of each ballot that is asked for, and its choice on the entry."""
    older = receipts.alias("older")
    newest = select(func.max(older.c.version)).where(_is_of(asked, older)).scalar_subquery()
    current = and_(_is_of(asked, receipts), receipts.c.version == newest)
    answer = and_(_is_of(asked, choices), choices.c.entry == asked.c.entry)
    at = type_coerce(receipts.c.at, BigInteger)  # as microseconds; a time is made of the few that are shown
    found = select(*asked.c, choices.c.choice, receipts.c.version, receipts.c.code, at)
    return found.select_from(asked.outerjoin(receipts, current).outerjoin(choices, answer))


def _approvals(asked: Subquery) -> Select[Any]:
    approved = and_(_is_of(asked, choices), choices.c.choice == Choice.APPROVE)
    return select(choices.c.round, choices.c.member, choices.c.entry).select_from(asked.join(choices, approved))


def _upsert(dialect: Dialect) -> Insert:
    keep = postgresql.insert(choices) if dialect.name == "postgresql" else sqlite.insert(choices)
    changing = {"choice": keep.excluded.choice, "at": keep.excluded.at}
    return keep.on_conflict_do_update(index_elements=list(choices.primary_key), set_=changing)


def _is_of(asked: Subquery, table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.round == asked.c.round, table.c.member == asked.c.member)
