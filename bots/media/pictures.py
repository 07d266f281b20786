"""Pictures: a JPEG or HEIC is encoded anew, others are rewritten plain; a thumbnail goes beside."""

import io
import struct
from contextlib import suppress
from pathlib import Path

import av
import pillow_heif
from PIL import ExifTags, Image, ImageCms, JpegImagePlugin, MpoImagePlugin, WebPImagePlugin

from bots.media.blocks import PLAIN
from bots.media.job import Job, Look
from contests.rules.media import MediaFacts, admit_media

THUMBNAIL = 512
"""Pixels of a thumbnail's longest side."""
CONVERTED = 16_000_000
"""Pixels up to which colours are converted to sRGB: 0.3 s of work. In a larger picture they are taken for it."""

_OPENED = {"jpeg": "JPEG", "heic": "HEIF", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
_SAVED = {"png": {"compress_level": 1}, "webp": {"quality": 90, "method": 0}}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLUGINS = (JpegImagePlugin, MpoImagePlugin, WebPImagePlugin)  # imported before the workers are made

Image.MAX_IMAGE_PIXELS = None  # contests.rules.media decides, by the header
Image.preinit()
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def keep_picture(job: Job) -> Look:
    """Make of a picture what is to be stored, and its thumbnail.

    Raises:
        Refusal: over a limit.
        Exception: whatever a decoder raises at a broken file.
    """
    return _rewritten(job) if job.format in PLAIN else _anew(job)


def _anew(job: Job) -> Look:
    image = _open(job.upload, job.format)
    turn, had_position = _notes(image.info.get("exif") or b"", image.info.get("xmp") or b"")
    facts = MediaFacts("picture", job.format, job.size, *image.size, had_position=had_position)
    admit_media(facts, job.limits)
    how = _as_before(image)
    image = _turned(_srgb(image), turn)
    image.save(job.stored, "JPEG", **how)
    look = Look(facts, "jpeg", *image.size)
    _save_thumbnail(image, job.thumbnail)
    return look


def _rewritten(job: Job) -> Look:
    plain = PLAIN[job.format](job.upload.read_bytes(), job.limits.picture_frames)
    turn, had_position = _notes(plain.exif, plain.xmp)
    size, is_still = (plain.width, plain.height), plain.frames == 1
    facts = MediaFacts("picture", job.format, job.size, *size, plain.frames, had_position=had_position)
    admit_media(facts, job.limits)
    job.stored.write_bytes(plain.data)
    if is_still and turn in _TURNS:
        image = _turned(_simple(_open(job.stored, job.format)), turn)
        image.save(job.stored, _OPENED[job.format], **_SAVED[job.format])
        size = image.size
    else:
        image = _first_frame(job.stored, job.format, is_still=is_still)
    _save_thumbnail(image, job.thumbnail)
    return Look(facts, job.format, *size)


def _open(path: Path, name: str) -> Image.Image:
    return Image.open(path, formats=(_OPENED[name],))


def _notes(exif: bytes, xmp: bytes) -> tuple[int, bool]:
    """How a picture says that it is turned, and whether it says where it was made."""
    turn, has_position = 1, b"GPSLatitude" in xmp
    with suppress(SyntaxError, struct.error, ValueError, LookupError, TypeError, OSError):  # broken notes: none
        notes = Image.Exif()
        notes.load(exif)
        turn = notes.get(ExifTags.Base.Orientation, 1)
        has_position = has_position or ExifTags.GPS.GPSLatitude in notes.get_ifd(ExifTags.IFD.GPSInfo)
    return turn, has_position


def _as_before(image: Image.Image) -> dict[str, object]:
    """How to save it as JPEG with the losses that it has, and no more."""
    tables = getattr(image, "quantization", None)
    if not tables or image.mode not in {"L", "RGB"}:
        return {"quality": 92}
    return {"qtables": tables, "subsampling": JpegImagePlugin.get_sampling(image)}


def _turned(image: Image.Image, turn: int) -> Image.Image:
    """Upright, and without anything that Pillow would write beside the pixels."""
    upright = image.transpose(_TURNS[turn]) if turn in _TURNS else image
    upright.info.clear()
    return upright


def _srgb(image: Image.Image) -> Image.Image:
    """As a JPEG can hold it: grey, or red, green and blue as screens take them."""
    image.load()
    profile = image.info.get("icc_profile")
    if "A" in image.mode:
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    if profile and image.width * image.height <= CONVERTED:
        with suppress(ImageCms.PyCMSError, OSError):  # a broken profile says nothing about colours
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, given, screen, outputMode="RGB") or image
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _first_frame(path: Path, name: str, *, is_still: bool) -> Image.Image:
    if name == "webp" and is_still:
        return _still_webp(path)
    image = _open(path, name)
    image.load()
    return image


def _still_webp(path: Path) -> Image.Image:
    """Decode with FFmpeg, in a fifth of Pillow's time: 40 megapixels take 0.5 s instead of 2.5."""
    with av.open(str(path), format="webp_pipe", options={"codec_whitelist": "webp"}) as container:
        container.streams.video[0].thread_count = 1  # a thread's stack counts as memory, even unused
        frame = next(container.decode(video=0))
    scale = min(1, THUMBNAIL / max(frame.width, frame.height))
    width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
    plane = frame.reformat(width, height, "rgba").planes[0]
    return Image.frombytes("RGBA", (width, height), bytes(plane), "raw", "RGBA", plane.line_size)


def _simple(image: Image.Image) -> Image.Image:
    """In a mode that every format of ours can hold."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "RGB", "RGBA"} and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _save_thumbnail(image: Image.Image, path: Path) -> None:
    image = _simple(image)
    if image.mode == "RGBA":
        image = image.convert("RGBa")  # Pillow's scaling would do so, and back, at every step
    image.thumbnail((THUMBNAIL, THUMBNAIL), reducing_gap=2.0)
    if image.mode == "RGBa":
        image = image.convert("RGBA")
    image.info.clear()
    image.save(path, "WEBP", quality=80, method=2)
