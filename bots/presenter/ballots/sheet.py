"""What the ballots of all kinds have in common: the heading, what stands on them, the way back, and the receipt."""

import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from bots.post import Attachment, Button, Post, Style
from bots.presenter.entry_parts import body, byline, media_of, review_facts
from bots.presenter.methods import counted
from bots.presenter.parts import Zone, lines, paragraphs, shortened
from bots.presenter.refusals import refused
from bots.words import Words
from contests.desk.views import EntryView
from contests.desk.voting import BallotPaper
from contests.model.ballot import NO_AWARD, Receipt
from contests.model.contest import Contest, RoundKind, State
from contests.refusals import Refusal

EXCERPT, LEAST_EXCERPT = 280, 60
"""Characters of each entry's text where several stand beside each other, and where there are many of them."""
ROOM = 2_000
"""Characters of all these texts together."""
GAPS = re.compile(r"\n\s*\n")


def heading(paper: BallotPaper, t: Words, *how: str) -> str:
    """Say in which vote this is, who takes part in it, and how it is done."""
    return lines(
        t._("Your vote in “{contest}”", contest=paper.contest.title),
        _stage(paper, t),
        t._("You vote as a juror: your vote is counted apart from the public's.") if _is_apart(paper) else "",
        *how,
    )


def _is_apart(paper: BallotPaper) -> bool:
    return paper.is_juror and paper.contest.rules.jury is not None


def _stage(paper: BallotPaper, t: Words) -> str:
    if paper.round.kind is RoundKind.RUNOFF:
        return t._("This is a run-off: only the entries that are tied take part.")
    if paper.round.kind is not RoundKind.FINAL:
        return ""
    finalists, of = len(paper.round.among), len(paper.contest.standings)  # of these only how many is ever told
    if of > finalists:
        return t.n_("The final: the best of {of}.", "The final: the best {n} of {of}.", finalists, of=of)
    return t.n_("The final: one entry.", "The final: the best {n} entries.", finalists)


def counting(paper: BallotPaper, t: Words) -> str:
    """Say at the first look what is made of the ballots."""
    return "" if paper.choices else counted(paper.round, t)


def until(paper: BallotPaper, t: Words, zone: Zone) -> str:
    """Say until when a vote can be changed."""
    return _changed_until(paper.round.closes, t, zone)


@lru_cache(maxsize=256)
def _changed_until(closes: datetime, t: Words, zone: Zone) -> str:
    """Say it in each language in one sentence for all voters of a round."""
    return t._("You can change your vote until {at}.", at=t.moment(closes, zone))


def no_award(t: Words) -> str:
    """Name what stands beside the entries where members may say that nobody shall win."""
    return t._("No award this time")


def beaten(t: Words) -> str:
    """Say what it means to say that nobody shall win."""
    return t._("What members like less than this does not win.")


def titles(paper: BallotPaper, t: Words) -> dict[str, str]:
    """Name everything on a list: the entries that are shown, and `NO_AWARD` where it stands among them."""
    found = {view.entry.id: view.entry.words.title for view in paper.shown}
    return {**found, NO_AWARD: no_award(t)} if paper.round.no_award else found


def what(paper: BallotPaper, t: Words) -> str:
    """Say what is asked about, in paragraphs that begin with its title."""
    if not paper.shown:
        return lines(no_award(t), beaten(t))
    view = paper.shown[0]
    return paragraphs(lines(view.entry.words.title, byline(view.author, t)), body(view, t))


def entry_post(
    paper: BallotPaper, t: Words, text: str, buttons: tuple[Button, ...], question: str = "", *, in_place: bool
) -> Post:
    """Return what a queue asks about, with the entry's own files."""
    return Post(
        text,
        buttons=buttons,
        media=media_of(paper.shown[0].entry) if paper.shown else (),
        receipt=code(paper.receipt),
        in_place=in_place,
        shows=shows(paper),
        strong=(paper.shown[0].entry.words.title if paper.shown else no_award(t), question),
    )


def shows(paper: BallotPaper) -> tuple[str, ...]:
    """Name the entries that a ballot shows, so that it can be shown anew without one that left the vote."""
    return tuple(f"ballot:{view.entry.id}" for view in paper.shown)


def over(contest: Contest, t: Words, zone: Zone, now: datetime) -> Post:
    """Say, in the place of a ballot, that it can no longer be changed."""
    closed = [one for one in contest.rounds if one.kind is not RoundKind.SUBMISSION and one.closed_at]
    if contest.state is State.CANCELLED or not closed:
        why = Refusal("cancelled", why=contest.ended_because, contest=contest.title)
    else:
        why = Refusal("too_late", round=closed[-1].kind.value, at=closed[-1].closes.isoformat())
    return Post(lines(t._("Your vote in “{contest}”", contest=contest.title), refused(why, t, zone=zone, now=now).text))


def excerpt(view: EntryView, t: Words, title: str, among: int) -> str:
    """Return an entry as one paragraph of several: its title, and the beginning of its text."""
    words = view.entry.words
    room = max(LEAST_EXCERPT, min(EXCERPT, ROOM // max(among, 1)))
    facts = review_facts(words.review, t) if words.review else ""
    return lines(title, facts, shortened(GAPS.sub("\n", words.text).strip(), room))


def files_of(view: EntryView, title: str = "") -> tuple[Attachment, ...]:
    """Return the files of an entry that stands beside others, each with whose it is and what it is beside."""
    return tuple(replace(one, of=view.entry.id, beside=title) for one in media_of(view.entry))


def back(paper: BallotPaper, t: Words) -> tuple[Button, ...]:
    """Return the button to what was answered before what is shown now, if anything."""
    answered = paper.answered
    before = answered[: answered.index(paper.served)] if paper.served in answered else answered
    return (Button(f"back:{paper.called(before[-1])}", t._("Back")),) if before else ()


def all_answered(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool) -> Post:
    """Say that a queue is at its end, with the receipt."""
    if not paper.entries:
        return nothing_here(t, in_place=in_place)
    text = paragraphs(
        heading(paper, t),
        t.n_("You have looked at the one entry.", "You have looked at all {n} entries. Thank you!", len(paper.entries)),
        receipt_words(paper.receipt, t),
        until(paper, t, zone),
    )
    buttons = (*back(paper, t), done_button(t))
    return Post(text, buttons=buttons, receipt=code(paper.receipt), in_place=in_place)


def nothing_here(t: Words, *, in_place: bool) -> Post:
    """Say that there is nothing to vote on."""
    nothing = t._(
        "There is nothing here for you to vote on: nobody votes for their own entry, and others may be taken back."
    )
    return Post(nothing, in_place=in_place)


def done_button(t: Words, style: Style = "primary") -> Button:
    """Return the button that closes a ballot."""
    return Button("done", t._("Done"), style)


def code(receipt: Receipt | None) -> str | None:
    """Return a receipt's code, if there is one."""
    return receipt.code if receipt else None


def receipt_words(receipt: Receipt | None, t: Words) -> str:
    """Give the receipt, and say what it is for."""
    if receipt is None:
        return ""
    return t._("Your receipt: {code}. It says that you voted, not for what; /me keeps it.", code=receipt.code)


def done(paper: BallotPaper, t: Words, zone: Zone) -> Post:
    """Close a ballot's message with the receipt."""
    receipt = paper.receipt
    text = paragraphs(
        t._("Thank you for voting in “{contest}”.", contest=paper.contest.title),
        receipt_words(receipt, t),
        until(paper, t, zone),
    )
    change = Button(f"vote:{paper.contest.id}", t._("Look again"))
    return Post(text, buttons=(change,), receipt=code(receipt))
