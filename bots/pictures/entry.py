"""The entry card: the entry's picture or words, then what it is called and who made it, at the foot the brand."""

from bots.pictures.brand import FOOT, draw_foot, label
from bots.pictures.card import EntryCard
from bots.pictures.colour import INK, MUTED
from bots.pictures.sheet import Column, Sheet, Text
from bots.pictures.tiles import draw_tile

GROWTH = (1.4, 1.25, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6)
"""How large the texts may be: as much as the room above the foot allows."""


def draw_entry_card(sheet: Sheet, card: EntryCard) -> None:
    """Draw an entry's card."""
    picture, texts = sheet.halves()
    draw_tile(sheet, picture, card.picture, card.words, card.title)
    above, foot = texts.cut_below(sheet.px(FOOT - 30))
    draw_foot(sheet, foot, card.logo, card.brand, ())
    head = [
        Text(card.contest, (24, 17), MUTED, 2),
        label(card.label, sheet.accent),
        Text(card.title, (46, 24), INK, 4, bold=True, gap=8),
        Text(card.author, (26, 16), INK, 2, gap=8),
        Text(card.note, (18, 14), MUTED, 3, gap=10),
        Text(card.credit, (18, 14), MUTED, 3, gap=10),
    ]
    Column(sheet, above.cut_below(sheet.px(16))[0]).say(head, GROWTH)
