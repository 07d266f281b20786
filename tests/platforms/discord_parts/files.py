"""Files that people and the bot send: what they are, and the links to them, which expire."""

import functools
import hashlib
import hmac
import io
import mimetypes
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image, UnidentifiedImageError

from tests.platforms.discord_parts.clock import ServerClock
from tests.platforms.discord_parts.wire import Json

LINK_LIFE = timedelta(hours=24)
LARGEST = 10 * 1024 * 1024
"""Bytes of one file that a bot may send."""


@dataclass(frozen=True)
class File:
    """A file on a person's disk."""

    name: str
    data: bytes
    content_type: str | None = None
    alt: str | None = None


def safe_name(name: str) -> str:
    """Return a file's name as Discord keeps it: letters, digits, underscores, dashes and dots of ASCII."""
    return re.sub(r"[^A-Za-z0-9_.\-]", "", name.replace(" ", "_")) or "unknown"


@dataclass(eq=False)
class Attachment:
    """A file that was sent."""

    id: int
    filename: str
    data: bytes
    cdn: "Cdn"
    channel_id: int
    content_type: str | None = None
    description: str | None = None
    is_ephemeral: bool = False

    def __post_init__(self) -> None:
        self.filename = safe_name(self.filename)

    @property
    def name(self) -> str:
        return self.filename

    @property
    def alt(self) -> str | None:
        return self.description

    @functools.cached_property
    def size(self) -> tuple[int, int] | None:
        """A picture's width and height in pixels."""
        return measured(self.data)

    @property
    def url(self) -> str:
        """A fresh link to it, which expires on the server's clock."""
        return self.cdn.link(self)

    def payload(self) -> Json:
        url = self.url
        body: Json = {
            "id": str(self.id),
            "filename": self.filename,
            "size": len(self.data),
            "url": url,
            "proxy_url": url,
            "content_type": self.content_type or mimetypes.guess_type(self.filename)[0] or "application/octet-stream",
        }
        if self.description is not None:
            body["description"] = self.description
        if self.is_ephemeral:
            body["ephemeral"] = True
        if self.size is not None:
            body["width"], body["height"] = self.size
        return body


def measured(data: bytes) -> tuple[int, int] | None:
    """Return a picture's width and height in pixels, or None for what is none."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None


class Cdn:
    """Keeps what was sent, and signs links to it as Discord does: `ex`, `is` and `hm`."""

    def __init__(self, clock: ServerClock) -> None:
        self._clock = clock
        self._key = b"a loopback's key"
        self.base = ""
        self.kept: dict[int, Attachment] = {}

    def keep(self, attachment: Attachment) -> Attachment:
        self.kept[attachment.id] = attachment
        return attachment

    def link(self, attachment: Attachment) -> str:
        now = self._clock.now()
        issued, expires = int(now.timestamp()), int((now + LINK_LIFE).timestamp())
        kind = "ephemeral-attachments" if attachment.is_ephemeral else "attachments"
        path = f"/{kind}/{attachment.channel_id}/{attachment.id}/{attachment.filename}"
        return f"{self.base}{path}?ex={expires:x}&is={issued:x}&hm={self._signed(attachment.id, issued, expires)}&"

    def fetch(self, attachment_id: str, query: dict[str, str]) -> Attachment | None:
        """Return what a link leads to, or None where it is forged, has expired, or leads nowhere."""
        try:
            issued, expires = int(query["is"], 16), int(query["ex"], 16)
            found = self.kept[int(attachment_id)]
        except (KeyError, ValueError):
            return None
        if not hmac.compare_digest(self._signed(found.id, issued, expires), query.get("hm", "")):
            return None
        return found if self._clock.now() < datetime.fromtimestamp(expires, self._clock.now().tzinfo) else None

    def _signed(self, attachment_id: int, issued: int, expires: int) -> str:
        return hmac.new(self._key, f"{attachment_id}.{issued}.{expires}".encode(), hashlib.sha256).hexdigest()
