"""From uploads to stored media of an entry, a kit or a card."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bots.hearing import Upload
from bots.media import MediaRoom, StoredMedia
from contests.desk.housekeeping import forget_orphans
from contests.model.media import Media
from contests.ports import StorageError, Store
from contests.rules.media import MediaLimits, admit_files


class Intake:
    """Looks into what comes in, and keeps it."""

    def __init__(self, room: MediaRoom, incoming: Path, limits: MediaLimits) -> None:
        """Keep files in `room`; what we draw ourselves goes through `incoming`."""
        self._room = room
        self._incoming = incoming
        self._limits = limits

    async def take_all(self, uploads: Sequence[Upload]) -> tuple[Media, ...]:
        """Look into each file and store it.

        Raises:
            Refusal: `too_large` for too many files, and what looking into each one raises.
            StorageError: they cannot be stored.
        """
        admit_files(len(uploads), self._limits)
        stored = await asyncio.gather(*(self._take(one.path) for one in uploads))
        return tuple(
            Media(one.hash, one.kind, one.mime, upload.alt) for one, upload in zip(stored, uploads, strict=True)
        )

    async def keep_drawn(self, picture: bytes) -> Media:
        """Keep a picture that we drew. Raises: StorageError."""
        path = self._incoming / f"drawn-{secrets.token_hex(8)}"
        await asyncio.to_thread(path.write_bytes, picture)
        one = await self._take(path)
        return Media(one.hash, one.kind, one.mime)

    async def _take(self, path: Path) -> StoredMedia:
        try:
            return await self._room.take(path)
        except OSError as full:
            raise StorageError(str(full)) from full

    async def throw_away(self, store: Store, now: datetime) -> None:
        """Delete the files that nothing holds any more. Raises: StorageError."""
        for media in await forget_orphans(store, now):
            with suppress(OSError):  # what cannot be deleted now is nobody's, and harms nobody
                await asyncio.to_thread(self._room.forget, media.id, media.mime)

    def path_of(self, media: Media) -> Path:
        """Return where a stored file lies."""
        return self._room.path(media.id, media.mime)
