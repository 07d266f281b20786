"""Choices, receipts and showings of a round, to be read; the ballot writer writes the first two."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.counting.profile import Profile
from contests.model.ballot import BETWEEN, NO_AWARD, Choice, Count, Mark, Receipt, Tally, read_mark
from contests.model.entry import EntryState
from contests.ports import Turnout
from contests.rules.comparing import looked_at
from storage import schema
from storage.profiles import JURORS, profile_of_round
from storage.statements import column, first, rows, store

CHOICES, TALLIES, RECEIPTS, HELD, ROUNDS, ENTRIES, MEMBERS, ACCOUNTS = (
    schema.choices, schema.tallies, schema.receipts, schema.held, schema.rounds, schema.entries, schema.members,
    schema.accounts,
)  # fmt: skip
TAKING_PART = (EntryState.WAITING, EntryState.CHANGES, EntryState.ADMITTED)
IS_FIRST = RECEIPTS.c.version == literal_column("1")
"""Of a member's receipts in a round one is the first: counting those, by their own index, counts ballots."""
IS_ANSWER = CHOICES.c.choice.not_like(literal_column("'% 0%'"))
"""Grades of which some are 0 are no answer yet."""
UNANSWERED = ~exists().where(*(CHOICES.c[name] == HELD.c[name] for name in ("round", "member", "entry")), IS_ANSWER)
NOT_IN_THE_VOTE = (
    select(ENTRIES.c.id)
    .join(ROUNDS, ROUNDS.c.contest == ENTRIES.c.contest)
    .where(ROUNDS.c.id == bindparam("round_id"), ENTRIES.c.state != EntryState.ADMITTED)
)
GONE = NOT_IN_THE_VOTE.subquery()
IS_WHOLE = CHOICES.c.entry.not_like(f"%{BETWEEN}%") | ~exists().where(
    CHOICES.c.entry.like(GONE.c.id + f"{BETWEEN}%") | CHOICES.c.entry.like(f"%{BETWEEN}" + GONE.c.id)
)
"""Of a pair both have to take part."""
HOLDS_SOMETHING = exists().where(
    CHOICES.c.round == RECEIPTS.c.round, CHOICES.c.member == RECEIPTS.c.member, CHOICES.c.choice != Choice.PASS,
    IS_ANSWER, CHOICES.c.entry.not_in(NOT_IN_THE_VOTE), IS_WHOLE,
)  # fmt: skip
"""Whether a ballot says something for an entry that takes part, of a pair that does, or for no award."""


class SqlBallots:
    """The ballots, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def count(self, round_id: str, *, without_jury: bool = False) -> Count:
        admitted = or_(TALLIES.c.entry == NO_AWARD, ENTRIES.c.state == EntryState.ADMITTED)
        counted = TALLIES.outerjoin(ENTRIES, ENTRIES.c.id == TALLIES.c.entry)
        found = await rows(self._connection, select(TALLIES).select_from(counted).where(_seen(round_id), admitted))
        cast = select(func.count()).select_from(RECEIPTS).where(RECEIPTS.c.round == round_id, IS_FIRST)
        jury: Mapping[str, Tally] = {}
        if without_jury:
            cast = cast.where(RECEIPTS.c.member.not_in(JURORS))
            jury = await self._of_jury(round_id)
        tallies = {row.entry: _less(Tally(row.approvals, row.exposures), jury.get(row.entry)) for row in found}
        return Count(
            by_entry={entry: tally for entry, tally in tallies.items() if tally.exposures},
            ballots=await self._number(cast),
            approving=await self._number(cast.where(HOLDS_SOMETHING).params(round_id=round_id)),
        )

    async def _of_jury(self, round_id: str) -> dict[str, Tally]:
        approvals = func.sum(case((CHOICES.c.choice == Choice.APPROVE, 1), else_=0)).label("approvals")
        theirs = select(CHOICES.c.entry, approvals, func.count().label("exposures")).group_by(CHOICES.c.entry)
        theirs = theirs.where(CHOICES.c.round == round_id, CHOICES.c.member.in_(JURORS), IS_ANSWER)
        return {row.entry: Tally(row.approvals, row.exposures) for row in await rows(self._connection, theirs)}

    async def of_member(self, round_id: str, member: str) -> dict[str, Mark]:
        mine = and_(CHOICES.c.round == round_id, CHOICES.c.member == member)
        in_order = select(CHOICES.c.entry, CHOICES.c.choice).where(mine).order_by(CHOICES.c.at, CHOICES.c.entry)
        found = await rows(self._connection, in_order)
        return {row.entry: read_mark(row.choice) for row in found}

    async def exposures(self, round_id: str, now: datetime) -> Mapping[str, int]:
        answers = select(TALLIES.c.entry, TALLIES.c.exposures.label("times")).where(_seen(round_id))
        showings = _by_entry(HELD).where(HELD.c.round == round_id, HELD.c.until > now, UNANSWERED)
        exposures: Counter[str] = Counter()
        for each in (answers, showings):
            exposures.update(seen({row.entry: row.times for row in await rows(self._connection, each)}))
        return exposures

    async def hold(self, round_id: str, member: str, subject: str, until: datetime) -> None:
        await store(self._connection, HELD, {"round": round_id, "member": member, "entry": subject, "until": until})

    async def held(self, round_id: str, member: str, now: datetime) -> str | None:
        mine = and_(HELD.c.round == round_id, HELD.c.member == member)
        row = await first(self._connection, select(HELD.c.entry).where(mine, HELD.c.until > now, UNANSWERED))
        return None if row is None else row.entry

    async def served(self, round_id: str, member: str) -> str | None:
        mine = and_(HELD.c.round == round_id, HELD.c.member == member)
        row = await first(self._connection, select(HELD.c.entry).where(mine))
        return None if row is None else row.entry

    async def profile(self, round_id: str, *, is_jury: bool) -> Profile:
        return await profile_of_round(self._connection, round_id, is_jury=is_jury)

    async def seed(self, round_id: str) -> str:
        codes = await column(self._connection, select(RECEIPTS.c.code).where(RECEIPTS.c.round == round_id))
        return sha256("".join(f"{code}\n" for code in sorted(codes)).encode()).hexdigest()

    async def any_in(self, contest: str) -> bool:
        cast = select(RECEIPTS.c.round).join(ROUNDS).where(ROUNDS.c.contest == contest, IS_FIRST)
        return await first(self._connection, cast.limit(1)) is not None

    async def linked(self, contest: str) -> int:
        linked = select(ACCOUNTS.c.member).where(ACCOUNTS.c.linked_from.is_not(None))
        stands_for = func.coalesce(MEMBERS.c.merged_into, MEMBERS.c.id)
        theirs = select(MEMBERS.c.id).where(stands_for.in_(linked))
        voters = select(func.count(RECEIPTS.c.member.distinct())).select_from(RECEIPTS.join(ROUNDS))
        return await self._number(voters.where(ROUNDS.c.contest == contest, IS_FIRST, RECEIPTS.c.member.in_(theirs)))

    async def turnout(self, contest: str) -> Turnout:
        cast = RECEIPTS.join(ROUNDS)
        voters = select(func.count(RECEIPTS.c.member.distinct())).select_from(cast)
        voters = voters.where(ROUNDS.c.contest == contest, IS_FIRST)
        is_open = and_(ROUNDS.c.opened_at.is_not(None), ROUNDS.c.closed_at.is_(None))
        sent = select(func.count()).where(ENTRIES.c.contest == contest, ENTRIES.c.state.in_(TAKING_PART))
        return Turnout(
            ballots=await self._number(voters),
            entries=await self._number(sent),
            voters_now=await self._number(voters.where(is_open)),
        )

    async def receipts(self, member: str) -> list[Receipt]:
        newest = func.max(RECEIPTS.c.version).over(partition_by=(RECEIPTS.c.round, RECEIPTS.c.member))
        wanted = select(RECEIPTS, ROUNDS.c.contest, (RECEIPTS.c.version < newest).label("replaced")).join(ROUNDS)
        newest_first = (RECEIPTS.c.at.desc(), RECEIPTS.c.round, RECEIPTS.c.version.desc())
        found = await rows(self._connection, wanted.where(_of(member)).order_by(*newest_first))
        return [Receipt(row.code, row.contest, row.round, row.version, row.at, replaced=row.replaced) for row in found]

    async def has_voted(self, member: str, contests: Collection[str]) -> list[str]:
        mine = and_(_of(member), ROUNDS.c.contest.in_(contests))
        return await column(self._connection, select(ROUNDS.c.contest).distinct().join(RECEIPTS).where(mine))

    async def _number(self, counting: Select[int]) -> int:
        return await self._connection.scalar(counting) or 0


def seen(times: Mapping[str, int]) -> Counter[str]:
    """Return how often each entry and each pair was looked at, of how often each was answered or is shown."""
    looks: Counter[str] = Counter()
    for subject, number in times.items():
        for one in looked_at(subject):
            looks[one] += number
    return looks


def _of(member: str) -> ColumnElement[bool]:
    """Select a member's receipts, and those in rounds that were over when another became one with them."""
    merged = select(MEMBERS.c.id).where(MEMBERS.c.merged_into == member)
    return (RECEIPTS.c.member == member) | RECEIPTS.c.member.in_(merged)


def _seen(round_id: str) -> ColumnElement[bool]:
    return and_(TALLIES.c.round == round_id, TALLIES.c.exposures > 0)


def _less(tally: Tally, jury: Tally | None) -> Tally:
    if jury is None:
        return tally
    return Tally(tally.approvals - jury.approvals, tally.exposures - jury.exposures)


def _by_entry(table: Table) -> Select[Any]:
    return select(table.c.entry, func.count().label("times")).group_by(table.c.entry)
