"""Files that people and the bot send, the names that Telegram gives them, and where they are fetched."""

import hashlib
import io
import itertools
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av
from PIL import Image, UnidentifiedImageError

from tests.platforms.discord_parts.clock import ServerClock
from tests.platforms.telegram_parts.wire import Json, RefusedError, bad, malformed

MOST_FETCHED = 20 * 2**20
"""Bytes of a file that a bot may fetch."""
MOST_SENT = 50 * 2**20
MOST_OF_A_PHOTO = 10 * 2**20
LOCAL_MOST = 2000 * 2**20
PATH_LIFE = timedelta(hours=1)
THUMB = 90
FOLDERS = {"photo": "photos", "video": "videos", "audio": "music", "voice": "voice", "animation": "animations"}


@dataclass(frozen=True)
class File:
    """A file on somebody's disk, and as what they send it; by its type where nothing is said."""

    name: str
    data: bytes = field(repr=False)
    kind: str = ""
    """photo, video, audio, voice, document, animation or video_note."""
    content_type: str | None = None

    @property
    def mime(self) -> str:
        return self.content_type or mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def sent_as(self) -> str:
        if self.kind:
            return self.kind
        if self.mime == "image/gif":
            return "animation"
        first = self.mime.partition("/")[0]
        if first == "image":
            return "photo" if measured(self.data) else "document"
        return first if first in {"video", "audio"} else "document"


@dataclass(eq=False)
class Media:
    """A file in a message, as Telegram keeps it."""

    kind: str
    name: str
    data: bytes = field(repr=False)
    mime: str
    file_id: str
    size: tuple[int, int] = (0, 0)
    seconds: int = 0
    thumb: "Media | None" = None

    @property
    def bytes(self) -> bytes:
        return self.data

    @property
    def unique_id(self) -> str:
        return "AQAD" + hashlib.sha256(self.kind.encode() + self.data).hexdigest()[:12]

    def payload(self) -> Any:
        """Return its own part of a message: for a photo the list of its sizes."""
        body: Json = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.kind in {"photo", "video", "animation"}:
            body |= {"width": self.size[0], "height": self.size[1]}
        if self.kind == "video_note":
            body["length"] = self.size[0]
        if self.kind in {"video", "audio", "voice", "animation", "video_note"}:
            body["duration"] = self.seconds
        if self.kind not in {"photo", "video_note"}:
            body["mime_type"] = self.mime
        if self.kind in {"video", "audio", "document", "animation"}:
            body["file_name"] = self.name
        if self.thumb is not None:
            small = self.thumb.payload()[0]
            if self.kind == "photo":
                return [small, body]
            body["thumbnail"] = small
        return [body] if self.kind == "photo" else body


class Store:
    """Every file that was sent, by its id, and the paths that were handed out."""

    def __init__(self, clock: ServerClock) -> None:
        self._clock = clock
        self._numbers: Iterator[int] = itertools.count(1)
        self._kept: dict[str, Media] = {}
        self._paths: dict[str, tuple[Media, datetime]] = {}
        self.local: Path | None = None
        """Where a local Bot API server keeps its files; None: this one is Telegram's own."""

    @property
    def most_sent(self) -> int:
        return LOCAL_MOST if self.local else MOST_SENT

    def keep(self, file: File, kind: str) -> Media:
        """Keep what was uploaded, a picture as Telegram makes it over. Raises: RefusedError."""
        if not file.data:
            raise malformed("file must be non-empty")
        if len(file.data) > self.most_sent:
            raise RefusedError(413, "Request Entity Too Large", is_malformed=True)
        size, thumb, data, mime, name = (0, 0), None, file.data, file.mime, file.name
        if kind == "photo":
            if len(data) > MOST_OF_A_PHOTO:
                raise malformed("too big for a photo")
            data, size, thumb = self._made_over(data)
            mime, name = "image/jpeg", f"{Path(name).stem}.jpg"
        elif kind in {"video", "animation", "video_note"}:
            size = _frame(data)
        seconds = _seconds(data) if kind in {"video", "audio", "voice", "animation", "video_note"} else 0
        return self._put(Media(kind, name, data, mime, self._new_id(kind), size, seconds, thumb))

    def _made_over(self, data: bytes) -> tuple[bytes, tuple[int, int], Media]:
        size = measured(data)
        if size is None:
            raise malformed("IMAGE_PROCESS_FAILED")
        if sum(size) > 10000 or max(size) > 20 * min(size):
            raise malformed("PHOTO_INVALID_DIMENSIONS")
        if not data.startswith(b"\xff\xd8"):
            data = as_jpeg(data)
        small = as_jpeg(data, THUMB)
        thumb = Media("photo", "thumb.jpg", small, "image/jpeg", self._new_id("photo"), measured(small) or (0, 0))
        return data, size, self._put(thumb)

    def again(self, file_id: str, kind: str) -> Media:
        """Return what was sent before, under an id that is as good. Raises: RefusedError."""
        found = self._kept.get(file_id)
        if found is None:
            raise malformed("wrong file identifier/HTTP URL specified")
        if found.kind != kind:
            raise malformed(f"can't use file of type {found.kind} as {kind}")
        return found

    def local_file(self, url: str) -> File:
        """Return a file of this machine, which a local server reads by itself. Raises: RefusedError."""
        place = Path(url.removeprefix("file://"))
        if self.local is None or not place.is_file():
            raise malformed("wrong file identifier/HTTP URL specified")
        return File(place.name, place.read_bytes())

    def path_of(self, file_id: str) -> Json:
        """Return what getFile tells. Raises: RefusedError."""
        found = self._kept.get(file_id)
        if found is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if self.local is None and len(found.data) > MOST_FETCHED:
            raise bad("file is too big")
        number = next(self._numbers)
        path = f"{FOLDERS.get(found.kind, 'documents')}/file_{number}{Path(found.name).suffix}"
        if self.local is not None:
            place = self.local / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(found.data)
            path = str(place)
        self._paths[path] = (found, self._clock.now())
        whole = {"file_id": file_id, "file_unique_id": found.unique_id, "file_size": len(found.data)}
        return whole | {"file_path": path}

    def fetched(self, path: str) -> Media | None:
        """Return what a path leads to, as long as it does."""
        found, since = self._paths.get(path, (None, None))
        return found if since is not None and self._clock.now() - since < PATH_LIFE else None

    def _new_id(self, kind: str) -> str:
        return f"{kind[:2].upper()}gADAgAD{next(self._numbers):06d}_loopback-file"

    def _put(self, media: Media) -> Media:
        self._kept[media.file_id] = media
        return media


def measured(data: bytes) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels, or None for what is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None


def as_jpeg(data: bytes, most: int | None = None) -> bytes:
    """Return a picture as a JPEG, no larger than so many pixels."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        flat = picture.convert("RGB")
        if most is not None:
            flat.thumbnail((most, most))
        flat.save(out, "JPEG", quality=87)
    return out.getvalue()


def _frame(data: bytes) -> tuple[int, int]:
    try:
        with av.open(io.BytesIO(data)) as opened:
            stream = opened.streams.video[0]
            return stream.width, stream.height
    except (av.FFmpegError, IndexError):
        return 0, 0


def _seconds(data: bytes) -> int:
    try:
        with av.open(io.BytesIO(data), "r") as opened:
            return round((opened.duration or 0) / av.time_base)
    except av.FFmpegError:
        return 0
