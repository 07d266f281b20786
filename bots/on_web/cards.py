"""Cards as pictures: of results, entries, families and offices, each as whoever asks may see it."""

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from aiohttp import web

from bots.cards import Cards
from bots.on_web.errors import wrong
from bots.on_web.front import front_of, words_for
from bots.on_web.gallery.looking import looker_of
from bots.on_web.media import HEADERS, stored
from bots.pictures import TALL, WIDE, Card, Size
from bots.words import Words
from contests.desk.looker import Looker
from contests.model.media import Media

SHAPES: Mapping[str, Size] = {"wide": WIDE, "tall": TALL}
Gather = Callable[[str, Looker, Words], Awaitable[Card]]


async def contest(request: web.Request) -> web.Response:
    """Serve a decided contest's result card: `GET /cards/contests/ID.jpg`."""
    return await _served(request, _cards(request).result, request.match_info["contest"])


async def entry(request: web.Request) -> web.Response:
    """Serve an entry's card: `GET /cards/entries/ID.jpg`."""
    return await _served(request, _cards(request).entry, request.match_info["entry"])


async def tree(request: web.Request) -> web.Response:
    """Serve an entry's family tree: `GET /cards/entries/ID/tree.jpg`."""
    return await _served(request, _cards(request).tree, request.match_info["entry"])


async def office(request: web.Request) -> web.Response:
    """Serve the certificate of an office that was accepted: `GET /cards/offices/ID.jpg`."""
    return await _served(request, _cards(request).office, request.match_info["office"])


ROUTES = (
    web.get("/cards/contests/{contest}.jpg", contest),
    web.get("/cards/entries/{entry}.jpg", entry),
    web.get("/cards/entries/{entry}/tree.jpg", tree),
    web.get("/cards/offices/{office}.jpg", office),
)


async def _served(request: web.Request, gather: Gather, subject: str) -> web.Response:
    """Serve a card; `?shape=tall` for phones."""
    shape = request.query.get("shape", "wide")
    if shape not in SHAPES:
        raise wrong("shape")
    card = await gather(subject, looker_of(request), words_for(request))
    drawn = await front_of(request).shelf.card(card, SHAPES[shape])
    return web.Response(body=drawn, content_type="image/jpeg", headers=HEADERS)


def _cards(request: web.Request) -> Cards:
    room = front_of(request).room

    def path_of(media: Media) -> Path:
        return stored(room.media_folder, media)[0]

    return Cards(room.store, path_of)
