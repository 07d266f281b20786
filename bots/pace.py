"""A pace that is kept: pure, told the time in seconds."""

from collections import deque

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

    def take(self, now: float, n: int = 1) -> float:
        """Take one out and return 0, or return how many seconds are left until there is one.

        Where there is one, more may be taken at once: the next one then takes so much longer to come.
        """
        wait = self.wait(now)
        if not wait:
            self._has -= n
        return wait


class Window:
    """Lets at most so many through in any span of time."""

    def __init__(self, most: int, within_s: float) -> None:
        """Begin with nothing let through."""
        self._most, self._within_s = most, within_s
        self._times = deque[float]()

    def wait(self, now: float, n: int = 1, spare: int = 0) -> float:
        """Return how many seconds are left until `n` fit in, and leave room for `spare` more; 0 where they do."""
        while self._times and self._times[0] <= now - self._within_s:
            self._times.popleft()
        room = self._most - spare
        over = len(self._times) + min(n, room) - room
        return self._times[over - 1] + self._within_s - now if over > 0 else 0.0

    def take(self, now: float, n: int = 1) -> None:
        """Note that `n` are let through."""
        self._times.extend([now] * n)
