"""A pace that is kept: pure, told the time in seconds."""

NEARLY = 1e-6
"""What the adding up of fractions may be short of a whole request."""


class Bucket:
    """Fills up over time, and gives out what is in it."""

    def __init__(self, a_second: float, holds: float, now: float) -> None:
        """Begin full."""
        self._a_second, self._holds = a_second, holds
        self._has, self._at = holds, now

    def wait(self, now: float) -> float:
        """Return how many seconds are left until there is one to take; 0 where there is."""
        self._has = min(self._holds, self._has + (now - self._at) * self._a_second)
        self._at = now
        return 0.0 if self._has >= 1 - NEARLY else (1 - self._has) / self._a_second

    def take(self, now: float) -> float:
        """Take one out and return 0, or return how many seconds are left until there is one."""
        wait = self.wait(now)
        if not wait:
            self._has -= 1
        return wait
