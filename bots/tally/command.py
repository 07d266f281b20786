"""What `prosument tally` does: a file in, a result out."""

from collections.abc import Sequence
from pathlib import Path

from bots.tally.formats import read_election
from bots.tally.plot import draw, kind_of_picture
from bots.tally.result import Wish, count
from bots.tally.result import as_json as in_json
from bots.tally.show import as_text
from bots.words import Words
from contests.model.ballot import Method, Unranked


def wish_of(method: str, seats: int, skip: Sequence[str], unranked: str | None) -> Wish:
    """Return what was typed as a wish."""
    return Wish(Method(method), seats, tuple(skip), Unranked(unranked) if unranked else None)


def tallied(file: Path, wish: Wish, t: Words, *, as_json: bool, plot: Path | None) -> str:
    """Count a file, and return the result as text; draw it where that is asked for. Raises: UncountableError."""
    picture = kind_of_picture(plot) if plot else None
    result = count(read_election(file), wish)
    if plot and picture:
        draw(result, t.drawn, plot, picture)
    return in_json(result) if as_json else as_text(result, t)
