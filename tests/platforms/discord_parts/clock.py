"""The server's clock, which a test can turn, and the numbers that Discord makes from it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


class ServerClock:
    """The machine's clock plus what a test turned it by; or another clock entirely."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._turned = timedelta()
        self.when_turned: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._now() + self._turned

    def turn(self, by: timedelta | float) -> None:
        """Turn it forward, by seconds where a number is given."""
        self._turned += by if isinstance(by, timedelta) else timedelta(seconds=by)
        for hear in self.when_turned:
            hear()

    def iso(self, at: datetime | None = None) -> str:
        return (at or self.now()).isoformat(timespec="microseconds")


class Snowflakes:
    """Numbers that grow with the clock and never come twice."""

    def __init__(self, clock: ServerClock) -> None:
        self._clock = clock
        self._last = self._older = 0

    def of(self, at: datetime) -> int:
        """Return a number as it was made at some time in the past."""
        self._older += 1
        return (((at - EPOCH) // timedelta(milliseconds=1)) << 22) + self._older

    def new(self) -> int:
        since = (self._clock.now() - EPOCH) // timedelta(milliseconds=1)
        self._last = max(self._last + 1, since << 22)
        return self._last


def made_at(snowflake: int) -> datetime:
    return EPOCH + timedelta(milliseconds=snowflake >> 22)
