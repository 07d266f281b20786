"""What the short half of the tests keeps of a test that is told many times, and what it leaves to the long half."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

import pytest
from hypothesis import settings


def long_but(kept: Collection[str], values: Iterable[Any], named: Callable[[Any], str] = str) -> list[Any]:
    """Return a test's or a fixture's parameters, all long but those of some names."""
    every = {named(value): value for value in values}
    assert set(kept) <= every.keys(), f"only these are there: {', '.join(every)}"
    return [value if name in kept else pytest.param(value, marks=pytest.mark.long) for name, value in every.items()]


def of_a_hundred(number: int) -> int:
    """Return how many examples a slow, or a most important, property gets where an ordinary one gets a hundred."""
    return settings().max_examples * number // 100
