"""The pages: contests in plain HTML, the room, the door, errors; and the words of their scripts."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import orjson
from aiohttp import web
from babel.messages.extract import extract
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bots.on_web.cookies import known_people
from bots.on_web.front import PERSON, front_of, person_of, words_for
from bots.on_web.gallery.tiles import contest_tiles
from bots.on_web.hosts import at_port
from bots.words import words
from contests.model.member import Role

HERE = Path(__file__).parent
STATIC = HERE / "static"
MOST_CONTESTS = 6
"""On the first page; the gallery has all."""


def environment() -> Environment:
    """Return the pages' templates; whatever a person typed is shown literally."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    request: web.Request, template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **facts: object
) -> web.Response:
    """Answer with a page in the caller's language."""
    front = front_of(request)
    t = words_for(request)
    shown = {"t": t, "person": request.get(PERSON), "practice": front.room.practice, "demo": _demo(request)}
    text = front.pages.get_template(template).render(**shown, **facts)
    response = web.Response(status=status, text=text, content_type="text/html", headers=headers)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _demo(request: web.Request) -> Mapping[str, str] | None:
    """Return what the demo's bar needs, where this is the demo: where one leaves to, if to anywhere."""
    room = front_of(request).room
    if not room.is_demo or room.demo is None:
        return None
    return {"leave": at_port(request, room.demo.home) if room.demo.home else ""}


async def home(request: web.Request) -> web.Response:
    """Say what this is, and list the contests: `GET /`."""
    room, t = front_of(request).room, words_for(request)
    contests, following = await contest_tiles(request, MOST_CONTESTS)
    sketches = room.demo.sketches(t) if room.demo and not room.is_demo else []
    return page(request, "home.html", contests=contests, are_more=following is not None, sketches=sketches)


async def room_page(request: web.Request) -> web.Response:
    """Show the room, or how to come in: `GET /room`; whoever was in an older demo comes into the new one."""
    people = await known_people(request)
    if PERSON not in request:
        room = front_of(request).room
        if room.is_demo and room.demo and room.cookie in request.cookies:
            raise web.HTTPSeeOther(await room.demo.visit())
        return page(request, "come_in.html", people=people)
    room, member = front_of(request).room, person_of(request).member
    return page(
        request,
        "room.html",
        upload_bytes=room.limits.upload_bytes,
        me=member,
        people=people,
        runs=member.is_a(Role.MODERATOR, Role.MANAGER),
        turns=room.practice and room.turn_clock is not None,
        turner=next((one.member.id for one in people if one.member.is_a(Role.MANAGER)), ""),
    )


async def page_words(request: web.Request) -> web.Response:
    """Return the words of the page's scripts in the caller's language: `GET /words.json`."""
    body = _page_words(words_for(request).language)
    return web.Response(body=body, content_type="application/json", headers={"Cache-Control": "no-store"})


@cache
def _page_words(language: str) -> bytes:
    """Return each message of the scripts with its translation; `{facts}` are filled in by the scripts."""
    t = words(language)
    found = {}
    for script in sorted(STATIC.glob("*.js")):
        with script.open("rb") as file:
            for _line, message, _comments, _context in extract("javascript", file, {"t": (1,)}):
                names = {name for _, name, _, _ in Formatter().parse(str(message)) if name}
                found[str(message)] = t._(str(message), **{name: f"{{{name}}}" for name in names})
    return orjson.dumps(found)
