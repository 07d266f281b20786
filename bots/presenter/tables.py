"""Words standings as a table, for spreadsheets."""

import csv
import io
from collections.abc import Callable

from bots.presenter.labels import OFFICES, label
from bots.presenter.results import podium, ranked
from bots.presenter.scores import SKIPPED, has_final, is_by_votes, plain_number
from bots.words import Words
from contests.desk.views import ResultLine, ResultView
from contests.model.standing import Standing

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet may take for a formula."""


def winners_csv(view: ResultView, t: Words) -> tuple[str, bytes]:
    """Return the winners as a table: who is on the podium, has a reward or an office, or was passed over for one."""
    out = io.StringIO()
    table = csv.writer(out)
    further = _further(view, t)
    table.writerow([
        t._("Place"), t._("Entry"), t._("Title"), t._("Shown as"), t._("Member"),
        t._("Votes"), t._("Looks"), t._("Reward"), t._("Office"), *further,
    ])  # fmt: skip
    on_podium = {line.standing.entry for line in podium(view)}
    for line in ranked(view):
        if line.standing.entry in on_podium or line.standing.reward or line.office or line.standing.skipped:
            cells = [*_row(line, t), *(cell(line.standing) for cell in further.values())]
            table.writerow([literal(cell) for cell in cells])
    return f"winners-{view.contest.id}.csv", out.getvalue().encode("utf-8-sig", "replace")


def _row(line: ResultLine, t: Words) -> list[str]:
    standing, shown = line.standing, line.view
    return [
        str(standing.rank),
        standing.entry,
        shown.entry.words.title if shown else "",
        shown.entry.shown_as if shown else "",
        standing.member,
        str(standing.approvals),
        str(standing.exposures),
        standing.reward or "",
        label(t, OFFICES, line.office) if line.office else "",
    ]


def _further(view: ResultView, t: Words) -> dict[str, Callable[[Standing], str]]:
    """Return the columns that a table has only where there is something to say in them."""
    lines = [line.standing for line in view.lines]
    further: dict[str, Callable[[Standing], str]] = {}
    if not is_by_votes(view) or has_final(view.contest):
        further[t._("Score")] = lambda one: plain_number(one.score)
    if has_final(view.contest):
        further[t._("In the final")] = lambda one: t._("yes") if one.is_finalist else t._("no")
        further[t._("Score before the final")] = lambda one: plain_number(one.qualified)
    if any(one.columns for one in lines):
        further[t._("Public: place")] = lambda one: str(one.columns.public_rank) if one.columns else ""
        further[t._("Public: points")] = lambda one: plain_number(one.columns.public_points) if one.columns else ""
        further[t._("Jury: place")] = lambda one: str(one.columns.jury_rank) if one.columns else ""
        further[t._("Jury: points")] = lambda one: plain_number(one.columns.jury_points) if one.columns else ""
    if any(one.skipped for one in lines):
        further[t._("Passed over")] = lambda one: label(t, SKIPPED, one.skipped) if one.skipped else ""
    return further


def literal(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never runs."""
    return f"'{cell}" if cell.startswith(RISKY) else cell
