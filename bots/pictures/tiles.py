"""What fills the winners' side of a card: pictures, words set large, or that nobody won."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, sqrt
from pathlib import Path

from bots.pictures.card import Place, ResultCard
from bots.pictures.colour import text_on
from bots.pictures.photos import cropped, paste_rounded
from bots.pictures.sheet import Box, Sheet
from bots.pictures.typesetting import Style, fill, fit

MOST = 9
"""Winners with a tile of their own; of more, the last tile says how many."""
IN_A_ROW = 3
"""Up to as many stand side by side, as halves or thirds."""
GAP = 4
"""Pixels of paper between tiles."""

WORDS = (60, 18)
MARK, MARK_WIDE = (80, 80), (140, 140)
MARK_SMALL = 0.85
"""Of a quotation mark in a small picture's stead, in sizes of that."""
WIDE_TILE = 400
"""Width from which a tile's quotation mark is large."""
BELOW_MARK = 0.68
"""How far below the top of its mark a quotation begins, in sizes of the mark."""


def draw_tiles(sheet: Sheet, box: Box, card: ResultCard) -> None:
    """Draw the winners' pictures or words side by side."""
    winners = card.winners
    if not winners:
        draw_words(sheet, box, card.note or card.contest, is_quoted=False)
        return
    shown, others = shown_of(winners)
    boxes = list(_grid(box, min(len(winners), MOST)))
    for place, tile in zip(shown, boxes, strict=False):
        draw_tile(sheet, tile, place.picture, place.words, place.title)
    if others:
        draw_words(sheet, boxes[-1], others, is_quoted=False)


def shown_of(places: tuple[Place, ...], most: int = MOST) -> tuple[tuple[Place, ...], str]:
    """Return the places that are shown, and how many others there are: "+3", or nothing."""
    shown = places if len(places) <= most else places[: most - 1]
    return shown, f"+{len(places) - len(shown)}" if len(shown) < len(places) else ""


def draw_thumbnail(sheet: Sheet, box: Box, path: Path | None) -> None:
    """Draw a picture small and with round corners; where there is none, a quotation mark."""
    radius = sheet.px(10)
    picture = cropped(path, box.size)
    if picture is not None:
        paste_rounded(sheet.image, picture, (box.left, box.top), radius)
        return
    sheet.fill(box, sheet.accent, radius)
    size = round(min(box.size) * MARK_SMALL)
    mark = fit("“", box.width, Style(sheet.fonts, (size, size), text_on(sheet.accent), bold=True))
    left, top = (box.width - min(box.size)) // 2, (box.height - min(box.size)) // 2
    mark.draw(sheet.image, box.left + left + round(size * 0.34), box.top + top + round(size * 0.26))


def _grid(box: Box, tiles: int) -> Iterator[Box]:
    """Divide a box into rows, and each row evenly: the last one, too, has no hole."""
    a_row = tiles if tiles <= IN_A_ROW else ceil(sqrt(tiles))
    rows = [min(a_row, tiles - first) for first in range(0, tiles, a_row)]
    for (top, height), in_row in zip(_parts(box.top, box.height, len(rows)), rows, strict=True):
        yield from (Box(left, top, width, height) for left, width in _parts(box.left, box.width, in_row))


def _parts(start: int, length: int, parts: int) -> list[tuple[int, int]]:
    edges = [start + round(part * (length + GAP) / parts) for part in range(parts + 1)]
    return [(one, other - one - GAP) for one, other in pairwise(edges)]


def draw_tile(sheet: Sheet, box: Box, path: Path | None, words: str | None, title: str) -> None:
    """Fill a box with a picture; where there is none, with words as a quotation, or with the title."""
    picture = cropped(path, box.size)
    if picture is not None:
        sheet.image.paste(picture, (box.left, box.top))
    else:
        draw_words(sheet, box, words or title, is_quoted=bool(words))


def draw_words(sheet: Sheet, box: Box, text: str, *, is_quoted: bool, is_centred: bool = False) -> None:
    """Set words large on the brand's colour, a quotation below its mark."""
    sheet.panel(box)
    colour, margin = text_on(sheet.accent), max(sheet.px(16), min(box.size) // 10)
    mark = fit("“", box.width, sheet.style(MARK_WIDE if box.width >= sheet.px(WIDE_TILE) else MARK, colour, bold=True))
    above = round(mark.size * BELOW_MARK) if is_quoted else 0
    width, height = box.width - 2 * margin, box.height - 2 * margin
    words = fill(text, width, height - above, sheet.style(WORDS, colour, bold=not is_quoted))
    left, top = box.left + margin, box.top + (box.height - words.height - above) // 2
    if is_quoted:
        mark.draw(sheet.image, left + (width - mark.widest if words.from_right else 0), top)
    aside = (width - words.widest) // 2 if is_centred else 0
    words.draw(sheet.image, left - aside if words.from_right else left + aside, top + above)
