"""One run of characters as Pillow draws it: how wide it is, and onto the picture."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

from bots.pictures.breaking import clusters
from bots.pictures.colour import Colour
from bots.pictures.runs import Run

_EMOJI_SIZE = 109  # the only one that Noto's little pictures come in
_EMOJI_SCALE = 1.18  # as wide as the system shows them beside letters
_IS_SHAPED = features.check("raqm")  # where FriBiDi is not installed, letters are set one by one


@cache
def width(run: Run, size: int) -> float:
    """Return how wide a run is, in pixels."""
    text, direction = _as_drawn(run)
    if run.is_emoji:
        return _font(run.face, _EMOJI_SIZE).getlength(text, direction=direction) * _emoji_scale(size)
    return _font(run.face, size).getlength(text, direction=direction)


def draw(image: Image.Image, run: Run, size: int, at: tuple[float, float], colour: Colour) -> None:
    """Draw a run whose baseline begins here, at the left."""
    if run.is_emoji:
        _draw_emoji(image, run, size, at)
        return
    text, direction = _as_drawn(run)
    ImageDraw.Draw(image).text(at, text, colour, _font(run.face, size), anchor="ls", direction=direction)


def _as_drawn(run: Run) -> tuple[str, str | None]:
    """Return a run's text and direction as Pillow takes them, with FriBiDi or without."""
    if _IS_SHAPED:
        return run.text, "rtl" if run.level % 2 else "ltr"
    return "".join(reversed(list(clusters(run.text)))) if run.level % 2 else run.text, None


def _draw_emoji(image: Image.Image, run: Run, size: int, at: tuple[float, float]) -> None:
    text, direction = _as_drawn(run)
    font, scale = _font(run.face, _EMOJI_SIZE), _emoji_scale(size)
    large = Image.new("RGBA", (max(1, round(font.getlength(text, direction=direction))), round(_EMOJI_SIZE * 1.2)))
    ImageDraw.Draw(large).text((0, _EMOJI_SIZE), text, font=font, anchor="ls", direction=direction, embedded_color=True)
    small = large.resize((max(1, round(large.width * scale)), round(large.height * scale)), Image.Resampling.LANCZOS)
    image.paste(small, (round(at[0]), round(at[1] - _EMOJI_SIZE * scale)), small)


def _emoji_scale(size: int) -> float:
    return size * _EMOJI_SCALE / _EMOJI_SIZE


@cache
def _font(face: Path, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if _IS_SHAPED else ImageFont.Layout.BASIC
    return ImageFont.truetype(face, size, layout_engine=engine)
