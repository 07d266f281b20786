"""What a file is by its first bytes, whatever its name says; and the type under which it is served."""

import re

HEAD = 4096
"""How many of a file's first bytes `sniff` wants."""

MIME = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "gif": "image/gif",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
}
"""The fixed type of each format that is stored."""

_SIGNS = [  # the first that fits decides, so the narrow ones come first
    ("jpeg", rb"\xff\xd8\xff"),
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("gif", rb"GIF8[79]a"),
    ("webp", rb"RIFF....WEBP"),
    ("wav", rb"RIFF....WAVE"),
    ("avi", rb"RIFF....AVI "),
    ("avif", rb"....ftyp(avi[fs]|mif1.{4}(.{4}){0,8}avif)"),
    ("heic", rb"....ftyp(hei[cmsx]|hev[cmsx]|mif[12]|msf1)"),
    ("m4a", rb"....ftypM4[AB]"),
    ("jxl", rb"....(ftypjxl|JXL )|\xff\x0a"),
    ("jp2", rb"....(ftypjp2|jP  )"),
    ("raw", rb"....ftypcrx"),
    ("mov", rb"....(ftypqt|moov|mdat|wide|free|skip)"),
    ("mp4", rb"....ftyp"),
    ("webm", rb"\x1aE\xdf\xa3.{0,60}webm"),
    ("mkv", rb"\x1aE\xdf\xa3"),
    ("ogg", rb"OggS"),
    ("flac", rb"fLaC"),
    ("aac", rb"\xff[\xf0\xf1\xf8\xf9]"),
    ("mp3", rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    ("amr", rb"#!AMR"),
    ("midi", rb"MThd"),
    ("aiff", rb"FORM....AIF"),
    ("flv", rb"FLV\x01"),
    ("wmv", rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
    ("mpeg", rb"\x00\x00\x01[\xb3\xba]|G.{187}G"),
    ("pdf", rb".{0,1000}%PDF-"),
    ("eps", rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("psd", rb"8BPS"),
    ("fits", rb"SIMPLE  ="),
    ("tiff", rb"II\*\x00|MM\x00\*"),
    ("bmp", rb"BM.{4}\x00{4}"),
    ("ico", rb"\x00\x00[\x01\x02]\x00"),
    ("zip", rb"PK[\x03\x05]|7z\xbc\xaf|Rar!|\x1f\x8b|BZh|\xfd7zXZ"),
    ("program", rb"MZ|\x7fELF|\xfe\xed\xfa|#!"),
]
_PATTERNS = [(name, re.compile(sign, re.DOTALL)) for name, sign in _SIGNS]
_MARKUP = [
    ("svg", re.compile(rb"<svg[\s>]", re.IGNORECASE)),
    ("html", re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe)[\s>]", re.IGNORECASE)),
]


def sniff(head: bytes) -> str:
    """Tell a format from the first bytes: a key of `contests.rules.media.KINDS`, or what else it is."""
    if not head:
        return "empty"
    for name, pattern in _PATTERNS:
        if pattern.match(head):
            return name
    for name, pattern in _MARKUP:
        if pattern.search(head):
            return name
    return "unknown" if b"\x00" in head else "text"
