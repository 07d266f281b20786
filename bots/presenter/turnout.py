"""Words that people can vote; where a platform counts along, how many have, and at the end how many did."""

from bots.post import Post
from bots.presenter.contests import take_part
from bots.presenter.dates import close_of
from bots.presenter.deciding import goes_on
from bots.presenter.methods import counted
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines
from bots.words import Words
from contests.lifecycle.finals import is_held_at_once
from contests.model.announcement import Announcement
from contests.model.ballot import MARKINGS, Marking, Mode
from contests.model.contest import Round, RoundKind, Rules
from contests.rules.advice import has_outgrown


def counted_at(round_id: str, venue: str) -> str:
    """Return the subject under which a round's turnout is shown in a venue."""
    return f"turnout:{round_id}@{venue}"


def voting_opened(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that people can vote, how, and until when."""
    voting = occasion.about.round_of(RoundKind.VOTING)
    text = lines(
        t._("Voting on “{title}” is open.", title=occasion.about.title),
        t._("There are no more entries than would go on to the final, so this vote decides.")
        if is_held_at_once(occasion.about)
        else "",
        outgrown(voting, occasion.about.rules, t) if voting else "",
        lines(how_to_vote(voting, t), counted(voting, t), goes_on(occasion.about, t)) if voting else "",
        t._("Your vote is secret, and you can change it until the close."),
        close_of(voting, t, occasion.zone, occasion.now) if voting else "",
        so_far(occasion, t),
    )
    return opened_post(text, voting, t, occasion)


def outgrown(one: Round, rules: Rules, t: Words) -> str:
    """Say why a round is not held as the brief said, where too many entries came in for that."""
    if not has_outgrown(rules, one):
        return ""
    if one.kind is RoundKind.VOTING and MARKINGS.get(rules.method) is not Marking.RANK:
        return t._("There are too many entries to show them all at once.")
    return t._("There are too many entries to put them in order, so members approve what they like.")


def how_to_vote(one: Round, t: Words) -> str:
    """Say what a voter meets in a round."""
    by_marking = {
        Marking.GRADE: t._("You see the entries one by one, and grade as many as you like from 1 to 5."),
        Marking.RANK: t._("You see all entries at once, and put them in your order, one press a place."),
        Marking.COMPARE: t._("You see two entries at a time, and say which you like better, as often as you like."),
    }
    by_mode = {
        Mode.LIST: t._("You see all entries at once."),
        Mode.QUEUE: t._("You see the entries one by one, as many as you like."),
    }
    return by_marking.get(one.marking, by_mode[one.mode])


def runoff_opened(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that the tied entries are voted on again."""
    text = lines(
        t._("“{title}” is tied, so there is a run-off.", title=occasion.about.title),
        t.n_(
            "{n} entry is in it. Whoever was here for the first vote can vote again.",
            "{n} entries are in it. Whoever was here for the first vote can vote again.",
            int(said.facts.get("entries") or 0),
        ),
        t._("The run-off closes: {at}", at=occasion.when(said, "closes", t)),
        so_far(occasion, t),
    )
    return opened_post(text, occasion.about.round_of(RoundKind.RUNOFF), t, occasion)


def closed(title: str, kind: RoundKind, voters: int, t: Words) -> Post:
    """Say, where it said that people can vote, that they no longer can, and how many did."""
    over = {
        RoundKind.FINAL: t._("The final vote on “{title}” is closed.", title=title),
        RoundKind.RUNOFF: t._("The run-off vote on “{title}” is closed.", title=title),
    }.get(kind, t._("Voting on “{title}” is closed.", title=title))
    return Post(lines(over, t.n_("{n} person voted.", "{n} people voted.", voters)), private=False)


def so_far(occasion: Occasion, t: Words) -> str:
    """Say how many have voted by now, where that is kept up to date."""
    if occasion.counted is None:
        return ""
    return t.n_("{n} person has voted.", "{n} people have voted.", occasion.counted)


def opened_post(text: str, running: Round | None, t: Words, occasion: Occasion) -> Post:
    """Return the message that a vote is open, with what a member can do."""
    is_counted = running is not None and occasion.counted is not None
    shows = (counted_at(running.id, occasion.venue),) if running and is_counted else ()
    buttons = tuple(take_part(occasion.about, t))
    return Post(text, private=False, buttons=buttons, shows=shows, notice=occasion.about.id)
