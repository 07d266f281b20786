"""What people attach: its bytes are fetched when they send it, for the links to it expire."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import yarl

from bots.fetching import NotFetchedError, admit_size, all_fetched, largest
from bots.hearing import Upload
from contests.ports import StorageError
from contests.rules.media import MediaLimits, admit_files

DISCORDS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})
"""Where Discord keeps what was attached."""
TOTAL_S = 60.0
"""How long fetching one file may take."""
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as Discord tells of it."""

    url: str
    size: int
    """In bytes, as Discord says."""
    alt: str = ""


def attached(raw: Mapping[str, Any]) -> Attached:
    """Return a file of an interaction's payload."""
    return Attached(str(raw["url"]), int(raw["size"]), str(raw.get("description") or ""))


class Fetcher:
    """Fetches what was attached into the incoming folder."""

    def __init__(self, incoming: Path, limits: MediaLimits, api: yarl.URL) -> None:
        """Fetch from Discord, or from the very host that stands in for it."""
        self._incoming = incoming
        self._limits = limits
        self._stand_in = None if api.host in {None, "discord.com"} else api.host
        self._session: aiohttp.ClientSession | None = None

    @asynccontextmanager
    async def fetched(self, files: Sequence[Attached]) -> AsyncIterator[tuple[Upload, ...]]:
        """Fetch files, which are gone when the block ends.

        Raises:
            Refusal: `too_large`.
            NotFetchedError: one cannot be fetched.
            StorageError: there is no room for them.
        """
        admit_files(len(files), self._limits)
        limit = largest(self._limits)
        for one in files:
            admit_size(one.size, limit)
        async with all_fetched(files, self._incoming, partial(self._fetch, limit=limit)) as paths:
            yield tuple(Upload(path, one.alt) for one, path in zip(files, paths, strict=True))

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def _fetch(self, one: Attached, path: Path, limit: int) -> None:
        url = yarl.URL(one.url)
        if not self._is_discords(url):
            raise NotFetchedError(f"not one of Discord's hosts: {url.host}")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TOTAL_S))
        try:
            async with self._session.get(url, allow_redirects=False) as response:
                if response.status != 200:  # noqa: PLR2004 - HTTP's own word for "here it is"
                    raise NotFetchedError(f"Discord answered {response.status}")
                await _written(response, path, limit)
        except (aiohttp.ClientError, TimeoutError) as cause:
            raise NotFetchedError(str(cause) or type(cause).__name__) from cause

    def _is_discords(self, url: yarl.URL) -> bool:
        if self._stand_in is not None:
            return url.host == self._stand_in
        return url.scheme == "https" and url.host in DISCORDS


async def _written(response: aiohttp.ClientResponse, path: Path, limit: int) -> None:
    size = 0
    try:
        with path.open("wb") as file:
            async for chunk in response.content.iter_chunked(CHUNK):
                size += len(chunk)
                admit_size(size, limit)
                file.write(chunk)
    except OSError as full:
        if isinstance(full, aiohttp.ClientError | TimeoutError):
            raise
        raise StorageError(str(full)) from full
