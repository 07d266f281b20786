"""Words what happens between a contest's rounds: the finalists, the final, and the draw that is awaited."""

from collections.abc import Sequence
from datetime import datetime

from bots.post import Post
from bots.presenter.advising import nobody_votes
from bots.presenter.methods import counted, how
from bots.presenter.occasion import Occasion
from bots.presenter.parts import Zone, bullets, lines, paragraphs
from bots.presenter.steering import open_final, type_value
from bots.presenter.turnout import how_to_vote, opened_post, outgrown, so_far
from bots.words import Words
from contests.model.announcement import Announcement
from contests.model.contest import Contest, Final, RoundKind
from contests.rules.combining import voters_in_final

NAMED = 25
"""How many finalists are named in one message."""


def final_opened(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that the final is open, and who is in it."""
    final = occasion.about.round_of(RoundKind.FINAL)
    text = paragraphs(
        lines(
            t._("The final of “{title}” is open.", title=occasion.about.title),
            t.n_(
                "{n} entry is in it:",
                "{n} entries are in it, in no order:",
                int(said.facts.get("entries") or 0),
            ),
            _named(occasion.entrants, t),
        ),
        lines(
            outgrown(final, occasion.about.rules, t) if final else "",
            lines(how_to_vote(final, t), counted(final, t)) if final else "",
            t._("Your vote is secret, and you can change it until the close."),
            t._("The final closes: {at}", at=occasion.when(said, "closes", t)),
            so_far(occasion, t),
        ),
    )
    return opened_post(text, final, t, occasion)


def final_added(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that a contest gets a final that it did not have."""
    contest = occasion.about
    return Post(added(contest, t, occasion.zone, occasion.now).text, private=False)


def added(contest: Contest, t: Words, zone: Zone, now: datetime) -> Post:
    """Say that a contest has a final now, and what that means."""
    rules, final = contest.rules.final or Final(), contest.round_of(RoundKind.FINAL)
    text = lines(
        t._("“{title}” gets a final.", title=contest.title),
        t.n_(
            "The best {n} entry of the vote goes on, with all who tie for that place, and is voted on once more.",
            "The best {n} entries of the vote go on, with all who tie for the last place, and are voted on once more.",
            rules.first,
        ),
        t._("In the final: {how}", how=how(rules.method, contest.rules, t)),
        t._("The final closes: {at}", at=t.moment_from(final.closes, zone, now)) if final else "",
        t._("Whoever has an entry is asked about the new terms."),
    )
    return Post(text)


def finalists(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Show the managers who goes on to the final, before anybody else sees it; neither ranks nor scores."""
    contest = occasion.about
    voters = voters_in_final(contest.rules)
    text = paragraphs(
        t.n_(
            "The vote on “{title}” is closed. {n} entry goes on to the final:",
            "The vote on “{title}” is closed. {n} entries go on to the final, in no order:",
            len(occasion.entrants),
            title=contest.title,
        ),
        _named(occasion.entrants, t),
        lines(
            t._("It opens by itself: {at}", at=occasion.when(said, "opens", t)),
            t._("Until then only you see this. Whoever withdraws or is disqualified lets the next one go on."),
            nobody_votes(voters, t) if said.facts.get("voters") == 0 else "",
        ),
    )
    return Post(text, private=False, buttons=(open_final(contest, t),))


def _named(titles: Sequence[str], t: Words) -> str:
    beyond = len(titles) - NAMED
    more = t.n_("and {n} more", "and {n} more", beyond) if beyond > 0 else ""
    return lines(bullets(titles[:NAMED]), more)


def draw_awaited(_: Announcement, t: Words, occasion: Occasion) -> Post:
    """Ask the managers for the public value that breaks a tie."""
    contest = occasion.about
    text = lines(
        t._("“{title}” waits for a draw: a tie decides on a prize or an ambassador.", title=contest.title),
        t._("The draw rests on this, as the brief says: {value}", value=contest.rules.lottery),
        t._(
            "Once it is public, type it twice, exactly as it was published. It decides at once, and nobody can change"
            " it then: it stands with the result."
        ),
    )
    return Post(text, private=False, buttons=(type_value(contest, t),))
