"""An entry's page: the picture first, then words, then where it came from and what came of it."""

from aiohttp import web

from bots.on_web.front import front_of, words_for
from bots.on_web.gallery.looking import absolute, looker_of
from bots.on_web.gallery.shots import shots
from bots.on_web.gallery.tree import as_list, drawn
from bots.on_web.pages import page
from bots.presenter.entry_parts import byline, why
from bots.presenter.labels import ENTRY_STATES, HOW_GOT, label
from bots.words import Words
from contests.desk.family import family_of
from contests.desk.gallery import entry_to_see
from contests.desk.views import EntryView
from contests.model.entry import EntryState


async def entry_page(request: web.Request) -> web.Response:
    """Show an entry: `GET /gallery/entries/ID`."""
    front, t, looker = front_of(request), words_for(request), looker_of(request)
    view, community = await entry_to_see(front.room.store, looker, request.match_info["entry"])
    entry = view.entry
    family = await family_of(front.room.store, looker, entry.id)
    is_struck = entry.state is EntryState.DISQUALIFIED
    address = absolute(request, f"/gallery/entries/{entry.id}")
    return page(
        request,
        "entry.html",
        view=view,
        brand=community.brand.name,
        byline=byline(view.author, t),
        media=await shots(front.room.media_folder, [(one, entry.words.title) for one in entry.media], small=False),
        state="" if entry.state is EntryState.ADMITTED else label(t, ENTRY_STATES, entry.state),
        is_struck=is_struck,
        why=why(entry, t),
        got=label(t, HOW_GOT, entry.words.review.got) if entry.words.review else "",
        tree=drawn(family, t) if len(family.relatives) > 1 else None,
        back=as_list(family, is_forward=False),
        on=as_list(family, is_forward=True),
        address=address,
        og={
            "title": entry.words.title,
            "description": _description(view, t),
            "url": address,
            "image": None if is_struck else absolute(request, f"/cards/entries/{entry.id}.jpg"),
        },
    )


def _description(view: EntryView, t: Words) -> str:
    by = t._("By {author}", author=view.author) if view.author else ""
    return " · ".join(part for part in (by, view.contest.title, view.entry.words.text) if part)
