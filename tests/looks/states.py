"""The list of everything that must be seen: made from the routes, the kinds of message, the commands and the templates."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from aiohttp import web
from playwright.async_api import Page

from bots.commands import BUTTONS, COMMANDS
from bots.on_web.app import ROUTES
from bots.on_web.pages import STATIC, environment
from bots.on_web.room import MAIN
from contests.model.member import Role
from tests.looks import acts, messages

Where = Literal["own", "demo", "messages", "ballots"]
"""A house that is just begun, the demo, a house in which every kind of message was said, or votes of every kind."""
Who = Literal["nobody", "member", "manager"]
Act = Callable[[Page], Awaitable[None]]
Size = Literal["desk", "phone"]
SIZES: tuple[Size, ...] = ("desk", "phone")
NO_PAGE = re.compile(r"/(api|media|files|sketches|cards|healthz)(/|$)|\.(json|css)$")
"""Routes that answer something else than a page."""
PART = re.compile(r'\bid="([\w-]+)"')
CLASS = re.compile(r"\.([a-z][\w-]*)(?=[^{}]*\{)")
"""A class in a style sheet's selector."""
SHAPE = re.compile(r"(shape|and)-\d+")
"""Classes that are numbers: of a shape there are as many as pictures are."""
UNSEEN = {"class: lost": "the card of what could not be sent, which needs a venue out of reach: a card with a red edge"}
"""Parts that no state shows, and why."""
ALL_SAID: dict[str, Act] = {
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
    act: Act = acts.nothing
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


def _page(name: str, where: Where, path: str, who: Who = "nobody", status: int = 200, act: Act = acts.nothing) -> State:
    return State(name, where, who, path, frozenset({route_of(path)}), act, status=status)


def _room(name: str, act: Act, who: Who = "member", *sizes: Size) -> State:
    return State(f"room: {name}", "demo", who, "/room", frozenset(), act, sizes or SIZES)


def _ballot(name: str, act: Act, who: Who = "member") -> State:
    return State(f"ballot: {name}", "ballots", who, "/room", frozenset(), act)


def _commands(who: Who, *roles: Role) -> State:
    """Return the state in which somebody said every command that is for these roles, or for everybody."""
    names = [one.name for one in COMMANDS.values() if (set(one.roles) & set(roles) if roles else not one.roles)]
    of = frozenset(f"command: {name}" for name in names)
    return State(f"room: commands of a {who}", "demo", who, "/room", of, acts.saying(names))


PAGES = [
    _page("landing", "own", "/"),
    _page("landing while the demo is made", "own", "/", act=acts.trying),
    _page("landing when that failed", "own", "/", act=acts.trying_in_vain),
    _page("come in", "own", "/room"),
    _page("personal link", "own", "/enter/{link}"),
    _page("link refused", "own", "/enter/nothing", status=404),
    _page("no such page", "own", "/nowhere", status=404),
    _page("nothing yet", "own", "/gallery"),
    _page("come in again", "messages", "/room?as=nobody", "manager"),
    _page("home of the demo", "demo", "/"),
    _page("gallery", "demo", "/gallery"),
    _page("contest announced", "demo", "/gallery/contests/{announced}"),
    _page("contest voting", "demo", "/gallery/contests/{voting}"),
    _page("contest submission", "demo", "/gallery/contests/{submission}"),
    _page("contest filtered to nothing", "demo", "/gallery/contests/{submission}?kind=video"),
    _page("entry with a family", "demo", "/gallery/entries/{winner}"),
    _page("entry of words", "demo", "/gallery/entries/{plain}"),
    _page("entry that is out", "demo", "/gallery/entries/{struck}"),
    _page("review", "demo", "/gallery/entries/{review}"),
    _page("brand", "demo", "/gallery/brand"),
    _page("gallery of a manager", "demo", "/gallery", "manager"),
    _page("gallery without a picture", "messages", "/gallery", "manager"),
    _page("contest with a video", "messages", "/gallery/contests/battle", "manager"),
    _page("contest with a jury and a final", "messages", "/gallery/contests/judged", "manager"),
    _page("entry of every kind", "messages", "/gallery/entries/e1", "manager"),
    _page("brand with alumni", "messages", "/gallery/brand", "manager"),
]
ROOM = [
    _room("ballot", acts.ballot),
    _room("nothing said yet", acts.my_empty_room),
    _room("above the end", acts.above),
    _room("message by its link", acts.linked, "manager"),
    _room("unread", acts.unread, "manager"),
    _room("whole chat", acts.all_of_it, "manager"),
    _room("form", acts.form),
    _room("refusal", acts.refused),
    _room("completion", acts.completion),
    _room("arguments", acts.arguments),
    _room("lightbox", acts.lightbox),
    _room("files with alt text", acts.tray),
    _room("files in a form", acts.tray_of_form),
    _room("files over the window", acts.dragging),
    _room("drawer", acts.drawer, "member", "phone"),
    _room("practice bar", acts.practice, "manager", "desk"),
    _room("sheet", acts.sheet, "manager", "phone"),
    _room("desk beside the chat", acts.queue, "manager"),
    _room("connection lost", acts.lost, "manager"),
    _room("unsent line", acts.unsent),
]


BALLOTS = [
    _ballot("grades", acts.graded),
    _ballot("grades by criteria, of a juror", acts.graded_by_criteria, "manager"),
    _ballot("order", acts.not_ranked),
    _ballot("order with places", acts.ranked),
    _ballot("pair", acts.compared),
    _ballot("stars", acts.starred),
    _ballot("list", acts.listed),
]


def states() -> list[State]:
    """Return every state."""
    return [*PAGES, *ROOM, *BALLOTS, *_all_said(), _commands("member"), _commands("manager", Role.MANAGER)]


def wanted() -> set[str]:
    """Name everything that some state must be made for: pages, kinds of message, commands."""
    return {*pages(), *messages.wanted(), *(f"command: {name}" for name in COMMANDS)}


def missing(seen: Iterable[State]) -> list[str]:
    """Name what is not to be seen in any of these states."""
    return sorted(wanted().difference(*(one.of for one in seen)))


def parts() -> set[str]:
    """Name everything that must have come into sight in some state: parts of templates, classes, buttons."""
    templates = environment()
    assert templates.loader
    pages = [templates.loader.get_source(templates, name)[0] for name in templates.list_templates()]
    styles = [re.sub(r"/\*.*?\*/", "", one.read_text(), flags=re.DOTALL) for one in sorted(STATIC.glob("*.css"))]
    classes = {name for style in styles for name in CLASS.findall(style) if not SHAPE.fullmatch(name)}
    return {
        *(f"part: {name}" for page in pages for name in PART.findall(page)),
        *(f"class: {name}" for name in classes),
        *(f"press: {verb}" for verb in BUTTONS),
    } - UNSEEN.keys()


def _all_said() -> list[State]:
    found = []
    for room in messages.ROOMS:
        here = [one for one in messages.said("en") if one.room == room]
        of = frozenset(name for one in here for name in one.of) | ({"badge"} if room == MAIN else frozenset())
        found.append(State(f"messages: {room}", "messages", "manager", "/room", of, ALL_SAID[room], said=len(here)))
    return found
