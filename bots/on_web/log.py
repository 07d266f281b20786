"""The room's messages, with a bell: whoever waits for messages is woken when one that they see is written."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from contests.ports import Line, RoomLog

Wanted = Callable[[Line], bool]


class LiveLog:
    """A `RoomLog` that wakes those who listen, after a message is stored."""

    def __init__(self, log: RoomLog) -> None:
        """Keep messages in this log."""
        self._log = log
        self._listening: dict[asyncio.Event, Wanted] = {}
        self._closed = False

    @contextmanager
    def listening(self, wanted: Wanted) -> Iterator[asyncio.Event]:
        """Give an event that is set once a wanted message is written, or the room closes."""
        heard = asyncio.Event()
        if self._closed:
            heard.set()
        self._listening[heard] = wanted
        try:
            yield heard
        finally:
            del self._listening[heard]

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._closed = True
        for heard in self._listening:
            heard.set()

    async def add(self, line: Line, *, key: str | None = None) -> Line:
        """Store a message, as `RoomLog.add`."""
        return self._ring(await self._log.add(line, key=key))

    async def edit(self, message: str, payload: str, at: datetime) -> Line:
        """Replace a message's payload, as `RoomLog.edit`."""
        return self._ring(await self._log.edit(message, payload, at))

    async def get(self, message: str) -> Line | None:
        """Return a message."""
        return await self._log.get(message)

    async def page(self, community: str, room: str, account: str, since: int, limit: int) -> list[Line]:
        """Return what an account sees of a room, as `RoomLog.page`."""
        return await self._log.page(community, room, account, since, limit)

    async def remember(self, account: str, key: str, answer: str, at: datetime) -> None:
        """Keep the answer to a press or a `once` key."""
        await self._log.remember(account, key, answer, at)

    async def remembered(self, account: str, key: str) -> str | None:
        """Return the answer kept under a key."""
        return await self._log.remembered(account, key)

    async def forget(self, before: datetime) -> None:
        """Drop answers that were kept before a time."""
        await self._log.forget(before)

    def _ring(self, line: Line) -> Line:
        for heard, wanted in self._listening.items():
            if wanted(line):
                heard.set()
        return line
