"""Words the ballot on which entries are compared, two at a time."""

from collections.abc import Iterator

from bots.post import Button, Post
from bots.presenter.ballots import sheet
from bots.presenter.parts import Zone, lines, paragraphs
from bots.words import Words
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Preference, entries_of, pair_of

SIDES = ("A", "B")
"""What the two are called: on some screens they stand beside each other, on others one above the other."""


def pair_paper(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show the two to compare now, a paragraph each, or that there is nothing more to compare."""
    if paper.pair is None:
        return _all_compared(paper, t, zone, in_place=in_place)
    pair, titles = pair_of(*paper.pair), sheet.titles(paper, t)
    how = t._("Which of the two do you prefer? Go on as long as you like: every answer counts.")
    text = paragraphs(
        sheet.heading(paper, t, how, sheet.counting(paper, t)),
        *_both(paper, t),
        lines(
            _said_so_far(paper, pair, t),
            _compared(len(paper.answered), t),
            sheet.until(paper, t, zone),
        ),
    )
    buttons = (
        *(
            Button(f"prefer:{pair}:{one}", f"{side}: {titles[one]}")
            for side, one in zip(SIDES, paper.pair, strict=True)
        ),
        Button(f"prefer:{pair}:{Choice.PASS.value}", t._("I cannot say"), begins_row=True),
        *_ends(paper, t),
    )
    return Post(
        text,
        buttons=buttons,
        media=tuple(one for view in paper.shown for one in sheet.files_of(view)[:1]),
        receipt=sheet.code(paper.receipt),
        in_place=in_place,
        shows=sheet.shows(paper),
    )


def _compared(pairs: int, t: Words) -> str:
    return t.n_("You have compared one pair so far.", "You have compared {n} pairs so far.", pairs) if pairs else ""


def _both(paper: BallotPaper, t: Words) -> Iterator[str]:
    views, titles = {view.entry.id: view for view in paper.shown}, sheet.titles(paper, t)
    for side, one in zip(SIDES, paper.pair or (), strict=False):
        title = f"{side}: {titles[one]}"
        if one not in views:
            yield lines(title, sheet.beaten(t))
            continue
        more = len(views[one].entry.media) - 1
        rest = t.n_("One more file belongs to it.", "{n} more files belong to it.", more) if more > 0 else ""
        yield lines(sheet.excerpt(views[one], t, title, len(SIDES)), rest)


def _said_so_far(paper: BallotPaper, pair: str, t: Words) -> str:
    said, titles = paper.choices.get(pair), sheet.titles(paper, t)
    if said is Choice.PASS:
        return t._("Your answer so far: {choice}. You can change it.", choice=t._("I cannot say"))
    if not isinstance(said, Preference):
        return ""
    first, second = entries_of(pair)
    preferred = titles.get(first if said is Preference.FIRST else second, "")
    return t._("Your answer so far: {choice}. You can change it.", choice=t._("“{title}”", title=preferred))


def _ends(paper: BallotPaper, t: Words) -> Iterator[Button]:
    """Yield the way back to the pair before, and the end."""
    yield from sheet.back(paper, t)
    if paper.answered:
        yield sheet.done_button(t, "secondary")


def _all_compared(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool) -> Post:
    if not paper.answered:
        return sheet.nothing_here(t, in_place=in_place)
    text = paragraphs(
        sheet.heading(paper, t),
        t._("You have compared all that there is. Thank you!"),
        sheet.receipt_words(paper.receipt, t),
        sheet.until(paper, t, zone),
    )
    buttons = tuple(_ends(paper, t))
    return Post(text, buttons=buttons, receipt=sheet.code(paper.receipt), in_place=in_place)
