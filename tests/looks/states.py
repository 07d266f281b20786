"""The list of everything that must be seen: made from the routes, the kinds of message and the room's own states."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web
from playwright.async_api import Page

from bots.on_web.app import ROUTES
from bots.on_web.room import MAIN
from tests.looks import acts, messages

Where = Literal["own", "demo", "messages"]
"""A house that is just begun, the demo, or a house in which every kind of message was said."""
Who = Literal["nobody", "member", "manager"]
Size = Literal["desk", "phone"]
SIZES: tuple[Size, ...] = ("desk", "phone")
NO_PAGE = re.compile(r"/(api|media|files|sketches|cards|healthz)(/|$)|\.(json|css)$")
"""Routes that answer something else than a page."""
ALL_SAID: dict[str, Callable[[Page], Awaitable[None]]] = {
    "main": acts.badge,
    "me": acts.my_room,
    "desk": acts.desk,
}


@dataclass(frozen=True, slots=True)
class State:
    """Something that must be seen: a page of a house as somebody sees it, after an act; `of` is what it shows."""

    name: str
    where: Where
    who: Who
    path: str
    of: frozenset[str]
    act: Callable[[Page], Awaitable[None]] = acts.nothing
    sizes: tuple[Size, ...] = SIZES
    status: int = 200
    said: int = 0
    """How many messages must be there at least."""


def pages() -> list[str]:
    """Return the route of every page."""
    gets = [one.path for one in ROUTES if isinstance(one, web.RouteDef) and one.method == "GET"]
    return [path for path in gets if not NO_PAGE.search(path)]


def route_of(path: str) -> str:
    """Return the route that serves a path, or nothing."""
    plain = path.partition("?")[0]
    return next((one for one in pages() if re.fullmatch(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(one)), plain)), "")


def _page(name: str, where: Where, path: str, who: Who = "nobody", status: int = 200) -> State:
    return State(name, where, who, path, frozenset({route_of(path)}), status=status)


def _room(name: str, act: Callable[[Page], Awaitable[None]], who: Who = "member", *sizes: Size) -> State:
    return State(f"room: {name}", "demo", who, "/room", frozenset({f"room: {name}"}), act, sizes or SIZES)


PAGES = [
    _page("landing", "own", "/"),
    _page("come in", "own", "/room"),
    _page("personal link", "own", "/enter/{link}"),
    _page("link refused", "own", "/enter/nothing", status=404),
    _page("no such page", "own", "/nowhere", status=404),
    _page("nothing yet", "own", "/gallery"),
    _page("home of the demo", "demo", "/"),
    _page("gallery", "demo", "/gallery"),
    _page("contest announced", "demo", "/gallery/contests/{announced}"),
    _page("contest voting", "demo", "/gallery/contests/{voting}"),
    _page("contest submission", "demo", "/gallery/contests/{submission}"),
    _page("contest filtered to nothing", "demo", "/gallery/contests/{submission}?kind=video"),
    _page("entry with a family", "demo", "/gallery/entries/{winner}"),
    _page("entry of words", "demo", "/gallery/entries/{plain}"),
    _page("review", "demo", "/gallery/entries/{review}"),
    _page("brand", "demo", "/gallery/brand"),
    _page("gallery of a manager", "demo", "/gallery", "manager"),
]
ROOM = [
    _room("ballot", acts.ballot),
    _room("whole chat", acts.all_of_it, "manager"),
    _room("form", acts.form),
    _room("refusal", acts.refused),
    _room("completion", acts.completion),
    _room("arguments", acts.arguments),
    _room("lightbox", acts.lightbox),
    _room("files with alt text", acts.tray),
    _room("drawer", acts.drawer, "member", "phone"),
    _room("practice bar", acts.practice, "manager", "desk"),
    _room("sheet", acts.sheet, "manager", "phone"),
    _room("desk beside the chat", acts.queue, "manager"),
    _room("connection lost", acts.lost, "manager"),
    _room("unsent line", acts.unsent),
]


def states() -> list[State]:
    """Return every state."""
    return [*PAGES, *ROOM, *_all_said()]


def wanted() -> set[str]:
    """Name everything that must be seen."""
    return {*pages(), *messages.wanted(), *(name for one in ROOM for name in one.of)}


def missing(seen: Iterable[State]) -> list[str]:
    """Name what is not to be seen in any of these states."""
    return sorted(wanted().difference(*(one.of for one in seen)))


def _all_said() -> list[State]:
    found = []
    for room in messages.ROOMS:
        here = [one for one in messages.said("en") if one.room == room]
        of = frozenset(name for one in here for name in one.of) | ({"badge"} if room == MAIN else frozenset())
        found.append(State(f"messages: {room}", "messages", "manager", "/room", of, ALL_SAID[room], said=len(here)))
    return found
