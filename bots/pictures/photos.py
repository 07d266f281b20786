"""The members' pictures on a card: opened, cropped around the middle, rounded; None where a file is broken."""

import logging
import warnings
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from bots.pictures.card import Size
from bots.pictures.colour import PAPER, SURFACE, Colour

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
"""What is stored, and opened here; nothing else."""
_log = logging.getLogger(__name__)


def cropped(path: Path | None, size: Size) -> Image.Image | None:
    """Return a picture that fills a box: scaled evenly, cropped around its middle."""
    image = _opened(path, size, SURFACE)
    if image is None:
        return None
    width = min(image.width, image.height * size[0] / size[1])
    height = min(image.height, image.width * size[1] / size[0])
    left, top = (image.width - width) / 2, (image.height - height) / 2
    box = (left, top, min(left + width, image.width), min(top + height, image.height))
    return image.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)


def contained(path: Path | None, size: Size) -> Image.Image | None:
    """Return a picture as large as a box holds it, with nothing cut off."""
    image = _opened(path, size, PAPER)
    return None if image is None else ImageOps.contain(image, size, Image.Resampling.LANCZOS)


def paste_rounded(onto: Image.Image, image: Image.Image, at: tuple[int, int], radius: int) -> None:
    """Paste with round corners."""
    width, height = image.size
    mask = Image.new("L", (4 * width, 4 * height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 4 * width - 1, 4 * height - 1), 4 * radius, fill=255)
    onto.paste(image, at, mask.resize(image.size, Image.Resampling.BOX))


def _opened(path: Path | None, size: Size, ground: Colour) -> Image.Image | None:
    if path is None:
        return None
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as image:
            image.draft("RGB", (2 * size[0], 2 * size[1]))  # a large JPEG is decoded at the size that is needed
            return _flat(image, ground)
    except Exception as broken:  # noqa: BLE001 - whatever a file makes a decoder raise, the card is drawn without it
        _log.warning("a picture on a card cannot be drawn: %r", broken)
        return None


def _flat(image: Image.Image, ground: Colour) -> Image.Image:
    """As red, green and blue, on a ground where it is transparent; of an animation, the first frame."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    flat = Image.new("RGB", layer.size, ground)
    flat.paste(layer, mask=layer)
    return flat
