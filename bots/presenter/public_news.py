"""Words the announcements that each venue is owed."""

from dataclasses import replace
from datetime import datetime

from bots.post import Button, Post
from bots.presenter import results
from bots.presenter.contests import brief_text, kit_media, take_part
from bots.presenter.dates import CLOSES, cancelled_because, still_moving
from bots.presenter.entries import entry, withdrawn
from bots.presenter.entry_parts import titled
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs
from bots.presenter.public_entries import gallery_post
from bots.words import Words
from contests.model.announcement import Announcement
from contests.model.contest import RoundKind, State


def _public(text: str, buttons: list[Button] | None = None) -> Post:
    return Post(text, private=False, buttons=tuple(buttons or ()))


def opening(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that a contest is open, with its brief."""
    text = paragraphs(
        t._("📣 A new contest is open: {title}", title=occasion.about.title),
        brief_text(occasion.contest, t, occasion.zone, occasion.now),
    )
    post = _public(text, take_part(occasion.about, t))
    return replace(post, media=kit_media(occasion.contest.kit, occasion.files))


def submissions_closed(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that entries are closed, and what comes next."""
    entries = t.n_("{n} entry has come in.", "{n} entries have come in.", occasion.contest.turnout.entries)
    text = lines(
        t._("Entries for “{title}” are closed.", title=occasion.about.title),
        entries,
        _late(said, t, occasion),
        _voting_next(t, occasion),
    )
    return _public(text, take_part(occasion.about, t))


def _late(said: Announcement, t: Words, occasion: Occasion) -> str:
    entering = occasion.about.round_of(RoundKind.SUBMISSION)
    if "late_s" not in said.facts or entering is None:
        return ""
    return t._(
        "They closed on time: {at}. This news comes late because Prosument was not running then.",
        at=t.moment(entering.closes, occasion.zone),
    )


def _voting_next(t: Words, occasion: Occasion) -> str:
    if occasion.about.state not in {State.SUBMISSION, State.REVIEW}:
        return ""
    if occasion.about.rules.review:
        return t._("Voting opens as soon as every entry is reviewed.")
    return t._("Voting opens next.")


def opening_waits(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say why voting does not open yet."""
    why = t.n_(
        "Voting on “{title}” opens a little later: {n} entry is still being reviewed.",
        "Voting on “{title}” opens a little later: {n} entries are still being reviewed.",
        int(said.facts.get("entries") or 0),
        title=occasion.about.title,
    )
    return _public(lines(why, t._("It then runs for its full time, and every later date moves along.")))


def extended(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that there is more time, and why."""
    text = lines(
        t._("There is more time in “{title}”.", title=occasion.about.title),
        _new_opening(said, t, occasion),
        _new_close(said, t, occasion),
        still_moving(t) if occasion.about.paused_at else "",
        _why_longer(said, t),
    )
    return _public(text, take_part(occasion.about, t))


def _why_longer(said: Announcement, t: Words) -> str:
    if said.facts.get("why") == "quorum":
        return " ".join((_quorum(said, t), t._("This is the one extension there is.")))
    return t._("Reason: {reason}", reason=said.facts.get("reason", ""))


def _quorum(said: Announcement, t: Words) -> str:
    """Say which quorum was missed."""
    ballots, share, looks = (int(said.facts.get(name) or 0) for name in ("quorum", "quorum_share", "quorum_looks"))
    if share:
        return t._("It takes the votes of {n}% of all who may vote, and there were fewer.", n=t.number(share))
    if looks:
        return t.n_(
            "It takes {n} look at each entry, and some had fewer.",
            "It takes {n} looks at each entry, and some had fewer.",
            looks,
        )
    return t.n_(
        "It takes {n} member who votes for something, and there were fewer.",
        "It takes {n} members who vote for something, and there were fewer.",
        ballots,
    )


def _new_opening(said: Announcement, t: Words, occasion: Occasion) -> str:
    """Say when the round opens that is still to open; of one that waits for something, nobody knows."""
    at = occasion.when(said, "opens", t)
    if not at or datetime.fromisoformat(str(said.facts["opens"])) <= occasion.now:
        return ""
    opens = {
        RoundKind.VOTING.value: t._("Voting opens: {at}", at=at),
        RoundKind.FINAL.value: t._("The final opens: {at}", at=at),
    }
    return opens.get(str(said.facts.get("round")), t._("Opens: {at}", at=at))


def _new_close(said: Announcement, t: Words, occasion: Occasion) -> str:
    if "closes" not in said.facts:
        return ""
    kind = RoundKind(str(said.facts.get("round") or RoundKind.VOTING))
    at = datetime.fromisoformat(str(said.facts["closes"]))
    coming, past = CLOSES[kind]
    return t._(past if at <= occasion.now else coming, at=t.moment_from(at, occasion.zone, occasion.now))


def paused(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that a contest rests."""
    text = lines(
        t._("“{title}” is paused: nobody can enter or vote for now.", title=occasion.about.title),
        t._("Nothing is lost. When it goes on, every later date moves by the length of the pause."),
    )
    return _public(text)


def resumed(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that a contest goes on, and until when."""
    text = lines(
        t._("“{title}” goes on.", title=occasion.about.title),
        _new_opening(said, t, occasion),
        _new_close(said, t, occasion),
    )
    return _public(text, take_part(occasion.about, t))


def result(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Tell the result; where it takes the place of the vote's message, a short one tells people of it."""
    post = results.result(occasion.decided, t, occasion.zone, occasion.card, occasion.winners)
    out = t._("The result of “{title}” is out.", title=occasion.about.title)
    return replace(post, notice=occasion.about.id, ping=lines(out, results.congratulations(occasion.winners, t)))


def ambassador(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Name a new ambassador."""
    text = lines(
        t._("{name} is now ambassador of {brand}.", name=occasion.name_of(said), brand=occasion.brand),
        t._("For “{entry}” in “{title}”.", entry=occasion.entry_title, title=occasion.about.title)
        if occasion.entry_title
        else t._("For an entry in “{title}”.", title=occasion.about.title),
        t._("The term runs until {until}.", until=_day(said, t, occasion)),
    )
    pictures = (occasion.card,) if occasion.card else ()
    return replace(_public(text), pictures=pictures)


def _day(said: Announcement, t: Words, occasion: Occasion) -> str:
    return t.day(datetime.fromisoformat(str(said.facts["until"])), occasion.zone)


def correction(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Correct a result that was told, in public and with the reason."""
    view = occasion.entry
    named = titled(view.entry.words.title, view.author, t) if view else t._("An entry")
    happened = {
        "disqualified": t._("{entry} is disqualified.", entry=named),
        "reinstated": t._("{entry} takes part again.", entry=named),
    }
    text = paragraphs(
        t._("A correction to the result of “{title}”", title=occasion.about.title),
        lines(
            happened.get(str(said.facts.get("why"))),
            t._("Reason: {reason}", reason=said.facts["reason"]) if said.facts.get("reason") else "",
        ),
        lines(t._("The result is now:"), results.outcome(occasion.decided, t)),
    )
    corrected = results.result(occasion.decided, t, occasion.zone, occasion.card)
    return replace(corrected, text=text)


def cancelled(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that a contest ends without a decision, and why."""
    over = t._("“{title}” does not go on.", title=occasion.about.title)
    text = lines(
        over,
        cancelled_because(str(said.facts.get("why") or ""), t),
        t._("Thank you to everybody who took part. Your entries stay yours."),
    )
    return replace(_public(text), notice=occasion.about.id, ping=over)


def entry_shown(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Show an entry in a gallery."""
    return gallery_post(occasion.entry, t, occasion.venue) if occasion.entry else replace(withdrawn(t), private=False)


def refresh(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Show an entry as it is now, where it was shown before."""
    post = entry(occasion.entry, t) if occasion.entry else withdrawn(t)
    return replace(post, private=False)
