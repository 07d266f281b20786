"""A family drawn as a tree: boxes in columns, one a generation, lines from source to remix; and as nested lists."""

import textwrap
from collections import defaultdict
from dataclasses import dataclass

from bots.on_web.messages import stored_url
from bots.presenter.parts import shortened
from bots.words import Words
from contests.desk.family import Family, Relative

WIDTH, HEIGHT = 180, 56
"""Of a box, in pixels; one can be touched."""
ACROSS, DOWN = 36, 16
"""Between boxes."""
EDGE = 2
"""Room for the frame of a box at the rim."""
LONGEST, LONGEST_BY_PICTURE = 22, 16
"""Letters of a line in a box, alone and beside a picture."""
TITLE_LINES = 2
LINE_HEIGHT = 15


@dataclass(frozen=True, slots=True)
class Box:
    """A relative's box."""

    relative: Relative
    x: int
    y: int
    lines: tuple[str, ...]
    """The title."""
    under: str
    picture: str | None

    @property
    def baselines(self) -> list[int]:
        """Return how far below the box's top each line stands, the one under the title last."""
        count = len(self.lines) + bool(self.under)
        return [(HEIGHT - count * LINE_HEIGHT) // 2 + 11 + n * LINE_HEIGHT for n in range(count)]


@dataclass(frozen=True, slots=True)
class Tree:
    """A drawing: its size, its lines as paths, its boxes."""

    width: int
    height: int
    paths: tuple[str, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A relative, and those who came by way of them."""

    relative: Relative
    branches: tuple["Branch", ...]


def drawn(family: Family, t: Words) -> Tree:
    """Draw a family, oldest at the left."""
    columns: dict[int, list[Relative]] = defaultdict(list)
    for one in family.relatives.values():
        columns[one.generation].append(one)
    first, tallest = min(columns), max(len(column) for column in columns.values())
    height = tallest * (HEIGHT + DOWN) - DOWN
    boxes = {}
    for generation, column in columns.items():
        x = EDGE + (generation - first) * (WIDTH + ACROSS)
        top = EDGE + (height - len(column) * (HEIGHT + DOWN) + DOWN) // 2
        for place, one in enumerate(column):
            boxes[one.id] = _box(one, x, top + place * (HEIGHT + DOWN), t)
    paths = tuple(_path(boxes[source], boxes[made]) for source, made in family.links)
    width = len(columns) * (WIDTH + ACROSS) - ACROSS
    return Tree(width + 2 * EDGE, height + 2 * EDGE, paths, tuple(boxes.values()))


def as_list(family: Family, *, is_forward: bool) -> tuple[Branch, ...]:
    """Return what came of an entry, or where it came from, nested."""
    return _branches(family, family.of, is_forward=is_forward)


def _branches(family: Family, of: str, *, is_forward: bool) -> tuple[Branch, ...]:
    beside = family.next_to(of, is_forward=is_forward)
    return tuple(Branch(one, _branches(family, one.id, is_forward=is_forward)) for one in beside)


def _box(one: Relative, x: int, y: int, t: Words) -> Box:
    if one.is_withdrawn:
        line, under = t._("withdrawn"), ""
    elif one.is_hidden:
        line, under = t._("not shown"), ""
    else:
        line, under = one.title, t._("from the kit") if one.is_kit else one.author or ""
    is_pictured = one.picture is not None and one.picture.kind == "picture"
    picture = f"{stored_url(one.picture.id, one.picture.mime)}?size=small" if one.picture and is_pictured else None
    longest = LONGEST_BY_PICTURE if picture else LONGEST
    lines = textwrap.wrap(line, longest, max_lines=TITLE_LINES, placeholder="…")
    return Box(one, x, y, tuple(lines), shortened(under, longest), picture)


def _path(source: Box, made: Box) -> str:
    """Return a calm curve from one box's right side to the other's left."""
    x1, y1, x2, y2 = source.x + WIDTH, source.y + HEIGHT // 2, made.x, made.y + HEIGHT // 2
    bend = (x1 + x2) // 2
    return f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
