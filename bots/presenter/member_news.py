"""Words the announcements that one member is owed, each with a one-tap stop where it is about an entry."""

from collections.abc import Mapping

from bots.post import Button, Post
from bots.presenter import fine_print
from bots.presenter.contests import take_part
from bots.presenter.dates import close_of
from bots.presenter.entries import own_buttons
from bots.presenter.entry_parts import rule_and_reason
from bots.presenter.labels import ENTRY_STATES, Labels, label
from bots.presenter.occasion import Occasion
from bots.presenter.parts import lines, paragraphs, span_words
from bots.presenter.results import no_winner, podium, ranked
from bots.presenter.scores import is_by_votes, round_of, score
from bots.words import N_, Words
from contests.desk.views import ResultLine
from contests.model.ambassador import OfferState
from contests.model.announcement import Announcement
from contests.model.ballot import Mode
from contests.rules.moderation import Verdict


def _private(said: Announcement, t: Words, text: str, *buttons: Button) -> Post:
    stop = (Button(f"stop:{said.entry}", t._("Stop messages about this entry")),) if said.entry else ()
    return Post(text, buttons=(*buttons, *stop))


PASSED_OVER: Labels = {
    "one_each": N_("The reward goes to the next in line: there is one for each member, and you have yours."),
    "repeat": N_("The reward goes to the next in line, since you won one here lately."),
}
"""What an author is told whose reward went on, by `Standing.skipped`."""
DECIDED: Mapping[Verdict, tuple[str, str]] = {
    Verdict.ADMIT: (N_("“{entry}” takes part in “{title}”."), N_("Everybody can see it from now on.")),
    Verdict.CHANGES: (
        N_("“{entry}” needs a change before it can take part in “{title}”."),
        N_("You can change it until voting opens; voting waits for it."),
    ),
    Verdict.REJECT: (
        N_("“{entry}” was not taken into “{title}”."),
        N_("It does not use up your entries: while entries are open, you can send another one."),
    ),
    Verdict.DISQUALIFY: (
        N_("“{entry}” is disqualified in “{title}”."),
        N_("It stays to be seen, with the reason. A moderator can still undo it."),
    ),
    Verdict.UNDO: (
        N_("The decision on “{entry}” in “{title}” was taken back."),
        N_("It is now: {state}."),
    ),
}
"""What happened, and what follows."""


def entry_decided(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Tell an author what was decided on their entry, why, and what they can do."""
    verdict = Verdict(str(said.facts["verdict"]))
    happened, follows = DECIDED[verdict]
    passes_on = verdict is Verdict.DISQUALIFY and occasion.about.is_frozen
    text = lines(
        t._(happened, entry=occasion.entry_title, title=occasion.about.title),
        rule_and_reason(str(said.facts.get("rule") or ""), str(said.facts.get("reason") or ""), t),
        t._(follows, state=label(t, ENTRY_STATES, str(said.facts.get("state") or ""))),
        t._("Its place, and what came with it, goes to others.") if passes_on else "",
        t._("What is voted on now goes on without it.") if verdict is Verdict.UNDO and _is_left_out(occasion) else "",
    )
    return _private(said, t, text, *_own(occasion, t))


def _is_left_out(occasion: Occasion) -> bool:
    """Tell whether a final or a run-off is open that is among others."""
    among = next((one.among for one in occasion.about.rounds if one.is_open and one.among), ())
    return bool(among) and occasion.entry is not None and occasion.entry.entry.id not in among


def _own(occasion: Occasion, t: Words) -> tuple[Button, ...]:
    return own_buttons(occasion.entry.entry, occasion.about, t) if occasion.entry else ()


def terms_changed(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Ask an author whether they agree to new terms; silence is no."""
    contest = occasion.about
    version = contest.terms.version if contest.terms else said.facts.get("version")
    text = paragraphs(
        t._("The terms of “{title}” have a new version, {version}.", title=contest.title, version=version),
        lines(
            fine_print.rewards(contest, t),
            fine_print.ambassadors(contest, occasion.brand, t),
            fine_print.licence(contest, t),
        ),
        t._("Your entries stay under the version you agreed to, unless you agree to this one."),
    )
    agree = Button(f"agree:{contest.id}:{version}", t._("Agree to the new terms"))
    return _private(said, t, text, agree, Button(f"brief:{contest.id}", t._("Read the brief")))


def rank(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Tell an author the place of their entry."""
    line = _line_of(said, occasion)
    place = line.standing.rank if line else int(said.facts.get("rank") or 0)
    text = lines(
        t._("“{title}” is decided.", title=occasion.about.title),
        _place(place, t, occasion),
        t._("You have won. Congratulations!") if line and line in podium(occasion.decided) and place == 1 else "",
        _shared(line, t, occasion),
        _reward(line, t) if line else "",
        no_winner(occasion.about, t) if line and not podium(occasion.decided) else "",
        _score(line, t, occasion) if line else "",
        t._("Thank you for taking part!"),
    )
    return _private(said, t, text, Button(f"brief:{occasion.about.id}", t._("See all places")))


def _reward(line: ResultLine, t: Words) -> str:
    """Say what an entry won, or why the reward of its place went on."""
    reward, skipped = line.standing.reward, line.standing.skipped
    if skipped:
        return label(t, PASSED_OVER, skipped)
    return t._("Your reward: {reward}.", reward=reward) if reward else ""


def _score(line: ResultLine, t: Words, occasion: Occasion) -> str:
    said, standing = score(line, occasion.decided, t), line.standing
    counted = round_of(standing, occasion.about)
    if is_by_votes(occasion.decided) and counted and counted.mode is Mode.QUEUE and standing.runoff is None:
        return t._(
            "Votes: {votes} of {looks} who looked at it.",
            votes=t.number(standing.approvals),
            looks=t.number(standing.exposures),
        )
    return t._("Votes: {votes}.", votes=said) if is_by_votes(occasion.decided) else t._("Score: {score}.", score=said)


def _line_of(said: Announcement, occasion: Occasion) -> ResultLine | None:
    lines_ = occasion.result.lines if occasion.result else ()
    return next((line for line in lines_ if line.standing.entry == said.entry), None)


def _place(place: int, t: Words, occasion: Occasion) -> str:
    entry = occasion.entry_title
    if not place:
        return t._("“{entry}” is without a place.", entry=entry)
    placed = ranked(occasion.result) if occasion.result else ()
    if not placed:
        return t._("“{entry}” came in at place {place}.", entry=entry, place=t.number(place))
    return t._(
        "“{entry}” came in at place {place} of {all}.", entry=entry, place=t.number(place), all=t.number(len(placed))
    )


def _shared(line: ResultLine | None, t: Words, occasion: Occasion) -> str:
    if line is None or not line.standing.rank:
        return ""
    others = sum(one.standing.rank == line.standing.rank for one in ranked(occasion.decided)) - 1
    if not others:
        return ""
    return t.n_("It shares this place with {n} other.", "It shares this place with {n} others.", others)


def offer(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Offer the office: its term, its one duty, and until when to answer."""
    text = paragraphs(
        t._(
            "{brand} asks you to be its ambassador, for “{entry}” in “{title}”.",
            brand=occasion.brand,
            entry=occasion.entry_title,
            title=occasion.about.title,
        ),
        lines(
            t._("The term: {term} from the day you accept.", term=span_words(occasion.about.rules.term, t)),
            t._("The duty: when you write about {brand}, say that you are its ambassador.", brand=occasion.brand),
            t._("You can leave at any time, with one button."),
        ),
        lines(
            t._("Please answer by: {until}", until=occasion.when(said, "until", t)),
            t._("If you say no, the next in line is asked. What you have won stays yours."),
        ),
    )
    return _private(said, t, text, *_answers(said, t, occasion))


def _answers(said: Announcement, t: Words, occasion: Occasion) -> tuple[Button, ...]:
    offered = said.facts["offer"]
    states = {one.id: one.state for one in occasion.about.offers}
    if states.get(str(offered), OfferState.OPEN) is not OfferState.OPEN:
        return ()
    return (
        Button(f"accept:{offered}", t._("Accept"), "success"),
        Button(f"decline:{offered}", t._("Decline")),
    )


def offer_closed(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Say that an offer ran out."""
    text = lines(
        t._("The offer to be ambassador of {brand} has run out without an answer.", brand=occasion.brand),
        t._("The next in line is asked now. What you have won in “{title}” stays yours.", title=occasion.about.title),
    )
    return _private(said, t, text)


def term_ended(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Thank an ambassador whose term is over."""
    ended = next((one.term_ends for one in occasion.about.offers if one.id == said.facts.get("offer")), None)
    text = lines(
        t._("Your term as ambassador of {brand} is over. Thank you!", brand=occasion.brand),
        t._("Your badge now says alumni {year}.", year=ended.year) if ended else "",
    )
    return _private(said, t, text)


def reminder(said: Announcement, t: Words, occasion: Occasion) -> Post:
    """Remind whoever asked for it that a round closes."""
    running = occasion.about.open_round
    text = lines(
        t._("You asked to be reminded of “{title}”.", title=occasion.about.title),
        close_of(running, t, occasion.zone, occasion.now)
        if running
        else t._("It closes: {at}", at=occasion.when(said, "closes", t)),
    )
    return _private(said, t, text, *take_part(occasion.about, t, reminded=True))
