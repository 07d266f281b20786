"""Whose turn it is on Telegram: by chat, by group and altogether, the urgent first. Pure, told the time in seconds."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import Generic, TypeVar

from bots.pace import Bucket

A_SECOND, AT_ONCE = 26.0, 2
"""Messages a second altogether, over time, and how many may go out together: 28 in the busiest second, of 30."""
IN_A_CHAT, AT_ONCE_IN_A_CHAT = 1.0, 3
"""The same in one chat."""
IN_A_GROUP, AT_ONCE_IN_A_GROUP = 0.25, 5
"""The same in one group: 20 in the busiest minute, and who comes last waits 4 seconds, not the rest of the minute."""
MOST_LANES = 2_000
"""Chats that are remembered while nobody waits for them."""
FORGOTTEN_AFTER_S = 60.0
"""When a chat's budgets are surely full again."""

Turn = TypeVar("Turn")


class Haste(IntEnum):
    """Whose turn comes first."""

    ANNOUNCEMENT = 0
    """What everybody is told."""
    REPLY = 1
    """What somebody waits for."""
    EDIT = 2
    """A new look of what was said."""


@dataclass(slots=True, order=True)
class Ticket(Generic[Turn]):
    """One that waits for its turn in a chat."""

    haste: Haste
    number: int
    chat: int = field(compare=False)
    turn: Turn = field(compare=False)
    is_over: bool = field(compare=False, default=False)
    """It had its turn, or wants none any more."""


class _Lane(Generic[Turn]):
    """One chat: those who wait for it, its budgets, and until when it is left alone."""

    def __init__(self, chat: int, now: float) -> None:
        self.queue: list[Ticket[Turn]] = []
        self.rests_until = self.used_at = now
        self.buckets = [Bucket(IN_A_CHAT, AT_ONCE_IN_A_CHAT, now)]
        if chat < 0:
            self.buckets.append(Bucket(IN_A_GROUP, AT_ONCE_IN_A_GROUP, now))

    def head(self) -> Ticket[Turn] | None:
        while self.queue and self.queue[0].is_over:
            heapq.heappop(self.queue)
        return self.queue[0] if self.queue else None

    def wait(self, now: float) -> float:
        return max(self.rests_until - now, *(one.wait(now) for one in self.buckets), 0.0)


class Lanes(Generic[Turn]):
    """Everybody who waits, and what Telegram's budgets still hold."""

    def __init__(self, now: float) -> None:
        """Begin with full budgets and nobody waiting."""
        self._all = Bucket(A_SECOND, AT_ONCE, now)
        self._lanes: dict[int, _Lane[Turn]] = {}
        self._ready: list[Ticket[Turn]] = []
        """The heads of the chats that may be spoken to; some are over by now, or no heads any more."""
        self._resting: list[tuple[float, int]] = []
        """When which chat may be looked at again."""
        self._numbers = count()

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._lanes)

    def join(self, chat: int, haste: Haste, turn: Turn, now: float) -> Ticket[Turn]:
        """Queue up."""
        ticket = Ticket(haste, next(self._numbers), chat, turn)
        lane = self._lane(chat, now)
        heapq.heappush(lane.queue, ticket)
        if lane.head() is ticket:
            heapq.heappush(self._ready, ticket)
        return ticket

    def rest(self, chat: int, until: float, now: float) -> None:
        """Leave a chat alone until a time."""
        lane = self._lane(chat, now)
        lane.rests_until = max(lane.rests_until, until)

    def rests_for(self, chat: int, now: float) -> float:
        """Return how many seconds a chat is still to be left alone."""
        lane = self._lanes.get(chat)
        return max(0.0, lane.rests_until - now) if lane else 0.0

    def waiting(self, chat: int) -> list[Ticket[Turn]]:
        """Return those who wait for a chat."""
        lane = self._lanes.get(chat)
        return [one for one in lane.queue if not one.is_over] if lane else []

    def next(self, now: float) -> Iterator[Ticket[Turn]]:
        """Yield those whose turn it is now, and take them off the budgets."""
        while self._resting and self._resting[0][0] <= now:
            self._stir(heapq.heappop(self._resting)[1])
        while self._ready:
            ticket = self._ready[0]
            lane = self._lanes.get(ticket.chat)
            if lane is None or lane.head() is not ticket:
                heapq.heappop(self._ready)
                if ticket.is_over:
                    self._stir(ticket.chat)
            elif wait := lane.wait(now):
                heapq.heappop(self._ready)
                heapq.heappush(self._resting, (now + wait, ticket.chat))
            elif self._all.take(now):
                return
            else:
                heapq.heappop(self._ready)
                self._went(lane, ticket, now)
                yield ticket

    def wait(self, now: float) -> float | None:
        """Return in how many seconds `next` may have somebody again; None where nobody waits."""
        waits = [self._all.wait(now)] if self._ready else []
        waits += [max(0.0, self._resting[0][0] - now)] if self._resting else []
        return min(waits, default=None)

    def _went(self, lane: _Lane[Turn], ticket: Ticket[Turn], now: float) -> None:
        ticket.is_over, lane.used_at = True, now
        for bucket in lane.buckets:
            bucket.take(now)
        self._stir(ticket.chat)

    def _stir(self, chat: int) -> None:
        """Look at a chat's first one again."""
        lane = self._lanes.get(chat)
        if lane is not None and (head := lane.head()) is not None:
            heapq.heappush(self._ready, head)

    def _lane(self, chat: int, now: float) -> _Lane[Turn]:
        if len(self._lanes) >= MOST_LANES:
            self._forget(now)
        return self._lanes.setdefault(chat, _Lane(chat, now))

    def _forget(self, now: float) -> None:
        for chat, lane in list(self._lanes.items()):
            if lane.head() is None and max(lane.rests_until, lane.used_at) + FORGOTTEN_AFTER_S <= now:
                del self._lanes[chat]
