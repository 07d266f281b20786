"""Words the announcements on the managers' desk."""

from bots.post import Button, Post
from bots.presenter import results
from bots.presenter.labels import NEWS, label
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs
from bots.words import Words
from contests.model.announcement import Announcement


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
        t._("“{title}” is decided. The winners are in the table.", title=occasion.about.title),
        results.outcome(occasion.decided, t),
    )
    return Post(text, private=False, files=(results.winners_csv(occasion.decided, t),))


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


def not_sent(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Name a message that was given up, whom it was for and why, with the button to try once more."""
    facts = said.facts
    receiver = occasion.names.get(str(facts.get("venue") or said.member or ""), "")
    text = lines(
        t._(
            "This could not be sent for “{title}”: {message}.",
            title=occasion.about.title,
            message=label(t, NEWS, str(facts.get("kind") or "")),
        ),
        t._("For: {receiver}", receiver=receiver) if receiver else "",
        t._("Cause: {why}", why=facts.get("why") or ""),
    )
    return Post(text, private=False, buttons=(Button(f"again:{facts.get('owed')}", t._("Try again"), "primary"),))
