"""Contests with their rounds, standings, offers and deadlines: one aggregate, guarded by its version."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.lifecycle import Deadline, deadlines
from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Method, Mode, Voters
from contests.model.contest import Contest, Round, RoundKind, State
from contests.model.standing import Standing
from contests.ports import StaleError
from contests.refusals import Refusal
from storage import schema
from storage.documents import ContestDocument, LineDetails, dumped, loaded
from storage.statements import Values, column, first, keep_in_step, rows

TABLE = schema.contests
DOCUMENT = tuple(part.name for part in fields(ContestDocument))
DETAILS = tuple(part.name for part in fields(LineDetails))
COLUMNS = tuple(part.name for part in fields(Standing) if part.name not in {*DETAILS, "score"})
PLAIN = LineDetails()


class SqlContests:
    """The contests, in one transaction; what it loaded it remembers, so that only changes are written."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._seen: dict[str, Contest] = {}
        self._counted: dict[str, int] = {}
        self.stirred = False

    async def get(self, contest: str) -> Contest:
        found = await self._load(select(TABLE).where(TABLE.c.id == contest))
        if not found:
            raise Refusal("no_such", what="contest", id=contest)
        return found[0]

    async def find(self, community: str) -> list[Contest]:
        newest_first = (TABLE.c.created_at.desc(), TABLE.c.id.desc())
        return await self._load(select(TABLE).where(TABLE.c.community == community).order_by(*newest_first))

    async def add(self, contest: Contest) -> None:
        row = {"id": contest.id, "version": contest.version, **_row(contest)}
        await self._connection.execute(insert(TABLE).values(row))
        await self._write_parts(None, contest)

    async def save(self, contest: Contest) -> None:
        before = self._seen.get(contest.id) or await self.get(contest.id)
        await self._count_up(contest)
        await self._write_parts(before, contest)

    async def delete(self, contest: str) -> None:
        for table in (*PARTS, schema.deadlines, schema.reminders):
            await self._connection.execute(delete(table).where(table.c.contest == contest))
        await self._connection.execute(delete(TABLE).where(TABLE.c.id == contest))
        self._seen.pop(contest, None)

    async def due(self, now: datetime) -> list[str]:
        table = schema.deadlines
        earliest = func.min(table.c.at)
        due = select(table.c.contest).where(table.c.at <= now).group_by(table.c.contest)
        return await column(self._connection, due.order_by(earliest, table.c.contest))

    async def next_deadline(self) -> tuple[str, Deadline] | None:
        table = schema.deadlines
        row = await first(self._connection, select(table).order_by(table.c.at, table.c.contest).limit(1))
        return None if row is None else (row.contest, Deadline(row.at, row.step, row.subject))

    async def of_round(self, round_id: str) -> Contest:
        return await self._owner(schema.rounds, "round", round_id)

    async def of_offer(self, offer: str) -> Contest:
        return await self._owner(schema.offers, "offer", offer)

    async def decided(self, community: str, limit: int) -> list[str]:
        theirs = select(TABLE.c.id).where(TABLE.c.community == community, TABLE.c.decided_at.is_not(None))
        return await column(self._connection, theirs.order_by(TABLE.c.decided_at.desc(), TABLE.c.id).limit(limit))

    async def rewarded(self, community: str) -> list[tuple[str, str, datetime]]:
        lines = schema.standings
        theirs = select(TABLE.c.id, lines.c.member, TABLE.c.decided_at).select_from(TABLE.join(lines))
        won = theirs.where(TABLE.c.community == community, TABLE.c.decided_at.is_not(None), lines.c.reward.is_not(None))
        return [(row.id, row.member, row.decided_at) for row in await rows(self._connection, won)]

    async def remind(self, contest: str, member: str, *, wanted: bool) -> None:
        row = {"contest": contest, "member": member}
        await keep_in_step(self._connection, schema.reminders, [] if wanted else [row], [row] if wanted else [])

    async def reminded(self, contest: str) -> list[str]:
        table = schema.reminders
        wanting = select(table.c.member).where(table.c.contest == contest)
        return await column(self._connection, wanting.order_by(table.c.member))

    async def _count_up(self, contest: Contest) -> None:
        """Write the contest's own row, if its version is the one that was loaded; one work counts up once."""
        mine = self._counted.get(contest.id) == contest.version
        stored = contest.version + 1 if mine else contest.version
        same = (TABLE.c.id == contest.id) & (TABLE.c.version == stored)
        row = {"version": contest.version + 1, **_row(contest)}
        done = await self._connection.execute(update(TABLE).where(same).values(row))
        if not done.rowcount:
            raise StaleError(f"contest {contest.id} is no longer at version {stored}")
        self._counted[contest.id] = contest.version

    async def _write_parts(self, before: Contest | None, after: Contest) -> None:
        for table, (name, row) in PARTS.items():
            old, new = getattr(before, name, ()), getattr(after, name)
            if old != new:
                rows_of = partial(_numbered, row, after.id)
                await keep_in_step(self._connection, table, rows_of(old), rows_of(new))
        self.stirred = True
        due = _deadlines(before) if before else []
        await keep_in_step(self._connection, schema.deadlines, due, _deadlines(after))
        self._seen[after.id] = after

    async def _owner(self, table: Table, what: str, part: str) -> Contest:
        owner = select(table.c.contest).where(table.c.id == part).scalar_subquery()
        found = await self._load(select(TABLE).where(TABLE.c.id == owner))
        if not found:
            raise Refusal("no_such", what=what, id=part)
        return found[0]

    async def _load(self, wanted: Select[Any]) -> list[Contest]:
        found = await rows(self._connection, wanted)
        ids = [row.id for row in found]
        rounds = await self._parts(schema.rounds, ids)
        standings = await self._parts(schema.standings, ids)
        offers = await self._parts(schema.offers, ids)
        contests = [read_contest(row, rounds[row.id], standings[row.id], offers[row.id]) for row in found]
        self._seen |= {contest.id: contest for contest in contests}
        return contests

    async def _parts(self, table: Table, contests: Sequence[str]) -> dict[str, list[Row[Any]]]:
        parts: dict[str, list[Row[Any]]] = defaultdict(list)
        if contests:
            wanted = select(table).where(table.c.contest.in_(contests)).order_by(table.c.position)
            for row in await rows(self._connection, wanted):
                parts[row.contest].append(row)
        return parts


def _row(contest: Contest) -> Values:
    document = ContestDocument(**{name: getattr(contest, name) for name in DOCUMENT})
    return {
        "community": contest.community,
        "title": contest.brief.title,
        "state": contest.state,
        "created_at": contest.created_at,
        "paused_at": contest.paused_at,
        "decided_at": contest.decided_at,
        "ended_because": contest.ended_because,
        "document": dumped(document),
    }


def read_contest(
    row: Row[Any], rounds: Sequence[Row[Any]], standings: Sequence[Row[Any]], offers: Sequence[Row[Any]]
) -> Contest:
    """Return the contest of a row and of its parts' rows."""
    document = loaded(ContestDocument, row.document)
    return Contest(
        id=row.id,
        community=row.community,
        state=State(row.state),
        created_at=row.created_at,
        version=row.version,
        rounds=tuple(map(read_round, rounds)),
        paused_at=row.paused_at,
        standings=tuple(map(read_standing, standings)),
        offers=tuple(map(read_offer, offers)),
        decided_at=row.decided_at,
        ended_because=row.ended_because,
        **{name: getattr(document, name) for name in DOCUMENT},
    )


def _deadlines(contest: Contest) -> list[Values]:
    return [{"contest": contest.id, **asdict(deadline)} for deadline in deadlines(contest)]


def _numbered(row: Callable[[Any], Values], contest: str, parts: Iterable[Any]) -> list[Values]:
    return [{"contest": contest, "position": position, **row(part)} for position, part in enumerate(parts)]


def _round_row(one: Round) -> Values:
    return asdict(one) | {"among": json.dumps(one.among)}


def read_round(row: Row[Any]) -> Round:
    """Return the round of a row."""
    return Round(
        id=row.id,
        kind=RoundKind(row.kind),
        opens=row.opens,
        closes=row.closes,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        late=row.late,
        method=Method(row.method),
        mode=Mode(row.mode),
        among=tuple(json.loads(row.among)),
        voters=None if row.voters is None else Voters(row.voters),
        no_award=row.no_award,
    )


def _standing_row(line: Standing) -> Values:
    details = LineDetails(**{name: getattr(line, name) for name in DETAILS})
    values = {name: getattr(line, name) for name in COLUMNS}
    plain = "" if details == PLAIN else dumped(details)
    return values | {"numerator": line.score.numerator, "denominator": line.score.denominator, "details": plain}


def read_standing(row: Row[Any]) -> Standing:
    """Return the line of a row."""
    details = loaded(LineDetails, row.details) if row.details else LineDetails()
    return Standing(
        entry=row.entry,
        member=row.member,
        rank=row.rank,
        score=Fraction(row.numerator, row.denominator),
        approvals=row.approvals,
        exposures=row.exposures,
        frozen_rank=row.frozen_rank,
        runoff=row.runoff,
        reward=row.reward,
        struck=row.struck,
        **{name: getattr(details, name) for name in DETAILS},
    )


def read_offer(row: Row[Any]) -> Offer:
    """Return the offer of a row."""
    return Offer(
        id=row.id,
        contest=row.contest,
        entry=row.entry,
        member=row.member,
        state=OfferState(row.state),
        made_at=row.made_at,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
        term_ends=row.term_ends,
    )


PARTS: Mapping[Table, tuple[str, Callable[[Any], Values]]] = {
    schema.rounds: ("rounds", _round_row),
    schema.standings: ("standings", _standing_row),
    schema.offers: ("offers", asdict),
}
"""The parts that have tables of their own, in the contest's order: the field, and a part as a row."""
