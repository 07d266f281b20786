"""What is under way: held on to until it is answered, so that a graceful stop can wait for it."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from bots.arrivals import Arrival


@dataclass(frozen=True, slots=True)
class Held:
    """Something heard, since it was held in full: when that was, and what keeps a close waiting for it."""

    arrival: Arrival
    began: float
    """By the loop's clock."""

    @property
    def at(self) -> datetime:
        """Return when that was."""
        return self.arrival.at

    def decided(self) -> None:
        """Let a close go on; twice is once."""
        self.arrival.leave()


class Flight:
    """What is being answered; those of one person take turns, in order of arrival."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._tasks: set[asyncio.Task[Any]] = set()
        self._turns = WeakValueDictionary[int, asyncio.Lock]()

    def begin(self, answering: Coroutine[Any, Any, None]) -> None:
        """Answer in a task of its own."""
        self._enter(asyncio.ensure_future(answering))

    def board(self) -> None:
        """Count the task that runs now as under way until it ends."""
        if task := asyncio.current_task():
            self._enter(task)

    def _enter(self, task: "asyncio.Task[Any]") -> None:
        if task not in self._tasks:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def turn_of(self, user: int) -> asyncio.Lock:
        """Return a person's turn, to be taken by `async with`; it is forgotten when nobody has it or waits for it."""
        lock = self._turns.get(user)
        if lock is None:
            lock = self._turns[user] = asyncio.Lock()
        return lock

    async def landed(self, within_s: float) -> None:
        """Wait until nothing is under way, at most for a time."""
        mine = {one for one in self._tasks if one is not asyncio.current_task()}
        if mine:
            await asyncio.wait(mine, timeout=within_s)
