"""What every page of the gallery begins with: who looks, and the address to tell others."""

from aiohttp import web

from bots.on_web.front import PERSON, front_of
from contests.desk.looker import Looker


def looker_of(request: web.Request) -> Looker:
    """Return who looks; the public, where nobody is logged in."""
    person = request.get(PERSON)
    return Looker(person.member if person else None, front_of(request).room.clock.now())


def absolute(request: web.Request, path: str) -> str:
    """Return a page's address as others reach it."""
    base = front_of(request).room.public_url or f"{request.scheme}://{request.host}"
    return base.rstrip("/") + path


def asked(request: web.Request, name: str) -> str | None:
    """Return what an address asks for, if it asks for anything."""
    return request.query.get(name) or None
