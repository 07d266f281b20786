"""Albums come as one message for each picture, with no word of which is the last: they are collected in rows.

What is collected for a moment without anything more coming is whole. After a restart what waits is taken as it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

import orjson

from bots.flight import Flight
from bots.on_telegram.letters import Letter, as_row, from_row
from contests.ports import Keep, StorageError

log = logging.getLogger(__name__)

QUIET_S = 1.5
"""An album to which nothing was added for so long is whole."""
ROW, OPEN = "telegram album ", "telegram albums"
"""Begins the key of an album that is collected; the key of what names all of them."""
Finish = Callable[[Letter, datetime], Awaitable[None]]
"""Answers an album that is whole, in its person's turn. Raises: StorageError."""


class Albums:
    """Collects albums."""

    def __init__(
        self, keep: Keep, flight: Flight, finish: Finish, wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Keep them here, and finish each in a task of the flight."""
        self._keep, self._flight, self._finish, self._wait = keep, flight, finish, wait
        self._count: dict[str, int] = {}
        """How many messages of each album came: whoever waited while more came leaves it to the last."""
        self._turn = asyncio.Lock()

    async def add(self, letter: Letter, at: datetime) -> None:
        """Add a message to its album. Raises: StorageError."""
        key = f"{letter.place} {letter.album}"
        known = await self._waiting(key)
        whole = known.joined(letter) if known else letter
        await self._keep.note(f"{ROW}{key}", orjson.dumps(as_row(whole)).decode(), at)
        if known is None:
            await self._list(key, is_open=True)
        self._begin(key, at)

    async def has(self, letter: Letter) -> bool:
        """Tell whether a message belongs to an album that is being collected. Raises: StorageError."""
        return await self._waiting(f"{letter.place} {letter.album}") is not None

    async def resume(self, at: datetime) -> None:
        """Finish what was being collected when we were stopped. Raises: StorageError."""
        for key in await self._open():
            if key not in self._count:
                self._begin(key, at)

    def _begin(self, key: str, at: datetime) -> None:
        self._count[key] = number = self._count.get(key, 0) + 1
        self._flight.begin(self._wait_for(key, number, at))

    async def _wait_for(self, key: str, number: int, at: datetime) -> None:
        await self._wait(QUIET_S)
        if self._count.get(key) != number:
            return
        del self._count[key]
        try:
            letter = await self._waiting(key)
            if letter is not None:
                async with self._flight.turn_of(letter.user.id):
                    await self._finish(letter, at)
            await self._keep.note(f"{ROW}{key}", "", at)
            await self._list(key, is_open=False)
        except StorageError as cause:
            log.error("an album waits: nothing can be stored: %s", cause)  # noqa: TRY400 - known, and told to the operator elsewhere
            self._begin(key, at)
        except Exception:  # one that breaks us would do so each time: it is told of, and done with
            log.exception("an album could not be answered")

    async def _waiting(self, key: str) -> Letter | None:
        row = await self._keep.noted(f"{ROW}{key}")
        return from_row(orjson.loads(row)) if row else None

    async def _open(self) -> list[str]:
        row = await self._keep.get(OPEN)
        return [str(one) for one in orjson.loads(row)] if row else []

    async def _list(self, key: str, *, is_open: bool) -> None:
        async with self._turn:
            left = [one for one in await self._open() if one != key]
            await self._keep.put(OPEN, orjson.dumps([*left, key] if is_open else left).decode())
