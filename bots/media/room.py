"""Takes uploads in, has them looked into, and keeps what is made of them by its hash."""

import asyncio
import hashlib
import logging
import os
import queue
import re
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bots.media.bench import Bench
from bots.media.job import Job, Json, Look, Work, WorkLimits
from bots.media.kinds import HEAD, MIME, sniff
from contests.refusals import Refusal
from contests.rules.media import Kind, MediaFacts, MediaLimits, admit_format, admit_size

AT_ONCE = 2
"""How many files are looked into at the same time; the others wait."""

_ENDINGS = {mime: "jpg" if name == "jpeg" else name for name, mime in MIME.items()}
_HASH = re.compile(r"[0-9a-f]{64}")
_DESK = ".desk-"
_STALE = 3600  # seconds after which a desk is left over from a process that was killed
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """A file as it is stored: without metadata, named by the SHA-256 of its bytes."""

    hash: str
    kind: Kind
    format: str
    mime: str
    size: int
    """In bytes."""
    width: int
    height: int
    """In pixels: of a picture upright, of a video as it is coded; 0 for sound."""
    seconds: float
    """0 for pictures."""
    facts: MediaFacts
    """What was seen in the upload."""


class MediaRoom:
    """One folder of stored files, and the worker processes that uploads pass through.

    Safe for many callers at once. Close it when done.
    """

    def __init__(
        self,
        folder: Path,
        limits: MediaLimits,
        work: WorkLimits = WorkLimits(),  # noqa: B008 - frozen
        note: Callable[[Work], None] = lambda _work: None,
    ) -> None:
        """Keep files in `folder`, which is made when it is missing; `note` is told what each job took."""
        self._folder = folder.absolute()
        self._limits, self._work, self._note = limits, work, note
        self._hands = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="media")
        self._benches: queue.LifoQueue[Bench] = queue.LifoQueue()  # the warm one first
        for _ in range(AT_ONCE):
            self._benches.put(Bench())

    async def take(self, upload: Path) -> StoredMedia:
        """Look into an upload and store what is made of it. The upload itself is deleted, whatever happens.

        Raises:
            Refusal: `too_large` (by `bytes`, `pixels`, `frames`, `time`, `memory`), `too_long` (by `seconds`),
                `wrong_type`, `broken_file`.
            OSError: nothing could be stored: the disk is full or read-only. Nothing is left behind.
        """
        job = asyncio.get_running_loop().run_in_executor(self._hands, self._take, upload)
        return await asyncio.shield(job)  # who gives up waiting does not leave the upload behind

    def path(self, name: str, mime: str) -> Path:
        """Where a stored file is, or would be. Raises Refusal `no_such` for what is no hash or no type of ours."""
        if mime not in _ENDINGS:
            raise Refusal("no_such")
        return self._shelf(name) / f"{name}.{_ENDINGS[mime]}"

    def thumbnail(self, name: str) -> Path:
        """Where a stored picture's thumbnail is, or would be: a WEBP. Raises Refusal `no_such`."""
        return self._shelf(name) / f"{name}.thumbnail.webp"

    def forget(self, name: str, mime: str) -> None:
        """Delete a stored file and its thumbnail, if they are there. Raises OSError, Refusal `no_such`."""
        self.path(name, mime).unlink(missing_ok=True)
        self.thumbnail(name).unlink(missing_ok=True)

    async def close(self) -> None:
        """Finish what was begun, and end the worker processes."""
        await asyncio.to_thread(self._hands.shutdown)
        while not self._benches.empty():
            self._benches.get().close()

    def _shelf(self, name: str) -> Path:
        if not _HASH.fullmatch(name):
            raise Refusal("no_such")
        return self._folder / name[:2]

    def _take(self, upload: Path) -> StoredMedia:
        try:
            return self._look(upload.absolute())
        finally:
            upload.unlink(missing_ok=True)

    def _look(self, upload: Path) -> StoredMedia:
        with upload.open("rb") as file:
            found = sniff(file.read(HEAD))
        admit_size(admit_format(found), upload.stat().st_size, self._limits)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        with TemporaryDirectory(prefix=_DESK, dir=self._folder) as desk:
            job = Job(upload, Path(desk), found, self._limits, self._work)
            return self._keep(job, _answer(job, self._do(job)))

    def _do(self, job: Job) -> Json:
        bench = self._benches.get()
        try:
            verdict, work = bench.do(job)
        finally:
            self._benches.put(bench)
        self._note(work)
        return verdict

    def _keep(self, job: Job, look: Look) -> StoredMedia:
        with job.stored.open("rb") as file:
            name = hashlib.file_digest(file, "sha256").hexdigest()
        mime, size = MIME[look.format], job.stored.stat().st_size
        self._shelf(name).mkdir(exist_ok=True)
        if job.thumbnail.exists():
            _settle(job.thumbnail, self.thumbnail(name))
        _settle(job.stored, self.path(name, mime))
        facts = look.facts
        return StoredMedia(name, facts.kind, look.format, mime, size, look.width, look.height, facts.seconds, facts)

    def _sweep(self) -> None:
        """Clear the desks of processes that were killed."""
        for desk in self._folder.glob(f"{_DESK}*"):
            with suppress(FileNotFoundError):  # another process sweeps, too, or its owner just left
                if desk.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(desk)


def _answer(job: Job, verdict: Json) -> Look:
    if "look" in verdict:
        return Look.from_json(verdict["look"])
    if "errno" in verdict:
        raise OSError(verdict["errno"], os.strerror(verdict["errno"]), str(job.desk))
    refusal = Refusal(verdict["refusal"], **verdict["facts"])
    _log.info("an upload of %s was refused: %r %s", job.format, refusal, verdict.get("why", ""))
    raise refusal


def _settle(made: Path, place: Path) -> None:
    """Move a file to its place so that it is there whole, or not at all, also after the power was cut."""
    with made.open("rb") as file:
        os.fsync(file.fileno())
    made.replace(place)
    for folder in (place.parent, place.parent.parent):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
