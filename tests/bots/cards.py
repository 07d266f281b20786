"""Cards for the tests, drawn in DejaVu alone so that they look the same on every machine."""

import io
from pathlib import Path

from PIL import Image

from bots.pictures import WIDE, Card, Place, ResultCard, Size
from bots.pictures.drawing import draw
from bots.pictures.fonts import Fonts

FLOOR = Fonts.floor()
CARD = ResultCard(
    contest="Remix our winter bag",
    brand="Nordwolle",
    logo=None,
    accent="#1F6F5C",
    places=(),
    turnout="24 entries, 112 members have voted.",
    date="27 November 2026",
    note="Nobody won: fewer than 20 members voted.",
)
WORDS = "It kept my hands warm through two winters, and I would buy it again."
COLOURS = ("#C8102E", "#2040D0", "#FFD400", "#20A040", "#802080", "#E07020", "#20C0D0", "#A05020", "#F060A0", "#606060")


def winners(files: list[Path]) -> tuple[Place, ...]:
    label = "Winner" if len(files) == 1 else "Shared first place"
    return tuple(Place(1, label, f"Entry {file.stem}", "Cleo", picture=file) for file in files)


def drawn(card: Card, size: Size = WIDE) -> Image.Image:
    return Image.open(io.BytesIO(draw(card, size, FLOOR))).convert("RGB")
