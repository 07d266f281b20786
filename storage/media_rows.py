"""Which stored files exist and who may see them."""

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import delete, exists, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from contests.model.entry import Entry
from contests.model.media import Media
from storage import schema
from storage.entries import SqlEntries
from storage.statements import column, first, store

TABLE = schema.media
IN_ENTRY = exists().where(schema.entry_media.c.media == TABLE.c.id)
IS_THE_BRANDS = or_(
    exists().where(schema.kit.c.media == TABLE.c.id),
    exists().where(schema.communities.c.logo == TABLE.c.id),
)
SEEN_BY_ALL = or_(TABLE.c.public, IS_THE_BRANDS)


class SqlMediaRows:
    """The rows of stored files, in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def save(self, media: Media, at: datetime | None = None, *, public: bool = False) -> None:
        """Store what is known of a file.

        Args:
            media: the file; the same bytes stored again are one row, as old as the last time.
            at: when it was stored, for `orphans`; the machine's time if not given.
            public: it is a result card, which all may see, from now on and for ever.
        """
        row = asdict(media) | {"stored_at": at or datetime.now(UTC), "public": public}
        await store(self._connection, TABLE, row, keep={"public": or_(TABLE.c.public, literal(public))})

    async def get(self, media: str) -> Media | None:
        row = await first(self._connection, select(TABLE).where(TABLE.c.id == media))
        return None if row is None else Media(row.id, row.kind, row.mime, row.alt)

    async def shown_by(self, media: str) -> list[Entry]:
        holders = select(schema.entry_media.c.entry).where(schema.entry_media.c.media == media)
        return await SqlEntries(self._connection).where(schema.entries.c.id.in_(holders))

    async def in_kit(self, media: str, *, or_a_card: bool = True) -> bool:
        seen = select(TABLE.c.id).where(TABLE.c.id == media, SEEN_BY_ALL if or_a_card else IS_THE_BRANDS)
        return await first(self._connection, seen) is not None

    async def orphans(self, before: datetime) -> list[str]:
        unheld = select(TABLE.c.id).where(TABLE.c.stored_at < before, ~IN_ENTRY, ~SEEN_BY_ALL)
        return await column(self._connection, unheld.order_by(TABLE.c.id))

    async def forget(self, media: str) -> None:
        await self._connection.execute(delete(TABLE).where(TABLE.c.id == media))
