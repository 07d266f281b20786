"""Fetching what people sent from where their platform keeps it: what all chat platforms share."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

from contests.ports import StorageError
from contests.refusals import Refusal
from contests.rules.media import MediaLimits

File = TypeVar("File")


class NotFetchedError(Exception):
    """A file that somebody sent could not be fetched from their platform."""


def largest(limits: MediaLimits) -> int:
    """Return how many bytes a file may have, whatever it is."""
    return max(limits.picture_bytes, limits.video_bytes, limits.audio_bytes)


def admit_size(size: int, limit: int) -> None:
    """Refuse a file that is too large. Raises: Refusal `too_large`."""
    if size > limit:
        raise Refusal("too_large", by="bytes", found=size, limit=limit)


@asynccontextmanager
async def all_fetched(
    files: Sequence[File], incoming: Path, fetch: Callable[[File, Path], Awaitable[None]]
) -> AsyncIterator[list[Path]]:
    """Fetch files together, each into a path that is gone when the block ends; the first that fails ends it.

    Raises: Refusal, NotFetchedError, StorageError: as `fetch`.
    """
    paths = [incoming / f"fetched-{secrets.token_hex(8)}" for _ in files]
    try:
        await _fetch_all(files, paths, fetch)
        yield paths
    finally:
        if paths:
            await asyncio.to_thread(_removed, paths)


async def _fetch_all(
    files: Sequence[File], paths: Sequence[Path], fetch: Callable[[File, Path], Awaitable[None]]
) -> None:
    async def one_of(file: File, path: Path) -> None:
        await fetch(file, path)

    try:
        async with asyncio.TaskGroup() as group:
            for one, path in zip(files, paths, strict=True):
                group.create_task(one_of(one, path))
    except* (Refusal, NotFetchedError, StorageError) as several:
        raise _first(several) from None


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    one: BaseException = several
    while isinstance(one, BaseExceptionGroup):
        one = one.exceptions[0]
    return one


def _removed(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):  # what cannot be removed now is removed at the next start
            path.unlink(missing_ok=True)
