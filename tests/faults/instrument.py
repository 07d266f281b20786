"""Where a program can be killed: every step that one of its tasks takes between two awaits, known by file and line.

A task factory, asyncio's own hook, hands each task a coroutine that counts its steps. A step belongs to the innermost
line of ours that its task stands at; a task that only libraries made, such as a commit's, stands where its maker does.
What a library does in several steps while a task of ours stands at one line is one point.
"""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = tuple(f"{ROOT / package}{os.sep}" for package in ("bots", "contests", "storage"))
KINDS = ("cr", "ag", "gi")
"""How the attributes of a coroutine, an asynchronous generator and a generator begin."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a task stands."""

    line: str
    """The innermost line of ours, as `storage/database.py:98`."""
    behalf: str
    """The innermost one outside storage: what is being done there."""


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """The `nth` time that a task came to a place, and a step that it takes while it stands there, from 1."""

    place: Place
    nth: int
    step: int

    def __str__(self) -> str:
        """Return it as a line of text."""
        return f"{self.place.line} {self.place.behalf} {self.nth} {self.step}"

    @classmethod
    def read(cls, text: str) -> "Point":
        """Return the point that was written as this text."""
        line, behalf, nth, step = text.split()
        return cls(Place(line, behalf), int(nth), int(step))


Watcher = Callable[[Point], object]


class Steps:
    """Counts the steps of every task from the first one inside a function on, and tells of each."""

    def __init__(self, since: str, begins: Watcher, ended: Watcher) -> None:
        """Count from the first step of a task that is inside `since`, named as `bots/ticker.py turn`."""
        self._since = since
        self._begins = begins
        self._ended = ended
        self._counting = False
        self._times = Counter[Place]()

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Watch every task that is made from now on."""
        loop.set_task_factory(self._task)

    def _task(self, loop: asyncio.AbstractEventLoop, walk: Any, **more: Any) -> asyncio.Task[Any]:
        running = asyncio.current_task(loop)
        maker = running.get_coro() if running else None
        return asyncio.Task(Watched(self, walk, maker if isinstance(maker, Watched) else None), loop=loop, **more)

    def take(self, walk: "Watched", step: Callable[[], Any]) -> Any:
        """Take a step, and tell of it."""
        point = self._point(walk)
        if point is None:
            return step()
        self._begins(point)
        try:
            return step()
        finally:
            self._ended(point)

    def _point(self, walk: "Watched") -> Point | None:
        stands = walk.stands()
        self._counting = self._counting or any(_function(frame) == self._since for frame in stands)
        if not self._counting or not stands:
            return None
        outside = [frame for frame in stands if not _line(frame).startswith("storage/")]
        place = Place(_line(stands[-1]), _line((outside or stands)[-1]))
        if walk.last is None or walk.last.place != place:
            self._times[place] += 1
            walk.last = Point(place, self._times[place], 0)
        walk.last = Point(place, walk.last.nth, walk.last.step + 1)
        return walk.last


class Watched(Coroutine[Any, Any, Any]):
    """A task's coroutine whose steps are told of."""

    def __init__(self, steps: Steps, walk: Coroutine[Any, Any, Any], maker: "Watched | None") -> None:
        """Tell of the steps of `walk`, whose task was made by the task of `maker`."""
        self.last: Point | None = None
        self._steps = steps
        self._walk = walk
        self._maker = maker

    def stands(self) -> list[FrameType]:
        """Return the frames of ours that the task stands in, innermost last; where it has none, its maker's."""
        ours = [frame for frame in _frames(self._walk) if frame.f_code.co_filename.startswith(OURS)]
        return ours or (self._maker.stands() if self._maker else [])

    def send(self, value: Any) -> Any:
        """Take a step."""
        return self._steps.take(self, partial(self._walk.send, value))

    def throw(self, *raised: Any) -> Any:
        """Take a step by an exception."""
        return self._steps.take(self, partial(self._walk.throw, *raised))

    def close(self) -> None:
        """Take no further step."""
        self._walk.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        """Walk without being watched."""
        return self._walk.__await__()


def killer(at: Point, late_s: float | None) -> tuple[Watcher, Watcher]:
    """Return what ends this process when a step begins, or `late_s` after it ended.

    In that time what the step handed to a thread goes on, so that death finds the database at any moment of a commit.
    """

    def die(point: Point) -> None:
        if point == at:
            time.sleep(late_s or 0)
            os.kill(os.getpid(), signal.SIGKILL)

    return (die, _live) if late_s is None else (_live, die)


def lister(path: Path) -> tuple[Watcher, Watcher]:
    """Return what writes down every point as it is come by."""
    listed = path.open("a", encoding="utf-8", buffering=1)
    return lambda point: listed.write(f"{point}\n"), _live


def _live(_: Point) -> None:
    """Let the step be."""


def standing(walk: Any) -> list[str]:
    """Return the lines at which a task's coroutine stands, libraries' too, outermost first."""
    inside = walk._walk if isinstance(walk, Watched) else walk
    return [f"{one.f_code.co_filename}:{one.f_lineno} {one.f_code.co_name}" for one in _frames(inside)]


def _frames(walk: Any) -> Iterator[FrameType]:
    """Return the frames through which a coroutine that waits stands, outermost first."""
    while (frame := _part(walk, "frame")) is not None:
        yield frame
        walk = _inner(walk, frame)


def _inner(walk: Any, frame: FrameType) -> Any:
    """Return what a coroutine awaits; of an `async with` the generator inside, which what is awaited does not tell."""
    awaited = _part(walk, "await") or getattr(walk, "gi_yieldfrom", None)
    if _part(awaited, "frame") is None and frame.f_code.co_name in {"__aenter__", "__aexit__"}:
        return getattr(frame.f_locals.get("self"), "gen", None)
    return awaited


def _part(walk: Any, name: str) -> Any:
    return next((part for kind in KINDS if (part := getattr(walk, f"{kind}_{name}", None)) is not None), None)


def _file(frame: FrameType) -> str:
    return Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()


def _line(frame: FrameType) -> str:
    return f"{_file(frame)}:{frame.f_lineno}"


def _function(frame: FrameType) -> str:
    return f"{_file(frame)} {frame.f_code.co_name}"
