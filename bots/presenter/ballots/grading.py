"""Words the ballot on which entries get grades, one entry and one criterion after the other."""

from collections.abc import Iterator

from bots.post import Button, Post
from bots.presenter.ballots import sheet
from bots.presenter.labels import CHOICES, label
from bots.presenter.parts import Zone, lines, paragraphs
from bots.words import Words
from contests.desk.voting import BallotPaper
from contests.model.ballot import BEST_GRADE, Choice, Grades


def grade_paper(paper: BallotPaper, t: Words, zone: Zone, *, in_place: bool = False) -> Post:
    """Show the entry to grade now, or that all have their grades; the last paragraph but one asks."""
    if paper.served is None:
        return sheet.all_answered(paper, t, zone, in_place=in_place)
    how = t._(
        "Give each entry a grade: 1 is the lowest, {best} the highest. Pass goes on without one.", best=BEST_GRADE
    )
    text = paragraphs(
        sheet.heading(paper, t, how if not paper.choices else "", sheet.counting(paper, t)),
        sheet.what(paper, t),
        _question(paper, paper.served, t),
        lines(t._("Still to look at: {n}", n=t.number(paper.left)), sheet.until(paper, t, zone)),
    )
    called, criterion = paper.called(paper.served), max(paper.asked, 1)
    buttons = (
        *(Button(f"grade:{called}:{criterion}:{grade}", t.number(grade)) for grade in range(1, BEST_GRADE + 1)),
        Button(f"pass:{called}", label(t, CHOICES, Choice.PASS), begins_row=True),
        *sheet.back(paper, t),
    )
    return sheet.entry_post(paper, text, buttons, in_place=in_place)


def _question(paper: BallotPaper, subject: str, t: Words) -> str:
    """Ask for the grade, by one criterion where there are several, and say what was answered so far."""
    criteria = paper.contest.rules.criteria
    question = t._("Which grade does it get, from 1 to {best}?", best=BEST_GRADE)
    if criteria:
        criterion = max(paper.asked, 1)
        question = t._(
            "{criterion}: which grade, from 1 to {best}?", criterion=criteria[criterion - 1].name, best=BEST_GRADE
        )
        if len(criteria) > 1:
            question += " " + t._("({n} of {all})", n=criterion, all=len(criteria))
    return lines(*_said_so_far(paper, subject, t), question)


def _said_so_far(paper: BallotPaper, subject: str, t: Words) -> Iterator[str]:
    said = paper.choices.get(subject)
    if said is Choice.PASS:
        yield t._("Your answer so far: {choice}. You can change it.", choice=label(t, CHOICES, Choice.PASS))
    if not isinstance(said, Grades) or not any(said.values):
        return
    criteria = paper.contest.rules.criteria
    if len(said.values) == 1:
        yield t._("Your grade so far: {grade}. You can change it.", grade=said.values[0])
        return
    given = [f"{one.name} {t.number(grade)}" for one, grade in zip(criteria, said.values, strict=False) if grade]
    yield t._("Your grades so far: {grades}.", grades=", ".join(given))
