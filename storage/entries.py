"""Entries with their media, sources and decisions."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, delete, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.entry import Decision, Entry, EntryKind, EntryState, ReviewFacts, Words
from contests.model.media import Media
from contests.refusals import Refusal
from contests.rules.voting import Candidate
from storage import schema
from storage.documents import dumped, loaded
from storage.statements import Values, first, keep_in_step, rows, store

TABLE = schema.entries
FILES, SOURCES, DECISIONS = schema.entry_media, schema.entry_sources, schema.decisions
SENT_ORDER = (TABLE.c.first_sent_at, TABLE.c.id)
IS_SENT = TABLE.c.state != EntryState.DRAFT
IS_PUBLIC = TABLE.c.state.in_([EntryState.ADMITTED, EntryState.DISQUALIFIED])


class SqlEntries:
    """The entries, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def get(self, entry: str) -> Entry:
        found = await self.known([entry])
        if not found:
            raise Refusal("no_such", what="entry", id=entry)
        return found[0]

    async def known(self, ids: Collection[str]) -> list[Entry]:
        return await self.where(TABLE.c.id.in_(ids)) if ids else []

    async def save(self, entry: Entry) -> None:
        before = await self.known([entry.id])
        stays = {"first_sent_at": func.coalesce(TABLE.c.first_sent_at, literal(entry.sent_at, schema.Instant()))}
        await store(self._connection, TABLE, _row(entry), keep=stays)
        for table, parts in ((FILES, _files), (SOURCES, _sources), (DECISIONS, _decisions)):
            old = parts(before[0]) if before else []
            await keep_in_step(self._connection, table, old, parts(entry))

    async def delete(self, entry: str) -> None:
        for table in (FILES, SOURCES, DECISIONS):
            await self._connection.execute(delete(table).where(table.c.entry == entry))
        await self._connection.execute(delete(TABLE).where(TABLE.c.id == entry))

    async def of_contest(self, contest: str) -> list[Entry]:
        return await self.where(TABLE.c.contest == contest, IS_SENT)

    async def has_drafts(self, contest: str) -> bool:
        drafts = select(TABLE.c.id).where(TABLE.c.contest == contest, TABLE.c.state == EntryState.DRAFT)
        return await first(self._connection, drafts.limit(1)) is not None

    async def candidates(self, contest: str) -> list[Candidate]:
        return [read_candidate(row) for row in await rows(self._connection, taking_part(contest))]

    async def of_member(self, member: str, contest: str | None = None) -> list[Entry]:
        in_contest = [] if contest is None else [TABLE.c.contest == contest]
        return (await self.where(TABLE.c.member == member, IS_SENT, *in_contest))[::-1]

    async def page(self, contest: str, after: str | None, limit: int) -> list[Entry]:
        later = []
        if after is not None:
            last = await first(self._connection, select(*SENT_ORDER).where(TABLE.c.id == after))
            if last is None:
                return []
            later = [tuple_(*SENT_ORDER) > tuple_(*map(literal, last, (key.type for key in SENT_ORDER)))]
        return await self.where(TABLE.c.contest == contest, IS_PUBLIC, *later, limit=limit)

    async def children(self, source: str) -> list[Entry]:
        made_from = select(SOURCES.c.entry).where(SOURCES.c.source == source)
        return await self.where(TABLE.c.id.in_(made_from), IS_PUBLIC)

    async def where(
        self, *conditions: ColumnElement[bool], limit: int | None = None, backwards: bool = False
    ) -> list[Entry]:
        """Return the entries that meet all conditions, in order of first sending; `backwards` the last of them."""
        order = [key.desc() for key in SENT_ORDER] if backwards else SENT_ORDER
        wanted = select(TABLE).where(*conditions).order_by(*order).limit(limit)
        found = await rows(self._connection, wanted)
        if not found:
            return []
        of_these = wanted.with_only_columns(TABLE.c.id)
        with_kind = select(FILES, schema.media.c.kind, schema.media.c.mime).join(schema.media)
        files = await self._parts(of_these, with_kind, FILES)
        sources = await self._parts(of_these, select(SOURCES), SOURCES)
        decisions = await self._parts(of_these, select(DECISIONS), DECISIONS)
        in_order = found[::-1] if backwards else found
        return [_entry(row, files[row.id], sources[row.id], decisions[row.id]) for row in in_order]

    async def _parts(self, entries: Select[Any], parts: Select[Any], table: Table) -> dict[str, list[Row[Any]]]:
        by_entry: dict[str, list[Row[Any]]] = defaultdict(list)
        wanted = parts.where(table.c.entry.in_(entries)).order_by(table.c.entry, table.c.position)
        for row in await rows(self._connection, wanted):
            by_entry[row.entry].append(row)
        return by_entry


def taking_part(contest: str) -> Select[Any]:
    """Select what takes part in a contest's vote, in order of first sending; see `read_candidate`."""
    admitted = and_(TABLE.c.contest == contest, TABLE.c.state == EntryState.ADMITTED)
    return select(TABLE.c.id, TABLE.c.member, TABLE.c.state).where(admitted).order_by(*SENT_ORDER)


def read_candidate(row: Row[Any]) -> Candidate:
    """Return the candidate of a row."""
    return Candidate(row.id, row.member, EntryState(row.state))


def _row(entry: Entry) -> Values:
    return {
        "id": entry.id,
        "contest": entry.contest,
        "member": entry.member,
        "account": entry.account,
        "kind": entry.kind,
        "state": entry.state,
        "title": entry.words.title,
        "text": entry.words.text,
        "thanks": entry.words.thanks,
        "review": entry.words.review and dumped(entry.words.review),
        "shown_as": entry.shown_as,
        "in_gallery": entry.in_gallery,
        "may_be_remixed": entry.may_be_remixed,
        "wants_messages": entry.wants_messages,
        "terms_version": entry.terms_version,
        "sent_at": entry.sent_at,
        "first_sent_at": entry.sent_at,
        "replaces": entry.replaces,
    }


def _files(entry: Entry) -> list[Values]:
    return [
        {"entry": entry.id, "position": position, "media": file.id, "alt": file.alt}
        for position, file in enumerate(entry.media)
    ]


def _sources(entry: Entry) -> list[Values]:
    return [
        {"entry": entry.id, "position": position, "source": source}
        for position, source in enumerate(entry.words.sources)
    ]


def _decisions(entry: Entry) -> list[Values]:
    return [
        {"entry": entry.id, "position": position, **asdict(decision)}
        for position, decision in enumerate(entry.decisions)
    ]


def _entry(row: Row[Any], files: list[Row[Any]], sources: list[Row[Any]], decisions: list[Row[Any]]) -> Entry:
    return Entry(
        id=row.id,
        contest=row.contest,
        member=row.member,
        account=row.account,
        kind=EntryKind(row.kind),
        state=EntryState(row.state),
        words=_words(row, sources),
        media=tuple(Media(file.media, file.kind, file.mime, file.alt) for file in files),
        shown_as=row.shown_as,
        in_gallery=row.in_gallery,
        may_be_remixed=row.may_be_remixed,
        wants_messages=row.wants_messages,
        terms_version=row.terms_version,
        sent_at=row.sent_at,
        replaces=row.replaces,
        decisions=tuple(map(_decision, decisions)),
    )


def _words(row: Row[Any], sources: list[Row[Any]]) -> Words:
    return Words(
        title=row.title,
        text=row.text,
        sources=tuple(source.source for source in sources),
        thanks=row.thanks,
        review=None if row.review is None else loaded(ReviewFacts, row.review),
    )


def _decision(row: Row[Any]) -> Decision:
    return Decision(row.verdict, row.by, row.at, row.rule, row.reason, before=EntryState(row.before))
