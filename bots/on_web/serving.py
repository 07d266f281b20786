"""Listening for the web: from what the composition has to an address that can be opened."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from aiohttp import web

from bots.arrivals import Arrivals
from bots.clock import PracticeClock
from bots.hearing import Conversation, Hook
from bots.on_web.app import make_web_app, tidy
from bots.on_web.log import LiveLog
from bots.on_web.room import Demo, Health, TurnClock, WebLimits, WebRoom
from bots.on_web.speaker import WebSpeaker
from bots.settings import Settings
from bots.supervisor import Condition
from contests.lifecycle import Played
from contests.ports import Clock, RoomLog, StorageError, Store
from contests.rules.limits import TextLimits

log = logging.getLogger(__name__)

DRAIN_S = 4.0
"""How long calls that are being answered may take once we are told to stop."""
TIDIED_EVERY_S = 3600.0


class Roomy(Store, Protocol):
    """A store that keeps the room's messages, too."""

    @property
    def room(self) -> RoomLog:
        """Return the room's messages."""


class Turning(Protocol):
    """What turns a practice clock."""

    async def turn(self, clock: PracticeClock, by: timedelta | None) -> tuple[datetime, Sequence[Played]]:
        """Turn it by some time, None to the next deadline; deliver at each deadline on the way."""


class Composed(Protocol):
    """What the web room takes from the composition."""

    @property
    def settings(self) -> Settings:
        """Return the operator's settings."""

    @property
    def store(self) -> Roomy:
        """Return the store."""

    @property
    def clock(self) -> Clock:
        """Return the clock."""

    @property
    def arrivals(self) -> Arrivals:
        """Return the door."""

    @property
    def talker(self) -> Conversation:
        """Return who answers."""

    @property
    def conditions(self) -> Mapping[str, Condition]:
        """Return how the platforms are that must be connected to."""

    @property
    def hooks(self) -> Mapping[str, Hook]:
        """Return where platforms tell us of things, by path."""

    @property
    def ticker(self) -> Turning:
        """Return what turns a practice clock."""


@dataclass(frozen=True, slots=True)
class OpenWebRoom:
    """A web room that can be opened at an address, and its mouth."""

    address: str
    speaker: WebSpeaker


@asynccontextmanager
async def open_web_room(
    composed: Composed, health: Health, demo: Demo | None = None, *, is_demo: bool = False
) -> AsyncIterator[OpenWebRoom]:
    """Serve the web room until the block ends; `demo` can be tried there, or is it. Raises: OSError: a taken port."""
    settings, live = composed.settings, LiveLog(composed.store.room)
    room = WebRoom(
        store=composed.store,
        log=live,
        conversation=composed.talker,
        arrivals=composed.arrivals,
        clock=composed.clock,
        media_folder=settings.data / "media",
        incoming_folder=settings.data / "incoming",
        cards_folder=settings.data / "cards",
        health=health,
        limits=limits_of(settings),
        practice=settings.practice,
        public_url=settings.public_url,
        language=settings.language,
        turn_clock=_turned(composed),
        demo=demo,
        is_demo=is_demo,
        conditions=composed.conditions,
        hooks=composed.hooks,
    )
    runner = web.AppRunner(make_web_app(room), access_log=None, shutdown_timeout=DRAIN_S)
    await runner.setup()
    tidying = asyncio.create_task(_tidied(room))
    try:
        await _site(runner, settings, demo.listens if demo and is_demo else None).start()
        yield OpenWebRoom(_address(settings, runner), WebSpeaker(room.store, live, room.clock))
    finally:
        tidying.cancel()
        with suppress(asyncio.CancelledError):
            await tidying
        await runner.cleanup()


def _site(runner: web.AppRunner, settings: Settings, listens: socket.socket | None) -> web.BaseSite:
    if listens is not None:
        return web.SockSite(runner, listens.dup())  # a copy, for the site closes its own
    return web.TCPSite(runner, settings.web_host, settings.web_port)


def limits_of(settings: Settings) -> WebLimits:
    """Return how much a call may bring: as many files as an entry holds, of the largest kind."""
    largest = max(settings.picture_mib, settings.video_mib, settings.audio_mib) * 1024**2
    texts = TextLimits(settings.title_characters, settings.text_characters, settings.alt_characters)
    return WebLimits(settings.files_per_entry * largest, texts)


def _turned(composed: Composed) -> TurnClock | None:
    clock = composed.clock
    if not isinstance(clock, PracticeClock):
        return None

    async def turn(by: timedelta | None) -> tuple[datetime, Sequence[Played]]:
        return await composed.ticker.turn(clock, by)

    return turn


async def _tidied(room: WebRoom) -> None:
    while True:
        try:
            await tidy(room, room.clock.now())
        except StorageError:
            log.exception("old answers could not be forgotten; the next hour tries again")
        await asyncio.sleep(TIDIED_EVERY_S)


def _address(settings: Settings, runner: web.AppRunner) -> str:
    """Return the address to open; of a port that was left open to choice, the one that was chosen."""
    if settings.public_url or settings.web_port:
        return settings.address
    return settings.model_copy(update={"web_port": runner.addresses[0][1]}).address
