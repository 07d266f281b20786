"""What a file is, and what is left out of it: the parts that need no worker."""

import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bots.media.bitstreams import plain_header
from bots.media.blocks import PLAIN, plain_gif, plain_png, plain_webp
from bots.media.kinds import HEAD, MIME, sniff
from contests.rules.media import KINDS
from tests.files import hostile, makers

NOTE = st.binary(min_size=8, max_size=300)
MADE: dict[str, Callable[[], bytes]] = {
    "jpeg": makers.jpeg,
    "png": makers.png,
    "webp": makers.webp,
    "gif": makers.gif,
    "heic": makers.heic,
    "mp4": makers.mp4,
    "mov": makers.mov,
    "webm": makers.webm,
    "mp3": makers.mp3,
    "ogg": makers.ogg,
    "m4a": makers.m4a,
    "wav": makers.wav,
}


def test_every_format_is_made_and_every_format_is_known_by_its_content() -> None:
    assert MADE.keys() == KINDS.keys()
    assert {name: sniff(make()[:HEAD]) for name, make in MADE.items()} == {name: name for name in KINDS}


def test_a_type_is_fixed_for_every_format_that_is_stored() -> None:
    assert MIME.keys() == KINDS.keys() - {"heic"}  # which becomes a JPEG
    assert len(set(MIME.values())) == len(MIME)


@given(st.binary(max_size=HEAD))
def test_any_bytes_are_something(head: bytes) -> None:
    assert sniff(head)


@pytest.mark.parametrize("frames", [1, 3])
@pytest.mark.parametrize(("name", "make"), [("gif", makers.gif), ("webp", makers.webp), ("png", makers.apng)])
def test_what_is_plain_stays_as_it_is_and_shows_the_same(name: str, make: Callable[..., bytes], frames: int) -> None:
    made = make(frames=frames)
    plain = PLAIN[name](made, 10)
    assert (plain.width, plain.height, plain.frames) == (64, 48, frames)
    assert PLAIN[name](plain.data, 10).data == plain.data
    assert shown(plain.data) == shown(made)


@given(NOTE)
def test_nothing_of_a_note_in_a_png_is_left(note: bytes) -> None:
    made = makers.png()
    noted = made[:33] + hostile.chunk(b"tEXt", note) + made[33:] + note
    assert plain_png(noted, 1).data == plain_png(made, 1).data


@given(NOTE)
def test_nothing_of_a_note_in_a_gif_is_left(note: bytes) -> None:
    made = makers.gif(2)
    comment = b"!\xfe" + bytes([min(len(note), 255)]) + note[:255] + b"\x00"
    assert plain_gif(made[:-1] + comment + b";" + note, 9).data == plain_gif(made, 9).data


@given(NOTE)
def test_nothing_of_a_note_in_a_webp_is_left(note: bytes) -> None:
    made = makers.webp(frames=2)
    chunk = b"note" + struct.pack("<I", len(note)) + note + b"\x00" * (len(note) % 2)
    noted = made[:4] + struct.pack("<I", len(made) - 8 + len(chunk)) + made[8:] + chunk + note
    assert plain_webp(noted, 9).data == plain_webp(made, 9).data


def test_counting_frames_stops_where_they_are_too_many() -> None:
    assert plain_gif(hostile.gif_of_tiny_frames(1000), 5).frames == 6


@given(first=st.binary(min_size=1, max_size=600), note=NOTE, setup=st.binary(max_size=600))
def test_a_vorbis_header_keeps_all_but_its_comments(first: bytes, note: bytes, setup: bytes) -> None:
    plain = plain_header("vorbis", laced(first, b"\x03vorbis" + note, setup))
    assert plain == laced(first, b"\x03vorbis" + bytes(8) + b"\x01", setup)


def test_an_hevc_header_keeps_all_but_what_it_says_beside() -> None:
    units = [bytes([kind << 1, 1, 7, 7]) for kind in (32, 39, 33, 40, 34)]
    start = b"\x00\x00\x00\x01"
    kept = start + start.join(unit for unit in units if unit[0] >> 1 in {32, 33, 34})
    assert plain_header("hevc", start + start.join(units)) == kept


def test_other_headers_stay_as_they_are() -> None:
    assert plain_header("h264", b"\x01abc") == b"\x01abc"


def shown(data: bytes) -> list[bytes]:
    """Return every frame's pixels."""
    with Image.open(io.BytesIO(data)) as image:
        frames = []
        for at in range(image.n_frames if hasattr(image, "n_frames") else 1):
            image.seek(at)
            frames.append(image.convert("RGBA").tobytes())
        return frames


def laced(first: bytes, second: bytes, third: bytes) -> bytes:
    """Make a header of three parts with their lengths in Xiph lacing."""
    lengths = b"".join(b"\xff" * (len(part) // 255) + bytes([len(part) % 255]) for part in (first, second))
    return b"\x02" + lengths + first + second + third
