"""Which files may be part of an entry (RULES.md 8); an operator may set other limits."""

from dataclasses import dataclass
from typing import Literal

from contests.refusals import Refusal

Kind = Literal["picture", "video", "audio"]

KINDS: dict[str, Kind] = {
    "jpeg": "picture",
    "png": "picture",
    "webp": "picture",
    "gif": "picture",
    "heic": "picture",
    "mp4": "video",
    "webm": "video",
    "mov": "video",
    "mp3": "audio",
    "ogg": "audio",
    "m4a": "audio",
    "wav": "audio",
}
"""What is taken: each format with its kind."""

CURES = {
    **dict.fromkeys(("svg", "pdf", "eps", "psd", "fits", "html", "ico"), "png"),
    **dict.fromkeys(("avif", "bmp", "jxl", "jp2", "raw", "tiff"), "jpeg"),
    **dict.fromkeys(("mkv", "avi", "flv", "wmv", "mpeg"), "mp4"),
    **dict.fromkeys(("flac", "aac", "aiff", "amr", "midi"), "mp3"),
}
"""What to send instead of a format that is not taken."""


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """The most that a file may be: sizes in bytes, durations in whole seconds."""

    picture_bytes: int = 10 * 2**20
    picture_pixels: int = 40_000_000
    picture_frames: int = 500
    video_bytes: int = 50 * 2**20
    video_seconds: int = 180
    audio_bytes: int = 50 * 2**20
    audio_seconds: int = 600
    files: int = 10


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What was seen in an uploaded file, whatever its name says."""

    kind: Kind
    format: str
    """A key of `KINDS`."""
    size: int
    """In bytes."""
    width: int = 0
    height: int = 0
    """In pixels, as stored in the file, before it is turned upright; 0 where there is nothing to see."""
    frames: int = 1
    seconds: float = 0.0
    """How long it plays; 0 for pictures, and while it is not known yet."""
    had_position: bool = False
    """Whether the file said where it was made."""


def admit_files(count: int, limits: MediaLimits) -> None:
    """Refuse more files than an entry may hold.

    Raises:
        Refusal: `too_large` by `files`.
    """
    _admit_at_most("files", count, limits.files)


def admit_format(found: str) -> Kind:
    """Tell the kind of a format, or refuse it.

    Raises:
        Refusal: `wrong_type` with `found` and `cure`, the format to send instead, where there is one;
            `broken_file` for a file without content.
    """
    if found == "empty":
        raise Refusal("broken_file", found=found)
    if found not in KINDS:
        raise Refusal("wrong_type", found=found, cure=CURES.get(found))
    return KINDS[found]


def admit_codecs(kind: Kind, found: set[str], taken: frozenset[str]) -> None:
    """Refuse a recording that holds a codec which is not taken.

    Raises:
        Refusal: `wrong_type` with `found` and `cure`.
    """
    for codec in sorted(found - taken):
        raise Refusal("wrong_type", found=codec, cure="mp4" if kind == "video" else "mp3")


def admit_size(kind: Kind, size: int, limits: MediaLimits) -> None:
    """Refuse a file of too many bytes, before anything else is known of it.

    Raises:
        Refusal: `too_large` by `bytes`.
    """
    most = {"picture": limits.picture_bytes, "video": limits.video_bytes, "audio": limits.audio_bytes}
    _admit_at_most("bytes", size, most[kind], kind)


def admit_media(facts: MediaFacts, limits: MediaLimits) -> None:
    """Refuse a file over a limit; a second that has only begun is not counted.

    Raises:
        Refusal: `too_large` by `bytes`, `pixels` or `frames`, `too_long` by `seconds`, each with `kind`, `limit`
            and `found`; `broken_file` when it has a side of no length or ends before it begins.
    """
    admit_size(facts.kind, facts.size, limits)
    if facts.kind != "audio" and min(facts.width, facts.height) < 1:
        raise Refusal("broken_file", found=facts.format)
    if facts.kind == "picture":
        _admit_at_most("pixels", facts.width * facts.height, limits.picture_pixels, "picture")
        _admit_at_most("frames", facts.frames, limits.picture_frames, "picture")
    else:
        _admit_duration(facts, limits)


def _admit_duration(facts: MediaFacts, limits: MediaLimits) -> None:
    if facts.seconds < 0:
        raise Refusal("broken_file", found=facts.format)
    most = limits.video_seconds if facts.kind == "video" else limits.audio_seconds
    if facts.seconds >= most + 1:
        raise Refusal("too_long", by="seconds", kind=facts.kind, limit=most, found=int(facts.seconds))


def _admit_at_most(by: str, found: int, limit: int, kind: str | None = None) -> None:
    if found > limit:
        raise Refusal("too_large", by=by, kind=kind, limit=limit, found=found)
