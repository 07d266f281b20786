"""A line of text as runs: stretches of one font and one direction, in the order in which they are seen.

The order follows UAX #9 as far as titles and names need it: no explicit embeddings, no paired brackets. Pillow
shapes each run; it cannot take a character from another font, which is why the order is made here.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from bots.pictures.fonts import EMOJI, MISSING, Fonts

JOINERS = "\u200c\u200d"
"""Invisible, and still needed: Persian, the scripts of India and emoji are wrong without."""
MARKS = 4
"""The most that one letter may carry: no language needs more, and a hundred cover the lines above."""

_LEFT, _RIGHT, _NUMBER = 0, 1, 2
_DIRECTIONS = {"L": _LEFT, "R": _RIGHT, "AL": _RIGHT, "EN": _NUMBER, "AN": _NUMBER}
_IN_NUMBERS = {"ES", "CS", "ET"}
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font and one direction, in the order in which they are read."""

    text: str
    face: Path
    level: int
    """Odd: from right to left."""

    @property
    def is_emoji(self) -> bool:
        """Whether it is drawn from a font of little pictures."""
        return self.face.stem == EMOJI


def cleaned(text: str) -> str:
    """Return a text in one line, without what draws nothing: controls, marks of direction, towers of accents."""
    shown = "".join(_shown(character) for character in unicodedata.normalize("NFC", text))
    parts = groupby(" ".join(shown.split()), key=_is_mark)
    return "".join("".join(islice(part, MARKS) if are_marks else part) for are_marks, part in parts)


def _shown(character: str) -> str:
    match unicodedata.category(character):
        case "Cs":
            return MISSING
        case "Cc":
            return " "
        case "Cf":
            return character if character in JOINERS else ""
    return character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def is_onto(character: str) -> bool:
    """Whether a character is drawn onto the one before: accents, joiners, skin tones."""
    return _is_mark(character) or character in JOINERS or character in _SKIN_TONES


def is_from_right(text: str) -> bool:
    """Whether a paragraph begins at the right: by its first letter that has a direction (UAX #9, P2)."""
    return next((one for one in map(_direction, text) if one in {_LEFT, _RIGHT}), _LEFT) == _RIGHT


def runs(line: str, fonts: Fonts, *, bold: bool, from_right: bool) -> list[Run]:
    """Return a line's runs from left to right."""
    drawn = list(_drawable(line, fonts, bold=bold))
    levels = _levels(line, _RIGHT if from_right else _LEFT)
    found = []
    for (face, level), part in groupby(range(len(line)), key=lambda at: (drawn[at][1], levels[at])):
        found.append(Run("".join(drawn[at][0] for at in part), face, level))
    return _seen(found)


def _drawable(line: str, fonts: Fonts, *, bold: bool) -> Iterator[tuple[str, Path]]:
    """Give each character its font; what goes onto a letter goes along with it."""
    before = floor = fonts.floor_face(bold=bold)
    for character in line:
        if is_onto(character):
            yield character, before
            continue
        face = fonts.face(character, bold=bold)
        before = face or floor
        yield (character, face) if face else (MISSING, floor)


def _direction(character: str) -> int | None:
    return _DIRECTIONS.get(unicodedata.bidirectional(character))


def _levels(line: str, base: int) -> list[int]:
    """Resolve each character's level (UAX #9, W1 to I2)."""
    directions = _of_neutrals(_of_numbers(line, base), base)
    return [2 * base if direction == _LEFT else direction for direction in directions]


def _of_numbers(line: str, base: int) -> list[int | None]:
    """Count a sign beside a digit as part of the number, and a number after Latin letters as one of them."""
    found = [_direction(character) for character in line]
    resolved: list[int | None] = []
    last = base
    for at, character in enumerate(line):
        said = found[at]
        if unicodedata.bidirectional(character) in _IN_NUMBERS and _NUMBER in found[max(0, at - 1) : at + 2]:
            said = _NUMBER
        if is_onto(character) and resolved:
            said = resolved[-1]
        last = last if said in {None, _NUMBER} else said or _LEFT
        resolved.append(_LEFT if said == _NUMBER and last == _LEFT else said)
    return resolved


def _of_neutrals(found: list[int | None], base: int) -> list[int]:
    """Between two of one direction go with them, else with the paragraph; a number counts as from the right."""
    resolved: list[int] = []
    for said, part in groupby(found):
        length = len(list(part))
        if said is None:
            before = resolved[-1] if resolved else base
            after = found[len(resolved) + length] if len(resolved) + length < len(found) else base
            is_same = (before == _LEFT) == (after == _LEFT)
            resolved += [min(before, _RIGHT) if is_same else base] * length
        else:
            resolved += [said] * length
    return resolved


def _seen(found: list[Run]) -> list[Run]:
    """Turn stretches around, from the highest level down to the lowest odd one (UAX #9, L2)."""
    for least in (_NUMBER, _RIGHT):
        turned: list[Run] = []
        stretch: list[Run] = []
        for run in found:
            if run.level >= least:
                stretch.insert(0, run)
            else:
                turned += [*stretch, run]
                stretch = []
        found = turned + stretch
    return found
