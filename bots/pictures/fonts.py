"""Which font file draws which character: DejaVu comes with matplotlib, Noto may be on the system."""

import importlib.util
import logging
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

from fontTools.ttLib import TTFont

SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts")
EMOJI = "NotoColorEmoji"
MISSING = "\u25a1"
"""Stands where no font has the character: a hollow square, which DejaVu has."""

_log = logging.getLogger(__name__)
_CJK = {
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "KATAKANA-HIRAGANA",
    "HANGUL",
    "BOPOMOFO",
    "FULLWIDTH",
    "HALFWIDTH",
    "IDEOGRAPHIC",
}
_SYMBOLS = ("Symbols", "Symbols2", "Math")
_FIRST_PICTOGRAPH = 0x1F000  # from here on, a colour emoji says more than DejaVu's outline


@dataclass(frozen=True, slots=True, eq=False)
class Fonts:
    """Font files by their names without ending; the floor of DejaVu is always among them."""

    files: dict[str, Path]
    _faces: dict[tuple[str, bool], Path | None] = field(default_factory=dict)

    @classmethod
    def floor(cls) -> Self:
        """Return DejaVu alone. Raises FileNotFoundError where matplotlib is not installed."""
        found = importlib.util.find_spec("matplotlib")  # finds without importing
        if found is None or found.origin is None:
            raise FileNotFoundError("matplotlib, which carries the fonts, is not installed")
        folder = Path(found.origin).parent / "mpl-data/fonts/ttf"
        return cls({name: folder / f"{name}.ttf" for name in ("DejaVuSans", "DejaVuSans-Bold")})

    @classmethod
    def found(cls, folders: Iterable[str] = SYSTEM) -> Self:
        """Return DejaVu, and the Noto fonts in the system's folders."""
        system = (file for folder in folders for file in sorted(_folder(folder).rglob("Noto*.[to]t[cf]")))
        return cls({file.stem: file for file in system} | cls.floor().files)

    def floor_face(self, *, bold: bool) -> Path:
        """Return DejaVu's file, which has the mark of what is missing."""
        return self.files[_names("DejaVuSans", bold=bold)[0]]

    def face(self, character: str, *, bold: bool) -> Path | None:
        """Return the font file that draws a character, or None where there is none."""
        if (character, bold) not in self._faces:
            names = _candidates(character, bold=bold)
            faces = (self.files[name] for name in names if name in self.files)
            self._faces[character, bold] = next((face for face in faces if ord(character) in _characters(face)), None)
        return self._faces[character, bold]


def _candidates(character: str, *, bold: bool) -> Iterator[str]:
    """Name fonts that may have a character, the best one first."""
    if ord(character) >= _FIRST_PICTOGRAPH:
        yield EMOJI
    yield from _names("NotoSans", bold=bold)
    yield from _names("DejaVuSans", bold=bold)
    for script in (_script(character), *_SYMBOLS):
        yield from _names(f"NotoSans{script}", bold=bold)
    yield EMOJI


def _names(family: str, *, bold: bool) -> tuple[str, ...]:
    regular = (family, f"{family}-Regular")
    return (f"{family}-Bold", *regular) if bold else regular


def _script(character: str) -> str:
    """Read the script off the character's name, as Noto spells it: "THAI CHARACTER KO KAI" is "Thai"."""
    first = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if first in _CJK else first.capitalize()


def _folder(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # who runs this has no home
        return Path(name)


@cache
def _characters(file: Path) -> frozenset[int]:
    """Return what a font can draw; nothing where its file is broken."""
    try:
        with TTFont(file, fontNumber=0, lazy=True) as font:
            is_drawable = file.stem != EMOJI or "CBDT" in font  # Pillow draws little pictures, not their recipes
            return frozenset(font.getBestCmap() or ()) if is_drawable else frozenset()
    except Exception as broken:  # noqa: BLE001 - whatever a font on the system raises, others draw the card
        _log.warning("the font %s cannot be read: %r", file, broken)
        return frozenset()
