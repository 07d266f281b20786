"""Our own pace: Discord takes 50 requests a second from a bot, and whoever asks for more is kept out for a while.

Answers to interactions are outside that limit, and never wait here.
"""

import asyncio
import heapq
from enum import IntEnum
from itertools import count

from bots.pace import Bucket

A_SECOND = 40
"""Requests a second, over time."""
AT_ONCE = 5
"""Requests that may go out together after a quiet moment: 45 in the busiest second, as some bunch up on the way."""


class Haste(IntEnum):
    """Whose turn comes first."""

    NEWS = 0
    """What is said for the first time."""
    EDIT = 1
    """A new look of what was said."""


class Pace:
    """Gives turns to those who wait, news before edits, each in order of asking."""

    def __init__(self) -> None:
        """Begin in a quiet moment."""
        self._bucket: Bucket | None = None
        self._waiting: list[tuple[Haste, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._alarm: asyncio.TimerHandle | None = None

    async def turn(self, haste: Haste) -> None:
        """Wait for a turn to make one request."""
        turn = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (haste, next(self._numbers), turn))
        self._give()
        await turn

    def _give(self) -> None:
        """Give as many turns as there are, and come back when there is another."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        loop = asyncio.get_running_loop()
        if self._bucket is None:
            self._bucket = Bucket(A_SECOND, AT_ONCE, loop.time())
        while self._waiting:
            if self._waiting[0][2].done():  # whoever waited was cancelled
                heapq.heappop(self._waiting)
            elif wait_s := self._bucket.take(loop.time()):
                self._alarm = loop.call_later(wait_s, self._give)
                return
            else:
                heapq.heappop(self._waiting)[2].set_result(None)
