"""Our own pace on Telegram, for sends and edits alone.

A chat that asks us to wait keeps no other waiting. Of several edits of one message that wait, the last is made.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from weakref import WeakValueDictionary

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bots.on_telegram.lanes import Haste, Lanes, Ticket

__all__ = ["Haste", "Limiter", "RateLimit", "wait_of"]

MOST_TRIES = 3
LONGEST_WAIT_S = 20.0
"""How long a wait that Telegram asks for is sat out here; of a longer one the caller is told."""
COUNTED = ("send", "editMessage", "copyMessage", "forwardMessage")
"""How the names of the methods begin that Telegram counts."""
UNCOUNTED = frozenset({"sendChatAction"})

Answer = bool | dict[str, Any] | list[dict[str, Any]]
Call = Callable[..., Coroutine[Any, Any, Answer]]
Waiting = Ticket[asyncio.Future[bool]]


@dataclass(frozen=True, slots=True)
class RateLimit:
    """What one call asks of the limiter (`rate_limit_args`)."""

    haste: Haste = Haste.REPLY
    supersede: str | None = None
    """Names the message that is edited: an edit that a later one overtakes while it waits is as if done."""
    before: Callable[[], Awaitable[None]] | None = None
    """Called when it is its turn, right before it is tried."""


class Limiter(BaseRateLimiter[RateLimit]):
    """Gives calls their turns; `is_lifted` gives all of them theirs at once."""

    def __init__(self, *, is_lifted: bool = False) -> None:
        """Begin with full budgets."""
        self.is_lifted = is_lifted
        self._lanes: Lanes[asyncio.Future[bool]] | None = None
        self._alarm: asyncio.TimerHandle | None = None
        self._waiting: dict[str, Waiting] = {}
        """The last edit of each message that has one waiting."""
        self._edits = WeakValueDictionary[str, asyncio.Lock]()
        """Held while a message is edited, so that no two edits overtake each other on the way."""

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Give no more turns by the clock."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    async def process_request(
        self,
        callback: Call,
        args: Any,  # noqa: ANN401 - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: RateLimit | None,
    ) -> Answer:
        """Make a call when it is its turn. Raises: telegram.error.TelegramError."""
        asked, counts = rate_limit_args or RateLimit(), is_counted(endpoint)
        for tries in count(1):
            if counts and not self.is_lifted and not await self._turn(data, asked):
                break
            if asked.before is not None:
                await asked.before()
            try:
                async with self._edit(asked.supersede):
                    return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait_s = wait_of(error).total_seconds()
                self._rest(chat_of(data), wait_s, error)
                if not counts or self.is_lifted or tries >= MOST_TRIES or wait_s > LONGEST_WAIT_S:
                    raise
        return True  # a later edit of the same message says what this one would have said, and more

    async def _turn(self, data: Mapping[str, Any], asked: RateLimit) -> bool:
        """Wait for a turn; return False where it is not needed any more. Raises: RetryAfter."""
        loop, chat, key = asyncio.get_running_loop(), chat_of(data), asked.supersede
        now = loop.time()
        if self._lanes is None:
            self._lanes = Lanes(now)
        if (rests_s := self._lanes.rests_for(chat, now)) > LONGEST_WAIT_S:
            raise RetryAfter(math.ceil(rests_s))
        ticket = self._lanes.join(chat, asked.haste, loop.create_future(), now)
        if key is not None:
            self._overtake(key, ticket)
        self._give()
        try:
            return await ticket.turn
        finally:
            ticket.is_over = True
            if key is not None and self._waiting.get(key) is ticket:
                del self._waiting[key]

    def _overtake(self, key: str, ticket: Waiting) -> None:
        """Let the new look of a message that still waits be as if done."""
        older = self._waiting.get(key)
        if older is not None and older.haste is Haste.EDIT and not older.is_over:
            older.is_over = True
            older.turn.set_result(False)
        self._waiting[key] = ticket

    def _give(self) -> None:
        """Give as many turns as there are, and come back when there is another."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._lanes is None:
            return
        loop = asyncio.get_running_loop()
        for ticket in self._lanes.next(loop.time()):
            if not ticket.turn.done():
                ticket.turn.set_result(True)
        if (wait_s := self._lanes.wait(loop.time())) is not None:
            self._alarm = loop.call_later(wait_s, self._give)

    def _rest(self, chat: int, wait_s: float, error: RetryAfter) -> None:
        """Leave a chat alone; tell those who wait for it where that is for long."""
        if self._lanes is None or not chat:
            return
        now = asyncio.get_running_loop().time()
        self._lanes.rest(chat, now + wait_s, now)
        if wait_s > LONGEST_WAIT_S:
            for one in self._lanes.waiting(chat):
                one.is_over = True
                if not one.turn.done():
                    one.turn.set_exception(RetryAfter(math.ceil(wait_of(error).total_seconds())))

    def _edit(self, key: str | None) -> AbstractAsyncContextManager[object]:
        """Wait until no other edit of the same message is under way."""
        if key is None:
            return nullcontext()
        lock = self._edits.get(key)
        if lock is None:
            lock = self._edits[key] = asyncio.Lock()
        return lock


def is_counted(endpoint: str) -> bool:
    """Tell whether Telegram counts calls of a method."""
    return endpoint.startswith(COUNTED) and endpoint not in UNCOUNTED


def chat_of(data: Mapping[str, Any]) -> int:
    """Return the chat that a call goes to; 0 for none."""
    chat = data.get("chat_id")
    return chat if isinstance(chat, int) else 0


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long Telegram asks us to wait."""
    return error._retry_after  # noqa: SLF001 - the public one is a number or a length by the environment, and warns
