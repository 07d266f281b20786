"""Which card is drawn by what."""

from bots.pictures.card import WIDE, Card, Certificate, EntryCard, FamilyTree, ResultCard, Size
from bots.pictures.certificate import draw_certificate
from bots.pictures.colour import read_colour
from bots.pictures.entry import draw_entry_card
from bots.pictures.fonts import Fonts
from bots.pictures.result import draw_result_card
from bots.pictures.sheet import Sheet
from bots.pictures.tree import draw_family_tree

Drawable = ResultCard | EntryCard | Certificate | FamilyTree


def draw(card: Card, size: Size = WIDE, fonts: Fonts | None = None) -> bytes:
    """Draw a card as a JPEG of less than 400 kB. The same card, files and fonts make the same bytes."""
    match card:
        case ResultCard() | EntryCard() | Certificate() | FamilyTree():
            sheet = Sheet.blank(size, fonts or Fonts.found(), read_colour(card.accent))
            _draw_on(sheet, card)
            return sheet.jpeg()
    raise TypeError(f"nothing draws {type(card).__name__}")


def _draw_on(sheet: Sheet, card: Drawable) -> None:
    match card:
        case ResultCard():
            draw_result_card(sheet, card)
        case EntryCard():
            draw_entry_card(sheet, card)
        case Certificate():
            draw_certificate(sheet, card)
        case FamilyTree():
            draw_family_tree(sheet, card)
