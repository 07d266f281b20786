"""The brand on a card: its logo and name at the foot, and a label in its colour."""

from collections.abc import Sequence
from pathlib import Path

from bots.pictures.colour import INK, LINE, MUTED, PALE, PAPER, Colour, contrast, is_readable
from bots.pictures.photos import contained
from bots.pictures.sheet import Box, Column, Sheet, Text

FOOT = 88
"""Height of the foot on the wide card."""


def draw_foot(sheet: Sheet, box: Box, logo: Path | None, brand: str, said: Sequence[str]) -> None:
    """Draw logo, brand and what is said below a line; without a logo, a bar in the brand's colour."""
    sheet.fill(Box(box.left, box.top, box.width, 1), LINE)
    _, below = box.cut_below(box.height - sheet.px(16))
    image = contained(logo, (sheet.px(96), below.height))
    if image is None:
        wide = sheet.px(6)
        sheet.fill(Box(below.left, below.top, wide, below.height), _seen(sheet.accent))
    else:
        wide = image.width
        sheet.image.paste(image, (below.left, below.top + (below.height - image.height) // 2))
    small = [Text(one, (16, 13), MUTED, gap=0 if at else 2) for at, one in enumerate(said)]
    Column(sheet, below.after(wide + sheet.px(14))).say_centred([Text(brand, (22, 16), INK, bold=True), *small])


def label(text: str, accent: Colour, gap: int = 12) -> Text:
    """Set a label in the brand's colour; where that cannot be read, a bar of it beside ink."""
    if is_readable(accent, PAPER):
        return Text(text, (22, 16), accent, bold=True, gap=gap)
    return Text(text, (22, 16), INK, bold=True, gap=gap, bar=_seen(accent))


def _seen(accent: Colour) -> Colour:
    """Return the brand's colour, or that of lines where it is nearly paper."""
    return accent if contrast(accent, PAPER) >= PALE else LINE
