"""Where stored files lie; made of our own words only, never of a caller's."""

from pathlib import Path

from bots.on_web.messages import EXTENSIONS
from contests.model.media import Media


def stored_at(folder: Path, media: Media) -> Path:
    """Return where a file of a type that we serve lies."""
    return folder / media.id[:2] / f"{media.id}.{EXTENSIONS[media.mime]}"


def thumbnail_of(stored: Path) -> Path:
    """Return where a stored picture's thumbnail lies, if it has one."""
    return stored.with_name(f"{stored.stem}.thumbnail.webp")
