"""What passes between the room and its worker processes: plain values, as JSON."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contests.rules.media import MediaFacts, MediaLimits

# A worker that a hostile file took over must not take over its reader: JSON, never pickles.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """The most that looking into one file may take, from the moment that its worker is made."""

    processor: float = 2.0
    """Seconds of processor time; the system counts whole ones."""
    clock: float = 2.0
    """Seconds of the clock."""
    memory: int = 512 * 2**20
    """Bytes above what a worker has before it opens the file."""


@dataclass(frozen=True, slots=True)
class Job:
    """One upload to look into; `stored` and `thumbnail` in the folder `desk` are what comes of it."""

    upload: Path
    desk: Path
    format: str
    limits: MediaLimits
    work: WorkLimits

    @property
    def size(self) -> int:
        """Of the upload, in bytes."""
        return self.upload.stat().st_size

    @property
    def stored(self) -> Path:
        """Where the worker puts what is to be stored."""
        return self.desk / "stored"

    @property
    def thumbnail(self) -> Path:
        """Where the worker puts a picture's thumbnail."""
        return self.desk / "thumbnail"

    def to_json(self) -> Json:
        """As JSON holds it."""
        return asdict(self) | {"upload": str(self.upload), "desk": str(self.desk)}

    @classmethod
    def from_json(cls, job: Json) -> "Job":
        """Undo `to_json`."""
        limits, work = MediaLimits(**job["limits"]), WorkLimits(**job["work"])
        return cls(Path(job["upload"]), Path(job["desk"]), job["format"], limits, work)


@dataclass(frozen=True, slots=True)
class Look:
    """What a worker saw in an upload, and what it made of it."""

    facts: MediaFacts
    format: str
    """Of what is to be stored: a key of `MIME`."""
    width: int = 0
    height: int = 0
    """In pixels: of a picture upright, of a video as it is coded; 0 for sound."""

    def to_json(self) -> Json:
        """As JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, look: Json) -> "Look":
        """Undo `to_json`."""
        return cls(MediaFacts(**look["facts"]), look["format"], look["width"], look["height"])


@dataclass(frozen=True, slots=True)
class Work:
    """What one job took: seconds of processor time and of the clock, and bytes at the peak, all told."""

    processor: float
    clock: float
    peak: int
