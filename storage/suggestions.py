"""What is offered to somebody who is typing."""

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.contest import Contest, RoundKind
from contests.model.entry import EntryState
from contests.ports import Named
from storage import schema
from storage.contests import read_contest
from storage.entries import IS_PUBLIC
from storage.statements import rows

CONTESTS, ROUNDS, ENTRIES = schema.contests, schema.rounds, schema.entries
OF_ROUND = {column.name: column.label(f"round_{column.name}") for column in ROUNDS.c}
HIDDEN = (EntryState.DRAFT, EntryState.WITHDRAWN)


class SqlSuggestions:
    """Suggestions, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Read in this transaction."""
        self._connection = connection

    async def contests(self, community: str, limit: int) -> list[Contest]:
        first_round = (ROUNDS.c.contest == CONTESTS.c.id) & (ROUNDS.c.kind == RoundKind.SUBMISSION)
        wanted = (
            select(CONTESTS, *OF_ROUND.values())
            .outerjoin(ROUNDS, first_round)
            .where(CONTESTS.c.community == community)
            .order_by(CONTESTS.c.created_at.desc(), CONTESTS.c.id.desc())
            .limit(limit)
        )
        found = []
        for row in await rows(self._connection, wanted):
            parts = [] if row.round_id is None else [_Round(row)]
            found.append(read_contest(row, parts, (), ()))  # type: ignore[arg-type]  # a round's columns under their names
        return found

    async def entries(self, community: str, typed: str, reader: str, *, sees_all: bool, limit: int) -> list[Named]:
        mine = (ENTRIES.c.member == reader) & ENTRIES.c.state.not_in(HIDDEN)
        seen = ENTRIES.c.state.not_in(HIDDEN) if sees_all else or_(IS_PUBLIC, mine)
        meant = func.lower(ENTRIES.c.title).contains(typed.casefold(), autoescape=True)
        newest_first = (ENTRIES.c.first_sent_at.desc(), ENTRIES.c.id.desc())
        wanted = (
            select(ENTRIES.c.id, ENTRIES.c.title)
            .join(CONTESTS, CONTESTS.c.id == ENTRIES.c.contest)
            .where(CONTESTS.c.community == community, seen, or_(meant, ENTRIES.c.id == typed))
            .order_by(*newest_first)
            .limit(limit)
        )
        return [Named(row.id, row.title) for row in await rows(self._connection, wanted)]


class _Round:
    """The round in a joined row, by its own columns' names."""

    def __init__(self, row: object) -> None:
        self._row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self._row, f"round_{name}")
