"""What people send: which files a message has, and their bytes, fetched through the bot's own calls."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import telegram
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bots.fetching import NotFetchedError, admit_size, all_fetched, largest
from bots.hearing import Upload
from bots.on_telegram.dialogue import Given
from contests.ports import StorageError
from contests.refusals import Refusal
from contests.rules.media import MediaLimits, admit_files

TELEGRAMS = 20 * 1024 * 1024
"""Bytes of a file that Telegram's own server hands over."""
AT_ONCE = 2
"""Files that are held in memory at a time."""
READ_S = 60.0
TOO_BIG = "file is too big"


def files_of(message: telegram.Message) -> tuple[Given, ...]:
    """Return the files of a message."""
    found: Any = (
        (message.photo[-1] if message.photo else None)
        or message.video
        or message.animation
        or message.audio
        or message.voice
        or message.video_note
        or message.document
    )
    return (Given(found.file_id, found.file_size or 0, message.message_id),) if found else ()


class Fetcher:
    """Fetches what was sent into the incoming folder."""

    def __init__(self, bot: ExtBot[Any], incoming: Path, limits: MediaLimits) -> None:
        """Fetch as this bot; where its server is a local one, no other limits hold than the house's."""
        self._bot = bot
        self._incoming = incoming
        self._limits = limits
        self._room = asyncio.Semaphore(AT_ONCE)

    @property
    def limit(self) -> int:
        """How many bytes a file may have."""
        most = largest(self._limits)
        return most if self._bot.local_mode else min(most, TELEGRAMS)

    def admit(self, files: Sequence[Given]) -> None:
        """Refuse files that are too many, or too large by what Telegram says. Raises: Refusal `too_large`."""
        admit_files(len(files), self._limits)
        for one in files:
            admit_size(one.size, self.limit)

    @asynccontextmanager
    async def fetched(self, files: Sequence[Given]) -> AsyncIterator[tuple[Upload, ...]]:
        """Fetch files, which are gone when the block ends.

        Raises:
            Refusal: `too_large`.
            NotFetchedError: one cannot be fetched.
            StorageError: there is no room for them.
        """
        self.admit(files)
        async with all_fetched(files, self._incoming, self._fetch) as paths:
            yield tuple(map(Upload, paths))

    async def _fetch(self, one: Given, path: Path) -> None:
        try:
            async with self._room:
                told = await self._bot.get_file(one.file)
                admit_size(told.file_size or 0, self.limit)
                await told.download_to_drive(path, read_timeout=READ_S)
                admit_size((await asyncio.to_thread(path.stat)).st_size, self.limit)
        except BadRequest as refused:
            if TOO_BIG in refused.message.casefold():
                size = max(one.size, self.limit + 1)
                raise Refusal("too_large", by="bytes", found=size, limit=self.limit) from refused
            raise NotFetchedError(refused.message) from refused
        except (TelegramError, FileNotFoundError) as lost:
            raise NotFetchedError(str(lost) or type(lost).__name__) from lost
        except OSError as full:
            raise StorageError(str(full)) from full
