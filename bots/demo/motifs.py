"""What the demo's pictures are made of: a finch, fennel, a cup, a tin, weather and land, each drawn by a brush."""

import math
import random
from collections.abc import Callable

from bots.demo.brush import UNITS, Brush, Point, around

Motif = Callable[[Brush], None]
"""Something that draws itself where it was told to."""


def finch(x: float, y: float, size: float, colours: tuple[str, str, str, str], *, left: bool = False) -> Motif:
    """Return a bird of half and quarter circles, standing at a point: body, wing, legs and beak have a colour each."""
    body, wing, dark, beak = colours
    side = -1 if left else 1

    def at(along: float, up: float) -> Point:
        return x + side * along * size, y - up * size

    def draw(brush: Brush) -> None:
        for along in (-0.08, 0.1):
            brush.stroke([at(along, 0), at(along, 0.3)], size * 0.035, dark)
        brush.shape([at(-0.5, 0.62), at(-1.05, 0.36), at(-0.98, 0.22), at(-0.3, 0.42)], wing)
        brush.pie(*at(0, 0.68), size * 0.5, (0, 180), body)
        brush.dot(*at(0.3, 0.74), size * 0.27, body)
        brush.shape([at(0.52, 0.84), at(0.8, 0.73), at(0.53, 0.64)], beak)
        angles = (90, 180) if not left else (0, 90)
        brush.pie(*at(0.06, 0.68), size * 0.38, angles, wing)
        brush.dot(*at(0.38, 0.8), size * 0.055, dark)

    return draw


def fennel(x: float, y: float, size: float, colours: tuple[str, str], *, lean: float = 0, rays: int = 9) -> Motif:
    """Return an umbel on its stalk, which begins at a point and leans by some degrees."""
    stalk, seed = colours

    def draw(brush: Brush) -> None:
        crown = around(x, y, size, lean - 90)
        brush.stroke([(x, y), crown], size * 0.025, stalk)
        for n in range(rays):
            angle = lean - 90 + (n - (rays - 1) / 2) * 150 / rays
            tip = around(*crown, size * 0.42, angle)
            brush.stroke([crown, tip], size * 0.012, stalk)
            for m in range(5):
                brush.dot(*around(*tip, size * 0.07, angle + (m - 2) * 50), size * 0.028, seed)
            brush.dot(*tip, size * 0.03, seed)

    return draw


def leaf(x: float, y: float, size: float, colour: str, vein: str, *, angle: float = -90) -> Motif:
    """Return a leaf that grows from a point towards an angle."""

    def draw(brush: Brush) -> None:
        def edge(side: int) -> list[Point]:
            steps = [n / 16 for n in range(17)]
            wide = [size * 0.26 * math.sin(math.pi * step**0.8) for step in steps]
            middle = [around(x, y, size * step, angle) for step in steps]
            return [around(*at, far, angle + 90 * side) for at, far in zip(middle, wide, strict=True)]

        brush.shape([*edge(1), *reversed(edge(-1))], colour)
        brush.stroke([(x, y), around(x, y, size * 0.86, angle)], size * 0.02, vein)

    return draw


def cup(x: float, y: float, size: float, colour: str, *, tea: str, steam: str | None = None) -> Motif:
    """Return a cup that stands at a point."""

    def draw(brush: Brush) -> None:
        brush.ring(x + size * 0.5, y - size * 0.42, size * 0.22, size * 0.09, colour)
        brush.shape(
            [(x - size * 0.5, y - size * 0.7), (x + size * 0.5, y - size * 0.7), (x + size * 0.5, y - size * 0.45),
             (x - size * 0.5, y - size * 0.45)], colour
        )  # fmt: skip
        brush.pie(x, y - size * 0.5, size * 0.5, (0, 180), colour)
        brush.block(x - size * 0.5, y - size * 0.76, size, size * 0.12, tea, round_by=size * 0.06)
        brush.block(x - size * 0.55, y - size * 0.06, size * 1.1, size * 0.08, colour, round_by=size * 0.04)
        for along in (-0.22, 0, 0.22) if steam else ():
            path = [
                (x + size * (along + 0.06 * math.sin(step / 2)), y - size * (0.9 + step * 0.045)) for step in range(12)
            ]
            brush.stroke(path, size * 0.04, steam or "")

    return draw


def tin(x: float, y: float, size: float, colour: str, *, lid: str, band: str) -> Motif:
    """Return a tea tin that stands at a point, with a band to draw on."""

    def draw(brush: Brush) -> None:
        brush.block(x - size * 0.4, y - size, size * 0.8, size, colour, round_by=size * 0.05)
        brush.block(x - size * 0.4, y - size * 0.72, size * 0.8, size * 0.5, band)
        brush.block(x - size * 0.43, y - size * 1.08, size * 0.86, size * 0.2, lid, round_by=size * 0.05)

    return draw


def sun(x: float, y: float, radius: float, colour: str, *, rays: str | None = None, count: int = 24) -> Motif:
    """Return a disc, with rays if wanted."""

    def draw(brush: Brush) -> None:
        for n in range(count if rays else 0):
            angle = n * 360 / count
            corners = [around(x, y, radius * 3, angle - 3), around(x, y, radius * 3, angle + 3), (x, y)]
            brush.shape(corners, rays or "")
        brush.dot(x, y, radius, colour)

    return draw


def moon(x: float, y: float, radius: float, colour: str, *, sky: str) -> Motif:
    """Return a crescent before a sky."""

    def draw(brush: Brush) -> None:
        brush.dot(x, y, radius, colour)
        brush.dot(x + radius * 0.42, y - radius * 0.2, radius * 0.86, sky)

    return draw


def rings(x: float, y: float, radius: float, colours: tuple[str, ...]) -> Motif:
    """Return discs within discs, from the outermost."""

    def draw(brush: Brush) -> None:
        for n, colour in enumerate(colours):
            brush.dot(x, y, radius * (len(colours) - n) / len(colours), colour)

    return draw


def hill(top: float, swing: float, colour: str, *, shift: float = 0, length: float = 60) -> Motif:
    """Return rolling land from a height down to the foot."""

    def draw(brush: Brush) -> None:
        crest = [(x, top + swing * math.sin((x + shift) * 2 * math.pi / length)) for x in range(UNITS + 1)]
        brush.shape([*crest, (UNITS, brush.height), (0, brush.height)], colour)

    return draw


def peak(x: float, base: float, size: float, colour: str, snow: str) -> Motif:
    """Return a mountain with snow on it."""

    def draw(brush: Brush) -> None:
        brush.shape([(x - size, base), (x, base - size * 1.2), (x + size, base)], colour)
        cap = [(x - 0.33, 0.8), (x, 1.2), (x + 0.33, 0.8)]
        teeth = [(0.17, 0.88), (0, 0.74), (-0.17, 0.88)]
        corners = [(x + (along - x) * size, base - up * size) for along, up in cap]
        brush.shape([*corners, *((x + along * size, base - up * size) for along, up in teeth)], snow)

    return draw


def scales(top: float, size: float, colours: tuple[str, ...]) -> Motif:
    """Return waves of half circles from a height down, as on old indigo cloth."""

    def draw(brush: Brush) -> None:
        row, y = 0, top
        while y < brush.height + size:
            for column in range(int(UNITS / size / 2) + 2):
                x = column * size * 2 + (size if row % 2 else 0)
                rings(x, y + size, size, colours)(brush)
            row, y = row + 1, y + size * 0.5

    return draw


def tiles(seed: int, across: int, colours: tuple[str, ...]) -> Motif:
    """Return squares of quarter circles, turned by chance, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - pictures, not secrets

    def draw(brush: Brush) -> None:
        side = UNITS / across
        for row in range(math.ceil(brush.height / side)):
            for column in range(across):
                x, y = column * side, row * side
                ground, over = chance.sample(colours, 2)
                brush.block(x, y, side + 0.2, side + 0.2, ground)
                corner, angle = chance.choice(
                    [((x, y), 0), ((x + side, y), 90), ((x + side, y + side), 180), ((x, y + side), 270)]
                )
                brush.pie(*corner, side, (angle, angle + 90), over)
                brush.pie(*corner, side * 0.45, (angle, angle + 90), ground)

    return draw


def flakes(seed: int, count: int, colour: str, *, size: float = 0.6, down_to: float = 100) -> Motif:
    """Return dots scattered by chance: snow, stars, seeds."""
    chance = random.Random(seed)  # noqa: S311 - pictures, not secrets

    def draw(brush: Brush) -> None:
        for _ in range(count):
            where = chance.uniform(0, UNITS), chance.uniform(0, min(down_to, brush.height))
            brush.dot(*where, size * chance.uniform(0.4, 1.2), colour)

    return draw


def rain(seed: int, count: int, colour: str, *, length: float = 6) -> Motif:
    """Return slanting strokes scattered by chance."""
    chance = random.Random(seed)  # noqa: S311 - pictures, not secrets

    def draw(brush: Brush) -> None:
        for _ in range(count):
            x, y = chance.uniform(0, UNITS + 5), chance.uniform(-length, brush.height)
            brush.stroke([(x, y), (x - length / 3, y + length)], 0.45, colour)

    return draw


def stripes(count: int, colours: tuple[str, ...], *, slant: float = 0) -> Motif:
    """Return bands across the ground."""

    def draw(brush: Brush) -> None:
        wide = (UNITS + slant) / count
        for n in range(count):
            x = n * wide - slant
            corners = [(x + slant, 0), (x + slant + wide, 0), (x + wide, brush.height), (x, brush.height)]
            brush.shape(corners, colours[n % len(colours)])

    return draw


def frame(margin: float, width: float, colour: str) -> Motif:
    """Return a line around the picture."""

    def draw(brush: Brush) -> None:
        right, foot = UNITS - margin, brush.height - margin
        corners = [(margin, margin), (right, margin), (right, foot), (margin, foot), (margin, margin), (right, margin)]
        brush.stroke(corners, width, colour)

    return draw
