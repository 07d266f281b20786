"""What is missing in a place of a chat platform, and how a newcomer mends it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing: worded, with its cure."""

    said: str
    cure: str

    def __str__(self) -> str:
        """Say both, on two lines."""
        return f"• {self.said}\n  → {self.cure}"
