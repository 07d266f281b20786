"""The ambassador's certificate: the brand at one side, at the other who holds the office, what for, and how long."""

from bots.pictures.brand import label
from bots.pictures.card import Certificate
from bots.pictures.colour import INK, LINE, MUTED, PAPER, text_on
from bots.pictures.photos import contained, paste_rounded
from bots.pictures.sheet import Box, Column, Sheet, Text
from bots.pictures.tiles import draw_thumbnail, draw_words
from bots.pictures.typesetting import fill

PANEL, PANEL_TALL = 0.36, 0.34
"""How much of the sheet is the brand's."""
GROWTH = (1.5, 1.35, 1.2, 1.1, 1.0, 0.9, 0.8, 0.7, 0.6)
SMALL_GROWTH = (1.0, 0.9, 0.8, 0.7)
THANKS = 76
"""Height of the foot on the wide sheet, with the thanks."""
ROW = 80
"""Height of the entry's picture on the wide sheet."""


def draw_certificate(sheet: Sheet, card: Certificate) -> None:
    """Draw an ambassador's certificate."""
    panel, texts = _parts(sheet)
    _draw_brand(sheet, panel, card)
    above, foot = texts.cut_below(sheet.px(THANKS))
    sheet.fill(Box(foot.left, foot.top, foot.width, 1), LINE)
    _, thanks = foot.cut_below(foot.height - sheet.px(18))
    Column(sheet, thanks).say([Text(card.thanks, (24, 15), INK, 3)], SMALL_GROWTH)
    above, row = above.cut_below(sheet.px(ROW + 20))
    _draw_entry(sheet, Box(row.left, row.top, row.width, sheet.px(ROW)), card)
    head = [
        label(card.label, sheet.accent, gap=0),
        Text(card.name, (64, 26), INK, 2, bold=True, gap=10),
        Text(card.of_brand, (28, 17), INK, 2, gap=8),
        Text(card.term, (21, 15), MUTED, 2, gap=14),
    ]
    Column(sheet, above.cut_below(sheet.px(12))[0]).say(head, GROWTH)


def _parts(sheet: Sheet) -> tuple[Box, Box]:
    """Return the brand's part and that of the texts: at the left or above, as on every card."""
    width, height = sheet.image.size
    margin = 64
    if sheet.is_tall:
        edge = round(height * PANEL_TALL)
        return Box(0, 0, width, edge), Box(margin, edge + margin, width - 2 * margin, height - edge - 2 * margin)
    edge = round(width * PANEL)
    return Box(0, 0, edge, height), Box(edge + margin, margin, width - edge - 2 * margin, height - 2 * margin + 16)


def _draw_brand(sheet: Sheet, box: Box, card: Certificate) -> None:
    """Draw the logo on paper, with the name below; without a logo, the name alone."""
    side = round(min(box.size) * 0.52)
    logo = contained(card.logo, (side, side))
    if logo is None:
        draw_words(sheet, box, card.brand, is_quoted=False, is_centred=True)
        return
    sheet.panel(box)
    around, gap = sheet.px(24), sheet.px(20)
    style = sheet.style((34, 16), text_on(sheet.accent), bold=True)
    name = fill(card.brand, box.width - 2 * around, sheet.px(70), style)
    width, height = logo.width + 2 * around, logo.height + 2 * around
    left, top = box.left + (box.width - width) // 2, box.top + (box.height - height - gap - name.height) // 2
    sheet.fill(Box(left, top, width, height), PAPER, sheet.px(10))
    paste_rounded(sheet.image, logo, (left + around, top + around), 0)
    name.draw(sheet.image, box.left + (box.width - name.widest) // 2, top + height + gap)


def _draw_entry(sheet: Sheet, box: Box, card: Certificate) -> None:
    """Draw what the office was given for."""
    draw_thumbnail(sheet, Box(box.left, box.top, box.height, box.height), card.picture)
    beside = box.after(box.height + sheet.px(16))
    Column(sheet, beside).say_centred([Text(card.reason, (22, 14), INK, 3)], SMALL_GROWTH)
