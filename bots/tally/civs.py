"""Ballots of CIVS and Elekto: a column a candidate, a line a ballot, and ranks in the cells.

Sources: https://civs1.civs.us (download of ballots) and https://elekto.dev. Equal ranks are ties; "No opinion" or
an empty cell compares the candidate with nobody.
"""

import csv

from bots.tally.election import HIGHEST, Ballots, Election, Kind, Meaning, whole
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.words import N_
from contests.model.ballot import Unranked

NOTHING = {"", "-", "no opinion"}


def read_civs(source: Source) -> Election:
    """Read a table of ranks. Raises: UncountableError."""
    reader = csv.reader((line + "\n" for line in source.lines), strict=True)
    ballots: Ballots | None = None
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if ballots is None:
                    ballots = Ballots(_names(cells, line), line)
                else:
                    ballots.add(_ranks(cells, ballots.candidates, line), line)
            line = reader.line_num + 1  # where the next ballot begins; a quoted name may go over several lines
    except csv.Error as torn:
        raise UncountableError(
            N_("This cannot be read as CSV: {why}."),
            N_("Put names that hold a comma or a quotation mark into quotation marks."),
            line=line,
            why=str(torn),
        ) from torn
    if ballots is None:
        raise UncountableError(N_("{file} is empty."), N_("Name a file of ballots."), file=source.name)
    return Election(ballots.profile(), Meaning(Kind.RANKS, Unranked.APART))


def _names(cells: list[str], line: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    if "" in names:
        raise UncountableError(
            N_("Column {column} has no name."),
            N_("The first line names the candidates, one a column."),
            line=line,
            column=names.index("") + 1,
        )
    if all(_is_rank(name, len(names)) for name in names):
        raise UncountableError(
            N_("Ranks stand where the candidates' names should be."),
            N_("The first line names the candidates, one a column; put a word to names that are numbers."),
            line=line,
        )
    twice = [name for name in names if names.count(name) > 1] if len(set(names)) < len(names) else []
    if twice:
        raise UncountableError(
            N_("Two columns have the name “{name}”."), N_("Give each candidate one column."), line=line, name=twice[0]
        )
    return names


def _is_rank(cell: str, candidates: int) -> bool:
    """Tell whether a cell could only be a ballot's; a number above all ranks may be a name, such as a year."""
    return cell.lower() in NOTHING or (whole(cell) or candidates + 1) <= candidates


def _ranks(cells: list[str], candidates: tuple[str, ...], line: int) -> dict[int, int]:
    if len(cells) != len(candidates):
        raise UncountableError(
            N_("Cells here: {many}. Candidates: {candidates}."),
            N_("Give each candidate one cell; what is not ranked is “No opinion”."),
            line=line,
            many=len(cells),
            candidates=len(candidates),
        )
    ranks = {}
    for at, cell in enumerate(cells):
        rank = whole(cell)
        if rank is not None and 1 <= rank <= HIGHEST:
            ranks[at] = rank
        elif cell.strip().lower() not in NOTHING:
            raise UncountableError(
                N_("“{cell}” is no rank."),
                N_("A rank is a number from 1, the best, or “No opinion”."),
                line=line,
                cell=cell,
            )
    return ranks
