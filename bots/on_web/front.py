"""What every handler works with, and who stands before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson
from aiohttp import web
from jinja2 import Environment

from bots.on_web.memory import Memory, Turns
from bots.on_web.messages import Json, message
from bots.on_web.pace import Pace
from bots.on_web.room import WebRoom
from bots.on_web.scribe import Scribe
from bots.pictures import Shelf
from bots.words import Words, words
from contests.desk.arriving import Person
from contests.desk.least_seen import LeastSeen
from contests.desk.looking import authors
from contests.ports import Actor, Line


@dataclass(frozen=True, slots=True)
class Front:
    """The web room and its helpers; one an application."""

    room: WebRoom
    scribe: Scribe
    memory: Memory
    turns: Turns
    pace: Pace
    pages: Environment
    shelf: Shelf
    """Cards that were drawn."""
    least_seen: LeastSeen = field(default_factory=LeastSeen)


FRONT = web.AppKey("front", Front)
PERSON = web.RequestKey("person", Person)


def front_of(request: web.Request) -> Front:
    """Return what the application works with."""
    return request.app[FRONT]


def person_of(request: web.Request) -> Person:
    """Return who calls; the guards let nobody else in where this is asked."""
    return request[PERSON]


def actor_of(request: web.Request) -> Actor:
    """Return who reads, as the use cases want it."""
    person = person_of(request)
    return Actor(person.member, person.account, front_of(request).room.clock.now())


def words_for(request: web.Request) -> Words:
    """Return the words of the caller's language."""
    person = request.get(PERSON)
    chosen = person.account.language if person else None
    return words(chosen or front_of(request).room.language)


def json(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    """Answer in JSON."""
    return web.Response(status=status, body=orjson.dumps(data), content_type="application/json", headers=headers)


async def shown(front: Front, lines: Sequence[Line]) -> list[Json]:
    """Return messages as the interface shows them, each once, as it stands last."""
    latest = {line.id: line for line in lines}
    known = await authors(front.room.store, {line.author for line in latest.values() if line.author})
    return [message(line, known) for line in latest.values()]
