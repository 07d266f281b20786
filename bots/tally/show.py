"""A result in words and tables, for people."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from bots.tally.faults import quoted
from bots.tally.result import Result, is_short, plain
from bots.words import N_, Words
from contests.counting.profile import Step

ACROSS = 16
"""Columns of numbers that stand beside each other; more go on below."""
TITLES = {"sums": N_("Sum"), "medians": N_("Median grade"), "scores": N_("Sum"), "runoff": N_("Run-off")}
"""The methods' words for rounds that are not one of many of the same kind."""


def as_text(result: Result, t: Words) -> str:
    """Return the result as people read it in a terminal."""
    candidates = t.n_("{n} candidate", "{n} candidates", len(result.candidates))
    head = f"{counted_by(result, t)}, {candidates}"
    parts = [head, "\n".join(_order(result, t)), "\n".join(_seats(result, t))]
    if is_short(result.election):
        parts.append(t._("The file says that it holds {many} ballots.", many=t.number(result.election.promised or 0)))
    if result.matrix:
        parts.append(
            t._("Duels: how many ballots prefer the one at the left to the one above") + "\n" + _matrix(result, t)
        )
    if result.counted.steps:
        parts.append(_rounds(result, t))
    return "\n\n".join(parts)


def counted_by(result: Result, t: Words) -> str:
    """Return how many ballots were counted by which method."""
    ballots = t.n_("{n} ballot", "{n} ballots", result.ballots)
    return f"{result.wish.method.value}: {ballots}"


def name_of(result: Result, candidate: str) -> str:
    """Return a candidate's name, with its title where it has one."""
    title = result.election.titles.get(candidate, "")
    return quoted(f"{candidate}: {title}" if title else candidate)


def title_of(one: Step, number: int, t: Words) -> str:
    """Return what a round is called."""
    return t._(TITLES[one.what]) if one.what in TITLES else t._("Round {n}", n=number)


def _order(result: Result, t: Words) -> Iterator[str]:
    names = {line.entry: name_of(result, line.entry) for line in result.counted.standings}
    rows = [[t._("Place"), t._("Candidate"), t._("Score")]]
    rows += [[str(line.rank), names[line.entry], t.number(plain(line.score))] for line in result.counted.standings]
    return _table(rows, left=(1,))


def _seats(result: Result, t: Words) -> Iterator[str]:
    winners = [name_of(result, one) for one in result.winners]
    if len(winners) > result.wish.seats:
        yield t._("Several share the last place that wins, and nothing here breaks a tie.")
    if winners:
        yield t.n_("Wins: {names}", "Win: {names}", len(winners), names=t.listed(winners))
    if result.skipped:
        yield t._("Passed over: {names}", names=t.listed([name_of(result, one) for one in result.skipped]))


def _matrix(result: Result, t: Words) -> str:
    candidates, matrix = result.candidates, result.matrix
    names = [f"{at + 1}. {name_of(result, one)}" for at, one in enumerate(candidates)]
    blocks = []
    for first in range(0, len(candidates), ACROSS):
        across = range(first, min(first + ACROSS, len(candidates)))
        rows = [["", *(f"{at + 1}." for at in across)]]
        rows += [
            [name, *("-" if at == row else t.number(matrix[row][at]) for at in across)]
            for row, name in enumerate(names)
        ]
        blocks.append("\n".join(_table(rows, left=(0,))))
    return "\n\n".join(blocks)


def _rounds(result: Result, t: Words) -> str:
    steps = result.rounds
    blocks = []
    for first in range(0, len(steps), ACROSS):
        shown = range(first, min(first + ACROSS, len(steps)))
        rows = [["", *(title_of(steps[at], at + 1, t) for at in shown)]]
        for one in result.candidates:
            counts = [steps[at].counts.get(one) for at in shown]
            rows.append([name_of(result, one), *("" if many is None else t.number(many) for many in counts)])
        blocks.append("\n".join(_table(rows, left=(0,))))
    return "\n\n".join([*blocks, "\n".join(_turns(result, t))]).rstrip()


def _turns(result: Result, t: Words) -> Iterator[str]:
    for at, step in enumerate(result.rounds, 1):
        if step.out:
            yield t._("Round {n}: out goes {names}", n=at, names=t.listed([name_of(result, one) for one in step.out]))


def _table(rows: Sequence[Sequence[str]], left: tuple[int, ...]) -> Iterator[str]:
    """Yield lines in which columns stand below each other: words from the left, numbers from the right."""
    wide = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            room = " " * (wide[at] - cell_len(cell))
            cells.append(cell + room if at in left else room + cell)
        yield "  ".join(cells).rstrip()
