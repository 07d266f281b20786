"""One timer for many who wait equally long: nearly all of them are over before it rings."""

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType


class Ring:
    """What is to be called when a time has come, unless it is taken back."""

    __slots__ = ("at", "call")

    def __init__(self, at: float, call: Callable[[], None]) -> None:
        """Call this then, by the loop's clock."""
        self.at = at
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        """Call nothing; twice is once."""
        self.call = None


class Alarm:
    """Rings for everybody after the same time: whoever asked first is called first, by one timer of the loop's."""

    def __init__(self, after_s: float) -> None:
        """Ring so many seconds after one is set."""
        self.after_s = after_s
        self._waiting: deque[Ring] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def set(self, call: Callable[[], None], began: float | None = None) -> Ring:
        """Have something called in a while; counted from `began` by the loop's clock, which never goes back."""
        loop, waiting = asyncio.get_running_loop(), self._waiting
        while waiting and waiting[0].call is None:
            waiting.popleft()
        one = Ring((loop.time() if began is None else began) + self.after_s, call)
        waiting.append(one)
        if self._timer is None:
            self._timer = loop.call_at(one.at, self._rung)
        return one

    def within(self) -> "Within":
        """Return a block that ends by TimeoutError where it is not over when this rings."""
        return Within(self)

    def _rung(self) -> None:
        """Call those whose time has come, and come back for the next one."""
        loop, waiting = asyncio.get_running_loop(), self._waiting
        now = loop.time()
        self._timer = None
        while waiting and (waiting[0].call is None or waiting[0].at <= now):
            if (call := waiting.popleft().call) is not None:
                call()
        if waiting and self._timer is None:
            self._timer = loop.call_at(waiting[0].at, self._rung)


class Within:
    """A block that has so much time: `asyncio.timeout`, without a timer for each."""

    __slots__ = ("_alarm", "_limit", "_ring")

    def __init__(self, alarm: Alarm) -> None:
        """Have as much time as until an alarm rings."""
        self._alarm, self._limit = alarm, asyncio.timeout(None)

    async def __aenter__(self) -> None:
        """Let the time begin."""
        await self._limit.__aenter__()
        self._ring = self._alarm.set(self._is_late)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Be over. Raises: TimeoutError: it was cancelled because it was late."""
        self._ring.cancel()
        await self._limit.__aexit__(kind, error, at)

    def _is_late(self) -> None:
        self._limit.reschedule(0.0)
