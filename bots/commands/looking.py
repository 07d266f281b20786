"""`/entry`: an entry with its family tree; without one, the entries of a contest."""

from dataclasses import replace

from bots.commands.contest import which
from bots.commands.dispatch import asks_for, in_place
from bots.commands.registry import COMMANDS, Argument, button, command
from bots.commands.talk import Args, Talk
from bots.post import Post
from bots.presenter import entries as present
from bots.words import N_
from contests.desk.looking import newest_entries
from contests.desk.people import show_in_gallery
from contests.desk.views import entry_view
from contests.model.entry import EntryState

CONTEST = replace(which("public"), needed=False, stands_alone=False)


@command(
    "entry",
    N_("Look at an entry and what it was made from; your own you can change or withdraw"),
    Argument("entry", N_("The entry's id; empty: all entries of a contest"), stands_alone=True),
    CONTEST,
)
async def entry(talk: Talk, args: Args) -> list[Post]:
    """Show an entry with its lineage, and to its author its status and buttons; without an id, list them."""
    if args.text("entry"):
        return [await _entry(talk, args.text("entry"))]
    if args.text("contest"):
        return [await _listed(talk, args.text("contest"))]
    return [await asks_for(talk, COMMANDS["entry"], args, [CONTEST])]


@button("look")
async def on_look(talk: Talk, subject: str, values: tuple[str, ...]) -> list[Post]:
    """Show the entry of the button, or the one that was chosen from a list."""
    return [await _entry(talk, values[0] if values else subject)]


@button("hide")
async def on_hide(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Keep one's own entry out of the gallery."""
    await show_in_gallery(talk.store, talk.actor, subject, shown=False)
    return [in_place(await _entry(talk, subject))]


@button("unhide")
async def on_unhide(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """Let one's own entry into the gallery."""
    await show_in_gallery(talk.store, talk.actor, subject, shown=True)
    return [in_place(await _entry(talk, subject))]


@button("entries")
async def on_entries(talk: Talk, subject: str, _: tuple[str, ...]) -> list[Post]:
    """List the entries of a contest."""
    return [await _listed(talk, subject)]


async def _entry(talk: Talk, entry_id: str) -> Post:
    view = await entry_view(talk.store, talk.actor, entry_id)
    if view.entry.state is EntryState.DRAFT:
        return present.preview(view, view.contest, talk.t, talk.zone)
    return present.entry(view, talk.t, votes=not talk.actor.member.runs_contests)


async def _listed(talk: Talk, contest_id: str) -> Post:
    return present.entry_list(await newest_entries(talk.store, talk.actor, contest_id, present.LISTED), talk.t)
