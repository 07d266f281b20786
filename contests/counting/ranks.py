"""Competition ranks: 1, 1, 3 (RULES.md 19)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from contests.model.standing import Standing, Standings


def ranked(lines: Iterable[Standing], score: Callable[[Standing], Fraction | tuple[Fraction, ...]]) -> Standings:
    """Order lines by score, highest first, and give ranks that use tied places up; ids only fix the display."""
    ordered = sorted(lines, key=lambda line: line.entry)
    ordered.sort(key=score, reverse=True)
    result: list[Standing] = []
    for _, group in groupby(ordered, key=score):
        rank = len(result) + 1
        result += [replace(line, rank=rank, frozen_rank=rank) for line in group]
    return tuple(result)


def tie_groups(standings: Standings) -> list[Standings]:
    """Return the lines that hold a rank, grouped by it, best first."""
    alive = [line for line in standings if not line.struck]
    return [tuple(group) for _, group in groupby(alive, key=lambda line: line.rank)]


def closed_up(standings: Standings) -> Standings:
    """Rank the frozen order anew without its struck lines, and without a recount (RULES.md 13)."""
    alive = sorted((line for line in standings if not line.struck), key=lambda line: line.frozen_rank)
    result: list[Standing] = []
    for _, group in groupby(alive, key=lambda line: line.frozen_rank):
        rank = len(result) + 1
        result += [replace(line, rank=rank) for line in group]
    return (*result, *(replace(line, rank=0, reward=None) for line in standings if line.struck))
