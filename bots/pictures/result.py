"""The result card: winners' pictures, then who won what, the runners-up, and at the foot the brand."""

from collections.abc import Iterator

from bots.pictures.brand import FOOT, draw_foot, label
from bots.pictures.card import Place, ResultCard
from bots.pictures.colour import GOLD, INK, MUTED, Colour
from bots.pictures.sheet import Box, Column, Sheet, Text
from bots.pictures.tiles import draw_thumbnail, draw_tiles, shown_of

FEW = 3
"""Up to as many who share the first place are each named with author and sources."""
RUNNERS_UP = 2
"""Rows for second and third."""
GROWTH = (1.25, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""How large the texts at the head may be: as much as the room between them and the foot allows."""


def draw_result_card(sheet: Sheet, card: ResultCard) -> None:
    """Draw a contest's result."""
    pictures, texts = sheet.halves()
    draw_tiles(sheet, pictures, card)
    above, foot = texts.cut_below(sheet.px(FOOT))
    draw_foot(sheet, foot, card.logo, card.brand, (card.turnout, card.date))
    head = _draw_runners_up(sheet, above, card.runners_up)
    Column(sheet, head).say(list(_head(card, sheet.accent)), GROWTH)


def _draw_runners_up(sheet: Sheet, box: Box, places: tuple[Place, ...]) -> Box:
    """Draw second and third one below the other, on phones side by side; return the room above."""
    shown = places[:RUNNERS_UP]
    others = f"+{len(places) - len(shown)}" if len(places) > len(shown) else ""
    row, gap = sheet.px(66), sheet.px(16)
    if sheet.is_tall:
        above, rows = box.cut_below(row + gap if shown else 0)
        width = (box.width - gap) // RUNNERS_UP
        boxes = [Box(box.left + at * (width + gap), rows.top, width, row) for at in range(len(shown))]
    else:
        above, rows = box.cut_below(len(shown) * (row + gap))
        boxes = [Box(box.left, rows.top + at * (row + gap), box.width, row) for at in range(len(shown))]
    for place, room in zip(shown, boxes, strict=True):
        _draw_row(sheet, room, place, others if place is shown[-1] else "")
    return above.cut_below(gap)[0]


def _draw_row(sheet: Sheet, box: Box, place: Place, others: str) -> None:
    """Draw a small picture, and beside it place, title and author."""
    draw_thumbnail(sheet, Box(box.left, box.top, box.height, box.height), place.picture)
    Column(sheet, box.after(box.width - sheet.px(34))).say([Text(others, (17, 13), MUTED)])
    beside = box.after(box.height + sheet.px(14))
    Column(sheet, beside).say(
        [
            Text(place.label, (16, 13), GOLD, bold=True),
            Text(place.title, (20, 15), INK, bold=True),
            Text(place.author, (16, 13), MUTED),
        ]
    )


def _head(card: ResultCard, accent: Colour) -> Iterator[Text]:
    """Name the contest, and who won it; where nobody did, the contest alone."""
    winners = card.winners
    if not winners:
        yield Text(card.contest, (38, 22), INK, 4, bold=True)
        return
    yield Text(card.contest, (24, 17), MUTED, 2)
    yield label(winners[0].label, accent)
    if len(winners) == 1:
        yield Text(winners[0].title, (42, 24), INK, 2, bold=True, gap=8)
        yield Text(winners[0].author, (24, 16), INK, gap=4)
        yield Text(winners[0].credit, (17, 14), MUTED, 2, gap=6)
    elif len(winners) <= FEW:
        yield from _few(winners)
    else:
        yield from _many(winners)


def _few(winners: tuple[Place, ...]) -> Iterator[Text]:
    for winner in winners:
        yield Text(winner.title, (26, 17), INK, 2, bold=True, gap=10)
        yield Text(winner.author, (19, 15), INK)
        yield Text(winner.credit, (15, 13), MUTED)


def _many(winners: tuple[Place, ...]) -> Iterator[Text]:
    shown, others = shown_of(winners)
    for winner in shown:
        yield Text(f"{winner.title} · {winner.author}" if winner.author else winner.title, (19, 15), INK, gap=4)
    yield Text(others, (19, 15), INK, gap=4)
