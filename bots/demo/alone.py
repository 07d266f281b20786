"""The demo as a program of its own: `prosument demo`."""

import asyncio
from contextlib import nullcontext

from rich.progress import Progress

from bots.app import causes_named
from bots.demo.apart import settings_of_demo, throw_away
from bots.demo.house import DemoHouse
from bots.demo.script import MANAGER
from bots.settings import Settings
from bots.stopping import listen_for_signals
from bots.words import Words, words
from contests.model.member import Role

ALONE = "demo"
"""Its folder, within the data."""


async def serve_demo(settings: Settings, *, fresh: bool = False) -> int:
    """Make the demo, unless it is there, and serve it until told to stop; return the exit code."""
    t, folder = words(settings.language), settings.data / ALONE
    if fresh:
        await throw_away(folder)
    stop = asyncio.Event()
    listen_for_signals(stop)
    bar = Progress(transient=True) if not folder.exists() else None
    task = bar.add_task(t._("Making the demo"), total=None) if bar else None

    def show(done: int, of: int) -> None:
        if bar and task is not None:
            bar.update(task, completed=done, total=of)

    house = DemoHouse(settings_of_demo(settings, folder, settings.web_port), is_kept=True, watch=show)
    with causes_named(settings):
        try:
            with bar or nullcontext():
                is_open = await _opened(house, stop)
            if is_open:
                await _welcome(house, t)
                await stop.wait()
        finally:
            await house.close()
    return 0


async def _opened(house: DemoHouse, stop: asyncio.Event) -> bool:
    """Wait until the house is open, or until told to stop, whichever is first."""
    opening, stopping = asyncio.create_task(house.open()), asyncio.create_task(stop.wait())
    await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if opening.done():
        await opening
        return True
    opening.cancel()
    return False


async def _welcome(house: DemoHouse, t: Words) -> None:
    said = (
        t._("Prosument's demo is on: {address}", address=house.address),
        t._("Vote as a visitor, by this link, once: {link}", link=house.address + await house.visit()),
        t._(
            "Run it as its manager, by this link, once: {link}",
            link=house.address + await house.invite(MANAGER, Role.MANAGER),
        ),
        t._("Ctrl-C stops it. Make it anew: prosument demo --fresh. Begin your own: prosument"),
    )
    print(*said, sep="\n", flush=True)  # noqa: T201 - what an operator sees
