"""Whether a file says where it was made: asked of its bytes and of two readers, none of them ours."""

import io
import struct
import warnings
from contextlib import suppress

import av
import pillow_heif
from PIL import ExifTags, Image

_WORDS = (b"52.2297", b"GPSLatitude", b"ISO6709")
_RATIONALS = [struct.pack(f"{order}4I", 52, 1, 13, 1) for order in "<>"]


def has_position(data: bytes) -> bool:
    """Whether a position is found anywhere in a file."""
    return _in_bytes(data) or _in_picture(data) or _in_recording(data)


def _in_bytes(data: bytes) -> bool:
    return any(sign in data for sign in (*_WORDS, *_RATIONALS))


def _in_picture(data: bytes) -> bool:
    pillow_heif.register_heif_opener()
    # whatever is no picture, or a broken one, says nothing, of which Pillow would warn
    with suppress(Exception), warnings.catch_warnings(action="ignore"):
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP", "HEIF"))
        return ExifTags.GPS.GPSLatitude in image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    return False


def _in_recording(data: bytes) -> bool:
    # whatever is no recording, or a broken one, says nothing
    with suppress(Exception), av.open(io.BytesIO(data), metadata_errors="ignore") as container:
        notes = [container.metadata, *(stream.metadata for stream in container.streams)]
        return any("location" in name.lower() for note in notes for name in note)
    return False
