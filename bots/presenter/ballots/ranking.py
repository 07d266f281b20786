"""Words the ballot on which entries are put in order, a press a place."""

from collections.abc import Iterator

from bots.post import Button, Post
from bots.presenter.ballots import sheet
from bots.presenter.parts import Zone, lines, paragraphs
from bots.words import Words
from contests.desk.voting import BallotPaper
from contests.model.ballot import NO_AWARD, Method, Unranked


def rank_paper(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show all that can be ranked, a paragraph each, then the order so far; each button is one press for one place."""
    if not paper.entries:
        return sheet.nothing_here(t, in_place=in_place)
    text = paragraphs(
        sheet.heading(
            paper,
            t,
            t._("Press what you like best, then what comes next, and so on."),
            _unranked(paper, t),
            sheet.counting(paper, t),
        ),
        *_listed(paper, t),
        _order(paper, t),
        lines(sheet.receipt_words(paper.receipt, t), sheet.until(paper, t, zone)),
    )
    return Post(
        text,
        buttons=(*_places(paper, t), *_ends(paper, t)),
        media=tuple(one for view in paper.shown for one in sheet.files_of(view)),
        receipt=sheet.code(paper.receipt),
        in_place=in_place,
        shows=sheet.shows(paper),
    )


def _unranked(paper: BallotPaper, t: Words) -> str:
    rules, method = paper.contest.rules, paper.round.method
    if method is Method.SCHULZE and rules.unranked is Unranked.APART:
        return t._("What you leave out is not compared with the others.")
    return t._("What you leave out counts as less liked than all that has a place.")


def _listed(paper: BallotPaper, t: Words) -> Iterator[str]:
    """Yield a paragraph for each candidate, in the order of the buttons."""
    views, titles = {view.entry.id: view for view in paper.shown}, sheet.titles(paper, t)
    for one in paper.entries:
        if one.id == NO_AWARD:
            yield lines(titles[NO_AWARD], sheet.beaten(t))
        elif one.id in views:
            yield sheet.excerpt(views[one.id], t, titles[one.id], len(paper.entries))


def _order(paper: BallotPaper, t: Words) -> str:
    titles = sheet.titles(paper, t)
    placed = [f"{t.number(place)}. {titles[one]}" for place, one in enumerate(paper.ranking, 1) if one in titles]
    if not placed:
        return t._("You have not put anything in order yet.")
    return lines(t._("Your order so far; press one again to take it back:"), *placed)


def _places(paper: BallotPaper, t: Words) -> Iterator[Button]:
    """Yield a button for each candidate; they keep their places, whatever is pressed."""
    titles, places = sheet.titles(paper, t), {one: place for place, one in enumerate(paper.ranking, 1)}
    for one in paper.entries:
        if one.id in places:
            label = f"{t.number(places[one.id])}. {titles[one.id]}"
            yield Button(f"unplace:{paper.round.id}:{one.id}", label, "primary")
        elif one.id in titles:
            yield Button(f"place:{paper.round.id}:{one.id}", titles[one.id])


def _ends(paper: BallotPaper, t: Words) -> Iterator[Button]:
    if paper.ranking:
        yield Button(f"unrank:{paper.round.id}", t._("Clear the order"), begins_row=True)
        yield Button(f"done:{paper.round.id}", t._("Done"))
