"""Words the ballots on which entries are approved: the queue entry by entry, and the list."""

from collections.abc import Iterator

from bots.post import Button, Option, Post, Select
from bots.presenter.ballots import sheet
from bots.presenter.entry_parts import media_of, review_facts
from bots.presenter.labels import CHOICES, label
from bots.presenter.parts import Zone, lines, paragraphs, shortened
from bots.words import Words
from contests.desk.views import EntryView
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Method, Mode


def queue_paper(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show the entry to answer now, or that all are answered."""
    if paper.served is None:
        return sheet.all_answered(paper, t, zone, in_place=in_place)
    text = paragraphs(
        _heading(paper, t),
        sheet.what(paper, t),
        _said_of(paper, paper.served, t),
        lines(t._("Still to look at: {n}", n=t.number(paper.left)), sheet.until(paper, t, zone)),
    )
    called = paper.called(paper.served)
    buttons = (
        Button(f"approve:{called}", label(t, CHOICES, Choice.APPROVE)),
        Button(f"pass:{called}", label(t, CHOICES, Choice.PASS)),
        *sheet.back(paper, t),
    )
    return sheet.entry_post(paper, text, buttons, in_place=in_place)


def _heading(paper: BallotPaper, t: Words) -> str:
    is_first = paper.round.mode is Mode.QUEUE and not paper.choices
    return sheet.heading(
        paper,
        t,
        *_limits(paper, t),
        t._("Approve what you like. Pass goes on without a vote.") if is_first else "",
        sheet.counting(paper, t),
    )


def _limits(paper: BallotPaper, t: Words) -> Iterator[str]:
    """Say how many may be approved, where that is limited, and how many more."""
    if paper.is_single:
        yield t._("You have one vote. Choose another entry, and it moves there.")
    if paper.round.method is Method.LIMITED and paper.stars_left is not None:
        most = paper.contest.rules.stars
        yield t.n_("You can approve one entry.", "You can approve up to {n} entries.", most)
        if not paper.stars_left:
            yield t._("None is left: take one back to approve another.")
        elif paper.stars_left < most:
            yield t.n_("One is left.", "{n} are left.", paper.stars_left)


def _said_of(paper: BallotPaper, entry: str, t: Words) -> str:
    said = paper.choices.get(entry)
    if not isinstance(said, Choice):
        return ""
    return t._("Your answer so far: {choice}. You can change it.", choice=label(t, CHOICES, said))


def list_paper(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show all entries with the select to choose from them."""
    if not paper.entries:
        return sheet.nothing_here(t, in_place=in_place)
    text = paragraphs(
        lines(_heading(paper, t), t._("Authors are named after the close.")),
        *(_listed(number, view, t) for number, view in enumerate(paper.shown, 1)),
        _chosen(paper, t),
        lines(sheet.receipt_words(paper.receipt, t), sheet.until(paper, t, zone)),
    )
    return Post(
        text,
        selects=(_select(paper, t),),
        media=tuple(one for view in paper.shown for one in media_of(view.entry)),
        receipt=sheet.code(paper.receipt),
        in_place=in_place,
        shows=sheet.shows(paper),
    )


def _listed(number: int, view: EntryView, t: Words) -> str:
    words = view.entry.words
    return lines(
        f"{t.number(number)}. {words.title}",
        review_facts(words.review, t) if words.review else "",
        shortened(words.text, sheet.EXCERPT),
    )


def _chosen(paper: BallotPaper, t: Words) -> str:
    chosen = [title for entry, title in sheet.titles(paper, t).items() if paper.choices.get(entry) is Choice.APPROVE]
    if not chosen:
        return t._("You have not chosen anything yet.")
    return t._("Your vote now: {titles}.", titles=t.listed(t._("“{title}”", title=title) for title in chosen))


def _select(paper: BallotPaper, t: Words) -> Select:
    options = tuple(Option(entry, title) for entry, title in sheet.titles(paper, t).items())
    most = {Method.SINGLE: 1, Method.LIMITED: paper.contest.rules.stars}.get(paper.round.method, len(options))
    called = t._("Choose one") if paper.is_single else t._("Approve any")
    return Select(f"ballot:{paper.round.id}", called, options, least=0, most=min(most, len(options)))
