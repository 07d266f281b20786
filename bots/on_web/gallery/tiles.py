"""Contests as tiles: on the gallery's own page, and on any other that imports the macro of `tiles.html`."""

from dataclasses import dataclass

from aiohttp import web

from bots.on_web.front import Front, front_of, words_for
from bots.on_web.gallery.looking import looker_of
from bots.on_web.gallery.shots import Shot, shot
from bots.presenter import gallery as present
from bots.presenter.contests import turnout
from bots.presenter.labels import TEMPLATES, label
from bots.words import Words
from contests.desk.gallery import Tile, gallery_page
from contests.model.contest import RUNNING

TILES = 24


@dataclass(frozen=True, slots=True)
class ContestTile:
    """What the macro `contest_tiles` shows of a contest."""

    id: str
    title: str
    kind: str
    state: str
    is_running: bool
    until: present.Date | None
    turnout: str
    cover: Shot | None


async def contest_tiles(
    request: web.Request, most: int = TILES, after: str | None = None
) -> tuple[list[ContestTile], str | None]:
    """Return contests as a reader may see them, newest first, and after which one the next part begins."""
    front, t = front_of(request), words_for(request)
    found = await gallery_page(front.room.store, looker_of(request), after, most, front.least_seen)
    return [await _tile(front, one, t) for one in found.items], found.next


async def _tile(front: Front, tile: Tile, t: Words) -> ContestTile:
    contest = tile.view.contest
    return ContestTile(
        id=contest.id,
        title=contest.title,
        kind=label(t, TEMPLATES, contest.brief.template),
        state=present.state_words(contest, t),
        is_running=contest.state in RUNNING,
        until=present.until(contest, t),
        turnout=turnout(tile.view, t),
        cover=await shot(front.room.media_folder, tile.cover, contest.title),
    )
