"""Stored files as pages show them: where they are served, what they are, and the room that a picture takes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bots.on_web.files import stored_at, thumbnail_of
from bots.on_web.messages import EXTENSIONS, stored_url
from contests.model.media import Media

NARROWEST, WIDEST = 60, 200
"""Shapes, in hundredths of a width to a height, that the grid makes room for."""
SQUARE = "shape-10"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture, a video or a sound on a page."""

    url: str
    kind: str
    alt: str
    width: int | None = None
    height: int | None = None

    @property
    def shape(self) -> str:
        """Return the classes that say how wide it is for its height: tenths and hundredths, as far as the grid goes."""
        if not self.width or not self.height:
            return SQUARE
        tenths, hundredths = divmod(min(max(round(100 * self.width / self.height), NARROWEST), WIDEST), 10)
        return f"shape-{tenths} and-{hundredths}" if hundredths else f"shape-{tenths}"


async def shots(folder: Path, media: Sequence[tuple[Media, str]], *, small: bool) -> list[Shot]:
    """Return files as they are shown; without an alt text, the title that comes with one stands for it."""
    return await asyncio.to_thread(lambda: [_shot(folder, one, title, small=small) for one, title in media])


async def shot(folder: Path, media: Media | None, title: str, *, small: bool = True) -> Shot | None:
    """Return one file as it is shown, if there is one."""
    return (await shots(folder, [(media, title)], small=small))[0] if media else None


def _shot(folder: Path, media: Media, title: str, *, small: bool) -> Shot:
    url, size = stored_url(media.id, media.mime), None
    if media.kind == "picture" and media.mime in EXTENSIONS:
        stored = stored_at(folder, media)
        size = _size(thumbnail_of(stored)) or _size(stored)
        if small:
            url += "?size=small"
        elif size:
            size = _size(stored) or size
    return Shot(url, media.kind, media.alt or title, *(size or (None, None)))


def _size(path: Path) -> tuple[int, int] | None:
    try:
        return _read_size(path)
    except (OSError, ValueError):  # not there, or of a format that is not measured
        return None


@lru_cache(8192)
def _read_size(path: Path) -> tuple[int, int]:
    """Read a picture's size from its head; a file of this name never changes."""
    from PIL import Image  # noqa: PLC0415 - start-up need not wait for it

    with Image.open(path, formats=("WEBP", "JPEG", "PNG", "GIF")) as image:
        return image.size
