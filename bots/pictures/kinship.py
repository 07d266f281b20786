"""Where each of a family stands: sources at the left, what was made from them at the right of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

Edge = tuple[int, int]
"""From a source to what was made from it."""
SWEEPS = 4
"""How often each column is put in the order of its neighbours."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the grid. Several columns may be of one generation."""

    column: int
    row: int
    generation: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Who stands where; how many found no room."""

    slots: dict[int, Slot]
    heights: tuple[int, ...]
    """Rows of each column."""
    more: int
    """Kin without a place."""


def laid_out(count: int, edges: Sequence[Edge], columns: int, rows: int, beyond: int = 0) -> Layout:
    """Lay out the nodes 0 to `count`, of which the first is the one whose family it is."""
    generations = _generations(count, edges)
    kept = _nearest(sorted(set(generations.values())), generations[0], columns)
    members = {one: [node for node in generations if generations[node] == one] for one in kept}
    widths = _widths({one: len(found) for one, found in members.items()}, columns, rows)
    degree = Counter(node for edge in edges for node in edge)
    shown: dict[int, list[int]] = {}
    for one, found in members.items():
        wanted = sorted(found, key=lambda node: (-degree[node], node))  # who leads on to others has a place first
        shown[one] = sorted(wanted[: widths[one] * rows])
    more = count - sum(len(found) for found in shown.values()) + beyond
    return _placed(_ordered(shown, edges), widths, rows, more)


def _generations(count: int, edges: Sequence[Edge]) -> dict[int, int]:
    """Return how far each stands from the first one, so that every edge leads to the right."""
    after, before = _reached(edges), _reached([(made, source) for source, made in edges])
    return {0: 0} | {node: -far for node, far in before.items()} | after if count else {}


def _reached(edges: Sequence[Edge]) -> dict[int, int]:
    """Return the longest way from the first one to each that can be reached; a circle is cut."""
    far = {0: 0}
    for step in range(len(edges)):
        found = {made: far[source] + 1 for source, made in edges if source in far and far[source] == step and made}
        if not found:
            break
        far |= found
    return {node: steps for node, steps in far.items() if node}


def _nearest(generations: Sequence[int], own: int, most: int) -> list[int]:
    return sorted(sorted(generations, key=lambda one: (abs(one - own), -one))[:most])


def _widths(sizes: dict[int, int], columns: int, rows: int) -> dict[int, int]:
    """Give each generation a column, and those that are crowded the columns that are left over."""
    widths = dict.fromkeys(sizes, 1)
    for _ in range(columns - len(sizes)):
        crowded = max(widths, key=lambda one: sizes[one] - widths[one] * rows)
        if sizes[crowded] <= widths[crowded] * rows:
            break
        widths[crowded] += 1
    return widths


def _ordered(shown: dict[int, list[int]], edges: Sequence[Edge]) -> dict[int, list[int]]:
    """Put each generation in the order of its neighbours, so that few edges cross."""
    at = {node: place - len(found) / 2 for found in shown.values() for place, node in enumerate(found)}
    for sweep in range(SWEEPS):
        is_back = bool(sweep % 2)
        for one in sorted(shown, reverse=is_back):
            kin = {node: _kin(node, edges, at, is_back=is_back) for node in shown[one]}
            shown[one].sort(key=lambda node, kin=kin: (_middle((at[one] for one in kin[node]), at[node]), node))  # type: ignore[misc]  # mypy does not know a lambda's default
            at |= {node: place - len(shown[one]) / 2 for place, node in enumerate(shown[one])}
    return shown


def _kin(node: int, edges: Sequence[Edge], at: dict[int, float], *, is_back: bool) -> list[int]:
    pairs = [(made, source) for source, made in edges] if is_back else edges
    return [one for one, other in pairs if other == node and one in at]


def _middle(places: Iterable[float], own: float) -> float:
    found = list(places)
    return sum(found) / len(found) if found else own


def _placed(shown: dict[int, list[int]], widths: dict[int, int], rows: int, more: int) -> Layout:
    slots: dict[int, Slot] = {}
    heights: list[int] = []
    for generation in sorted(shown):
        found = shown[generation]
        each = min(rows, ceil(len(found) / widths[generation])) if widths[generation] > 1 else rows
        used = max(1, ceil(len(found) / each))
        for number, node in enumerate(found):
            slots[node] = Slot(len(heights) + number // each, number % each, generation)
        heights += [len(found[first : first + each]) for first in range(0, used * each, each)]
    return Layout(slots, tuple(heights), more)
