"""How much one person may ask at once: a bucket of tokens that fills again."""

import math
from collections.abc import Callable

BURST = 200
"""Calls at once: far more than a person presses, ten times what a test of many hands does."""
PER_SECOND = 40
MOST_REMEMBERED = 10_000
"""Full buckets are forgotten when more than these are kept."""


class Pace:
    """A bucket for each person; it starts full."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        """Measure by a clock that only goes forward."""
        self._seconds = seconds
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait_for(self, account: str) -> int:
        """Take a token, and return 0; where none is left, return in how many whole seconds there will be one."""
        now = self._seconds()
        tokens, since = self._buckets.get(account, (float(BURST), now))
        tokens = min(BURST, tokens + (now - since) * PER_SECOND)
        if tokens < 1:
            return math.ceil((1 - tokens) / PER_SECOND)
        if len(self._buckets) >= MOST_REMEMBERED:
            self._forget_full(now)
        self._buckets[account] = (tokens - 1, now)
        return 0

    def _forget_full(self, now: float) -> None:
        self._buckets = {
            account: (tokens, since)
            for account, (tokens, since) in self._buckets.items()
            if tokens + (now - since) * PER_SECOND < BURST
        }
