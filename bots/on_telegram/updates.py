"""Updates: written down before Telegram forgets them, then heard at the same time, each person's in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from bots.arrivals import PATIENCE_S, Arrival
from bots.flight import Flight
from bots.house import House
from contests.ports import StorageError

log = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""What Telegram is asked for; a setting of before would stay where nothing is said."""
GATHER_S = 0.02
"""How long what is done waits to be noted together with more, or with what comes next."""
AGAIN_S = 2.0
"""How long to wait after nothing could be stored."""
MOST = 2000
"""So many may be under way before no more are asked for."""
Raw = Mapping[str, Any]
Hear = Callable[[Raw, datetime], Awaitable[None]]
"""Answers one update. Raises: StorageError: it is not done, and is tried again."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An update that is not done."""

    raw: Raw
    at: datetime
    door: Arrival
    """What keeps a close waiting for it."""


class Updates:
    """The updates of one bot, from when they are held until they are done; a crash loses none and repeats none."""

    def __init__(self, house: House, source: str, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Keep them in the house's inbox, under the name of who numbers them."""
        self._house = house
        self._source = source
        self._wait = wait
        self._flight = Flight()
        self._kept: dict[int, _Kept] = {}
        self._begun: set[int] = set()
        self._hear: Hear | None = None
        self._done: list[int] = []
        self._noting: asyncio.Task[None] | None = None
        self._fewer = asyncio.Event()

    async def recall(self) -> None:
        """Hold what is written down and not done, dated as it was then, for a close to wait for; and nothing else.

        Raises: StorageError.
        """
        before = self._kept.keys() - self._begun
        waiting = await self._house.inbox.waiting(self._source)
        for one in waiting:
            if one.number not in self._kept and one.number not in self._done:
                self._hold(one.number, orjson.loads(one.said), one.at)
        for number in before - {one.number for one in waiting}:  # another process has done it
            self._kept.pop(number).door.leave()
        asyncio.get_running_loop().call_later(PATIENCE_S, self._let_close)

    def _let_close(self) -> None:
        """Let no later close wait for what cannot be heard yet."""
        for number in self._kept.keys() - self._begun:
            self._kept[number].door.leave()

    async def take(self, raws: Iterable[Raw]) -> None:
        """Write updates down, and begin to hear those that are new. Raises: StorageError."""
        by_number = {int(raw["update_id"]): raw for raw in raws}
        with self._house.arrivals.arrived() as at:
            said = [(number, orjson.dumps(raw).decode()) for number, raw in by_number.items()]
            done = list(self._done)
            new = await self._house.inbox.take(self._source, said, at, done)
            self._noted(done)
            fresh = sorted(new - self._kept.keys())
            for number in fresh:
                self._hold(number, by_number[number], at)
            self._begin(fresh)

    def begin(self, hear: Hear) -> None:
        """Have everything heard that is held, and what comes from now on."""
        self._hear = hear
        self._begin(sorted(self._kept.keys() - self._begun))

    async def finish(self, within_s: float) -> None:
        """Hear nothing new; wait for what is under way, and note what is done."""
        self._hear = None
        await self._flight.landed(within_s)
        if self._noting is not None:
            self._noting.cancel()
            await asyncio.gather(self._noting, return_exceptions=True)
        await self._note()

    async def room(self) -> None:
        """Wait until there is room for more."""
        while len(self._begun) > MOST:
            self._fewer.clear()
            await self._fewer.wait()

    def _hold(self, number: int, raw: Raw, at: datetime) -> None:
        self._kept[number] = _Kept(raw, at, self._house.arrivals.arrived(at))

    def _begin(self, numbers: Iterable[int]) -> None:
        hear = self._hear
        if hear is None:
            return  # they wait until somebody hears
        for number in numbers:
            self._begun.add(number)
            self._flight.begin(self._heard(number, self._kept[number], hear))

    async def _heard(self, number: int, kept: _Kept, hear: Hear) -> None:
        """Hear an update in its person's turn, until it is done or we are about to stop."""
        try:
            async with self._flight.turn_of(turn_of(kept.raw)):
                while self._hear is hear:
                    try:
                        await hear(kept.raw, kept.at)
                    except StorageError as cause:
                        log.error("update %d waits: nothing can be stored: %s", number, cause)  # noqa: TRY400 - known, and told to the operator elsewhere
                        kept.door.leave()
                        await self._wait(AGAIN_S)
                    except Exception:  # one that breaks us would do so each time: it is told of, and done with
                        log.exception("update %d could not be answered", number)
                        return self._is_done(number)
                    else:
                        return self._is_done(number)
        finally:
            kept.door.leave()
            self._begun.discard(number)
            self._fewer.set()
            if number in self._kept and self._hear is not hear:
                self._begin([number])  # whoever hears now hears it, too

    def _is_done(self, number: int) -> None:
        del self._kept[number]
        self._done.append(number)
        if self._noting is None or self._noting.done():
            self._noting = asyncio.create_task(self._note_soon())

    async def _note_soon(self) -> None:
        while self._done:
            first = self._done[0]
            await asyncio.sleep(GATHER_S)
            if first in self._done and not await self._note():  # else the next ones that came took it along
                await self._wait(AGAIN_S)

    async def _note(self) -> bool:
        """Note what is done, and return whether that was stored; what comes twice for want of it does no harm."""
        numbers = list(self._done)
        try:
            await self._house.inbox.done(self._source, numbers, self._house.clock.now())
        except StorageError as cause:
            log.error("%d updates are done, and cannot be noted: %s", len(numbers), cause)  # noqa: TRY400 - as above
            return False
        self._noted(numbers)
        return True

    def _noted(self, numbers: Iterable[int]) -> None:
        noted = set(numbers)
        self._done = [number for number in self._done if number not in noted]


def turn_of(raw: Raw) -> int:
    """Return whose turn an update waits for: the person's, for who is in a chat the chat's."""
    for kind in ("message", "edited_message", "callback_query"):
        if kind in raw:
            found = raw[kind].get("from") or raw[kind].get("sender_chat") or raw[kind].get("chat") or {}
            return int(found.get("id", 0))
    changed = raw.get("my_chat_member") or raw.get("chat_member") or {}
    return int(changed.get("chat", {}).get("id", 0))
