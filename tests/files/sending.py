"""Sends files to the media room, and says of each what became of it and what is wrong with that."""

from dataclasses import dataclass
from pathlib import Path

from bots.media import MediaRoom, StoredMedia, Work, WorkLimits
from contests.refusals import Refusal
from contests.rules.media import MediaLimits
from tests.files.cases import Case
from tests.files.hostile import SCRIPT
from tests.files.positions import has_position

MOST_SECONDS = 2.5
TRIES = 4
"""How often a file is sent when others on this machine left a worker too little of the processor."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file."""

    case: Case
    verdict: str
    facts: str
    work: Work | None
    had_position: bool
    kept: bytes = b""
    """All that was stored: the file and its thumbnail."""

    @property
    def peak(self) -> float:
        """In MiB; 0 where no worker was asked."""
        return self.work.peak / 2**20 if self.work else 0

    @property
    def was_starved(self) -> bool:
        """Whether a worker was ended that had the processor for less than its time."""
        limits = WorkLimits()
        return (
            self.work is not None and self.work.clock >= limits.clock and self.work.processor < 0.9 * limits.processor
        )

    @property
    def has_position(self) -> bool:
        """Whether what was stored says where it was made."""
        return has_position(self.kept)

    def __str__(self) -> str:
        """Show it as a row of the table."""
        took = f"{self.work.clock:5.2f} s {self.peak:4.0f} MiB" if self.work else "   no worker   "
        position = f"{'position' if self.had_position else '-':>8} → {'POSITION' if self.has_position else '-'}"
        return f"{self.case.what:50} {self.verdict:11} {took}  {position}  {self.facts}"

    def faults(self, base: float) -> list[str]:
        """List what is wrong with it; `base` is a worker's size before it opens a file, in MiB."""
        said = {
            f"expected {self.case.expected}": self.verdict != self.case.expected and not self.was_starved,
            "had no position to begin with": self.case.is_placed and not self.had_position,
            "a position is left": self.has_position,
            "a script is left": SCRIPT in self.kept,
            f"over {MOST_SECONDS} s": self.work is not None and self.work.clock > MOST_SECONDS,
            "over the memory limit": self.peak > base + WorkLimits().memory / 2**20,
        }
        return [f"{self.case.what}: {fault}" for fault, is_so in said.items() if is_so]


class Sender:
    """Somebody with many odd files, in front of a media room."""

    def __init__(self, folder: Path) -> None:
        """Send to a room in `folder`."""
        self.folder = folder
        self._work: list[Work] = []
        self.room = MediaRoom(folder / "stored", MediaLimits(), WorkLimits(), self._work.append)

    async def send(self, case: Case) -> Row:
        """Send one file, with a wrong ending to its name; again, when its worker was starved."""
        data = case.make()
        for _ in range(TRIES):
            row = await self._send(case, data)
            if not row.was_starved:
                break
        return row

    async def _send(self, case: Case, data: bytes) -> Row:
        upload = self.folder / "upload.png"
        upload.write_bytes(data)
        self._work.clear()
        try:
            stored = await self.room.take(upload)
        except Refusal as refusal:
            facts = " ".join(f"{name}={fact}" for name, fact in refusal.facts.items() if fact is not None)
            return Row(case, refusal.key, facts, next(iter(self._work), None), has_position(data))
        facts = f"{len(data):,} → {stored.size:,} bytes"
        return Row(case, stored.format, facts, self._work[0], has_position(data), self._kept(stored))

    def left_over(self) -> list[Path]:
        """List what is on the disk and should not be."""
        return [path for path in self.folder.rglob("*") if path.name.startswith((".", "upload"))]

    def _kept(self, stored: StoredMedia) -> bytes:
        places = self.room.path(stored.hash, stored.mime), self.room.thumbnail(stored.hash)
        return b"".join(place.read_bytes() for place in places if place.exists())
