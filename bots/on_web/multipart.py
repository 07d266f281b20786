"""Multipart bodies: files streamed to a folder under names of our own, texts kept, both up to a limit."""

import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path

from aiohttp import BodyPartReader, ClientError, web
from aiohttp.http_exceptions import BadHttpMessage

from bots.hearing import Upload
from bots.on_web.errors import CallError
from contests.ports import StorageError

CHUNK = 256 * 1024


class Intake:
    """Takes one body in; `remove` takes its files away again, however it ended."""

    def __init__(self, folder: Path, file_bytes: int, text_bytes: int) -> None:
        """Put files into this folder, and take no more bytes than these."""
        self._folder = folder
        self._file_bytes = file_bytes
        self._text_bytes = text_bytes
        self._files: list[Path] = []
        self.texts: dict[str, list[str]] = {}

    async def take_all(self, request: web.Request) -> None:
        """Take every part in. Raises: CallError 400, 413; StorageError where a file cannot be written."""
        try:
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader):
                    raise CallError(400, "malformed")
                await self._take(part)
        except StorageError:
            raise
        except (ValueError, LookupError, OSError, BadHttpMessage, ClientError) as broken:
            raise CallError(400, "malformed") from broken

    def uploads(self, alts: Iterable[str]) -> tuple[Upload, ...]:
        """Return the files with their alt texts, in order."""
        return tuple(Upload(path, alt) for path, alt in zip(self._files, chain(alts, repeat("")), strict=False))

    def remove(self) -> None:
        """Remove the files."""
        for path in self._files:
            path.unlink(missing_ok=True)

    async def _take(self, part: BodyPartReader) -> None:
        if part.name == "file":
            await self._take_file(part)
        elif part.name:
            raw = b"".join([chunk async for chunk in self._chunks(part)])
            text = raw.decode(part.get_charset("utf-8"), errors="replace")
            self.texts.setdefault(part.name, []).append(text)

    async def _take_file(self, part: BodyPartReader) -> None:
        path = self._folder / secrets.token_hex(16)
        self._files.append(path)
        with _disk_asked():
            file = path.open("xb")
        with file:
            async for chunk in self._chunks(part):
                with _disk_asked():
                    file.write(chunk)

    async def _chunks(self, part: BodyPartReader) -> AsyncIterator[bytes]:
        while chunk := await part.read_chunk(CHUNK):
            self._count(part, len(chunk))
            yield chunk

    def _count(self, part: BodyPartReader, n_bytes: int) -> None:
        if part.name == "file":
            self._file_bytes -= n_bytes
        else:
            self._text_bytes -= n_bytes
        if min(self._file_bytes, self._text_bytes) < 0:
            raise CallError(413, "too_large")


@contextmanager
def _disk_asked() -> Iterator[None]:
    """Tell a disk that is full or cannot be written from a caller who went away."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"incoming files cannot be written: {error}") from error
