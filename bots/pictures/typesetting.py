"""Texts in boxes: wrapped, shrunk until they fit, and cut only when they are at their smallest."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from PIL import Image

from bots.pictures import glyphs
from bots.pictures.breaking import clusters, words
from bots.pictures.colour import Colour
from bots.pictures.fonts import Fonts
from bots.pictures.runs import cleaned, is_from_right, runs

LEADING = 1.25
"""Height of a line, in sizes."""
LONGEST = 600
"""Characters that are looked at; no box on a card holds more."""
STEP = 2
"""Pixels by which a text shrinks."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: `sizes` in pixels from the one wished for down to the smallest."""

    fonts: Fonts
    sizes: tuple[int, int]
    colour: Colour
    lines: int = 1
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A text broken into lines at the size at which it fits."""

    lines: tuple[str, ...]
    size: int
    style: Style
    from_right: bool
    width: int
    """Of the box, in pixels."""

    @property
    def is_cut(self) -> bool:
        """Whether the end is missing."""
        return bool(self.lines) and self.lines[-1].endswith("…")

    @property
    def height(self) -> int:
        """In pixels."""
        return round(len(self.lines) * self.size * LEADING)

    @property
    def widest(self) -> int:
        """Of its lines, in pixels."""
        style, size = self.style, self.size
        return ceil(max((_wide(one, size, style.fonts, style.bold, self.from_right) for one in self.lines), default=0))

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw into a box whose upper left corner is here; from the right, lines end at its right edge."""
        for number, line in enumerate(self.lines):
            parts = runs(line, self.style.fonts, bold=self.style.bold, from_right=self.from_right)
            room = self.width - sum(glyphs.width(run, self.size) for run in parts)
            at = left + (room if self.from_right else 0.0)
            baseline = top + (number + 0.5) * self.size * LEADING + 0.36 * self.size  # half of a capital's height
            for run in parts:
                glyphs.draw(image, run, self.size, (at, baseline), self.style.colour)
                at += glyphs.width(run, self.size)


def fit(text: str, width: int, style: Style) -> Setting:
    """Break a text into at most `style.lines` lines of like length: shrunk before a word is broken or the end cut."""
    text = _shown(text)
    setting = _fit(text, width, style, lambda _size: style.lines)
    return setting if setting.is_cut else _evened(setting, text)


def _evened(setting: Setting, text: str) -> Setting:
    """Narrow the lines as far as they stay as many: then no word is alone on the last one."""
    for percent in range(95, 50, -5):
        measure = _Measure(setting.style, setting.from_right, setting.width * percent // 100, setting.size)
        narrower = measure.lines(text)
        if narrower is None or len(narrower) > len(setting.lines):
            break
        setting = replace(setting, lines=tuple(narrower))
    return setting


def fill(text: str, width: int, height: int, style: Style) -> Setting:
    """Set a text as large as a box holds it, in as many lines as it takes."""
    return _fit(_shown(text), width, style, lambda size: max(1, int(height / (size * LEADING))))


def _shown(text: str) -> str:
    return cleaned(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def _fit(text: str, width: int, style: Style, lines_at: Callable[[int], int]) -> Setting:
    from_right = is_from_right(text)
    most, least = style.sizes
    for size in range(most, least, -STEP):
        lines = _Measure(style, from_right, width, size).lines(text)
        if lines is not None and len(lines) <= lines_at(size):
            return Setting(tuple(lines), size, style, from_right, width)
    lines = _Measure(style, from_right, width, least).cut(text, lines_at(least))
    return Setting(tuple(lines), least, style, from_right, width)


@dataclass(frozen=True, slots=True)
class _Measure:
    """Breaks texts into lines at one size and width."""

    style: Style
    from_right: bool
    width: int
    size: int

    def lines(self, text: str) -> list[str] | None:
        """Wrap between words, or return None where a word is wider than the box."""
        parts = list(words(text))
        return None if any(self._is_too_wide(part) for part in parts) else self._wrapped(parts)

    def cut(self, text: str, most: int) -> list[str]:
        """Wrap, break words that are too wide, and cut what is left over."""
        parts = (clusters(word) if self._is_too_wide(word) else [word] for word in words(text))
        lines = self._wrapped([one for part in parts for one in part])
        if len(lines) <= most:
            return lines
        last = list(clusters(lines[most - 1]))
        while last and self._is_too_wide("".join(last) + "…"):
            last.pop()
        return [*lines[: most - 1], "".join(last).rstrip() + "…"]

    def _wrapped(self, parts: list[str]) -> list[str]:
        lines, room = [""], float(self.width)
        for part in parts:
            wide = self._wide(part)
            if wide > room and lines[-1]:
                lines, room = [*lines, ""], float(self.width)
            if lines[-1] or not part.isspace():
                lines[-1] += part
                room -= wide
        return [line.rstrip() for line in lines if line.strip()]

    def _is_too_wide(self, text: str) -> bool:
        return self._wide(text) > self.width

    def _wide(self, text: str) -> float:
        return _wide(text, self.size, self.style.fonts, self.style.bold, self.from_right)


@lru_cache(maxsize=20_000)
def _wide(text: str, size: int, fonts: Fonts, bold: bool, from_right: bool) -> float:  # noqa: FBT001 - a cache's key
    return sum(glyphs.width(run, size) for run in runs(text, fonts, bold=bold, from_right=from_right))
