"""A file on the disk as lines of text."""

from dataclasses import dataclass
from pathlib import Path

from bots.tally.faults import UncountableError
from bots.words import N_

LARGEST = 100 * 1024 * 1024
"""Bytes of a file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of ballots: what it is called, and its lines without their ends."""

    name: str
    lines: tuple[str, ...]

    @property
    def ending(self) -> str:
        """Return the name's ending in small letters, without the dot."""
        return Path(self.name).suffix[1:].lower()


def read_source(path: Path) -> Source:
    """Read a file. Raises: UncountableError."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as barred:  # a path with a NUL byte is a ValueError
        why = getattr(barred, "strerror", None) or str(barred)
        raise UncountableError(
            N_("{file} cannot be read: {why}."), N_("Look at its name and its rights."), file=str(path), why=why
        ) from barred
    if len(content) > LARGEST:
        raise UncountableError(
            N_("{file} is larger than {most} MiB."), N_("Count a part of it."), file=path.name, most=LARGEST >> 20
        )
    return Source(path.name, tuple(_text(path.name, content).replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _text(name: str, content: bytes) -> str:
    """Read UTF-8, or Latin-1 as older files are. Raises: UncountableError."""
    if not content.strip():
        raise UncountableError(N_("{file} is empty."), N_("Name a file of ballots."), file=name)
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise UncountableError(
            N_("This is no text."), N_("Name a file of ballots; one of a spreadsheet must be saved as CSV."), line=line
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
