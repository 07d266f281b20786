"""A result as a picture: bars by round, or the duels as a table; in the dress of the cards."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bots.pictures.colour import ACCENT, INK, LINE, MUTED, SURFACE, Colour, text_on
from bots.pictures.fonts import Fonts
from bots.pictures.sheet import Box, Sheet
from bots.pictures.typesetting import fit
from bots.tally.faults import UncountableError
from bots.tally.result import Result
from bots.tally.show import counted_by, name_of, title_of
from bots.words import N_, Words

PICTURES = {".png": "PNG", ".webp": "WEBP"}
MOST = 60
"""Candidates, or rounds, that a picture holds."""
MARGIN, ROW, NAMES, HEAD = 40, 44, 320, 96
BAR, CELL = 190, 72
"""Width of a round's bars, and of a duel's cell."""
LEAST = 900
"""Width of a picture at least, so that its title has room."""
LOST: Colour = (0xE9, 0xE6, 0xE0)


def kind_of_picture(path: Path) -> str:
    """Return the picture's format by the file's ending. Raises: UncountableError."""
    kind = PICTURES.get(path.suffix.lower())
    if kind is None:
        raise UncountableError(
            N_("{file} is no name of a picture."), N_("Let it end in .png or .webp."), file=str(path)
        )
    return kind


def draw(result: Result, t: Words, path: Path, kind: str) -> None:
    """Draw a result into a file. Raises: UncountableError."""
    many = max(len(result.candidates), len(result.rounds))
    if many > MOST:
        raise UncountableError(
            N_("A picture of {many} candidates or rounds could not be read."),
            N_("Up to {most} can be drawn; leave --plot out."),
            many=many,
            most=MOST,
        )
    image = (_duels if result.matrix else _rounds)(result, t)
    try:
        image.save(path, kind, lossless=True)
    except OSError as barred:
        raise UncountableError(
            N_("{file} cannot be written: {why}."),
            N_("Look at its name and its rights."),
            file=str(path),
            why=barred.strerror or str(barred),
        ) from barred


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet with a title, and a row for each candidate."""

    sheet: Sheet
    top: int
    """Where the rows begin."""

    @classmethod
    def of(cls, result: Result, t: Words, across: int, above: int) -> "_Page":
        """Return a page with names at the left, and so much room for numbers at their right."""
        width = max(LEAST, 2 * MARGIN + NAMES + across)
        height = 2 * MARGIN + HEAD + above + ROW * len(result.candidates)
        page = cls(Sheet.blank((width, height), Fonts.found(), ACCENT), MARGIN + HEAD + above)
        winners = t.listed([name_of(result, one) for one in result.winners])
        counted = counted_by(result, t)
        page.write(winners, Box(MARGIN, MARGIN, width - 2 * MARGIN, 44), (34, 18), INK, bold=True)
        page.write(counted, Box(MARGIN, MARGIN + 46, width - 2 * MARGIN, 30), (20, 14), MUTED)
        for at, line in enumerate(result.counted.standings):
            page.sheet.fill(Box(MARGIN, page.row(at), width - 2 * MARGIN, 1), LINE)
            place = f"{_place(result, at)} {name_of(result, line.entry)}"
            is_winner = line.entry in result.winners
            page.write(place, Box(MARGIN, page.row(at), NAMES - 16, ROW), (18, 12), INK, bold=is_winner)
        return page

    def row(self, at: int) -> int:
        """Return where a candidate's row begins."""
        return self.top + at * ROW

    def write(self, text: str, box: Box, sizes: tuple[int, int], colour: Colour, *, bold: bool = False) -> None:
        """Write one line into the middle of a box's height."""
        setting = fit(text, box.width, self.sheet.style(sizes, colour, bold=bold))
        setting.draw(self.sheet.image, box.left, box.top + (box.height - setting.height) // 2)

    def write_right(self, text: str, box: Box, colour: Colour, *, bold: bool = False) -> None:
        """Write a number so that it ends at a box's right edge."""
        setting = fit(text, box.width, self.sheet.style((18, 10), colour, bold=bold))
        left = box.left + box.width - setting.widest
        setting.draw(self.sheet.image, left, box.top + (box.height - setting.height) // 2)


def _place(result: Result, at: int) -> str:
    """Return a row's place; one that is shared has a sign of it."""
    ranks = [line.rank for line in result.counted.standings]
    return f"{ranks[at]}=" if ranks.count(ranks[at]) > 1 else f"{ranks[at]}."


def _rounds(result: Result, t: Words) -> Image.Image:
    rounds = result.rounds
    bar = max(BAR, (LEAST - 2 * MARGIN - NAMES) // len(rounds))
    page = _Page.of(result, t, bar * len(rounds), 36 if len(rounds) > 1 else 0)
    highest = max((many for one in rounds for many in one.counts.values()), default=0) or 1
    for turn, one in enumerate(rounds):
        left = MARGIN + NAMES + turn * bar
        if len(rounds) > 1:
            page.write(title_of(one, turn + 1, t), Box(left, page.top - 36, bar - 16, 36), (15, 12), MUTED)
        for at, candidate in enumerate(result.candidates):
            if candidate in one.counts:
                many, is_out = one.counts[candidate], candidate in one.out
                _bar(page, Box(left, page.row(at), bar - 16, ROW), many / highest, t.number(many), is_out=is_out)
    return page.sheet.image


def _bar(page: _Page, box: Box, share: float, many: str, *, is_out: bool) -> None:
    """Draw a number and its bar; whoever goes out has it in grey."""
    page.write(many, Box(box.left, box.top, box.width, 28), (15, 11), INK)
    long = max(2, round(box.width * share))
    page.sheet.fill(Box(box.left, box.top + 28, box.width, 8), SURFACE, 4)
    page.sheet.fill(Box(box.left, box.top + 28, long, 8), MUTED if is_out else ACCENT, min(4, long // 2))


def _duels(result: Result, t: Words) -> Image.Image:
    matrix, many = result.matrix, len(result.candidates)
    page = _Page.of(result, t, CELL * many, 40)
    for at in range(many):
        left = MARGIN + NAMES + at * CELL
        head = Box(left, page.top - 40, CELL - 12, 40)
        page.write_right(_place(result, at), head, MUTED)
        for row in range(many):
            if row != at:
                _duel(page, Box(left, page.row(row), CELL, ROW), matrix[row][at], matrix[at][row])
    return page.sheet.image


def _duel(page: _Page, box: Box, mine: int, others: int) -> None:
    """Draw how many prefer the one at the left; on accent and bold where these are more."""
    ground = ACCENT if mine > others else LOST if mine == others else SURFACE
    page.sheet.fill(Box(box.left + 2, box.top + 3, box.width - 4, box.height - 5), ground, 6)
    colour = text_on(ground) if mine > others else INK
    page.write_right(str(mine), Box(box.left + 6, box.top, box.width - 16, box.height), colour, bold=mine > others)
