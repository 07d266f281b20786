"""Words what became of a place: that Prosument can reach it no more, or again. Read on the managers' desk."""

from collections.abc import Callable, Mapping

from bots.post import Button, Post
from bots.presenter.labels import NEWS, label
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs
from bots.words import N_, Words
from contests.model.announcement import Announcement, News

CAUSES: Mapping[str, tuple[str, str]] = {
    "gone": (
        N_("Prosument was taken out of “{title}”."),
        N_("Add the bot there again by the link of prosument invite; nothing else needs to be set up anew."),
    ),
    "muted": (
        N_("Prosument may not write in “{title}” any more."),
        N_("Let it write there again; type /setup there to see which right is missing."),
    ),
    "fewer": (
        N_("Prosument may do less in “{title}” than before."),
        N_("Type /setup there to see which right is missing, and what it is for."),
    ),
}
"""What happened, and what to do about it, by the fact `why`."""
PARTS: Mapping[str, str] = {
    "venue": N_("Contests run on without it: nothing can be announced there, and nobody there is reminded to vote."),
    "gallery": N_("Entries cannot be shown there."),
    "desk": N_("Moderators and managers are told in the web room instead: what waits for review is in /moderate."),
}
"""What that means, by what is in the place."""


def lost(said: Announcement, t: Words, _: Occasion | None = None) -> Post:
    """Tell that a place cannot be reached, what that means, and how to mend it."""
    why, title = str(said.facts.get("why") or "gone"), said.facts.get("title") or ""
    cause, cure = CAUSES[why]
    parts = [] if why == "fewer" else str(said.facts.get("parts") or "").split()
    text = paragraphs(t._(cause, title=title), lines(*(t._(PARTS[one]) for one in parts)), t._(cure))
    return Post(text, private=False)


def back(said: Announcement, t: Words, _: Occasion | None = None) -> Post:
    """Tell that a place can be reached again, with what was given up meanwhile and can be tried once more."""
    again = [one.split("/", 1) for one in str(said.facts.get("again") or "").split()]
    text = paragraphs(
        t._("Prosument can reach “{title}” again, and goes on there.", title=said.facts.get("title") or ""),
        t._("What could not be sent there meanwhile is not sent by itself, for it may be out of date by now.")
        if again
        else "",
        t._("There is more: /manage lists it.") if said.facts.get("more") else "",
    )
    buttons = (
        Button(f"again:{owed}", t._("Try again: {message}", message=label(t, NEWS, kind))) for owed, kind in again
    )
    return Post(text, private=False, buttons=tuple(buttons))


WORDINGS: Mapping[News, Callable[[Announcement, Words], Post]] = {News.VENUE_LOST: lost, News.VENUE_BACK: back}
"""Of these the announcement says all; they are about no contest."""
