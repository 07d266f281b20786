"""Pabulib's files of participatory budgets: approvals, choose-one, points, and orders.

Source: https://pabulib.org/format. Projects are called by their ids, as votes name them; `max_length`,
`max_sum_points` and `max_points` are what a vote may hold. Where votes are scores, a project that one does not name has
`default_score` in it, which is 0 unless the file says otherwise.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bots.tally.election import HIGHEST, Ballots, Election, Kind, Meaning, whole
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.words import N_

SECTIONS = ("META", "PROJECTS", "VOTES")
KINDS = {
    "approval": Kind.APPROVALS,
    "choose-1": Kind.APPROVALS,
    "cumulative": Kind.POINTS,
    "scoring": Kind.GRADES,
    "ordinal": Kind.RANKS,
}


@dataclass(slots=True)
class _Parts:
    """The file's sections: lines by number, the first of each names the columns."""

    of: dict[str, list[tuple[int, list[str]]]] = field(default_factory=dict)

    def rows(self, section: str, needed: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield a section's lines by its columns. Raises: UncountableError."""
        lines = self.of.get(section, [])
        if not lines:
            raise UncountableError(
                N_("The part {section} is missing."),
                N_("A file of Pabulib has the parts META, PROJECTS and VOTES, each with a line of columns."),
                section=section,
            )
        (at, names), *rest = lines
        names = [name.strip() for name in names]
        if needed not in names:
            raise UncountableError(
                N_("There is no column “{column}”."),
                N_("Name it in the first line of the part {section}."),
                line=at,
                column=needed,
                section=section,
            )
        for line, cells in rest:
            if len(cells) < (len(names) if section == "VOTES" else names.index(needed) + 1):
                raise UncountableError(
                    N_("Cells here: {many}. Columns: {columns}."),
                    N_("Put semicolons between the cells of a line."),
                    line=line,
                    many=len(cells),
                    columns=len(names),
                )
            yield line, dict(zip(names, (cell.strip() for cell in cells), strict=False))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a vote may hold."""

    vote: str
    least: int
    length: int | None
    points: int | None
    each: int | None
    unnamed: int
    """The grade of a project that a vote does not name."""


def read_pabulib(source: Source) -> Election:
    """Read a file of a participatory budget. Raises: UncountableError."""
    parts = _parts(source)
    meta = {row.get("key", ""): row.get("value", "") for _, row in parts.rows("META", "key")}
    titles = _projects(parts)
    first = parts.of["PROJECTS"][0][0]
    ballots = Ballots(tuple(titles), first)
    rules = _rules(meta, parts)
    column = {project: at for at, project in enumerate(titles)}
    for line, row in parts.rows("VOTES", "vote"):
        ballots.add(_marks(row, column, rules, line), line)
    kind = KINDS[rules.vote]
    most = (rules.points if kind is Kind.POINTS else rules.length) or len(titles)
    profile = ballots.profile()
    best = rules.each or max(1, int(profile.marks.max(initial=1)))
    return Election(profile, Meaning(kind, most=most, best=best), titles, whole(meta.get("num_votes", "")))


def _parts(source: Source) -> _Parts:
    parts, here = _Parts(), ""
    for number, line in enumerate(source.lines, 1):
        if line.strip().upper() in SECTIONS:
            here = line.strip().upper()
        elif line.strip() and not here:
            raise UncountableError(
                N_("“{text}” stands before the part META."), N_("The first line is META."), line=number, text=line
            )
        elif line.strip():
            parts.of.setdefault(here, []).append((number, _cells(line, number)))
    return parts


def _cells(line: str, number: int) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=";"))
    except csv.Error as torn:
        raise UncountableError(
            N_("This cannot be read as CSV: {why}."),
            N_("Put semicolons between the cells of a line."),
            line=number,
            why=str(torn),
        ) from torn


def _projects(parts: _Parts) -> dict[str, str]:
    titles: dict[str, str] = {}
    for line, row in parts.rows("PROJECTS", "project_id"):
        project = row["project_id"]
        if not project or project in titles:
            raise UncountableError(
                N_("The project's id “{text}” is empty or there twice."),
                N_("Give each project an id of its own."),
                line=line,
                text=project,
            )
        titles[project] = row.get("name", "")
    return titles


def _rules(meta: Mapping[str, str], parts: _Parts) -> _Rules:
    vote = meta.get("vote_type", "").lower()
    if vote not in KINDS:
        raise UncountableError(
            N_("The vote_type “{text}” is not known."),
            N_("These can be counted: {kinds}."),
            line=_line_of("vote_type", parts),
            text=vote,
            kinds=", ".join(KINDS),
        )
    length = 1 if vote == "choose-1" else whole(meta.get("max_length", ""))
    least = 1 if vote == "choose-1" else whole(meta.get("min_length", "")) or 0
    each = whole(meta.get("max_points", ""))
    unnamed = _grade("default_score", meta, parts, HIGHEST if each is None else each)
    if each is not None:
        _grade("max_points", meta, parts, HIGHEST)
    return _Rules(vote, least, length, whole(meta.get("max_sum_points", "")), each, unnamed)


def _grade(key: str, meta: Mapping[str, str], parts: _Parts, most: int) -> int:
    """Return a grade that the part META names; 0 if it does not. Raises: UncountableError."""
    said = meta.get(key, "") or "0"
    number = whole(said)
    if number is None or number > most:
        raise UncountableError(
            N_("The {key} “{text}” is no whole number up to {most}."),
            N_("Look at the part META."),
            line=_line_of(key, parts),
            key=key,
            text=said,
            most=most,
        )
    return number


def _line_of(key: str, parts: _Parts) -> int | None:
    return next((line for line, cells in parts.of["META"] if cells[0].strip() == key), None)


def _marks(row: Mapping[str, str], column: Mapping[str, int], rules: _Rules, line: int) -> dict[int, int]:
    named = [one.strip() for one in row.get("vote", "").split(",") if one.strip()]
    for one in named:
        if one not in column:
            raise UncountableError(
                N_("There is no project “{text}”."),
                N_("Votes name projects by the ids in the part PROJECTS."),
                line=line,
                text=one,
            )
    if len(set(named)) < len(named):
        raise UncountableError(N_("The vote names a project twice."), N_("Name it once."), line=line)
    if not rules.least <= len(named) <= (rules.length or len(named)):
        raise UncountableError(
            N_("The vote names {many} projects; it must be {least} to {most}."),
            N_("Look at the vote, or at min_length and max_length in the part META."),
            line=line,
            many=len(named),
            least=rules.least,
            most=rules.length or len(column),
        )
    kind = KINDS[rules.vote]
    if kind is Kind.APPROVALS:
        return {column[one]: 1 for one in named}
    if kind is Kind.RANKS:
        return {column[one]: rank for rank, one in enumerate(named, 1)}
    given = dict(zip((column[one] for one in named), _points(row, len(named), rules, line), strict=True))
    return dict.fromkeys(column.values(), rules.unnamed) | given if kind is Kind.GRADES else given


def _points(row: Mapping[str, str], named: int, rules: _Rules, line: int) -> list[int]:
    said = [one for one in row.get("points", "").split(",") if one.strip()]
    points = [whole(one) for one in said]
    known = [one for one in points if one is not None and one <= HIGHEST]
    if len(said) != named or len(known) != named:
        raise UncountableError(
            N_("The points “{text}” do not fit {many} projects."),
            N_("Give each project that the vote names a whole number."),
            line=line,
            text=row.get("points", ""),
            many=named,
        )
    if KINDS[rules.vote] is Kind.POINTS and rules.points and sum(known) > rules.points:
        raise UncountableError(
            N_("The vote gives {many} points; {most} are allowed."),
            N_("Look at the vote, or at max_sum_points in the part META."),
            line=line,
            many=sum(known),
            most=rules.points,
        )
    if KINDS[rules.vote] is Kind.GRADES and rules.each and max(known, default=0) > rules.each:
        raise UncountableError(
            N_("The vote gives a project {many} points; {most} are allowed."),
            N_("Look at the vote, or at max_points in the part META."),
            line=line,
            many=max(known),
            most=rules.each,
        )
    return known
