"""Words entries as a chat shows them to everybody: in its gallery, and to its moderators on their desk."""

from dataclasses import replace

from bots.post import Button, Post
from bots.presenter.entries import decided_card, review_card, withdrawn
from bots.presenter.entry_parts import body, byline, media_of, why
from bots.presenter.labels import ENTRY_STATES, KINDS, label
from bots.presenter.occasion import Occasion
from bots.presenter.parts import Zone, lines, paragraphs, shortened
from bots.words import Words
from contests.desk.views import EntryView
from contests.model.entry import Entry, EntryState

LONGEST_NAME = 100
"""Characters of a message's own name, on the tightest of the platforms."""


def in_gallery(entry: str, venue: str) -> str:
    """Return the subject under which an entry is shown in a venue's gallery."""
    return f"gallery:{entry}@{venue}"


def on_desk(entry: str, venue: str) -> str:
    """Return the subject under which an entry is shown on a venue's desk."""
    return f"review:{entry}@{venue}"


def gallery_post(view: EntryView, t: Words, venue: str) -> Post:
    """Show an entry to everybody, with its lineage, and let people look closer, vote and report."""
    shown = view.entry
    disqualified = shown.state is EntryState.DISQUALIFIED
    state = t._("This entry is {state}.", state=label(t, ENTRY_STATES, shown.state)) if disqualified else ""
    text = paragraphs(
        lines(shown.words.title, byline(view.author, t)),
        body(view, t),
        lines(state, why(shown, t)) if disqualified else "",
        lines(t._("In “{contest}”", contest=view.contest.title), t._("Entry {id}", id=shown.id)),
    )
    return Post(
        text,
        private=False,
        buttons=_buttons(view, t),
        media=media_of(shown),
        shows=(in_gallery(shown.id, venue),),
        title=shortened(shown.words.title, LONGEST_NAME),
        tags=(label(t, KINDS, shown.kind), view.contest.title),
    )


def _buttons(view: EntryView, t: Words) -> tuple[Button, ...]:
    contest, entry = view.contest, view.entry
    votes_open = contest.takes_votes and contest.paused_at is None
    vote = (Button(f"vote:{contest.id}", t._("Vote"), "primary"),) if votes_open else ()
    look = Button(f"look:{entry.id}", t._("Look closer"))
    return (*vote, look, Button(f"report:{entry.id}", t._("Report")))


def gone(entry: Entry, t: Words) -> Post:
    """Say in an entry's place that it was withdrawn, or is not shown now."""
    said = withdrawn(t).text if entry.state is EntryState.WITHDRAWN else t._("This entry is not shown now.")
    return Post(said, private=False, title=said)


def to_review(view: EntryView, t: Words, occasion: Occasion) -> Post:
    """Show an entry that waits to the moderators of a venue, with its author's history and the verdicts."""
    zone, now = occasion.zone, occasion.now
    card = review_card(view, view.entry.sent_at or now, t, zone, now, occasion.history)
    return _for_all(card, view.entry.id, occasion.venue)


def desk_card(view: EntryView, moderator: str, t: Words, zone: Zone, venue: str) -> Post:
    """Show the moderators of a venue what became of an entry, by whom, and what can still be decided."""
    if view.entry.state is EntryState.WITHDRAWN:
        return replace(withdrawn(t), private=False)
    return _for_all(decided_card(view, moderator, t, zone), view.entry.id, venue)


def _for_all(card: Post, entry: str, venue: str) -> Post:
    return replace(card, private=False, shows=(on_desk(entry, venue),))
