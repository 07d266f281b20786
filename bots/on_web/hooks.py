"""Where platforms tell us of things: no login, for the platform knows a secret of its own."""

from aiohttp import web

from bots.on_web.errors import no_such
from bots.on_web.front import front_of


async def hook(request: web.Request) -> web.Response:
    """Hand a platform what was brought: `POST /hooks/{hook}`."""
    found = front_of(request).room.hooks.get(request.match_info["hook"])
    if found is None:
        raise no_such()
    return web.Response(status=await found.take(request.headers, await request.read()))
