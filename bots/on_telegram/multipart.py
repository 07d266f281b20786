"""Uploads as the Bot API takes them: form fields and files in one body, sent piece by piece."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from typing import IO

PIECE = 64 * 1024
File = tuple[str, bytes | IO[bytes], str]
"""Name, content and MIME type."""


class Multipart:
    """A body of fields and files. Files that are open stay open, and are read from where they stand."""

    def __init__(self, fields: Mapping[str, str], files: Mapping[str, File]) -> None:
        """Put them one after another."""
        self._boundary = secrets.token_hex(16)
        self._parts: list[bytes | IO[bytes]] = []
        for name, value in fields.items():
            self._parts += [self._head(name), value.encode(), b"\r\n"]
        for name, (filename, content, mime) in files.items():
            self._parts += [self._head(name, filename, mime), content, b"\r\n"]
        self._parts.append(f"--{self._boundary}--\r\n".encode())

    @property
    def headers(self) -> dict[str, str]:
        """What to send along."""
        length = sum(_length(part) for part in self._parts)
        return {
            "Content-Type": f"multipart/form-data; boundary={self._boundary}",
            "Content-Length": str(length),
        }

    def _head(self, name: str, filename: str | None = None, mime: str | None = None) -> bytes:
        file = "" if filename is None else f'; filename="{_quoted(filename)}"'
        kind = "" if mime is None else f"\r\nContent-Type: {mime}"
        return (
            f'--{self._boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"{file}{kind}\r\n\r\n'.encode()
        )

    async def pieces(self, moved: Callable[[bool], None]) -> AsyncIterator[bytes]:
        """Yield the body; call `moved` before each piece with False, and with True when the last one was taken."""
        for part in self._parts:
            async for piece in _pieces(part):
                moved(False)  # noqa: FBT003 - it is not the last
                yield piece
        moved(True)  # noqa: FBT003 - it was the last


async def _pieces(part: bytes | IO[bytes]) -> AsyncIterator[bytes]:
    if isinstance(part, bytes):
        for start in range(0, len(part), PIECE):
            yield part[start : start + PIECE]
        return
    while piece := await asyncio.to_thread(part.read, PIECE):
        yield piece


def _length(part: bytes | IO[bytes]) -> int:
    if isinstance(part, bytes):
        return len(part)
    here = part.tell()
    end = part.seek(0, os.SEEK_END)
    part.seek(here)
    return end - here


def _quoted(text: str) -> str:
    """Return a name as browsers put it between quotes."""
    for char in ('"', "\r", "\n"):
        text = text.replace(char, f"%{ord(char):02X}")
    return text
