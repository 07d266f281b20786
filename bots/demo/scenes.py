"""Every picture of the demo by its name, and drawing one: entries, the brand's kit and its logo."""

from collections.abc import Mapping
from dataclasses import dataclass

from bots.demo.brush import Brush
from bots.demo.motifs import (
    Motif,
    cup,
    fennel,
    finch,
    flakes,
    frame,
    hill,
    leaf,
    moon,
    peak,
    rain,
    rings,
    scales,
    stripes,
    sun,
    tiles,
    tin,
)

BERRY, PLUM, ROSE = "#8C2F4E", "#4A1B33", "#D9738A"
CREAM, SAND, CLAY = "#FBF1E2", "#EBD3AE", "#D2744A"
NIGHT, DUSK, ICE = "#1D2A44", "#34507A", "#DCE7EF"
PINE, MOSS, LIME = "#1F4D45", "#5E8C61", "#B9CE7B"
GOLD, AMBER, SNOW = "#E9B44C", "#C9832B", "#FFFFFF"
SKY, LILAC, INK = "#A9D0DC", "#B9A4CF", "#241A2B"
TEA = "#A2542B"


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its size in pixels, its ground, and what is drawn on it, from the back."""

    size: tuple[int, int]
    ground: str
    motifs: tuple[Motif, ...]


WIDE, TALL, SQUARE = (1200, 900), (1000, 1250), (1100, 1100)

KIT: Mapping[str, Scene] = {
    "finch": Scene(SQUARE, CREAM, (finch(54, 72, 44, (BERRY, PLUM, INK, GOLD)),)),
    "fennel": Scene(SQUARE, PINE, (fennel(50, 96, 52, (LIME, GOLD), rays=11),)),
    "cup": Scene(SQUARE, SAND, (cup(46, 84, 52, BERRY, tea=TEA, steam=CREAM),)),
    "tin": Scene(SQUARE, ICE, (tin(50, 88, 68, DUSK, lid=NIGHT, band=CREAM),)),
    "patchwork": Scene(SQUARE, CREAM, (tiles(7, 4, (BERRY, CREAM, GOLD, PINE)),)),
}
WINTER: Mapping[str, Scene] = {
    "first-snow": Scene(
        WIDE,
        ICE,
        (
            hill(52, 4, SNOW, shift=10, length=110),
            *(leaf(x, 62, 12, PINE, MOSS, angle=a) for x, a in ((10, -100), (16, -80), (87, -96), (93, -78))),
            hill(63, 3, "#C7D8E4", shift=40, length=90),
            finch(47, 66, 40, (BERRY, PLUM, INK, GOLD)),
            flakes(3, 110, SNOW, size=0.9),
        ),
    ),
    "fennel-stars": Scene(
        TALL,
        NIGHT,
        (
            flakes(11, 90, ICE, size=0.35, down_to=70),
            moon(76, 22, 10, GOLD, sky=NIGHT),
            fennel(30, 126, 66, (MOSS, GOLD), lean=-8, rays=11),
            fennel(58, 126, 44, (MOSS, CREAM), lean=6),
            fennel(84, 126, 30, (MOSS, GOLD), lean=12, rays=7),
            hill(116, 3, PINE, length=80),
        ),
    ),
    "alps": Scene(
        WIDE,
        "#F3C9A5",
        (
            sun(74, 24, 10, CLAY),
            peak(22, 60, 30, DUSK, SNOW),
            peak(80, 60, 26, "#4B6A94", SNOW),
            peak(50, 62, 40, NIGHT, SNOW),
            hill(58, 2, PINE, length=70),
            cup(50, 72, 24, CREAM, tea=TEA, steam=CREAM),
        ),
    ),
    "two-finches": Scene(
        WIDE,
        CREAM,
        (
            sun(50, 40, 27, "#F2DDBB"),
            tin(50, 72, 34, PINE, lid=PLUM, band=GOLD),
            finch(25, 72, 23, (BERRY, PLUM, INK, GOLD)),
            finch(75, 72, 23, (DUSK, NIGHT, INK, CLAY), left=True),
            fennel(50, 60, 7, (PINE, BERRY), rays=7),
            hill(71.5, 0.4, SAND, length=90),
        ),
    ),
    "night-market": Scene(
        WIDE,
        "#2B1F3D",
        (
            moon(78, 18, 9, CREAM, sky="#2B1F3D"),
            flakes(21, 60, LILAC, size=0.4, down_to=40),
            hill(44, 5, "#43305C", shift=20, length=70),
            *(
                rings(x, y, 4.4, (CLAY, AMBER, GOLD, CREAM))
                for x, y in ((10, 34), (26, 40), (42, 43), (58, 42), (74, 38), (90, 31))
            ),
            hill(58, 3, PLUM, shift=45, length=60),
            fennel(18, 75, 20, (ROSE, GOLD), lean=-6, rays=7),
            fennel(84, 75, 22, (ROSE, GOLD), lean=8, rays=7),
            cup(50, 73, 16, CREAM, tea=TEA, steam=LILAC),
        ),
    ),
    "patchwork-winter": Scene(SQUARE, CREAM, (tiles(42, 5, (NIGHT, ICE, DUSK, BERRY, SNOW)),)),
    "snow-sea": Scene(
        TALL,
        DUSK,
        (
            sun(50, 42, 22, CREAM),
            peak(50, 64, 24, NIGHT, SNOW),
            scales(60, 9, (NIGHT, ICE, DUSK, SNOW, NIGHT)),
            flakes(5, 80, SNOW, size=0.7, down_to=58),
        ),
    ),
    "redbreast": Scene(
        SQUARE,
        "#C8D5CF",
        (
            rings(50, 50, 44, (SNOW, "#C8D5CF", SNOW)),
            finch(48, 70, 44, (CLAY, "#6B5B4B", INK, INK)),
        ),
    ),
}
SPRING: Mapping[str, Scene] = {
    "april-rain": Scene(
        TALL,
        SKY,
        (rain(8, 90, SNOW), hill(104, 3, MOSS, length=75), cup(48, 112, 44, ROSE, tea=TEA, steam=CREAM)),
    ),
    "meadow": Scene(
        WIDE,
        CREAM,
        (
            stripes(10, (LIME, CREAM, "#F3B8A7", CREAM), slant=16),
            fennel(22, 76, 38, (PINE, CLAY), lean=-5),
            fennel(50, 76, 46, (PINE, BERRY), rays=11),
            fennel(78, 76, 38, (PINE, CLAY), lean=5),
        ),
    ),
    "first-finch": Scene(
        WIDE,
        "#FBD9C6",
        (
            sun(84, 20, 10, GOLD, rays="#FCE7C8", count=20),
            hill(54, 4, LIME, shift=10, length=110),
            hill(63, 3, MOSS, shift=40, length=90),
            *(leaf(x, 66, 13, PINE, LIME, angle=a) for x, a in ((10, -108), (15, -82), (88, -98), (93, -74))),
            finch(46, 67, 38, (ROSE, BERRY, INK, GOLD)),
        ),
    ),
    "green-stars": Scene(
        TALL,
        PINE,
        (
            flakes(12, 70, LIME, size=0.35, down_to=80),
            sun(74, 22, 9, CREAM),
            fennel(28, 126, 62, (LIME, CREAM), lean=-8, rays=13),
            fennel(60, 126, 48, (LIME, GOLD), lean=5, rays=11),
            fennel(86, 126, 32, (LIME, ROSE), lean=12),
            hill(117, 3, "#143630", length=80),
        ),
    ),
    "morning-hill": Scene(
        WIDE,
        "#FCE3B4",
        (
            rings(50, 44, 30, ("#FBD38D", "#F7B267", CLAY)),
            hill(50, 5, LIME, length=100),
            hill(58, 4, MOSS, shift=30, length=80),
            finch(30, 56, 15, (BERRY, PLUM, INK, INK)),
            hill(66, 3, PINE, shift=50, length=70),
        ),
    ),
    "picnic": Scene(SQUARE, CREAM, (tiles(19, 5, (LIME, CREAM, ROSE, SKY, GOLD)),)),
    "paper-sun": Scene(
        WIDE,
        LILAC,
        (
            sun(78, 20, 9, CREAM, rays="#C7B6D9"),
            hill(44, 5, "#9C86B8", shift=20, length=70),
            *(
                rings(x, y, 4.4, (CREAM, ROSE, CREAM, CLAY))
                for x, y in ((10, 34), (26, 40), (42, 43), (58, 42), (74, 38), (90, 31))
            ),
            hill(58, 3, MOSS, shift=45, length=60),
            *(leaf(x, 76, 15, LIME, PINE, angle=a) for x, a in ((12, -100), (20, -70), (80, -110), (88, -80))),
            cup(50, 73, 17, BERRY, tea=TEA, steam=CREAM),
        ),
    ),
    "leaf-letter": Scene(
        SQUARE,
        SAND,
        (
            frame(6, 0.8, PINE),
            *(leaf(50, 88, 34 + n % 2 * 12, PINE if n % 2 else MOSS, LIME, angle=-160 + n * 23.3) for n in range(7)),
            finch(47, 34, 16, (BERRY, PLUM, INK, GOLD)),
        ),
    ),
    "tide-thyme": Scene(
        TALL,
        "#F7E3C8",
        (
            sun(50, 40, 20, ROSE),
            scales(62, 9, (PINE, LIME, MOSS, CREAM, PINE)),
            rain(31, 26, SKY),
            *(leaf(50, 68, 26, PINE, LIME, angle=a) for a in (-130, -90, -50)),
        ),
    ),
}
REVIEWS: Mapping[str, Scene] = {
    "on-my-desk": Scene(
        WIDE,
        "#E7DCCB",
        (hill(56, 0, "#B98B64"), tin(70, 62, 32, BERRY, lid=PLUM, band=CREAM), cup(34, 63, 28, SNOW, tea=TEA)),
    ),
}
LOGO = Scene(
    (512, 512),
    BERRY,
    (fennel(82, 82, 27, ("#E7B7C4", CREAM), lean=3, rays=7), finch(47, 74, 45, (CREAM, "#E7B7C4", PLUM, GOLD))),
)
SCENES: Mapping[str, Scene] = {**KIT, **WINTER, **SPRING, **REVIEWS, "logo": LOGO}


def drawn(name: str, most: int | None = None) -> bytes:
    """Draw a picture, its longer side at most so many pixels; return a JPEG, of the logo a PNG."""
    scene = SCENES[name]
    shrunk = min(1.0, most / max(scene.size)) if most else 1.0
    width, height = (round(side * shrunk) for side in scene.size)
    brush = Brush(width, height, scene.ground)
    for motif in scene.motifs:
        motif(brush)
    return brush.png() if scene is LOGO else brush.jpeg()
