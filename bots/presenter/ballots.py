"""Words ballots: the queue entry by entry, the list, and the receipt; seen by the voter alone."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bots.post import Button, Option, Post, Select
from bots.presenter.entry_parts import body, byline, media_of, review_facts
from bots.presenter.labels import CHOICES, label
from bots.presenter.parts import Zone, lines, paragraphs, shortened
from bots.words import Words
from contests.desk.views import EntryView
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Mode, Receipt
from contests.model.contest import RoundKind

EXCERPT = 280
"""Characters of each entry's text on a list."""


def ballot(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show a ballot as its round serves it, `in_place` of the message that was pressed if need be."""
    if paper.round.mode is Mode.LIST:
        return list_paper(paper, paper.shown, t, zone, in_place=in_place)
    return queue_paper(paper, paper.shown[0] if paper.shown else None, t, zone, in_place=in_place)


def queue_paper(
    paper: BallotPaper,
    view: EntryView | None,
    t: Words,
    zone: Zone,
    *,
    receipt: Receipt | None = None,
    in_place: bool = False,
) -> Post:
    """Show the entry to answer now, or that all are answered; `receipt` is for the answer just given."""
    given = receipt or paper.receipt
    if view is None:
        return _all_answered(paper, t, zone, given, in_place=in_place)
    shown = view.entry
    text = paragraphs(
        _heading(paper, t),
        lines(shown.words.title, byline(view.author, t)),
        body(view, t),
        _said_of(paper, shown.id, t),
        lines(t._("Still to look at: {n}", n=t.number(paper.left)), _until(paper, t, zone)),
    )
    buttons = (
        Button(f"approve:{shown.id}", label(t, CHOICES, Choice.APPROVE)),
        Button(f"pass:{shown.id}", label(t, CHOICES, Choice.PASS)),
        *_back(paper, shown.id, t),
    )
    code = given.code if given else None
    shows = (f"ballot:{shown.id}",)
    return Post(text, buttons=buttons, media=media_of(shown), receipt=code, in_place=in_place, shows=shows)


def _heading(paper: BallotPaper, t: Words) -> str:
    is_runoff, is_first = paper.round.kind is RoundKind.RUNOFF, paper.round.mode is Mode.QUEUE and not paper.choices
    return lines(
        t._("Your vote in “{contest}”", contest=paper.contest.title),
        t._("This is a run-off: only the entries that are tied take part.") if is_runoff else "",
        t._("You have one vote: approving another entry moves it there.") if paper.is_single else "",
        t._("Approve what you like. Pass goes on without a vote.") if is_first else "",
    )


def _said_of(paper: BallotPaper, entry: str, t: Words) -> str:
    said = paper.choices.get(entry)
    if not isinstance(said, Choice):
        return ""
    return t._("Your answer so far: {choice}. You can change it.", choice=label(t, CHOICES, said))


def _until(paper: BallotPaper, t: Words, zone: Zone) -> str:
    return _changed_until(paper.round.closes, t, zone)


@lru_cache(maxsize=256)
def _changed_until(closes: datetime, t: Words, zone: Zone) -> str:
    """Say until when a vote can be changed: in each language one sentence for all voters of a round."""
    return t._("You can change your vote until {at}.", at=t.moment(closes, zone))


def _back(paper: BallotPaper, current: str | None, t: Words) -> tuple[Button, ...]:
    """Return the button to the entry answered before the current one."""
    votable = {entry.id for entry in paper.entries}
    answered = [entry for entry in paper.choices if entry in votable]
    before = answered[: answered.index(current)] if current in answered else answered
    return (Button(f"back:{before[-1]}", t._("Back")),) if before else ()


def _all_answered(paper: BallotPaper, t: Words, zone: Zone, receipt: Receipt | None, *, in_place: bool) -> Post:
    if not paper.entries:
        nothing = t._("There is nothing here for you to vote on: nobody votes for their own entry.")
        return Post(nothing, in_place=in_place)
    text = paragraphs(
        _heading(paper, t),
        t.n_("You have looked at the one entry.", "You have looked at all {n} entries. Thank you!", len(paper.entries)),
        _receipt(receipt, t),
        _until(paper, t, zone),
    )
    buttons = (*_back(paper, None, t), Button("done", t._("Done"), "primary"))
    return Post(text, buttons=buttons, receipt=receipt.code if receipt else None, in_place=in_place)


def _receipt(receipt: Receipt | None, t: Words) -> str:
    if receipt is None:
        return ""
    return t._("Your receipt: {code}. It says that you voted, not for what; /me keeps it.", code=receipt.code)


def list_paper(
    paper: BallotPaper,
    views: Sequence[EntryView],
    t: Words,
    zone: Zone,
    *,
    receipt: Receipt | None = None,
    in_place: bool = False,
) -> Post:
    """Show all entries with the select to choose from them; `receipt` is for the choice just made."""
    given = receipt or paper.receipt
    if not views:
        return _all_answered(paper, t, zone, given, in_place=in_place)
    text = paragraphs(
        lines(_heading(paper, t), t._("Authors are named after the close.")),
        *(_listed(number, view, t) for number, view in enumerate(views, 1)),
        _chosen(paper, views, t),
        lines(_receipt(given, t), _until(paper, t, zone)),
    )
    return Post(
        text,
        selects=(_select(paper, views, t),),
        media=tuple(one for view in views for one in media_of(view.entry)),
        receipt=given.code if given else None,
        in_place=in_place,
        shows=tuple(f"ballot:{view.entry.id}" for view in views),
    )


def _listed(number: int, view: EntryView, t: Words) -> str:
    words = view.entry.words
    return lines(
        f"{t.number(number)}. {words.title}",
        review_facts(words.review, t) if words.review else "",
        shortened(words.text, EXCERPT),
    )


def _chosen(paper: BallotPaper, views: Sequence[EntryView], t: Words) -> str:
    chosen = [view.entry.words.title for view in views if paper.choices.get(view.entry.id) is Choice.APPROVE]
    if not chosen:
        return t._("You have not chosen anything yet.")
    return t._("Your vote now: {titles}.", titles=t.listed(t._("“{title}”", title=title) for title in chosen))


def _select(paper: BallotPaper, views: Sequence[EntryView], t: Words) -> Select:
    options = tuple(Option(view.entry.id, view.entry.words.title) for view in views)
    most = 1 if paper.is_single else len(options)
    called = t._("Choose one") if paper.is_single else t._("Approve any")
    return Select(f"ballot:{paper.round.id}", called, options, least=0, most=most)


def done(paper: BallotPaper, t: Words, zone: Zone) -> Post:
    """Close a ballot's message with the receipt."""
    receipt = paper.receipt
    text = paragraphs(
        t._("Thank you for voting in “{contest}”.", contest=paper.contest.title),
        _receipt(receipt, t),
        _until(paper, t, zone),
    )
    change = Button(f"vote:{paper.contest.id}", t._("Look again"))
    return Post(text, buttons=(change,), receipt=receipt.code if receipt else None)
