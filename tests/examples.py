"""How many examples a property is tried on."""

from hypothesis import settings


def of_a_hundred(number: int) -> int:
    """Return how many examples a slow, or a most important, property gets where an ordinary one gets a hundred."""
    return settings().max_examples * number // 100
