"""The files that `python -m tests.files` sends, each with a name and what ought to become of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.files import hostile, makers

Maker = Callable[[], bytes]
Line = tuple[str, Maker, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what it is, how it is made, and what is expected: a format that is stored, or a refusal."""

    what: str
    make: Maker
    expected: str
    is_placed: bool = False
    """Whether it says where it was made."""


def light() -> list[Case]:
    """Files that are made and looked into in hundredths of a second."""
    placed = WITH_POSITION + TURNED
    tables = (ORDINARY, placed, OTHER_TYPES, BROKEN, TOO_LARGE, BOMBS, TWO_AT_ONCE)
    return [Case(*row, is_placed=table is placed) for table in tables for row in table]


def heavy() -> list[Case]:
    """Files at and beyond what a worker may take."""
    return [Case(*row) for row in HEAVY]


def of(content: bytes) -> Maker:
    """Make what is at hand."""
    return lambda: content


def cut(make: Maker) -> Maker:
    """Make what arrives when a connection breaks."""

    def broken() -> bytes:
        whole = make()
        return whole[: len(whole) * 2 // 3]

    return broken


ORDINARY: list[Line] = [
    ("JPEG", makers.jpeg, "jpeg"),
    ("PNG", makers.png, "png"),
    ("moving PNG, 3 frames", makers.apng, "png"),
    ("WEBP", makers.webp, "webp"),
    ("moving WEBP, 100 frames", partial(makers.webp, frames=100), "webp"),
    ("GIF", makers.gif, "gif"),
    ("moving GIF, 500 frames", partial(makers.gif, 500), "gif"),
    ("HEIC", makers.heic, "jpeg"),
    ("JPEG for a printer (CMYK)", partial(hostile.in_mode, "CMYK", "JPEG"), "jpeg"),
    ("PNG of 16 bits", partial(hostile.in_mode, "I;16", "PNG"), "png"),
    ("PNG with a palette", partial(hostile.in_mode, "P", "PNG"), "png"),
    ("MP4", makers.mp4, "mp4"),
    ("MP4 with HEVC", partial(makers.video, "mp4", "libx265", range(2)), "mp4"),
    ("MP4 with AV1", partial(makers.video, "mp4", "libsvtav1", range(2)), "mp4"),
    ("MP4 of sound alone", partial(makers.audio, "mp4", "aac"), "m4a"),
    ("MOV", makers.mov, "mp4"),
    ("MOV with plain sound", partial(makers.video, "mov", "libx264", range(2), sound="pcm_s16le"), "mov"),
    ("WEBM", makers.webm, "webm"),
    ("WEBM of sound alone", partial(makers.audio, "webm", "libopus"), "ogg"),
    ("MP3", makers.mp3, "mp3"),
    ("OGG", makers.ogg, "ogg"),
    ("M4A", makers.m4a, "m4a"),
    ("WAV", makers.wav, "wav"),
    ("video of 3 minutes", partial(makers.video, "mp4", "libx264", range(180)), "mp4"),
    ("sound of 10 minutes", partial(makers.mp3, 600), "mp3"),
]
WITH_POSITION: list[Line] = [
    ("JPEG with a position", partial(makers.jpeg, gps=True), "jpeg"),
    ("JPEG of two pictures, the second with a position", hostile.mpo, "jpeg"),
    ("PNG with a position", partial(makers.png, gps=True), "png"),
    ("PNG with a position in a text", hostile.png_with_text_position, "png"),
    ("WEBP with a position", partial(makers.webp, gps=True), "webp"),
    ("moving WEBP with a position", partial(makers.webp, gps=True, frames=3), "webp"),
    ("GIF with a position in a comment", partial(makers.gif, gps=True), "gif"),
    ("GIF with a position in XMP", hostile.gif_with_xmp, "gif"),
    ("HEIC with a position", partial(makers.heic, gps=True), "jpeg"),
    ("MP4 with a position", partial(makers.mp4, location=True), "mp4"),
    ("MP4 with a position in H.264", hostile.mp4_with_position_in_pictures, "mp4"),
    ("MOV with a position", partial(makers.mov, location=True), "mp4"),
    ("WEBM with a position", partial(makers.webm, location=True), "webm"),
    ("WEBM with a position in Vorbis", hostile.webm_with_vorbis_comment, "webm"),
    ("MP3 with a position, and a cover", hostile.mp3_with_cover, "mp3"),
    ("OGG with a position", partial(makers.ogg, location=True), "ogg"),
    ("M4A with a position", partial(makers.m4a, location=True), "m4a"),
    ("WAV with a position", partial(makers.audio, "wav", "pcm_s16le", location=True), "wav"),
]
TURNED: list[Line] = [
    ("JPEG held upright, with a position", partial(makers.jpeg, gps=True, turn=6), "jpeg"),
    ("PNG held upright, with a position", partial(makers.png, gps=True, turn=6), "png"),
    ("WEBP held upright, with a position", partial(makers.webp, gps=True, turn=6), "webp"),
    ("HEIC held upright, with a position", partial(makers.heic, gps=True, turn=6), "jpeg"),
]
OTHER_TYPES: list[Line] = [
    ("SVG", of(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "wrong_type"),
    ("SVG after a comment", of(b"<?xml version='1.0'?><!-- a -->" + b" " * 900 + b"<svg >"), "wrong_type"),
    ("HTML", of(b"<!doctype html><script>alert(1)</script>"), "wrong_type"),
    ("PDF", of(b"%PDF-1.7\n1 0 obj"), "wrong_type"),
    ("ZIP", of(b"PK\x03\x04" + bytes(40)), "wrong_type"),
    ("EPS", of(b"%!PS-Adobe-3.0 EPSF-3.0\n/a {a} def a"), "wrong_type"),
    ("FITS", of(b"SIMPLE  =                    T".ljust(2880)), "wrong_type"),
    ("PSD", of(b"8BPS\x00\x01" + bytes(40)), "wrong_type"),
    ("BMP", of(b"BM" + bytes(60)), "wrong_type"),
    ("TIFF", of(b"II*\x00" + bytes(60)), "wrong_type"),
    ("AVIF", of(b"\x00\x00\x00\x20ftypavif" + bytes(20)), "wrong_type"),
    ("MKV", partial(makers.video, "matroska", "libx264", range(2)), "wrong_type"),
    ("AVI", partial(makers.video, "avi", "mpeg4", range(2)), "wrong_type"),
    ("FLAC", partial(makers.audio, "flac", "flac"), "wrong_type"),
    ("a list of other files (HLS)", of(b"#EXTM3U\n#EXTINF:9,\nfile:///etc/passwd\n"), "wrong_type"),
    ("a list of other files (concat)", of(b"ffconcat version 1.0\nfile /etc/passwd\n"), "wrong_type"),
    ("a program", of(b"\x7fELF" + bytes(100)), "wrong_type"),
    ("words", of("żółć, \u202eright to left".encode()), "wrong_type"),
    ("one byte", of(b"\xff"), "wrong_type"),
]
BROKEN: list[Line] = [
    ("nothing", of(b""), "broken_file"),
    ("the first bytes of a JPEG", of(b"\xff\xd8\xff\xe0"), "broken_file"),
    ("the first bytes of a PNG", of(b"\x89PNG\r\n\x1a\n"), "broken_file"),
    ("the first bytes of a GIF", of(b"GIF89a"), "broken_file"),
    ("the first bytes of a WEBP", of(b"RIFF\x04\x00\x00\x00WEBP"), "broken_file"),
    ("the first bytes of a HEIC", of(b"\x00\x00\x00\x18ftypheic"), "broken_file"),
    ("the first bytes of an MP4", of(b"\x00\x00\x00\x18ftypisom"), "broken_file"),
    ("the first bytes of a WEBM", of(b"\x1aE\xdf\xa3\x87webm"), "broken_file"),
    ("the first bytes of an MP3", of(b"ID3\x03\x00\x00\x00\x00\x00\x00"), "broken_file"),
    ("the first bytes of an OGG", of(b"OggS\x00\x02"), "broken_file"),
    ("the first bytes of a WAV", of(b"RIFF\x24\x00\x00\x00WAVEfmt "), "broken_file"),
    ("JPEG cut short", cut(partial(makers.jpeg, 640, 480)), "broken_file"),
    ("PNG cut short", cut(makers.png), "broken_file"),
    ("GIF cut short", cut(partial(makers.gif, 5)), "broken_file"),
    ("WEBP cut short", cut(makers.webp), "broken_file"),
    ("HEIC cut short", cut(partial(makers.heic, 640, 480)), "broken_file"),
    ("MP4 cut short", cut(makers.mp4), "broken_file"),
    ("WEBM cut short, plays so far", cut(makers.webm), "webm"),
    ("MP3 cut short, plays so far", cut(makers.mp3), "mp3"),
    ("OGG cut short, plays so far", cut(makers.ogg), "ogg"),
    ("WAV cut short", cut(makers.wav), "broken_file"),
    ("PNG without height", partial(hostile.png_of, 8, 0), "broken_file"),
    ("JPEG without height", partial(hostile.jpeg_of, 64, 0), "broken_file"),
    ("PNG with half of its rows, drawn so far", partial(hostile.png_of, 64, 64, rows=bytes(9 * 32)), "png"),
    ("JPEG with broken notes", partial(makers.jpeg, notes=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff"), "jpeg"),
    ("MP4 whose index says two thousand million", hostile.mp4_of_many_samples, "broken_file"),
]
TOO_LARGE: list[Line] = [
    ("video of 3 minutes and a second", partial(makers.video, "mp4", "libx264", range(181)), "too_long"),
    ("video with a picture that stays for an hour", partial(makers.video, "mp4", "libx264", (0, 3600)), "too_long"),
    ("WEBM of 3 minutes and a second", partial(makers.video, "webm", "libvpx", range(181)), "too_long"),
    ("MP3 of 10 minutes and a second", partial(makers.mp3, 601), "too_long"),
    ("WAV of 10 minutes and a second", partial(makers.wav, 601), "too_long"),
    ("moving WEBP of 501 frames", partial(makers.webp, frames=501), "too_large"),
    ("moving PNG of 501 frames", partial(makers.apng, 501), "too_large"),
]
BOMBS: list[Line] = [
    ("JPEG of 50,000 by 50,000", partial(hostile.jpeg_of, 50_000, 50_000), "too_large"),
    ("HEIC of 50,000 by 50,000", partial(hostile.heic_of, 50_000, 50_000), "broken_file"),
    ("GIF of 100,000 frames", partial(hostile.gif_of_tiny_frames, 100_000), "too_large"),
    ("moving WEBP of 16,777,216 by 16,777,216", hostile.webp_bomb, "too_large"),
    ("PNG with texts and profile that unpack to 64 MiB", hostile.png_with_bombs, "png"),
]
HEAVY: list[Line] = [
    ("picture of 40 megapixels, JPEG", partial(makers.jpeg, 8000, 5000), "jpeg"),
    ("picture of 40 megapixels, PNG", partial(makers.png, 8000, 5000), "png"),
    ("picture of 40 megapixels, WEBP", partial(makers.webp, 8000, 5000), "webp"),
    ("picture of 10 MiB and a byte", lambda: makers.jpeg().ljust(10 * 2**20 + 1, b"\x00"), "too_large"),
    ("video of 50 MiB and a byte", lambda: makers.mp4().ljust(50 * 2**20 + 1, b"\x00"), "too_large"),
    ("sound of 50 MiB and a byte", lambda: makers.mp3().ljust(50 * 2**20 + 1, b"\x00"), "too_large"),
    ("PNG of 50,000 by 50,000", partial(hostile.png_of, 50_000, 50_000), "too_large"),
    ("WEBP that hides 16 megapixels behind a small header", partial(hostile.webp_of_small_canvas, 4000), "broken_file"),
    ("JPEG of 150 kB that takes 8 s to draw", hostile.slow_jpeg, "too_large"),
    ("JPEG of 40 megapixels in full colour, progressive", partial(hostile.heavy_jpeg, 8000, 5000), "jpeg"),
]
TWO_AT_ONCE: list[Line] = [
    ("JPEG that is a page, too", hostile.jpeg_and_html, "jpeg"),
    ("GIF that is a script, too", hostile.gif_and_script, "gif"),
    ("PNG that is a ZIP, too", lambda: makers.png() + b"PK\x03\x04" + hostile.SCRIPT, "png"),
    ("MP4 that is a page, too", hostile.mp4_and_html, "mp4"),
]
