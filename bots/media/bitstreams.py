"""What a codec's own stream may carry beside sound and picture, left out without decoding.

H.264, HEVC and AV1 have units for whatever an encoder or a camera wants to say, positions included;
Vorbis has comments in its header, which FFmpeg leaves out of Ogg but copies into WEBM as they are.
"""

import re

FILTERS = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
    "av1": "filter_units=remove_types=5|15",
}
"""FFmpeg's filter for each such codec: SEI units, metadata units. It costs 5 ms a MiB."""

_NO_COMMENTS = b"\x03vorbis" + bytes(8) + b"\x01"


def plain_header(codec: str, header: bytes) -> bytes:
    """Return a stream's header (`extradata`) without what it says beside how to decode."""
    match codec:
        case "vorbis":
            return _plain_vorbis(header)
        case "hevc" if header.startswith(b"\x00\x00"):
            return _plain_hevc(header)
    return header


def _plain_vorbis(header: bytes) -> bytes:
    """Three parts with their lengths in Xiph lacing; the second one holds the comments."""
    lengths, at = [], 1
    for _ in range(2):
        length = re.compile(rb"\xff*[^\xff]", re.DOTALL).match(header, at)
        if length is None:
            raise ValueError("cut short")
        lengths.append(sum(length.group()))
        at = length.end()
    setup = at + sum(lengths)
    parts = header[at : at + lengths[0]], _NO_COMMENTS, header[setup:]
    lacing = b"".join(b"\xff" * (len(part) // 255) + bytes([len(part) % 255]) for part in parts[:2])
    return header[:1] + lacing + b"".join(parts)


def _plain_hevc(header: bytes) -> bytes:
    """Units after start codes, as FFmpeg's filters leave them."""
    units = re.split(rb"\x00\x00\x00?\x01", header)[1:]
    return b"".join(b"\x00\x00\x00\x01" + unit for unit in units if unit[0] >> 1 & 0x3F not in {39, 40})
