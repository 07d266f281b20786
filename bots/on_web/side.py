"""What the page shows beside the chat: `GET /side.json`."""

from collections.abc import Sequence
from dataclasses import asdict

from aiohttp import web

from bots.commands.registry import FITS
from bots.on_web.errors import CallError
from bots.on_web.front import PERSON, actor_of, front_of, json, words_for
from bots.on_web.messages import Json
from bots.presenter import side as present
from bots.presenter.platforms import what_is_down
from contests.desk.looking import contests_page
from contests.desk.views import ContestView, desk_view
from contests.model.member import Role

MOST_CONTESTS = 50


async def side(request: web.Request) -> web.Response:
    """Return the desk, or what is on; the contests that commands can mean; and what time it is."""
    if PERSON not in request:
        raise CallError(401, "no_token")
    store, actor, t = front_of(request).room.store, actor_of(request), words_for(request)
    views = (await contests_page(store, actor, None, MOST_CONTESTS)).items
    if actor.member.is_a(Role.MODERATOR, Role.MANAGER):
        view, manages = await desk_view(store, actor), actor.member.is_a(Role.MANAGER)
        down = what_is_down(front_of(request).room.conditions, t) if manages else ()
        shown = present.desk(view, t, actor.at, manages=manages, down=down)
    else:
        shown = present.what_is_on(views, t, actor.at, takes_part=not actor.member.runs_contests)
    return json({**asdict(shown), "titles": _titles(views), "now": actor.at.isoformat()})


def _titles(views: Sequence[ContestView]) -> list[Json]:
    return [
        {"id": one.id, "title": one.title, "fits": [name for name, fits in FITS.items() if fits(one)]}
        for one in (view.contest for view in views)
    ]
