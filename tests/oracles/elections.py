"""Random elections, as plain values that both sides can read."""

import random
from collections.abc import Callable, Mapping
from typing import Any

UNSAID = -1
Drawn = dict[str, Any]
"""`marks` a row a ballot, a column a candidate; or `won` and `tried` for an interval."""


def drawn(kind: str, chance: random.Random) -> Drawn:
    """Draw an election of a kind."""
    return KINDS[kind](chance)


def _grid(chance: random.Random, lowest: int, highest: int) -> Drawn:
    size, ballots = chance.randint(2, 6), chance.randint(1, 30)
    return {"marks": [[chance.randint(lowest, highest) for _ in range(size)] for _ in range(ballots)]}


def _ranks(chance: random.Random, *, is_whole: bool) -> Drawn:
    size, ballots = chance.randint(2, 6), chance.randint(1, 40)
    return {"marks": [_order(chance, size, size if is_whole else chance.randint(1, size)) for _ in range(ballots)]}


def _order(chance: random.Random, size: int, ranked: int) -> list[int]:
    order = chance.sample(range(size), size)[:ranked]
    return [order.index(one) + 1 if one in order else UNSAID for one in range(size)]


def _answers(chance: random.Random) -> Drawn:
    size = chance.randint(2, 8)
    marks = []
    for _ in range(chance.randint(1, 80)):
        row = [UNSAID] * size
        better, worse = sorted(chance.sample(range(size), 2))
        if chance.random() < 0.3:
            better, worse = worse, better
        row[better], row[worse] = 1, 0
        marks.append(row)
    return {"marks": marks}


def _interval(chance: random.Random) -> Drawn:
    tried = chance.randint(1, 500)
    return {"won": chance.randint(0, tried), "tried": tried}


KINDS: Mapping[str, Callable[[random.Random], Drawn]] = {
    "approval": lambda chance: _grid(chance, 0, 1),
    "cumulative": lambda chance: _grid(chance, 0, 10),
    "score": lambda chance: _grid(chance, 1, 5),
    "star": lambda chance: _grid(chance, 0, 5),
    "mj": lambda chance: _grid(chance, 1, 5),
    "schulze": lambda chance: _ranks(chance, is_whole=False),
    "irv": lambda chance: _ranks(chance, is_whole=True),
    "pairwise": _answers,
    "wilson": _interval,
}
"""By method, or by what else is held against somebody."""
