"""Telegram's limits for what a bot sends and edits: over all, in a chat, in a group."""

import math
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.platforms.discord_parts.clock import ServerClock

OVER_ALL = 30
"""Messages a second."""
A_CHAT = 1
"""Messages a second in one chat, after a short burst."""
BURST = 3
"""Messages that a chat takes at once; Telegram says that there is a burst, and not how long."""
A_GROUP = 20
"""Messages a minute in one group."""


@dataclass
class Lane:
    """What came into one chat of late."""

    tokens: float = BURST
    counted: datetime | None = None
    of_the_minute: deque[datetime] = field(default_factory=deque)


class Limits:
    """Counts by the server's clock."""

    def __init__(self, clock: ServerClock) -> None:
        self._clock = clock
        self._all: deque[datetime] = deque()
        self._chats: dict[int, Lane] = {}
        self.hits = 0
        """How many calls were too many."""

    def count(self, chat_id: int, messages: int, *, is_group: bool) -> int | None:
        """Count what is sent or edited; return the seconds to wait where it is too much."""
        now = self._clock.now()
        lane = self._chats.setdefault(chat_id, Lane())
        waits = [_wait(self._all, OVER_ALL, timedelta(seconds=1), now), _chat_wait(lane, now)]
        if is_group:
            waits.append(_wait(lane.of_the_minute, A_GROUP, timedelta(minutes=1), now))
        if (longest := max(waits)) > 0:
            self.hits += 1
            return max(1, math.ceil(longest))
        lane.tokens -= 1
        self._all.extend([now] * messages)
        lane.of_the_minute.extend([now] * messages)
        return None


def _wait(times: deque[datetime], most: int, span: timedelta, now: datetime) -> float:
    while times and times[0] <= now - span:
        times.popleft()
    return (times[-most] + span - now).total_seconds() if len(times) >= most else 0.0


def _chat_wait(lane: Lane, now: datetime) -> float:
    since = (now - lane.counted).total_seconds() if lane.counted else 0.0
    lane.tokens = min(BURST, lane.tokens + since * A_CHAT)
    lane.counted = now
    return 0.0 if lane.tokens >= 1 else (1 - lane.tokens) / A_CHAT
