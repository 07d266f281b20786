"""A family tree: what an entry was made from at its left, what was made from it at its right."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from bots.pictures.brand import FOOT, draw_foot
from bots.pictures.card import FamilyTree, Node
from bots.pictures.colour import INK, LINE, MUTED, PAPER, SEEN, SURFACE, Colour, contrast
from bots.pictures.kinship import Edge, Layout, laid_out
from bots.pictures.sheet import Box, Column, Sheet, Text
from bots.pictures.tiles import draw_thumbnail
from bots.pictures.typesetting import fit

Point = tuple[float, float]

GRID, GRID_TALL = (5, 7), (8, 4)
"""Generations and members of each that hold a family at most; on phones one generation is below the other."""
BETWEEN, BETWEEN_TALL = 48, 32
"""Pixels of the wide sheet between two generations."""
GAP, GAP_MOST = 10, 40
"""The same between two rows: at least, and at most."""
ABOVE = 14
"""Between a column and a line that passes above or below it."""
LARGEST = (340, 180)
"""Pixels of a node on the wide sheet, where there is room."""
SMALL = 72
"""Height of a node below which its title has one line."""
NARROW = 180
"""Width of a node below which its texts are smaller."""
STACKED, HIGH = 0.5, 116
"""Height of a node, in widths and in pixels, from which its picture is above its texts."""
HEAD = 84
CORNER = 10
FINE = 3
"""How many times finer lines are drawn, before they are made small."""
LINE_WIDTH, HEAD_SIZE = 2, 7
STEPS = 24
"""Of a curve."""


def draw_family_tree(sheet: Sheet, card: FamilyTree) -> None:
    """Draw a family tree."""
    width, height = sheet.image.size
    page = Box(40, 36, width - 80, height - 36 - 28)
    above, foot = page.cut_below(sheet.px(FOOT - 22))
    draw_foot(sheet, foot, card.logo, card.brand, (card.contest,))
    columns, rows = GRID_TALL if sheet.is_tall else GRID
    layout = laid_out(len(card.nodes), card.edges, columns, rows, card.beyond)
    rest, head = _split(above, sheet.px(HEAD))
    _draw_head(sheet, head, card, layout.more)
    boxes = _boxes(sheet, _turned(sheet, rest.cut_below(sheet.px(20))[0]), layout)
    drawn = [edge for edge in card.edges if edge[0] in boxes and edge[1] in boxes]
    _draw_lines(sheet, [_path(edge, layout, boxes, sheet.px(ABOVE)) for edge in drawn])
    for node, box in boxes.items():
        _draw_node(sheet, _turned(sheet, box), card.nodes[node], is_self=node == 0)


def _split(box: Box, height: int) -> tuple[Box, Box]:
    """Return what is below a head of this height, and the head."""
    below = Box(box.left, box.top + height, box.width, box.height - height)
    return below, Box(box.left, box.top, box.width, height)


def _draw_head(sheet: Sheet, box: Box, card: FamilyTree, more: int) -> None:
    room = box.width
    if more:
        said = fit(card.more.replace("{n}", str(more)), box.width // 3, sheet.style((24, 15), MUTED, bold=True))
        room -= said.widest + sheet.px(24)
        said.draw(sheet.image, box.left + box.width - said.widest, box.top + sheet.px(6))
    title = Text(card.title, (36, 18), INK, 2, bold=True)
    Column(sheet, Box(box.left, box.top, room, box.height)).say([title], (1.0, 0.8))


def _boxes(sheet: Sheet, area: Box, layout: Layout) -> dict[int, Box]:
    """Return where each node is, as on a wide sheet: columns side by side, each around the middle."""
    columns, most = len(layout.heights), max(layout.heights, default=1)
    between, gap = sheet.px(BETWEEN_TALL if sheet.is_tall else BETWEEN), sheet.px(GAP)
    widest, highest = reversed(LARGEST) if sheet.is_tall else LARGEST
    width = min(sheet.px(widest), (area.width - (columns - 1) * between) // columns)
    height = min(sheet.px(highest), (area.height - (most - 1) * gap) // most)
    if most > 1:
        gap = min(sheet.px(GAP_MOST), (area.height - most * height) // (most - 1))
    left = area.left + (area.width - columns * width - (columns - 1) * between) // 2
    found = {}
    for node, slot in layout.slots.items():
        rows = _rows(layout, slot.generation)
        top = area.top + (area.height - rows * height - (rows - 1) * gap) // 2
        found[node] = Box(left + slot.column * (width + between), top + slot.row * (height + gap), width, height)
    return found


def _turned(sheet: Sheet, box: Box) -> Box:
    """Turn a box over where generations go down instead of to the right; twice is as before."""
    return Box(box.top, box.left, box.height, box.width) if sheet.is_tall else box


def _rows(layout: Layout, generation: int) -> int:
    """Return the rows of a generation; its columns begin at one height."""
    return max(layout.heights[slot.column] for slot in layout.slots.values() if slot.generation == generation)


def _path(edge: Edge, layout: Layout, boxes: dict[int, Box], margin: float) -> list[Point]:
    """Lead from a source to what was made from it, between the nodes of the columns in the way."""
    source, made = boxes[edge[0]], boxes[edge[1]]
    begins, ends = layout.slots[edge[0]], layout.slots[edge[1]]
    start, end = (source.left + source.width, _middle(source)), (made.left, _middle(made))
    points: list[Point] = [start]
    for column in range(begins.column + 1, ends.column):
        passed = {node: slot for node, slot in layout.slots.items() if slot.column == column}
        generation = next(iter(passed.values())).generation
        on_the_way = (column - begins.column) / (ends.column - begins.column)
        wanted = start[1] + (end[1] - start[1]) * on_the_way
        wanted = {begins.generation: start[1], ends.generation: end[1]}.get(generation, wanted)
        column_boxes = sorted((boxes[node] for node in passed), key=lambda box: box.top)
        y = _free(column_boxes, wanted, margin)
        points += [(column_boxes[0].left, y), (column_boxes[0].left + column_boxes[0].width, y)]
    return [*points, end]


def _middle(box: Box) -> float:
    return box.top + box.height / 2


def _free(column: Sequence[Box], wanted: float, margin: float) -> float:
    """Return the height nearest to the wanted one that is on none of a column's nodes."""
    between = [(upper.top + upper.height + lower.top) / 2 for upper, lower in pairwise(column)]
    heights = [column[0].top - margin, *between, column[-1].top + column[-1].height + margin]
    return min(heights, key=lambda height: (abs(height - wanted), height))


def _draw_lines(sheet: Sheet, paths: Sequence[Sequence[Point]]) -> None:
    """Draw curves with heads, finer than pixels."""
    mask = Image.new("L", (sheet.image.width * FINE, sheet.image.height * FINE))
    pen, width, head = ImageDraw.Draw(mask), sheet.px(LINE_WIDTH) * FINE, sheet.px(HEAD_SIZE)
    for path in paths:
        (x, y), *_ = reversed(path)
        curve = _curved([*path[:-1], (x - head, y)])
        pen.line([_fine(sheet, point) for point in curve], 255, width, joint="curve")
        tip = [(x, y), (x - 1.6 * head, y - 0.8 * head), (x - 1.6 * head, y + 0.8 * head)]
        pen.polygon([_fine(sheet, point) for point in tip], 255)
    sheet.image.paste(MUTED, (0, 0), mask.resize(sheet.image.size, Image.Resampling.BOX))


def _fine(sheet: Sheet, point: Point) -> Point:
    x, y = reversed(point) if sheet.is_tall else point
    return x * FINE, y * FINE


def _curved(points: Sequence[Point]) -> Iterator[Point]:
    """Join points by curves that leave and arrive level."""
    for (left, top), (right, bottom) in pairwise(points):
        for step in range(STEPS + 1):
            t = step / STEPS
            yield left + (right - left) * t, top + (bottom - top) * t * t * (3 - 2 * t)


def _draw_node(sheet: Sheet, box: Box, node: Node, *, is_self: bool) -> None:
    """Draw a node: a small picture, title and author in a frame; one without a name says why."""
    line = sheet.px(3) if is_self else sheet.px(1)
    sheet.fill(box, _frame(sheet) if is_self else LINE, sheet.px(CORNER))
    inner = _inside(box, line)
    sheet.fill(inner, SURFACE if node.is_nameless else PAPER, sheet.px(CORNER) - line)
    room = _inside(inner, sheet.px(9) - line)
    is_small = box.height < sheet.px(SMALL)
    is_stacked = box.height >= max(STACKED * box.width, sheet.px(HIGH))
    if not node.is_nameless:
        picture, room = _stacked(sheet, room) if is_stacked else _beside(sheet, room)
        draw_thumbnail(sheet, picture, node.picture)
    is_fine = is_small or box.width < sheet.px(NARROW)
    title_sizes, author_sizes = ((15, 12), (13, 11)) if is_fine else ((19, 15), (15, 13))
    title = Text(node.title, title_sizes, INK, 1 if is_small else 2, bold=True)
    if node.is_nameless:
        title = Text(node.title, author_sizes, MUTED, 2)
    Column(sheet, room).say_centred([title, Text(node.author, author_sizes, MUTED)], (1.0, 0.9, 0.8))


def _inside(box: Box, by: int) -> Box:
    return Box(box.left + by, box.top + by, box.width - 2 * by, box.height - 2 * by)


def _beside(sheet: Sheet, room: Box) -> tuple[Box, Box]:
    """Part a node into a picture at the left, and texts."""
    side = min(room.height, round(room.width * 0.36))
    return Box(room.left, room.top + (room.height - side) // 2, side, side), room.after(side + sheet.px(10))


def _stacked(sheet: Sheet, room: Box) -> tuple[Box, Box]:
    """Part a node into a picture above, and texts."""
    above, texts = room.cut_below(sheet.px(66))
    return above.cut_below(sheet.px(4))[0], texts


def _frame(sheet: Sheet) -> Colour:
    """Frame the entry itself in the brand's colour, where that can be seen, else in ink."""
    return sheet.accent if contrast(sheet.accent, PAPER) >= SEEN else INK
