"""The application: every call and page, behind the guards."""

import asyncio
import time
from contextlib import suppress
from datetime import datetime

from aiohttp import web

from bots.on_web import cards, hints, hooks, listening, media, pages, people, reading, side, talking, trying
from bots.on_web.errors import errors
from bots.on_web.front import FRONT, Front
from bots.on_web.gallery import routes as gallery
from bots.on_web.guards import at_a_pace, harden, the_person, the_way_here
from bots.on_web.memory import KEPT, Memory, Turns
from bots.on_web.pace import Pace
from bots.on_web.room import WebRoom
from bots.on_web.scribe import Scribe
from bots.pictures import Shelf, throw_away

ROUTES = (
    web.get("/healthz", reading.healthz),
    web.post("/api/people", people.join),
    web.post("/api/login", people.login),
    web.post("/api/logout", people.logout),
    web.get("/api/rooms", listening.rooms),
    web.get("/api/messages", listening.messages),
    web.post("/api/say", at_a_pace(talking.say)),
    web.post("/api/press", at_a_pace(talking.press)),
    web.post("/api/submit", at_a_pace(talking.submit)),
    web.post("/api/clock", reading.clock),
    web.get("/api/demo", trying.progress),
    web.post("/api/demo", trying.visit),
    web.post("/api/demo/afresh", trying.afresh),
    web.get("/api/contests", reading.contests),
    web.get("/api/contests/{contest}", reading.contest),
    web.get("/api/contests/{contest}/entries", reading.entries),
    web.get("/api/contests/{contest}/standings", reading.standings_of),
    web.get("/media/{media}", media.media),
    web.get(r"/files/{message}/{number:\d{1,3}}", media.made_file),
    web.post(r"/hooks/{hook:[A-Za-z0-9-]{1,64}}", hooks.hook),
    web.get("/", pages.home),
    web.get(r"/sketches/{number:\d{1,2}}.jpg", trying.sketch),
    web.get("/room", pages.room_page),
    web.get("/words.json", pages.page_words),
    web.get("/commands.json", hints.commands),
    web.get("/side.json", side.side),
    web.get("/enter/{secret}", people.door),
    web.post("/enter/{secret}", people.enter),
    *cards.ROUTES,
    *gallery.ROUTES,
    web.static("/static", pages.STATIC),
)


def make_web_app(room: WebRoom) -> web.Application:
    """Return the application that serves a web room."""
    app = web.Application(middlewares=[errors, the_way_here, the_person])
    app[FRONT] = Front(
        room=room,
        scribe=Scribe(room.store, room.log),
        memory=Memory(room.log),
        turns=Turns(),
        pace=Pace(time.monotonic),
        pages=pages.environment(),
        shelf=Shelf(room.cards_folder),
    )
    app.add_routes(ROUTES)
    app.on_response_prepare.append(harden)
    app.on_startup.append(_clear_incoming)
    app.on_shutdown.append(_let_go)
    return app


async def tidy(room: WebRoom, now: datetime) -> None:
    """Forget the answers that need no longer be remembered, and cards; to be called daily. Raises: StorageError."""
    await room.log.forget(now - KEPT)
    with suppress(OSError):  # what cannot be deleted now is tried again
        await asyncio.to_thread(throw_away, room.cards_folder)


async def _clear_incoming(app: web.Application) -> None:
    """Remove what a killed process was looking into."""
    folder = app[FRONT].room.incoming_folder
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()


async def _let_go(app: web.Application) -> None:
    """Let nobody wait for messages while we end."""
    app[FRONT].room.log.close()
