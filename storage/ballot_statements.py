"""The statements that a batch of ballots is read and written by, the same on both engines."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Dialect,
    FromClause,
    Insert,
    Select,
    Subquery,
    Table,
    TextClause,
    and_,
    bindparam,
    delete,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite

from contests.model.ambassador import OfferState
from contests.model.ballot import Choice, Voters
from contests.model.contest import RoundKind
from storage.schema import accounts, choices, contests, entries, held, members, offers, receipts, roles, rounds

RELEASE = delete(choices).where(*(column == bindparam(f"old_{column.name}") for column in choices.primary_key))


def polls_of(ids: TextClause) -> Select[Any]:
    """Select rounds of voting with what is asked of their contests, and when the round before was closed."""
    before = rounds.alias("before")
    is_before = and_(before.c.contest == rounds.c.contest, before.c.kind.in_([RoundKind.VOTING, RoundKind.FINAL]))
    closed = select(func.max(before.c.closed_at)).where(is_before).scalar_subquery()
    contest = (contests.c[name] for name in ("community", "title", "state", "paused_at", "ended_because", "document"))
    polls = select(rounds, *contest, closed.label("electorate_until")).select_from(rounds.join(contests))
    return polls.where(rounds.c.id.in_(ids), rounds.c.kind != RoundKind.SUBMISSION)


def electorates(ids: TextClause | Select[Any]) -> dict[Voters, Select[Any]]:
    """Return what finds, of some members, those whom a poll lets vote that does not let everybody."""
    linked = select(accounts.c.member).where(accounts.c.member.in_(ids), accounts.c.linked_from.is_not(None))
    held_office = offers.c.state.in_([OfferState.ACCEPTED, OfferState.ENDED])
    ambassadors = select(offers.c.member).where(offers.c.member.in_(ids), held_office)
    return {Voters.LINKED: linked, Voters.AMBASSADORS: ambassadors}


def candidates_of(ids: TextClause) -> Select[Any]:
    """Select entries by their ids, in whatever state they are."""
    return select(entries.c.id, entries.c.contest, entries.c.member, entries.c.state).where(entries.c.id.in_(ids))


def ballots_of(asked: Subquery) -> Select[Any]:
    """Select the current receipt of each ballot that is asked for, its mark on the entry, and what was served last."""
    older = receipts.alias("older")
    newest = select(func.max(older.c.version)).where(_is_of(asked, older)).scalar_subquery()
    current = and_(_is_of(asked, receipts), receipts.c.version == newest)
    answer = and_(_is_of(asked, choices), choices.c.entry == asked.c.entry)
    at = type_coerce(receipts.c.at, BigInteger).label("at")  # as microseconds; a time is made of the few that are shown
    joined_at = type_coerce(members.c.joined_at, BigInteger).label("joined_at")
    voter = (members.c.community, members.c.name, joined_at, members.c.has_several, roles.c.role)
    served = held.c.entry.label("served")
    found = select(*asked.c, *voter, choices.c.choice, receipts.c.version, receipts.c.code, at, served)
    voters = asked.join(members, members.c.id == asked.c.member).outerjoin(roles)
    with_receipt = voters.outerjoin(receipts, current).outerjoin(choices, answer)
    return found.select_from(with_receipt.outerjoin(held, _is_of(asked, held)))


def approvals_of(asked: Subquery) -> Select[Any]:
    """Select what is approved on the ballots that are asked for."""
    approved = and_(_is_of(asked, choices), choices.c.choice == Choice.APPROVE)
    return select(choices.c.round, choices.c.member, choices.c.entry).select_from(asked.join(choices, approved))


def wholes_of(asked: Subquery) -> Select[Any]:
    """Select all marks of the ballots that are asked for, in order of answering."""
    made = select(choices.c.round, choices.c.member, choices.c.entry, choices.c.choice)
    return made.select_from(asked.join(choices, _is_of(asked, choices))).order_by(choices.c.at, choices.c.entry)


def upsert(dialect: Dialect, table: Table, *columns: str) -> Insert:
    """Return an INSERT that changes these columns of a row that is there."""
    keep = insert_new(dialect, table)
    changing = {name: keep.excluded[name] for name in columns}
    return keep.on_conflict_do_update(index_elements=list(table.primary_key), set_=changing)


def insert_new(dialect: Dialect, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that can say what to do on a conflict, in the engine's own dialect."""
    return postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)


def _is_of(asked: Subquery, table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.round == asked.c.round, table.c.member == asked.c.member)
