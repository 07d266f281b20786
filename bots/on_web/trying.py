"""Trying it: the demo's door in practice mode, its start afresh, and the pictures that invite to it."""

from datetime import datetime

from aiohttp import web

from bots.hearing import Said
from bots.on_web.call import Call
from bots.on_web.cookies import OWN_PAGE
from bots.on_web.errors import CallError, no_such
from bots.on_web.front import Front, front_of, json
from bots.on_web.hosts import at_port
from bots.on_web.room import MAIN, Demo
from contests.desk.arriving import Person

CACHED_S = 3600


async def progress(request: web.Request) -> web.Response:
    """Tell how far the demo is made: `GET /api/demo`."""
    demo = _demo(request)
    return json({"made": demo.made, "done": demo.done, "of": demo.of})


async def visit(request: web.Request) -> web.Response:
    """Return the way into the demo for one new visitor, made first where it is not: `POST /api/demo`."""
    demo = _from_own_page(request)
    way = await demo.visit()
    return json({"url": way if front_of(request).room.is_demo else at_port(request, demo.port, way)})


async def afresh(request: web.Request) -> web.Response:
    """Throw the demo away and make it anew, from within it alone: `POST /api/demo/afresh`."""
    demo = _from_own_page(request)
    if not front_of(request).room.is_demo:
        raise no_such()
    return json({"made": await demo.afresh()})


async def sketch(request: web.Request) -> web.Response:
    """Serve a picture of the landing page's strip: `GET /sketches/N.jpg`."""
    demo = front_of(request).room.demo
    body = await demo.sketch(int(request.match_info["number"])) if demo else None
    if body is None:
        raise no_such()
    headers = {"Cache-Control": f"private, max-age={CACHED_S}"}
    return web.Response(body=body, content_type="image/jpeg", headers=headers)


async def hand_a_ballot(front: Front, person: Person, at: datetime) -> None:
    """Show a visitor of the demo the first entry to vote on. Raises: StorageError."""
    call = Call(front, person, MAIN, at)
    async with front.turns.of(call.account):
        await call.answers.to_line(await call.heard(Said("/vote")))


def _demo(request: web.Request) -> Demo:
    room = front_of(request).room
    if not room.practice or room.demo is None:
        raise CallError(403, "practice")
    return room.demo


def _from_own_page(request: web.Request) -> Demo:
    """Let no other site have a demo made."""
    demo = _demo(request)
    if OWN_PAGE not in request.headers:
        raise CallError(403, "same_site")
    return demo
