"""A contest's page: its brief and dates, its standings once they stand, its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from urllib.parse import urlencode

from aiohttp import web

from bots.on_web.errors import no_such
from bots.on_web.front import Front, front_of, words_for
from bots.on_web.gallery.looking import absolute, asked, looker_of
from bots.on_web.gallery.shots import Shot, shots
from bots.on_web.pages import page
from bots.presenter import gallery as present
from bots.presenter.contests import turnout
from bots.presenter.labels import ENTRY_STATES, OFFICES, TEMPLATES, label
from bots.presenter.results import no_winner, notes, podium
from bots.presenter.scores import bar, has_final, how_to_read, is_by_votes, points_of, total
from bots.words import N_, Words
from contests.desk.gallery import EntriesPage, contest_to_see, entries_to_see, most, picture_of, standings_to_see
from contests.desk.views import ContestView, EntryView, ResultLine, ResultView
from contests.model.entry import EntryState
from contests.ports import Glance

ENTRIES = 24
PLACES = 20
MEDIA = {
    "picture": N_("with pictures"),
    "video": N_("with video"),
    "audio": N_("with sound"),
    "words": N_("words only"),
}
"""What entries can be filtered by: what they are made of."""


@dataclass(frozen=True, slots=True)
class EntryTile:
    """An entry in the grid."""

    id: str
    title: str
    author: str | None
    text: str
    kind: str
    shot: Shot | None
    state: str
    """Said of what is not simply taking part."""
    is_struck: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the standings in words."""

    tile: EntryTile | None
    """None for a nameless place."""
    score: str
    bar: int
    """Per cent of the width."""
    reward: str | None
    office: str
    public: str = ""
    """The points that the public gave, where a jury stood beside it."""
    jury: str = ""
    notes: tuple[str, ...] = ()
    """Why a place wins nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rank, and all who share it."""

    rank: str
    """Empty for those without a place."""
    lines: tuple[Line, ...]
    heading: str = ""
    """Said above it, where those begin who were not in the final."""


async def contest_page(request: web.Request) -> web.Response:
    """Show a contest: `GET /gallery/contests/ID?after=&before=&kind=&author=&places=`."""
    front, t, looker = front_of(request), words_for(request), looker_of(request)
    view = await contest_to_see(front.room.store, looker, request.match_info["contest"])
    glance = _glance(request, view.contest.id)
    found = await entries_to_see(front.room.store, looker, glance, front.least_seen)
    start = _start(request)
    result = await standings_to_see(front.room.store, looker, view, start, PLACES + 1)
    tiles = await entry_tiles(front, found.items, t)
    path = f"/gallery/contests/{view.contest.id}"
    return page(
        request,
        "contest.html",
        view=view,
        kind=label(t, TEMPLATES, view.contest.brief.template),
        state=present.state_words(view.contest, t),
        until=present.until(view.contest, t),
        note=present.note(view.contest, t),
        turnout=turnout(view, t),
        dates=list(present.dates(view.contest, t)),
        rewards=present.rewards(view.contest, t),
        rules=present.rules(view, t),
        tiles_shown=tiles,
        found=found,
        links=_links(glance, found),
        filters={
            "kind": glance.media,
            "author": glance.author,
            "kinds": [(key, t._(said)) for key, said in MEDIA.items()],
        },
        places=await _places(front, result, t),
        no_winner="" if not view.contest.is_frozen or start or podium(result) else no_winner(view.contest, t),
        is_by_votes=is_by_votes(result),
        has_jury=any(line.standing.columns for line in result.lines),
        how_to_read=how_to_read(result, t) if result.lines else "",
        places_from=start,
        more_places=start + PLACES if len(result.lines) > PLACES else None,
        fewer_places=max(0, start - PLACES) if start else None,
        og=_open_graph(request, view, tiles, path),
    )


async def entry_tiles(front: Front, views: Sequence[EntryView], t: Words) -> list[EntryTile]:
    """Return entries as tiles, pictures small."""
    pictures = [(picture, view.entry.words.title) for view in views if (picture := picture_of(view.entry))]
    shown = iter(await shots(front.room.media_folder, pictures, small=True))
    return [_tile(view, next(shown) if picture_of(view.entry) else None, t) for view in views]


def _tile(view: EntryView, picture: Shot | None, t: Words) -> EntryTile:
    entry = view.entry
    plain = entry.state is EntryState.ADMITTED
    return EntryTile(
        id=entry.id,
        title=entry.words.title,
        author=view.author,
        text=entry.words.text,
        kind=next((one.kind for one in entry.media), "words"),
        shot=picture,
        state="" if plain else label(t, ENTRY_STATES, entry.state),
        is_struck=entry.state is EntryState.DISQUALIFIED,
    )


async def _places(front: Front, result: ResultView, t: Words) -> list[Place]:
    lines = result.lines[:PLACES]
    tiles = iter(await entry_tiles(front, [line.view for line in lines if line.view], t))
    best = await most(front.room.store, result.contest)
    worded = [(line, _line(line, next(tiles) if line.view else None, result, best, t)) for line in lines]
    ranked = groupby(worded, key=lambda one: "" if one[0].standing.struck else t.number(one[0].standing.rank))
    places = [(rank, list(group)) for rank, group in ranked]
    first_out = next((rank for rank, group in places if rank and not group[0][0].standing.is_finalist), None)
    heading = t._("Not in the final") if has_final(result.contest) else ""
    return [
        Place(rank, tuple(line for _, line in group), heading if rank and rank == first_out else "")
        for rank, group in places
    ]


def _line(line: ResultLine, tile: EntryTile | None, result: ResultView, best: Fraction, t: Words) -> Line:
    office = line.office if line.office != "offered" else None  # an offer is between two until it is accepted
    columns = line.standing.columns
    return Line(
        tile=tile,
        score=total(line, result, t),
        bar=bar(line.standing, best, result),
        reward=line.standing.reward,
        office=label(t, OFFICES, office) if office else "",
        public=points_of(columns.public_points, columns.public_rank, t) if columns else "",
        jury=points_of(columns.jury_points, columns.jury_rank, t) if columns else "",
        notes=tuple(notes(line, t)),
    )


def _glance(request: web.Request, contest: str) -> Glance:
    media = asked(request, "kind")
    if media is not None and media not in MEDIA:
        raise no_such()
    after, before = asked(request, "after"), asked(request, "before")
    return Glance(contest, ENTRIES, media=media, author=asked(request, "author"), after=after, before=before)


def _start(request: web.Request) -> int:
    given = request.query.get("places", "0")
    if not (given.isascii() and given.isdecimal() and len(given) < 8):  # noqa: PLR2004 - more places than anybody has entries
        raise no_such()
    return int(given)


def _links(glance: Glance, found: EntriesPage) -> dict[str, str | None]:
    """Return the addresses of the pages beside this one, with the same filters."""
    kept = {name: value for name, value in (("kind", glance.media), ("author", glance.author)) if value}
    return {
        "previous": f"?{urlencode({**kept, 'before': found.previous})}#entries" if found.previous else None,
        "next": f"?{urlencode({**kept, 'after': found.next})}#entries" if found.next else None,
    }


def _open_graph(
    request: web.Request, view: ContestView, tiles: Sequence[EntryTile], path: str
) -> dict[str, str | None]:
    contest = view.contest
    first = next((one.shot.url.partition("?")[0] for one in tiles if one.shot), None)
    picture = f"/cards/contests/{contest.id}.jpg" if contest.is_frozen else first
    return {
        "title": contest.title,
        "description": contest.brief.text or view.community.brand.name,
        "url": absolute(request, path),
        "image": absolute(request, picture) if picture else None,
    }
