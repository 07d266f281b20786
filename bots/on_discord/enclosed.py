"""Which files go along with a message, and in which size: within what Discord takes, and nothing is drawn here."""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import discord

from bots.on_discord.literal import plain
from bots.post import Attachment

MOST = 10
"""Files that one message takes."""
ALTOGETHER = 24 * 1024 * 1024
"""Bytes of all files of a message: a request takes 25 MiB."""
SMALL_ENOUGH = 1024 * 1024
"""A picture that may stand for its own small one, in bytes."""
LONGEST_ALT = 1024

Find = Callable[[Attachment], Path | None]
"""Finds where a stored file lies; None where there is none."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file that goes along: under a name of our own, opened anew for each try."""

    name: str
    source: Path | bytes
    alt: str = ""
    is_shown: bool = True
    """Shown in a gallery, rather than offered as a file."""

    @property
    def address(self) -> str:
        """What a component calls it by."""
        return f"attachment://{self.name}"

    def opened(self) -> discord.File:
        """Open it. Raises: OSError where it is gone by now."""
        source = io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source
        return discord.File(source, filename=self.name, description=self.alt or None)


@dataclass(slots=True)
class Envelope:
    """What goes along with one message, and what had to stay behind: name and size in bytes of each."""

    limit: int
    """Bytes of one file."""
    goes: list[Enclosed] = field(default_factory=list)
    stays: list[tuple[str, int]] = field(default_factory=list)
    _room: int = ALTOGETHER

    def picture(self, attachment: Attachment, found: Path | None, *, is_small: bool) -> Enclosed | None:
        """Put a stored file in, a picture's small one where it is asked for or the whole one does not fit."""
        whole = _size(found)
        if found is None or whole is None:
            return None
        name = plain(attachment.alt).strip() or found.name
        for path, size in _sizes(attachment, found, whole, is_small=is_small):
            put = self._put(f"{attachment.kind}-{len(self.goes) + 1}{path.suffix}", path, size)
            if put:
                shown = attachment.kind in {"picture", "video"}
                self.goes[-1] = Enclosed(put, path, name[:LONGEST_ALT] if shown else "", shown)
                return self.goes[-1]
        self.stays.append((name, whole))
        return None

    def table(self, name: str, body: bytes) -> Enclosed | None:
        """Put something in that was made for this message."""
        put = self._put(self._only(name), body, len(body))
        if put is None:
            self.stays.append((plain(name), len(body)))
            return None
        return self.goes[-1]

    def files(self) -> list[discord.File]:
        """Open all of it for one try; the library closes what it sends. Raises: OSError."""
        return [one.opened() for one in self.goes]

    def _put(self, name: str, source: Path | bytes, size: int) -> str | None:
        if len(self.goes) >= MOST or size > self.limit or size > self._room:
            return None
        self._room -= size
        self.goes.append(Enclosed(name, source, is_shown=False))
        return name

    def _only(self, name: str) -> str:
        """Return a name that Discord leaves as it is, and that no other file has."""
        stem, dot, ending = re.sub(r"[^A-Za-z0-9_.-]", "_", name[-80:]).strip("._").rpartition(".")
        bare = (stem if dot else ending).removeprefix("SPOILER_") or "file"
        made, taken = f"{bare}{dot}{ending if dot else ''}", {one.name for one in self.goes}
        return made if made not in taken else f"{len(taken) + 1}-{made}"


def _sizes(attachment: Attachment, found: Path, whole: int, *, is_small: bool) -> Iterable[tuple[Path, int]]:
    """Yield what may stand for a file, the best first."""
    small = found.with_name(f"{found.stem}.thumbnail.webp")
    shrunk = _size(small) if attachment.kind == "picture" else None
    if not is_small:
        yield found, whole
    if shrunk is not None:
        yield small, shrunk
    elif is_small and (attachment.kind != "picture" or whole <= SMALL_ENOUGH):
        yield found, whole


def _size(path: Path | None) -> int | None:
    try:
        return None if path is None else path.stat().st_size
    except OSError:  # it was thrown away: a withdrawn entry's files are
        return None
