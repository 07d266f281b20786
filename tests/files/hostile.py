"""Makes files that are broken, too large inside, or something else than they seem."""

import io
import struct
import zlib

import av
from av.bitstream import BitStreamFilterContext
from PIL import Image

from tests.files import makers

SCRIPT = b"<script>alert(1)</script>"


def chunk(name: bytes, body: bytes) -> bytes:
    """Make a chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of(width: int, height: int, *before: bytes, rows: bytes = b"") -> bytes:
    """Make a PNG of one bit of grey, whose header may say more than there is."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows or bytes((width + 7) // 8 + 1)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(before) + body + chunk(b"IEND", b"")


def zeros(mebibytes: int) -> bytes:
    """Many zeros, squeezed."""
    squeezer = zlib.compressobj(9)
    return b"".join(squeezer.compress(bytes(2**20)) for _ in range(mebibytes)) + squeezer.flush()


def png_with_bombs(mebibytes: int = 64) -> bytes:
    """Make a small PNG whose texts and colour profile unpack to much."""
    bomb = zeros(mebibytes)
    return png_of(
        8,
        8,
        chunk(b"iCCP", b"a\x00\x00" + bomb),
        chunk(b"zTXt", b"a\x00\x00" + bomb),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + bomb),
        rows=bytes(16),
    )


def png_with_text_position() -> bytes:
    """Make a PNG that says in an XMP text where it was made."""
    return png_of(8, 8, chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + makers.XMP), rows=bytes(16))


def gif_of_tiny_frames(frames: int) -> bytes:
    """Make a GIF of one pixel, many times."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    return head + (b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00") * frames + b";"


def gif_with_xmp() -> bytes:
    """Make a GIF with Adobe's notes in an extension."""
    plain = makers.gif(2)
    note = b"!\xff\x0bXMP DataXMP" + bytes([len(makers.XMP)]) + makers.XMP + b"\x00"
    return plain[:-1] + note + b";"


def webp_bomb() -> bytes:
    """Make a moving WEBP whose canvas is as large as can be said."""
    plain = bytearray(makers.webp(frames=3))
    plain[24:30] = b"\xff\xff\xff\xff\xff\xff"
    return bytes(plain)


def webp_of_small_canvas(side: int) -> bytes:
    """Make a WEBP whose header says 16 pixels, around a picture of many."""
    picture = makers.webp(side, side)
    at = picture.index(b"VP8 ")
    inner = picture[at : at + 8 + int.from_bytes(picture[at + 4 : at + 8], "little")]
    header = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\x0f\x00\x00\x0f\x00\x00"
    body = b"WEBP" + header + inner + b"\x00" * (len(inner) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_of(width: int, height: int) -> bytes:
    """Make a JPEG whose header says other sides than it has."""
    plain = bytearray(makers.jpeg())
    at = plain.index(b"\xff\xc0")
    plain[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(plain)


def slow_jpeg(side: int = 6000, scans: int = 200) -> bytes:
    """Make a progressive JPEG of some 150 kB that draws its last scan again and again: 40 ms of work each."""
    file = io.BytesIO()
    Image.new("L", (side, side), 100).save(file, "JPEG", progressive=True)
    data = file.getvalue()
    last = data[data.rindex(b"\xff\xc4") : -2]
    return data[:-2] + last * scans + b"\xff\xd9"


def heavy_jpeg(width: int, height: int) -> bytes:
    """Make a progressive JPEG at full colour: a decoder must hold all of it twice."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG", progressive=True, subsampling=0)
    return file.getvalue()


def jpeg_and_html() -> bytes:
    """Make a JPEG that is a page, too."""
    plain = makers.jpeg()
    page = b"<html>" + SCRIPT
    comment = b"\xff\xfe" + struct.pack(">H", len(page) + 2) + page
    return plain[:2] + comment + plain[2:] + page


def gif_and_script() -> bytes:
    """Make a GIF that is a script, too."""
    plain = makers.gif()
    body = b"*/=1;alert(1)//" + SCRIPT
    return plain[:-1] + b"!\xfe" + bytes([len(body)]) + body + b"\x00;" + SCRIPT


def mp4_and_html() -> bytes:
    """Make an MP4 with a page in a box that players skip."""
    page = b"<html>" + SCRIPT
    return makers.mp4() + struct.pack(">I", len(page) + 8) + b"free" + page


def mp4_with_position_in_pictures() -> bytes:
    """Make an MP4 whose camera wrote the position between the pictures, as user data of H.264."""
    file = io.BytesIO()
    with av.open(io.BytesIO(makers.mp4()), "r") as source, av.open(file, "w", format="mp4") as sink:
        stream = source.streams.video[0]
        to = sink.add_stream_from_template(stream)
        note = f"h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+{makers.ISO_6709}"
        camera = BitStreamFilterContext(note, stream, to)
        for packet in source.demux(stream):
            for noted in camera.filter(packet if packet.size else None):
                noted.stream = to
                sink.mux_one(noted)
    return file.getvalue()


def webm_with_vorbis_comment() -> bytes:
    """Make a WEBM whose sound's header says where it was made."""
    said = b"LOCATION=" + makers.ISO_6709.encode()
    comments = b"\x03vorbis" + struct.pack("<III", 0, 1, len(said)) + said + b"\x01"
    file = io.BytesIO()
    plain = io.BytesIO(makers.video("webm", "libvpx", range(2), sound="vorbis"))
    with av.open(plain, "r") as source, av.open(file, "w", format="webm") as sink:
        to = [sink.add_stream_from_template(stream) for stream in (*source.streams.video, *source.streams.audio)]
        header = to[1].codec_context.extradata or b""  # 2, two lengths below 255, three parts
        first, second = header[1], header[2]
        to[1].codec_context.extradata = (
            bytes([2, first, len(comments)]) + header[3 : 3 + first] + comments + header[3 + first + second :]
        )
        for packet in source.demux():
            if packet.size:
                packet.stream = to[packet.stream_index]
                sink.mux_one(packet)
    return file.getvalue()


def mp3_with_cover() -> bytes:
    """Make an MP3 whose cover and texts say where it was made, before and after the sound."""
    cover = b"\x00image/jpeg\x00\x03\x00" + makers.jpeg(gps=True)
    frames = b"".join(
        name + struct.pack(">IH", len(body), 0) + body
        for name, body in ((b"APIC", cover), (b"TXXX", b"\x00location\x00" + makers.ISO_6709.encode()))
    )
    size = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    tail = b"TAG" + makers.ISO_6709.encode().ljust(125, b"\x00")
    return b"ID3\x03\x00\x00" + size + frames + makers.mp3()[45:] + tail


def mp4_of_many_samples() -> bytes:
    """Make an MP4 whose index says that it has more pictures than fit into memory."""
    plain = bytearray(makers.mov())
    at = plain.index(b"stsz")
    plain[at + 8 : at + 16] = struct.pack(">II", 1, 2**31 - 1)
    at = plain.index(b"stts")
    plain[at + 12 : at + 20] = struct.pack(">II", 2**31 - 1, 1)
    return bytes(plain)


def mpo() -> bytes:
    """Make what telephones with two lenses send: a JPEG with another one behind it."""
    file = io.BytesIO()
    first, second = (Image.open(io.BytesIO(makers.jpeg(gps=gps))) for gps in (False, True))
    first.save(file, "MPO", save_all=True, append_images=[second])
    return file.getvalue() + makers.jpeg(gps=True)


def in_mode(mode: str, name: str) -> bytes:
    """Make a picture in one of the rarer ways to hold colours."""
    file = io.BytesIO()
    makers.drawing(makers.SIZE, "teal", "L").convert(mode).save(file, name)
    return file.getvalue()


def heic_of(width: int, height: int) -> bytes:
    """Make a HEIC whose header says other sides than it has."""
    plain = bytearray(makers.heic())
    at = plain.index(b"ispe")
    plain[at + 8 : at + 16] = struct.pack(">II", width, height)
    return bytes(plain)
