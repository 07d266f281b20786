"""Updates pushed to the bot's own server: in order in each chat, again where it did not take them."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.platforms.telegram_parts.updates import Update, Updates

PAUSES_S = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Before an update is pushed again; Telegram waits longer."""
ANSWER_WITHIN_S = 10
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass(frozen=True)
class Hook:
    """Where updates are pushed to."""

    url: str
    secret: str
    most: int
    """Connections at once."""


class Pusher:
    """Pushes updates until it is stopped."""

    def __init__(self, hook: Hook, updates: Updates) -> None:
        self.hook = hook
        self.last_error: str | None = None
        self.pushed = 0
        """How many times an update was pushed."""
        self._updates = updates
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(hook.most)
        self._task: asyncio.Task[Any] | None = None

    def begin(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def end(self) -> None:
        tasks = [one for one in (self._task, *self._lanes.values()) if one is not None]
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                for update in list(self._updates.fresh()):
                    if update.lane not in self._lanes:
                        self._lanes[update.lane] = asyncio.create_task(self._lane(session, update.lane))
                await self._updates.bell.until(self._has_new, 60)

    def _has_new(self) -> bool:
        return any(one.lane not in self._lanes for one in self._updates.waiting)

    async def _lane(self, session: aiohttp.ClientSession, lane: int) -> None:
        try:
            while update := next((one for one in self._updates.waiting if one.lane == lane), None):
                await self._push(session, update)
                with contextlib.suppress(ValueError):  # somebody dropped what was pending
                    self._updates.waiting.remove(update)
                self._updates.bell.ring()
        finally:
            self._lanes.pop(lane, None)
            self._updates.bell.ring()

    async def _push(self, session: aiohttp.ClientSession, update: Update) -> None:
        tries = 0
        while True:
            async with self._slots:
                error = await self._once(session, update)
            if error is None:
                return
            self.last_error = error
            await asyncio.sleep(PAUSES_S[min(tries, len(PAUSES_S) - 1)])
            tries += 1

    async def _once(self, session: aiohttp.ClientSession, update: Update) -> str | None:
        headers = {HEADER: self.hook.secret} if self.hook.secret else {}
        self.pushed += 1
        try:
            within = aiohttp.ClientTimeout(ANSWER_WITHIN_S)
            async with session.post(self.hook.url, json=update.payload(), headers=headers, timeout=within) as answered:
                if 200 <= answered.status < 300:
                    return None
                return f"Wrong response from the webhook: {answered.status} {answered.reason}"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError as error:
            return f"Connection failed: {error}"
