"""What the gallery shows, a page at a time; each statement is answered by an index, however many rows there are."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, exists, literal, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.ambassador import Offer, OfferState
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.model.standing import Standing
from contests.ports import Glance
from contests.refusals import Refusal
from storage import schema
from storage.contests import read_contest, read_offer, read_standing
from storage.entries import IS_PUBLIC, SENT_ORDER, SqlEntries
from storage.statements import column, first, rows

CONTESTS, ENTRIES, FILES, MEDIA = schema.contests, schema.entries, schema.entry_media, schema.media
NEWEST = (CONTESTS.c.created_at, CONTESTS.c.id)
IS_THERE = ENTRIES.c.state.not_in([EntryState.DRAFT, EntryState.WITHDRAWN])
IS_CONSENTED = IS_PUBLIC & ENTRIES.c.in_gallery
LASTING = (OfferState.ACCEPTED, OfferState.ENDED)


class SqlGallery:
    """The gallery, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection
        self._entries = SqlEntries(connection)

    async def contests(self, community: str, after: str | None, limit: int) -> list[Contest]:
        shown = [CONTESTS.c.community == community, CONTESTS.c.state != State.DRAFT]
        if after is not None:
            last = await self._place(CONTESTS, NEWEST, after)
            shown.append(_keys(NEWEST) < _values(NEWEST, last))
        newest_first = (key.desc() for key in NEWEST)
        return await self._load(select(CONTESTS).where(*shown).order_by(*newest_first).limit(limit))

    async def contest(self, contest: str) -> Contest:
        found = await self._load(select(CONTESTS).where(CONTESTS.c.id == contest))
        if not found:
            raise Refusal("no_such", what="contest", id=contest)
        return found[0]

    async def standings(self, contest: str, start: int, limit: int) -> list[Standing]:
        table = schema.standings
        wanted = select(table).where(table.c.contest == contest, table.c.position >= start)
        return [
            read_standing(row) for row in await rows(self._connection, wanted.order_by(table.c.position).limit(limit))
        ]

    async def entries(self, glance: Glance) -> list[Entry]:
        conditions = _shown_to(glance)
        for id_, is_after in ((glance.after, True), (glance.before, False)):
            if id_ is not None:
                keys = _keys(SENT_ORDER)
                place = _values(SENT_ORDER, await self._place(ENTRIES, SENT_ORDER, id_))
                conditions.append(keys > place if is_after else keys < place)
        backwards = glance.before is not None
        return await self._entries.where(*conditions, limit=glance.limit, backwards=backwards)

    async def ids(self, glance: Glance) -> list[str]:
        return await column(self._connection, select(ENTRIES.c.id).where(*_shown_to(glance)).order_by(*SENT_ORDER))

    async def cover(self, contest: str, *, is_public: bool) -> Media | None:
        pictures = select(FILES.c.media, MEDIA.c.kind, MEDIA.c.mime, FILES.c.alt)
        pictures = pictures.select_from(ENTRIES.join(FILES).join(MEDIA, MEDIA.c.id == FILES.c.media))
        pictures = pictures.where(ENTRIES.c.contest == contest, IS_CONSENTED if is_public else IS_PUBLIC)
        pictures = pictures.where(MEDIA.c.kind == "picture").limit(1)
        placed, lines = pictures.join(schema.standings, schema.standings.c.entry == ENTRIES.c.id), schema.standings.c
        best = placed.where(lines.contest == contest).order_by(lines.position, FILES.c.position)
        row = await first(self._connection, best)
        row = row or await first(self._connection, pictures.order_by(*SENT_ORDER, FILES.c.position))
        return None if row is None else Media(row.media, row.kind, row.mime, row.alt)

    async def made_from(self, sources: Collection[str]) -> list[Entry]:
        if not sources:
            return []
        made = select(schema.entry_sources.c.entry).where(schema.entry_sources.c.source.in_(sources))
        stays = or_(IS_PUBLIC, ENTRIES.c.state == EntryState.WITHDRAWN)
        return await self._entries.where(ENTRIES.c.id.in_(made), stays)

    async def offices(self, community: str) -> list[Offer]:
        table = schema.offers
        wanted = select(table).join(CONTESTS).where(CONTESTS.c.community == community, table.c.state.in_(LASTING))
        newest_first = (table.c.term_ends.desc(), table.c.id)
        return [read_offer(row) for row in await rows(self._connection, wanted.order_by(*newest_first))]

    async def _place(self, table: Table, keys: Sequence[ColumnElement[Any]], id_: str) -> Row[Any]:
        row = await first(self._connection, select(*keys).where(table.c.id == id_))
        if row is None:
            raise Refusal("no_such", what="after", id=id_)
        return row

    async def _load(self, wanted: Select[Any]) -> list[Contest]:
        found = await rows(self._connection, wanted)
        ids = [row.id for row in found]
        rounds, offers = await self._parts(schema.rounds, ids), await self._parts(schema.offers, ids)
        return [
            read_contest(
                row,
                [one for one in rounds if one.contest == row.id],
                [],
                [one for one in offers if one.contest == row.id],
            )
            for row in found
        ]

    async def _parts(self, table: Table, contests: Sequence[str]) -> Sequence[Row[Any]]:
        wanted = select(table).where(table.c.contest.in_(contests)).order_by(table.c.position)
        return await rows(self._connection, wanted) if contests else []


def _shown_to(glance: Glance) -> list[ColumnElement[bool]]:
    conditions = [ENTRIES.c.contest == glance.contest]
    if glance.sees_all:
        conditions.append(IS_THERE)
    elif glance.reader is not None:
        conditions += [IS_THERE, or_(IS_PUBLIC, ENTRIES.c.member == glance.reader)]
    else:
        conditions.append(IS_CONSENTED)
    if glance.author is not None:
        conditions.append(ENTRIES.c.shown_as == glance.author)
    if glance.media is not None:
        files = exists().where(FILES.c.entry == ENTRIES.c.id)
        of_kind = files.where(MEDIA.c.id == FILES.c.media, MEDIA.c.kind == glance.media)
        conditions.append(~files if glance.media == "words" else of_kind)
    return conditions


def _keys(keys: Sequence[ColumnElement[Any]]) -> Any:  # noqa: ANN401 - SQLAlchemy's row value has no better type
    return tuple_(*keys)


def _values(keys: Sequence[ColumnElement[Any]], row: Row[Any]) -> Any:  # noqa: ANN401 - as above
    return tuple_(*(literal(value, key.type) for value, key in zip(row, keys, strict=True)))
