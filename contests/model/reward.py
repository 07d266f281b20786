"""What may be won."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reward:
    """What the place `place` wins; 1 is the first."""

    place: int
    text: str
