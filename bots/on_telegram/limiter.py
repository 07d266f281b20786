"""Our own pace on Telegram: for sends and edits alone, by chat, by group and altogether, the urgent first.

A chat that asks us to wait keeps no other waiting. An edit that a later one of the same message overtakes is dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum

from bots.pace import Bucket

A_SECOND, AT_ONCE = 26, 2
"""Calls a second altogether, over time, and how many may go out together: 28 in the busiest second, of 30."""
IN_A_CHAT, AT_ONCE_IN_A_CHAT = 1.0, 3
"""The same in one chat."""
IN_A_GROUP, AT_ONCE_IN_A_GROUP = 0.25, 5
"""The same in one group: 20 in the busiest minute, and who comes last waits 4 seconds, not the rest of the minute."""
MOST_TRIES = 3
LONGEST_WAIT_S = 20.0
"""How long a wait that Telegram asks for is sat out here; of a longer one the caller is told."""
MOST_LANES = 2_000
"""Chats that are remembered, unless more are waited for."""
COUNTED = ("send", "editMessage", "copyMessage", "forwardMessage")
"""How the names of the methods begin that Telegram counts; `sendChatAction` is none of them."""


class Haste(IntEnum):
    """Whose turn comes first."""

    ANNOUNCEMENT = 0
    """What everybody is told."""
    REPLY = 1
    """What somebody waits for."""
    EDIT = 2
    """A new look of what was said."""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What one call asks of the limiter (`rate_limit_args`)."""

    haste: Haste = Haste.REPLY
    supersede: str | None = None
    """Names the message that is edited: of several edits that wait the last is made, and the others are as if done."""
    before: Callable[[], Awaitable[None]] | None = None
    """Called when it is its turn, right before the first try."""


@dataclass(slots=True, order=True)
class _Ticket:
    """One that waits for its turn."""

    haste: Haste
    number: int
    turn: "asyncio.Future[None]" = field(compare=False)


class Lane:
    """One chat: its budgets, and when it may be spoken to again. Pure, told the time in seconds."""

    def __init__(self, now: float, *, is_group: bool) -> None:
        """Begin with a full budget."""
        self._buckets = [Bucket(IN_A_CHAT, AT_ONCE_IN_A_CHAT, now)]
        if is_group:
            self._buckets.append(Bucket(IN_A_GROUP, AT_ONCE_IN_A_GROUP, now))
        self._paused_until = now
        self.used_at = now

    def pause(self, until: float) -> None:
        """Let nobody in until a time; never less than was asked for before."""
        self._paused_until = max(self._paused_until, until)

    def wait(self, now: float) -> float:
        """Return in how many seconds a call may be made; 0 for now."""
        return max(0.0, self._paused_until - now, *(one.wait(now) for one in self._buckets))

    def take(self, now: float) -> None:
        """Note that a call is made, for which `wait` said 0."""
        self.used_at = now
        for one in self._buckets:
            one.take(now)
