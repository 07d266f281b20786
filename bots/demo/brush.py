"""A brush for flat shapes: a canvas a hundred units wide, drawn twice as large and made smooth at the end."""

import io
import math
from collections.abc import Iterable

from PIL import Image, ImageDraw

Point = tuple[float, float]
UNITS = 100
"""How wide every canvas is, in the units that shapes are given in."""
FINER = 2
"""How much larger than wanted a canvas is drawn, so that its edges come out smooth."""
QUALITY = 88


class Brush:
    """Draws on one canvas; positions and sizes are in hundredths of its width."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        """Begin with an empty ground of `width` by `height` pixels."""
        self._scale = width * FINER / UNITS
        self._image = Image.new("RGB", (width * FINER, height * FINER), ground)
        self._draw = ImageDraw.Draw(self._image)
        self.height = height / width * UNITS

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self._draw.ellipse(self._box(x, y, radius), colour)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        """Draw a circle's edge."""
        self._draw.ellipse(self._box(x, y, radius), outline=colour, width=round(width * self._scale))

    def pie(self, x: float, y: float, radius: float, angles: tuple[float, float], colour: str) -> None:
        """Fill a slice of a circle, between two angles clockwise from the right."""
        self._draw.pieslice(self._box(x, y, radius), *angles, colour)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Fill what these corners enclose."""
        self._draw.polygon([self._at(*point) for point in points], colour)

    def block(self, x: float, y: float, wide: float, high: float, colour: str, *, round_by: float = 0) -> None:
        """Fill a rectangle from its upper left corner."""
        box = (*self._at(x, y), *self._at(x + wide, y + high))
        self._draw.rounded_rectangle(box, round_by * self._scale, colour)

    def stroke(self, points: Iterable[Point], width: float, colour: str) -> None:
        """Draw a line through points, its ends round."""
        path = [self._at(*point) for point in points]
        self._draw.line(path, colour, round(width * self._scale), joint="curve")
        for x, y in (path[0], path[-1]):
            half = width * self._scale / 2
            self._draw.ellipse((x - half, y - half, x + half, y + half), colour)

    def jpeg(self) -> bytes:
        """Return the picture."""
        made = io.BytesIO()
        self._image.reduce(FINER).save(made, "JPEG", quality=QUALITY)
        return made.getvalue()

    def png(self) -> bytes:
        """Return the picture without loss, for logos."""
        made = io.BytesIO()
        self._image.reduce(FINER).save(made, "PNG", optimize=True)
        return made.getvalue()

    def _at(self, x: float, y: float) -> Point:
        return x * self._scale, y * self._scale

    def _box(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        return (*self._at(x - radius, y - radius), *self._at(x + radius, y + radius))


def around(x: float, y: float, radius: float, angle: float) -> Point:
    """Return the point at an angle, in degrees clockwise from the right, around another."""
    turn = math.radians(angle)
    return x + radius * math.cos(turn), y + radius * math.sin(turn)
