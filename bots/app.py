"""The one place that composes: settings, store, platforms, alarm clock; and that ends them in good order."""

import asyncio
import errno
import gc
import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bots.arrivals import Arrivals
from bots.clock import clock_for
from bots.commands.talk import Tools
from bots.connecting import alone, hooks_of, platforms_of, recalled, supervisor_of
from bots.conversation import Talker
from bots.courier import Courier
from bots.health import Health
from bots.hearing import Hook, Speaker
from bots.house import House
from bots.housekeeping import tidying
from bots.intake import Intake
from bots.media import MediaRoom
from bots.noting import Notes
from bots.settings import Settings, secret_key
from bots.settings.limits import media_limits, text_limits
from bots.stopping import DRAIN_S, CannotStartError, folder_for_files, listen_for_signals
from bots.supervisor import Condition, is_coming, kept_running
from bots.ticker import Ticker
from bots.turnout import TurnoutCounter
from bots.wording import Wording
from bots.words import words
from contests.desk.arriving import make_link as keep_link
from contests.desk.founding import first_community, needs_a_manager
from contests.desk.people import digest_of
from contests.model.community import Community
from contests.model.member import Role
from contests.ports import Clock, Keep, StorageError
from storage.migrations import NewerSchemaError, inspect
from storage.store import SqlStore, open_store

if TYPE_CHECKING:
    from bots.demo.house import DemoHouse

log = logging.getLogger(__name__)

BRAND = "Prosument"
"""The first community's name until its manager says another."""


@dataclass(frozen=True, slots=True)
class Running:
    """A composed Prosument: what the platforms and the tests hold on to."""

    settings: Settings
    store: SqlStore
    clock: Clock
    arrivals: Arrivals
    courier: Courier
    ticker: Ticker
    talker: Talker
    intake: Intake
    community: Community
    counter: TurnoutCounter
    notes: Notes
    speakers: dict[str, Speaker] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    """How the platforms are that must be connected to."""
    hooks: dict[str, Hook] = field(default_factory=dict)
    """Where platforms tell us of things, by path."""

    @property
    def keep(self) -> Keep:
        """Where small values are kept."""
        return self.store.keep


@asynccontextmanager
async def composed(
    settings: Settings, *, practice_clock: bool | None = False, begins: datetime | None = None
) -> AsyncIterator[Running]:
    """Open the store and compose everything but the platforms; close it all at the end.

    Without a word about the clock, None, it is that of the program that was started last. A practice clock that
    was never wound up starts at `begins`, which may be past, for the demo alone.
    """
    incoming = folder_for_files(settings)
    store = await open_store(settings.database, secret=secret_key(settings))
    media = MediaRoom(settings.data / "media", media_limits(settings))
    intake = Intake(media, incoming, media_limits(settings))
    try:
        clock = await clock_for(store.keep, practice=practice_clock, begins=begins)
        community = await first_community(store, BRAND, settings.language, settings.timezone.key, clock.now())
        speakers, conditions = dict[str, Speaker](), dict[str, Condition]()
        arrivals = Arrivals(clock)
        notes = Notes(store)
        wording = Wording(store, intake, clock, speakers, notes)
        courier = Courier(store, clock, speakers, wording, lambda name: is_coming(conditions, name, clock.now()))
        counter = TurnoutCounter(store, speakers, wording)
        ticker = Ticker(store, clock, arrivals, courier, tidying(intake, store.keep, store.inbox))
        tools = Tools(
            store, intake, text_limits(settings), new_secret, LinkMaker(settings.address), conditions, speakers
        )
        talker = Talker(tools, ticker.catch_up)
        _tell_of_commits(store, ticker, counter)
        yield Running(
            settings,
            store,
            clock,
            arrivals,
            courier,
            ticker,
            talker,
            intake,
            community,
            counter,
            notes,
            speakers,
            conditions,
        )
    finally:
        await media.close()
        await store.close()


def _tell_of_commits(store: SqlStore, ticker: Ticker, counter: TurnoutCounter) -> None:
    """Have the alarm set, and the turnout counted, anew after commits."""

    def stirred() -> None:
        ticker.stirred()
        counter.stirred()

    store.on_stir = stirred
    store.on_cast(counter.cast)


async def serve(settings: Settings, *, practice_clock: bool = False) -> int:
    """Run until told to stop; return the exit code."""
    stop = asyncio.Event()
    listen_for_signals(stop)
    with causes_named(settings):
        async with composed(settings, practice_clock=practice_clock) as running, served(running) as address:
            await _welcome(running, address)
            gc.collect()
            gc.freeze()  # what is there now stays: no collection goes through it again while somebody waits
            await stop.wait()
            log.info("stopping")
    return 0


@contextmanager
def causes_named(settings: Settings) -> Iterator[None]:
    """Turn what an operator can mend into a cause and a cure. Raises: CannotStartError."""
    t = words(settings.language)
    try:
        yield
    except NewerSchemaError as newer:
        cure = t._("Install that release again, or take the backup from before it.")
        raise CannotStartError(str(newer), cure) from newer
    except StorageError as broken:
        cause = t._("The database cannot be read or written.")
        raise CannotStartError(cause, t._("Look for the cause: prosument doctor")) from broken
    except OSError as taken:
        if taken.errno not in {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}:
            raise
        cause = t._("Nothing can listen on {host}, port {port}.", host=settings.web_host, port=settings.web_port)
        cure = t._("Stop what listens there, or set PROSUMENT_WEB_PORT to another port.")
        raise CannotStartError(cause, cure) from taken


@asynccontextmanager
async def served(running: Running, *, as_demo: "DemoHouse | None" = None) -> AsyncIterator[str]:
    """Serve the web room, play the schedule and send what is owed; yield the address."""
    from bots.on_web import open_web_room  # noqa: PLC0415 - aiohttp is imported when it is served

    await running.store.release_claims()
    async with (
        _demo_beside(running, as_demo) as demo,
        open_web_room(running, Health(running), demo, is_demo=as_demo is not None) as web,
    ):
        if demo is not None and as_demo is None:
            demo.home = urlsplit(web.address).port
        running.speakers["web"] = web.speaker
        found = [] if as_demo else platforms_of(running.settings, house_of(running, web.address))
        platforms = alone(found, running.settings, running.store.held)
        running.hooks.update(hooks_of(found))
        running.conditions.update({one.name: Condition("starting", running.clock.now()) for one in platforms})
        await running.counter.recall()
        await recalled(found)
        working = [asyncio.create_task(one.run()) for one in (running.courier, running.counter)]
        try:
            async with kept_running(platforms, supervisor_of(running)):
                await running.ticker.start()
                yield web.address
        finally:
            await _ended(running, working)


def house_of(running: Running, address: str) -> House:
    """Return what a chat platform's rooms work with; `address` is the web room's."""
    settings = running.settings
    return House(
        store=running.store,
        log=running.store.room,
        keep=running.keep,
        inbox=running.store.inbox,
        clock=running.clock,
        arrivals=running.arrivals,
        talker=running.talker,
        notes=running.notes,
        intake=running.intake,
        incoming=settings.data / "incoming",
        media_limits=media_limits(settings),
        text_limits=text_limits(settings),
        language=settings.language,
        address=address,
        timezone=settings.timezone.key,
    )


@asynccontextmanager
async def _demo_beside(running: Running, as_demo: "DemoHouse | None") -> AsyncIterator["DemoHouse | None"]:
    """Have a demo at hand where it may be tried: in practice mode, and not beside a real platform."""
    if as_demo is not None or not running.settings.practice or running.settings.real_platform:
        yield as_demo
        return
    from bots.demo.house import beside  # noqa: PLC0415 - it composes houses itself

    async with beside(running.settings) as demo:
        yield demo


async def _ended(running: Running, working: "list[asyncio.Task[None]]") -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_S / 2):
            await running.courier.flush()
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)
    await running.ticker.stop()


async def _welcome(running: Running, address: str) -> None:
    print(f"Prosument is on: {address}", flush=True)  # noqa: T201 - what an operator sees
    if await needs_a_manager(running.store, running.community.id):
        link = await make_link_in(running, "Manager", Role.MANAGER, address)
        print(f"First manager's personal link, once, 7 days: {link}", flush=True)  # noqa: T201 - what an operator sees


async def make_link(settings: Settings, name: str, role: str) -> str:
    """Make a personal link from the command line, beside a running program or without one."""
    with causes_named(settings):
        async with composed(settings, practice_clock=None) as running:
            return await make_link_in(running, name, Role(role), settings.address)


async def make_link_in(running: Running, name: str, role: Role, address: str) -> str:
    """Make a personal link into the first community."""
    secret = new_secret()
    await keep_link(running.store, running.community.id, name, role, running.clock.now(), digest=digest_of(secret))
    return LinkMaker(address)(secret)


@dataclass(frozen=True, slots=True)
class DatabaseReport:
    """What `doctor` says of the database."""

    ok: bool
    said: str
    cure: str = ""


async def inspect_database(settings: Settings) -> DatabaseReport:
    """Look at the database without making or changing it."""
    ok, said = await inspect(settings.database)
    return DatabaseReport(ok, said, "" if ok else "Start Prosument once, or check PROSUMENT_DATABASE_URL.")


def new_secret() -> str:
    """Return a fresh unguessable word."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class LinkMaker:
    """Makes addresses of personal links."""

    address: str

    def __call__(self, secret: str) -> str:
        """Return the address."""
        return f"{self.address}/enter/{secret}"
