"""Makes small real files of every format that is taken: cheap, and the same bytes each time.

Those that are asked for a position say that they were made in Warsaw, as a telephone would.
"""

import io
import wave
from collections.abc import Iterable

import av
import pillow_heif
from av.container import OutputContainer
from PIL import ExifTags, Image

LATITUDE, LONGITUDE = (52.0, 13.0, 46.92), (21.0, 0.0, 43.92)
ISO_6709 = "+52.2297+021.0122/"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" exif:GPSLatitude="52,13.782N" exif:GPSLongitude="21,0.732E"/>'
SIZE = (64, 48)

_EXACT = {"fflags": "+bitexact"}
_NOTED = _EXACT | {"movflags": "use_metadata_tags"}
_WRITTEN = dict.fromkeys(("ipod", "mp4", "mov"), _NOTED)
_QUICK = {
    "libx264": {"preset": "ultrafast"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:bframes=0"},
    "libsvtav1": {"preset": "12"},
    "vorbis": {"strict": "-2"},
}


def exif(*, gps: bool, turn: int = 1) -> bytes:
    """Make notes of a camera: how it was held, and with `gps` where."""
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = turn
    notes[ExifTags.Base.Make] = "Prosument"
    if gps:
        notes.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: LATITUDE,
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: LONGITUDE,
            }
        )
    return notes.tobytes()


def drawing(size: tuple[int, int], colour: str, mode: str = "RGB") -> Image.Image:
    """Make a picture whose left third is white, so that one sees how it is turned."""
    image = Image.new(mode, size, colour)
    image.paste("white", (0, 0, size[0] // 3, size[1]))
    return image


def _saved(image: Image.Image, name: str, **how: object) -> bytes:
    file = io.BytesIO()
    image.save(file, name, **how)
    return file.getvalue()


def jpeg(
    width: int = 64,
    height: int = 48,
    colour: str = "teal",
    *,
    gps: bool = False,
    turn: int = 1,
    notes: bytes = b"",
) -> bytes:
    """Make a JPEG; `turn` is EXIF's orientation, `notes` stand in for all of EXIF."""
    how = {"xmp": XMP, "comment": ISO_6709.encode()} if gps else {}
    return _saved(drawing((width, height), colour), "JPEG", quality=60, exif=notes or exif(gps=gps, turn=turn), **how)


def png(width: int = 64, height: int = 48, colour: str = "teal", *, gps: bool = False, turn: int = 1) -> bytes:
    """Make a PNG that one can see through."""
    image = drawing((width, height), colour)
    image.putalpha(200)
    return _saved(image, "PNG", exif=exif(gps=gps, turn=turn))


def webp(
    width: int = 64, height: int = 48, colour: str = "teal", *, gps: bool = False, turn: int = 1, frames: int = 1
) -> bytes:
    """Make a WEBP, moving when it has more than one frame."""
    return _moving((width, height), colour, frames, "WEBP", exif=exif(gps=gps, turn=turn), xmp=XMP if gps else b"")


def gif(frames: int = 1, width: int = 64, height: int = 48, colour: str = "teal", *, gps: bool = False) -> bytes:
    """Make a GIF with a comment; it repeats for ever."""
    note = ISO_6709.encode() if gps else b"made by Prosument"
    return _moving((width, height), colour, frames, "GIF", comment=note)


def apng(frames: int = 3, colour: str = "teal") -> bytes:
    """Make a moving PNG."""
    return _moving(SIZE, colour, frames, "PNG")


def _moving(size: tuple[int, int], colour: str, frames: int, name: str, **how: object) -> bytes:
    images = [drawing(size, colour) for _ in range(frames)]
    for at, image in enumerate(images):
        image.putpixel((at % size[0], at // size[0] % size[1]), (255, 0, 0))
    if frames > 1:
        how |= {"save_all": True, "append_images": images[1:], "duration": 100, "loop": 0}
    return _saved(images[0], name, **how)


def heic(width: int = 64, height: int = 48, colour: str = "teal", *, gps: bool = False, turn: int = 1) -> bytes:
    """Make a HEIC, as telephones make them."""
    pillow_heif.register_heif_opener()
    return _saved(drawing((width, height), colour), "HEIF", quality=50, exif=exif(gps=gps, turn=turn))


def video(
    name: str, codec: str, times: Iterable[int], *, location: bool = False, sound: str = "", rotation: int = 0
) -> bytes:
    """Make a video with a picture at each of `times`, in seconds, and as much silence."""
    file = io.BytesIO()
    with av.open(file, "w", format=name, options=_WRITTEN.get(name, _EXACT)) as container:
        picture = container.add_stream(codec, rate=1, options=_QUICK.get(codec, {}))
        assert isinstance(picture, av.VideoStream)
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        if rotation:
            picture.set_display_rotation(rotation)
        silence = _add_silence(container, sound, 48_000, "stereo") if sound else None
        if location:
            container.metadata.update({"location": ISO_6709, "title": "secret"})
            picture.metadata["LOCATION"] = ISO_6709
        for time in times:
            frame = av.VideoFrame(*SIZE, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([100]) * plane.buffer_size)
            frame.pts = time
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if silence:
            _encode_silence(container, silence, max(times) + 1)
    return file.getvalue()


def _add_silence(container: OutputContainer, codec: str, rate: int, layout: str) -> av.AudioStream:
    stream = container.add_stream(codec, rate=rate, layout=layout, options=_QUICK.get(codec, {}))
    assert isinstance(stream, av.AudioStream)
    return stream


def _encode_silence(container: OutputContainer, stream: av.AudioStream, seconds: int) -> None:
    context = stream.codec_context
    samples = context.frame_size or 1024
    for pts in range(0, int(seconds * context.sample_rate), samples):
        frame = av.AudioFrame(context.format.name, context.layout.name, samples)
        frame.sample_rate, frame.pts = context.sample_rate, pts
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def mp4(seconds: int = 2, *, location: bool = False, rotation: int = 0) -> bytes:
    """Make an MP4: H.264 and AAC, a picture a second."""
    return video("mp4", "libx264", range(seconds), location=location, sound="aac", rotation=rotation)


def mov(seconds: int = 2, *, location: bool = False) -> bytes:
    """Make a MOV without sound."""
    return video("mov", "libx264", range(seconds), location=location)


def webm(seconds: int = 2, *, location: bool = False) -> bytes:
    """Make a WEBM: VP8 and Opus."""
    return video("webm", "libvpx", range(seconds), location=location, sound="libopus")


def audio(
    name: str,
    codec: str,
    seconds: int = 2,
    *,
    location: bool = False,
    rate: int = 48_000,
    layout: str = "mono",
) -> bytes:
    """Make silence."""
    file = io.BytesIO()
    with av.open(file, "w", format=name, options=_WRITTEN.get(name, _EXACT)) as container:
        if location:
            container.metadata.update({"location": ISO_6709, "comment": f"at {ISO_6709}"})
        stream = _add_silence(container, codec, rate, layout)
        _encode_silence(container, stream, seconds)
    return file.getvalue()


def mp3(seconds: int = 2, *, location: bool = False) -> bytes:
    """Make an MP3; from the first second on, its last frame is repeated."""
    second = audio("mp3", "libmp3lame", 1, location=location, rate=8000)
    return second + second[-72:] * round((seconds - 1) / 0.072)


def ogg(seconds: int = 2, *, location: bool = False) -> bytes:
    """Make an Ogg with Opus."""
    return audio("ogg", "libopus", seconds, location=location)


def m4a(seconds: int = 2, *, location: bool = False) -> bytes:
    """Make an M4A with AAC."""
    return audio("ipod", "aac", seconds, location=location)


def wav(seconds: int = 2, *, rate: int = 8000) -> bytes:
    """Make a WAV of 8 bits."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(rate)
        sound.writeframes(b"\x80" * rate * seconds)
    return file.getvalue()
