"""What is owed to venues and people: written with what it tells, claimed and closed by the courier."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.announcement import Announcement, Audience, News
from contests.ports import Owed
from storage import schema
from storage.documents import dumped_facts, loaded_facts
from storage.statements import Values, first, insert, next_number, rows

TABLE = schema.outbox
WAITING, CLAIMED, SENT, GIVEN_UP = "waiting", "claimed", "sent", "given_up"
UNSURE, NOT_THERE = "unsure", "not_there"
"""Closed, and nobody knows whether it was sent; open again, since somebody looked and it was not."""
DOUBTS: Mapping[str, Literal["open", "not_there"]] = {UNSURE: "open", NOT_THERE: "not_there"}
IS_WAITING = TABLE.c.state.in_([WAITING, NOT_THERE])
IS_LOST = TABLE.c.state.in_([GIVEN_UP, UNSURE])
URGENCY = case((TABLE.c.audience == Audience.VENUES, 0), (TABLE.c.kind == News.REFRESH, 2), else_=1)
"""Announcements first, new looks of what was shown last."""
IS_OPEN = TABLE.c.state.in_([WAITING, CLAIMED, NOT_THERE])
TO_VENUE = and_(TABLE.c.venue.is_not(None), TABLE.c.audience == Audience.VENUES)
"""What is announced in a venue, in order; what a gallery, a desk or a mark waits for holds no announcement back."""
FIRST_OF_EACH_VENUE = select(func.min(TABLE.c.number)).where(IS_OPEN, TO_VENUE).group_by(TABLE.c.venue)


class SqlOutbox:
    """The outbox, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection
        self.stirred = False

    async def add(self, owed: Sequence[Owed]) -> None:
        if owed:
            self.stirred = True
            number = await next_number(self._connection, TABLE.c.number)
            new = insert(self._connection, TABLE).on_conflict_do_nothing(index_elements=[TABLE.c.id])
            await self._connection.execute(new, [_row(one, at) for at, one in enumerate(owed, number)])

    async def forget(self, owed: str) -> None:
        await self._connection.execute(delete(TABLE).where(TABLE.c.id == owed))

    async def waiting(self, now: datetime, limit: int) -> list[Owed]:
        is_due = or_(TABLE.c.next_try_at.is_(None), TABLE.c.next_try_at <= now)
        has_turn = or_(~TO_VENUE, TABLE.c.number.in_(FIRST_OF_EACH_VENUE))
        return await self._where(IS_WAITING, is_due, has_turn, limit=limit)

    async def claim(self, owed: str, now: datetime) -> bool:
        """Mark a row as being sent, and count the attempt; it stays claimed until it is closed or failed."""
        is_due = or_(TABLE.c.next_try_at.is_(None), TABLE.c.next_try_at <= now)
        attempt = {"state": CLAIMED, "attempts": TABLE.c.attempts + 1, "next_try_at": None}
        return await self._change(owed, IS_WAITING, is_due, **attempt)

    async def unclaimed(self, contest: str, kind: str) -> list[Owed]:
        return await self._where(TABLE.c.contest == contest, TABLE.c.kind == kind, IS_WAITING, TABLE.c.attempts == 0)

    async def sent(self, owed: str, now: datetime) -> None:
        await self._change(owed, state=SENT, next_try_at=None, closed_at=now)

    async def failed(self, owed: str, now: datetime, again_at: datetime | None, why: str) -> None:
        closed = {"state": GIVEN_UP, "closed_at": now} if again_at is None else {"state": WAITING}
        await self._change(owed, IS_OPEN, next_try_at=again_at, why=why, **closed)

    async def unsure(self, owed: str, now: datetime, why: str) -> None:
        await self._change(owed, IS_OPEN, state=UNSURE, next_try_at=None, why=why, closed_at=now)

    async def is_there(self, owed: str, now: datetime) -> bool:
        return await self._change(owed, TABLE.c.state == UNSURE, state=SENT, closed_at=now)

    async def open_rows(self, contest: str, kind: str) -> int:
        counting = select(func.count()).where(TABLE.c.contest == contest, TABLE.c.kind == kind, IS_OPEN)
        return await self._connection.scalar(counting) or 0

    async def given_up(self, community: str) -> list[tuple[Owed, str]]:
        lost = select(TABLE).where(TABLE.c.community == community, IS_LOST)
        return [(_owed(row), row.why) for row in await rows(self._connection, lost.order_by(TABLE.c.number))]

    async def retry(self, owed: str, now: datetime) -> bool:
        self.stirred = True
        opened = case((TABLE.c.state == UNSURE, NOT_THERE), else_=WAITING)
        return await self._change(owed, IS_LOST, state=opened, next_try_at=now)

    async def get(self, owed: str) -> Owed | None:
        row = await first(self._connection, select(TABLE).where(TABLE.c.id == owed))
        return None if row is None else _owed(row)

    async def oldest_open(self) -> datetime | None:
        row = await first(self._connection, select(TABLE.c.made_at).where(IS_OPEN).order_by(TABLE.c.made_at).limit(1))
        return None if row is None else row.made_at

    async def release_claims(self) -> None:
        """Open the rows that a process claimed and then died over; called at start, before any is claimed."""
        claimed = update(TABLE).where(TABLE.c.state == CLAIMED)
        await self._connection.execute(claimed.values(state=WAITING, next_try_at=None))

    async def _where(self, *conditions: ColumnElement[bool], limit: int | None = None) -> list[Owed]:
        wanted = select(TABLE).where(*conditions).order_by(URGENCY, TABLE.c.number).limit(limit)
        return [_owed(row) for row in await rows(self._connection, wanted)]

    async def _change(self, owed: str, *conditions: ColumnElement[bool], **values: Any) -> bool:  # noqa: ANN401 - of any column
        done = await self._connection.execute(update(TABLE).where(TABLE.c.id == owed, *conditions).values(values))
        return done.rowcount > 0


def _row(owed: Owed, number: int) -> Values:
    said = owed.announcement
    return {
        "id": owed.id,
        "number": number,
        "community": owed.community,
        "contest": said.contest,
        "kind": said.kind,
        "audience": said.audience,
        "member": said.member,
        "entry": said.entry,
        "facts": dumped_facts(said.facts),
        "venue": owed.venue,
        "made_at": owed.made_at,
        "state": WAITING,
        "attempts": owed.attempts,
        "next_try_at": owed.next_try_at,
    }


def _owed(row: Row[Any]) -> Owed:
    said = Announcement(
        kind=News(row.kind),
        contest=row.contest,
        audience=Audience(row.audience),
        member=row.member,
        entry=row.entry,
        facts=loaded_facts(row.facts),
    )
    is_opened_again = row.closed_at is not None and row.state not in {SENT, GIVEN_UP, UNSURE}
    tries = (row.attempts, row.next_try_at, is_opened_again, DOUBTS.get(row.state))
    return Owed(row.id, row.community, said, row.venue, row.made_at, *tries)
