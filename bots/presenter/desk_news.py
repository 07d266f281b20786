"""Words the announcements on the managers' desk."""

from dataclasses import replace

from bots.post import Button, Post
from bots.presenter import public_entries, results, tables
from bots.presenter.entries import verdict_buttons, withdrawn
from bots.presenter.entry_parts import titled
from bots.presenter.labels import NEWS, label
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs, shortened
from bots.words import Words
from contests.desk.views import EntryView
from contests.model.announcement import Announcement, News
from contests.refusals import Fact

LONGEST_LABEL = 80
"""Characters of a button, on the tightest of the platforms."""


def decide_or_extend(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Ask the managers, daily, to review what holds voting back or to give it more time (RULES.md 4)."""
    since = occasion.about.waiting_since
    text = lines(
        t._("Voting on “{title}” still waits for entries to be reviewed.", title=occasion.about.title),
        t._("Waiting since: {at}", at=t.moment_from(since, occasion.zone, occasion.now)) if since else "",
        t._("Decide on them with /moderate, or give more time with /contest extend. Nothing is dropped by itself."),
    )
    return Post(text, private=False)


def winners(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Give the managers the winners, as text and as a table."""
    text = paragraphs(
        t._("“{title}” is decided. The winners are in the table.", title=occasion.about.title)
        if results.podium(occasion.decided)
        else t._("“{title}” is decided.", title=occasion.about.title),
        results.outcome(occasion.decided, t),
    )
    return Post(text, private=False, files=(tables.winners_csv(occasion.decided, t),))


def withdrawal_asked(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Tell the managers that an author wants to be taken out of decided standings (RULES.md 12)."""
    text = lines(
        t._(
            "{name} asks to have “{entry}” taken out of “{title}”, which is decided.",
            name=occasion.name_of(said),
            entry=occasion.entry_title,
            title=occasion.about.title,
        ),
        t._("If you agree, its place in the standings stays, without a name."),
    )
    if not said.entry:
        return Post(text, private=False)
    look = Button(f"look:{said.entry}", t._("Look at it"))
    return Post(text, private=False, buttons=(look, Button(f"take_out:{said.entry}", t._("Take it out"), "danger")))


def to_review(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Show an entry that waits for review."""
    if occasion.entry is None:
        return replace(withdrawn(t), private=False)
    return public_entries.to_review(occasion.entry, t, occasion)


def reported(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Tell what was reported, by whom and why, with what can be done about it."""
    link = str(said.facts.get("link") or "")
    who = occasion.names.get(said.member or "", "")
    view = occasion.entry
    if link:
        what = t._("{name} reports a message: {link}", name=who, link=link)
    elif view is None:
        what = t._("{name} reports an entry that was withdrawn since.", name=who)
    else:
        named = titled(view.entry.words.title, view.author, t)
        what = t._("{name} reports {entry} in “{title}”.", name=who, entry=named, title=occasion.about.title)
    text = lines(
        what,
        t._("Reason: {reason}", reason=said.facts.get("reason") or ""),
        t._("Entry {id}", id=view.entry.id) if view else "",
    )
    return Post(text, private=False, buttons=_about_a_report(view, t) if view else ())


def _about_a_report(view: EntryView, t: Words) -> tuple[Button, ...]:
    fitting = (one for one in verdict_buttons(view.entry, t) if not one.disabled)
    return (Button(f"look:{view.entry.id}", t._("Look at it")), *fitting)


def not_sent(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Name a message that was given up, whom it was for and why, with the button to try once more."""
    facts = said.facts
    receiver = _receiver(said, t, occasion)
    text = lines(
        t._(
            "This could not be sent for “{title}”: {message}.",
            title=occasion.about.title,
            message=label(t, NEWS, str(facts.get("kind") or "")),
        ),
        t._("For: {receiver}", receiver=receiver) if receiver else "",
        t._("Cause: {why}", why=facts.get("why") or ""),
        t._("It waits in their own web room, where they have not been yet: /setup link lets them in.")
        if facts.get("waits_in_room")
        else "",
    )
    return Post(text, private=False, buttons=(Button(f"again:{facts.get('owed')}", t._("Try again"), "primary"),))


def unsure(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Ask whether a message is there whose answer was lost; whoever looks says so."""
    facts = said.facts
    text = lines(
        t._(
            "It is not certain that this was sent for “{title}”: {message}.",
            title=occasion.about.title,
            message=label(t, NEWS, str(facts.get("kind") or "")),
        ),
        _where_to_look(said, t, occasion),
        t._("Cause: {why}", why=facts.get("why") or ""),
    )
    return Post(text, private=False, buttons=looked(str(facts.get("owed")), facts.get("attempt"), t))


def _where_to_look(said: Announcement, t: Words, occasion: Occasion) -> str:
    receiver = _receiver(said, t, occasion)
    if not receiver:
        return t._("It may or may not be there: look first, then press.")
    if said.facts.get("venue"):
        return t._("It may or may not be in {venue}: look there, then press.", venue=receiver)
    return t._("It may or may not have reached {name}: ask them, then press.", name=receiver)


def looked(owed: str, attempt: Fact, t: Words, message: str = "") -> tuple[Button, Button]:
    """Return the two answers of whoever looked for a message."""
    named = {"there": t._("It is there"), "again": t._("It is not there: send it")}
    if message:
        named = {
            "there": t._("It is there: {message}", message=message),
            "again": t._("It is not there, send it: {message}", message=message),
        }
    there, again = (Button(f"{verb}:{owed}:{attempt}", shortened(text, LONGEST_LABEL)) for verb, text in named.items())
    return there, replace(again, style="primary")


def _receiver(said: Announcement, t: Words, occasion: Occasion) -> str:
    """Name the venue that did not hear, or the member; of a mark that could not be given, both."""
    venue, member = (occasion.names.get(one, "") for one in (str(said.facts.get("venue") or ""), said.member or ""))
    if said.facts.get("kind") == News.OFFICE:
        return t.listed(one for one in (member, venue) if one)
    return venue or member
