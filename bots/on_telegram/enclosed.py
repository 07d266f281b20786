"""Which files go along with a post, as what Telegram shows them, and which have to stay behind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from bots.post import Attachment, Post

MOST = 10
"""Files that go along with one post: an album takes so many."""
PHOTO_BYTES = 10_000_000
"""What a picture may have that is shown as one."""
LIMIT_BYTES = 50_000_000
"""What one file may have, unless the Bot API's server is the operator's own."""
LOCAL_LIMIT_BYTES = 2_000_000_000

Find = Callable[[Attachment], Path | None]
"""Finds where a stored file lies; None where there is none."""
Kind = Literal["photo", "animation", "video", "audio", "voice", "document"]

_KINDS: dict[str, Kind] = {
    "image/gif": "animation",
    "video/mp4": "video",
    "audio/mpeg": "audio",
    "audio/mp4": "audio",
    "audio/ogg": "voice",
}
"""What is played in the chat; whatever else is no picture is offered as a file."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file that goes along, under a name of our own."""

    kind: Kind
    name: str
    source: Path | bytes
    media: str = ""
    """The id of a stored file, by which Telegram's own copy of it is known again; none for what was made just now."""
    alt: str = ""
    size: int = 0
    """In bytes."""

    def as_file(self) -> "Enclosed":
        """Return it as a file to be opened, for what Telegram cannot show."""
        return replace(self, kind="document")


@dataclass(slots=True)
class Envelope:
    """What goes along with a post, and what had to stay behind: name and size in bytes of each."""

    goes: list[Enclosed] = field(default_factory=list)
    stays: list[tuple[str, int]] = field(default_factory=list)

    def albums(self) -> Iterator[Sequence[Enclosed]]:
        """Yield what goes together in one message or album, in order: pictures and videos, sound, files."""
        if len(self.goes) == 1:
            yield self.goes
            return
        tame = [_tame(one) for one in self.goes]
        for kinds in ({"photo", "video"}, {"audio"}, {"document"}):
            if some := [one for one in tame if one.kind in kinds]:
                yield some


def enclosed(post: Post, find: Find, limit: int = LIMIT_BYTES) -> Envelope:
    """Return what goes along with a post; a picture that is too large is replaced by its small one."""
    envelope = Envelope()
    for card in post.pictures:
        _add(envelope, replace(card, alt=""), find(card), limit)  # the text beside a card says what it shows
    for one in post.media:
        _add(envelope, one, find(one), limit)
    for name, body in post.files:
        _put(envelope, Enclosed("document", name or "file", body), len(body), limit)
    return envelope


def _add(envelope: Envelope, one: Attachment, found: Path | None, limit: int) -> None:
    whole = _size(found)
    if found is None or whole is None:
        return
    kind: Kind = _KINDS.get(one.mime, "photo" if one.kind == "picture" else "document")
    name = f"{one.kind}-{len(envelope.goes) + 1}"
    small = found.with_name(f"{found.stem}.thumbnail.webp")
    if kind == "photo" and whole > PHOTO_BYTES:
        shrunk = _size(small)
        if shrunk is not None and shrunk <= PHOTO_BYTES:
            found, whole, media = small, shrunk, f"{one.media} small"
            _put(envelope, Enclosed(kind, f"{name}{found.suffix}", found, media, one.alt), whole, limit)
            return
        kind = "document"
    _put(envelope, Enclosed(kind, f"{name}{found.suffix}", found, one.media, one.alt), whole, limit)


def _put(envelope: Envelope, one: Enclosed, size: int, limit: int) -> None:
    if len(envelope.goes) >= MOST or size > limit or not size:
        envelope.stays.append((one.alt or one.name, size))
    else:
        envelope.goes.append(replace(one, size=size))


def _tame(one: Enclosed) -> Enclosed:
    """Return a file as an album takes it: there, nothing moves by itself and nothing is a voice."""
    if one.kind == "animation":
        return replace(one, kind="photo") if one.size <= PHOTO_BYTES else one.as_file()
    return one.as_file() if one.kind == "voice" else one


def _size(path: Path | None) -> int | None:
    try:
        return None if path is None else path.stat().st_size
    except OSError:  # it was thrown away: a withdrawn entry's files are
        return None
