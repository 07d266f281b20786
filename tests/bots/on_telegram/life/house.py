"""A house on a loopback Telegram whose ear only writes down what it hears."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bots import app
from bots.app import Running, composed
from bots.house import House
from bots.on_telegram.bot import Limited, bot_of, number_of
from bots.on_telegram.polling import Polling
from bots.on_telegram.updates import Raw, Updates
from bots.words import words
from contests.ports import StorageError, Update
from tests.platforms.telegram_server import TelegramServer, loopback_telegram
from tests.stories.web_door import settings_in

SOON_S = 10.0


async def at_once(_: float) -> None:
    """Wait for nothing: the time between tries is told, and not lived through."""
    await asyncio.sleep(0)


def text_of(raw: Raw) -> str:
    """Return what somebody wrote."""
    return str(raw.get("message", {}).get("text", ""))


@dataclass
class BrokenInbox:
    """The inbox of a house whose disk is full as often as a test wants."""

    inside: Any
    takes: int = 0
    notes: int = 0
    noted: asyncio.Event = field(default_factory=asyncio.Event)
    all_noted: set[int] = field(default_factory=set)

    async def take(
        self, source: str, updates: Collection[tuple[int, str]], at: datetime, done: Collection[int] = ()
    ) -> set[int]:
        if updates and self.takes:
            self.takes -= 1
            raise StorageError("the disk is full")
        new: set[int] = await self.inside.take(source, updates, at, done)
        if done:
            self.all_noted |= set(done)
            self.noted.set()
        return new

    async def waiting(self, source: str) -> list[Update]:
        found: list[Update] = await self.inside.waiting(source)
        return found

    async def done(self, source: str, numbers: Collection[int], at: datetime) -> None:
        if self.notes:
            self.notes -= 1
            raise StorageError("the disk is full")
        await self.inside.done(source, numbers, at)
        self.all_noted |= set(numbers)
        self.noted.set()

    async def forget(self, before: datetime) -> None:
        await self.inside.forget(before)


@dataclass
class Life:
    """One process of Prosument, as far as it hears Telegram."""

    server: TelegramServer
    running: Running
    house: House
    inbox: BrokenInbox
    heard: list[tuple[str, datetime]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    meanwhile: Callable[[Raw], Any] | None = None
    """What happens while something is heard; what it raises, the ear raises."""
    bot: Limited = field(init=False)
    updates: Updates = field(init=False)
    polls: "asyncio.Task[None]" = field(init=False)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def __post_init__(self) -> None:
        self.bot = bot_of(self.server.token, self.server.api_url)
        self.updates = Updates(self.house, f"telegram {number_of(self.server.token)}", at_once)

    async def hear(self, raw: Raw, at: datetime) -> None:
        """Write down what is heard."""
        if self.meanwhile is not None and (what := self.meanwhile(raw)) is not None:
            await what
        self.heard.append((text_of(raw), at))
        self.numbers.append(int(raw["update_id"]))
        async with self.changed:
            self.changed.notify_all()

    async def begin(self) -> None:
        """Come up."""
        await self.bot.initialize()
        await self.updates.recall()
        self.updates.begin(self.hear)
        self.polls = asyncio.create_task(Polling(self.bot, self.updates, words("en"), at_once).run(self.up.set))
        waiting = asyncio.create_task(self.up.wait())
        await asyncio.wait({self.polls, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=SOON_S)
        waiting.cancel()

    async def stop(self) -> None:
        """End in good order."""
        await self._no_polls()
        await self.updates.finish(SOON_S)
        await self.bot.shutdown()

    async def die(self) -> "Life":
        """End as a killed process does, noting nothing; return the next one."""
        await self._no_polls()
        self.updates._hear = None
        for task in [*self.updates._flight._tasks, *([self.updates._noting] if self.updates._noting else [])]:
            task.cancel()
        await asyncio.sleep(0)
        await self.bot.shutdown()
        return Life(self.server, self.running, self.house, self.inbox)

    async def go_on_as(self, again: "Life") -> None:
        """Be ended as the next process is, which comes up now."""
        await again.begin()
        self.polls, self.updates, self.bot = again.polls, again.updates, again.bot

    async def _no_polls(self) -> None:
        self.polls.cancel()
        await asyncio.gather(self.polls, return_exceptions=True)

    async def until(self, number: int) -> list[str]:
        """Wait until so much was heard; return it."""
        async with asyncio.timeout(SOON_S), self.changed:
            await self.changed.wait_for(lambda: len(self.heard) >= number)
        return [text for text, _ in self.heard]

    async def waiting(self) -> list[str]:
        """Return what is written down and not done."""
        found = await self.inbox.waiting(f"telegram {number_of(self.server.token)}")
        return [one.said for one in found]


@asynccontextmanager
async def a_life(folder: Path) -> AsyncIterator[Life]:
    """Run one process that is not up yet."""
    settings = settings_in(folder, practice=True)
    async with loopback_telegram() as server, composed(settings, practice_clock=True) as running:
        house = app.house_of(running, settings.address)
        inbox = BrokenInbox(house.inbox)
        life = Life(server, running, replace(house, inbox=inbox), inbox)
        try:
            yield life
        finally:
            with suppress(AttributeError):  # it never came up
                await life.stop()
