"""The gallery's own page: all contests that run and ran."""

from aiohttp import web

from bots.on_web.front import front_of, words_for
from bots.on_web.gallery.looking import absolute, asked, looker_of
from bots.on_web.gallery.tiles import contest_tiles
from bots.on_web.pages import page
from contests.desk.gallery import community_of


async def gallery_page(request: web.Request) -> web.Response:
    """Show the contests that run and ran: `GET /gallery`."""
    front, t = front_of(request), words_for(request)
    community = await community_of(front.room.store, looker_of(request))
    tiles, following = await contest_tiles(request, after=asked(request, "after"))
    brand = community.brand.name if community else ""
    return page(
        request,
        "gallery.html",
        brand=brand,
        running=[one for one in tiles if one.is_running],
        ran=[one for one in tiles if not one.is_running],
        next=following,
        is_first=asked(request, "after") is None,
        og={
            "title": t._("Contests of {brand}", brand=brand),
            "description": t._("What runs now, and what came of it."),
            "url": absolute(request, "/gallery"),
            "image": None,
        },
    )
