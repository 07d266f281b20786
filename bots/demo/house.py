"""The demo as a house of its own: made when somebody first wants it, served on loopback, made anew when asked."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bots.app import Running, composed, make_link_in, served
from bots.demo.apart import Progress, settings_of_demo, throw_away, unfinished
from bots.on_web import Sketch
from bots.settings import Settings
from bots.words import Words, words
from contests.model.member import Role

log = logging.getLogger(__name__)

BESIDE = "try-it"
"""The folder, within the data, of a demo that lasts as long as the program beside it."""
NEXT = ".next"
"""How the name of a folder ends in which a demo is made anew."""
SKETCH = 560
"""Pixels of a sketch's longer side."""


class DemoHouse:
    """One demo and its server; several who want it at once get the same one."""

    def __init__(self, settings: Settings, *, is_kept: bool = False, watch: Progress = lambda _done, _of: None) -> None:
        """Serve by these settings of a demo; one that is kept outlives the program. `watch` is told of each step."""
        self._settings = settings
        self._is_kept = is_kept
        self._watch = watch
        self.home: int | None = None
        self._opening: asyncio.Task[None] | None = None
        self._remaking: asyncio.Task[None] | None = None
        self._stack = AsyncExitStack()
        self._running: Running | None = None
        self.listens: socket.socket | None = None
        """Open from first to last, so that whoever calls while one demo follows another only waits."""
        self._visitors = 0
        self.made = 0
        """How often it was made and opened; another one is another demo."""
        self.done, self.of = 0, 0
        """How many steps of a making are done."""
        self.address = ""

    @property
    def port(self) -> int:
        """The port on which it is served."""
        return self._settings.web_port

    async def open(self) -> None:
        """Make it, unless it is there, and serve it. Raises: what making and serving raise."""
        if self._opening is None or _has_failed(self._opening):
            self._opening = asyncio.create_task(self._open())
        await asyncio.shield(self._opening)

    async def visit(self) -> str:
        """Return the way in for a new member, good once: a path at its address."""
        running = await self._opened()
        return await make_link_in(running, await self._free_name(running), Role.MEMBER, "")

    async def invite(self, name: str, role: Role) -> str:
        """Return the way in for somebody whom the demo knows, good once: a path at its address."""
        return await make_link_in(await self._opened(), name, role, "")

    async def afresh(self) -> int:
        """Make another demo while this one is still served; it takes this one's place at once. Return its number."""
        if self._opening is not None and self._opening.done():
            is_first = self._remaking is None or self._remaking.done()
            if is_first:
                self._remaking = asyncio.create_task(self._made_in(self._next))
            if self._remaking is not None:
                await asyncio.shield(self._remaking)
            if is_first:
                self._opening = asyncio.create_task(self._replace())
        return self.made + 1

    async def close(self) -> None:
        """End it; unless it is kept, nothing of it stays."""
        tasks = [task for task in (self._remaking, self._opening) if task]
        for task in tasks:
            if task is not asyncio.current_task() and not task.done():
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stack.aclose()
        if self.listens is not None:
            self.listens.close()
        await self.clear(kept=self._is_kept)

    async def clear(self, *, kept: bool = False) -> None:
        """Throw away what lies in its folders, also of a process that was killed; all but one that is kept."""
        for folder in (self._settings.data, self._next):
            await throw_away(unfinished(folder))
            if not kept or folder == self._next:
                await throw_away(folder)

    @property
    def _next(self) -> Path:
        return self._settings.data.with_name(self._settings.data.name + NEXT)

    async def _opened(self) -> Running:
        await self.open()
        assert self._running  # noqa: S101 - it was opened
        return self._running

    async def _open(self) -> None:
        if self.listens is None:
            self.listens = _listening(self._settings.web_host, self._settings.web_port)
            port = self.listens.getsockname()[1]
            self._settings = self._settings.model_copy(update={"web_port": port})
        if not (self._is_kept and self._settings.data.exists()):
            await self._made_in(self._settings.data)
        await self._serve()

    async def _made_in(self, folder: Path) -> None:
        from bots.demo.making import make  # noqa: PLC0415 - a start need not wait for what few will try

        await make(self._settings.model_copy(update={"data": folder}), self._note)

    def _note(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        self._watch(done, of)

    async def _serve(self) -> None:
        stack = AsyncExitStack()
        try:
            running = await stack.enter_async_context(composed(self._settings, practice_clock=True))
            self.address = await stack.enter_async_context(served(running, as_demo=self))
        except BaseException:
            await stack.aclose()
            raise
        self._stack, self._running = stack, running
        self.made += 1

    async def _replace(self) -> None:
        """End the old house, calls that are being answered first, and open the new one at the same address."""
        self._running = None
        await self._stack.aclose()
        await throw_away(self._settings.data)
        await asyncio.to_thread(self._next.rename, self._settings.data)
        await self._serve()
        log.info("the demo was made anew")

    async def _free_name(self, running: Running) -> str:
        """Return a name that nobody has, for a link lets in whoever has its name already."""
        t = words(self._settings.language)
        async with running.store.reading() as work:
            while True:
                self._visitors += 1
                name = t._("Visitor {n}", n=self._visitors)
                if not await work.people.named(running.community.id, name):
                    return name

    def sketches(self, t: Words) -> list[Sketch]:
        """Return what the landing page shows of it: title, author and alt text of some entries."""
        from bots.demo.script import strip  # noqa: PLC0415 - a start need not wait for what few will try

        return [Sketch(t._(one.title), one.who, t._(one.alt)) for one in strip()]

    async def sketch(self, number: int) -> bytes | None:
        """Return one of the pictures for the landing page, drawn when it is first wanted; None beyond the last."""
        from bots.demo.scenes import drawn  # noqa: PLC0415 - Pillow is imported when something is drawn
        from bots.demo.script import STRIP  # noqa: PLC0415 - the same

        if not 0 <= number < len(STRIP):
            return None
        kept = self._settings.data.with_name("sketches") / f"{STRIP[number]}-{SKETCH}.jpg"
        if not await asyncio.to_thread(kept.is_file):
            await asyncio.to_thread(_keep, kept, await asyncio.to_thread(drawn, STRIP[number], SKETCH))
        return await asyncio.to_thread(kept.read_bytes)


def _has_failed(task: asyncio.Task[None]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises: OSError where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _keep(path: Path, picture: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{id(picture)}")
    fresh.write_bytes(picture)
    fresh.replace(path)


@asynccontextmanager
async def beside(settings: Settings) -> AsyncIterator[DemoHouse]:
    """Have a demo at hand beside a running house; it is made when somebody first wants to try it."""
    house = DemoHouse(settings_of_demo(settings, settings.data / BESIDE, 0))
    await house.clear()
    try:
        yield house
    finally:
        await house.close()
