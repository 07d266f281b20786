"""A sheet of paper, and a column on it that fills up from above and from below."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from bots.pictures.card import Size
from bots.pictures.colour import LINE, PALE, PAPER, Colour, contrast
from bots.pictures.fonts import Fonts
from bots.pictures.runs import cleaned
from bots.pictures.typesetting import Setting, Style, fit

LARGEST = 400_000
"""Bytes of a card stay below: every chat shows it at once."""
QUALITIES = (92, 84, 72, 56, 36, 16, 4)
"""Of the JPEG; at the last one even noise is small enough."""
PICTURES = 3 / 5
"""How much of the sheet belongs to the winners' pictures."""
PICTURES_TALL = 0.56
"""The same on phones, where texts need more room."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the sheet, in pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height

    def cut_below(self, height: int) -> tuple["Box", "Box"]:
        """Return what is left without its lowest part, and that part."""
        rest = self.height - height
        return Box(self.left, self.top, self.width, rest), Box(self.left, self.top + rest, self.width, height)

    def after(self, width: int) -> "Box":
        """Return what is left at the right of so much."""
        return Box(self.left + width, self.top, self.width - width, self.height)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a card is drawn on."""

    image: Image.Image
    fonts: Fonts
    accent: Colour
    """The brand's."""

    @classmethod
    def blank(cls, size: Size, fonts: Fonts, accent: Colour) -> "Sheet":
        """Return an empty sheet."""
        return cls(Image.new("RGB", size, PAPER), fonts, accent)

    @property
    def is_tall(self) -> bool:
        """Whether it is meant for phones."""
        return self.image.height > self.image.width

    def px(self, length: float) -> int:
        """Return a length of the wide card on this one: phones need larger letters."""
        return round(length * (1.3 if self.is_tall else 1))

    def halves(self) -> tuple[Box, Box]:
        """Return where pictures are (at the left, or above) and where texts are."""
        width, height = self.image.size
        margin = 40
        if self.is_tall:
            edge = round(height * PICTURES_TALL)
            return Box(0, 0, width, edge), Box(margin, edge + margin, width - 2 * margin, height - edge - 2 * margin)
        edge = round(width * PICTURES)
        return Box(0, 0, edge, height), Box(edge + margin, margin, width - edge - 2 * margin, height - 2 * margin)

    def fill(self, box: Box, colour: Colour, radius: int = 0) -> None:
        """Fill a box."""
        corners = (box.left, box.top, box.left + box.width - 1, box.top + box.height - 1)
        ImageDraw.Draw(self.image).rounded_rectangle(corners, radius, colour)

    def panel(self, box: Box) -> None:
        """Fill a box with the brand's colour; where that is nearly paper, with a line around it."""
        if contrast(self.accent, PAPER) < PALE:
            self.fill(box, LINE)
            box = Box(box.left + 1, box.top + 1, box.width - 2, box.height - 2)
        self.fill(box, self.accent)

    def style(self, sizes: tuple[int, int], colour: Colour, lines: int = 1, *, bold: bool = False) -> Style:
        """Return a style, its sizes as they are on the wide card."""
        return Style(self.fonts, (self.px(sizes[0]), self.px(sizes[1])), colour, lines, bold)

    def jpeg(self) -> bytes:
        """Return the sheet as a file, as fine as its largest size allows."""
        file = b""
        for quality in QUALITIES:
            buffer = io.BytesIO()
            self.image.save(buffer, "JPEG", quality=quality, subsampling=0)
            file = buffer.getvalue()
            if len(file) < LARGEST:
                break
        return file


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be set in a column; sizes in pixels of the wide card."""

    text: str
    sizes: tuple[int, int]
    """From the one wished for down to the smallest."""
    colour: Colour
    lines: int = 1
    bold: bool = False
    gap: int = 0
    """Above it, where another text is."""
    bar: Colour | None = None
    """Before it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of texts, one below the other; together as large as they fit, never over one another."""

    sheet: Sheet
    box: Box

    def say(self, texts: Sequence[Text], growth: Sequence[float] = (1.0,)) -> None:
        """Set texts at the first growth at which all fit; at the last one, as many as do."""
        for top, text, setting in self._fitting(texts, growth):
            self._draw(text, setting, top)

    def say_centred(self, texts: Sequence[Text], growth: Sequence[float] = (1.0,)) -> None:
        """Do the same around the middle of the column's height."""
        placed = self._fitting(texts, growth)
        bottom = max((top + setting.height for top, _, setting in placed), default=0)
        for top, text, setting in placed:
            self._draw(text, setting, top + (self.box.top + self.box.height - bottom) // 2)

    def _fitting(self, texts: Sequence[Text], growth: Sequence[float]) -> list[tuple[int, Text, Setting]]:
        said = [text for text in texts if cleaned(text.text)]
        placed: list[tuple[int, Text, Setting]] = []
        for grown in growth:
            placed = list(self._placed(said, grown))
            if all(self._holds(top, setting) for top, _, setting in placed):
                break
        return [one for one in placed if self._holds(one[0], one[2])]

    def _placed(self, texts: Sequence[Text], grown: float) -> Iterator[tuple[int, Text, Setting]]:
        top = self.box.top
        for text in texts:
            top += self.sheet.px(text.gap * grown) if top > self.box.top else 0
            setting = self._set(text, grown)
            yield top, text, setting
            top += setting.height

    def _holds(self, top: int, setting: Setting) -> bool:
        return top + setting.height <= self.box.top + self.box.height

    def _set(self, text: Text, grown: float) -> Setting:
        most, least = text.sizes
        sizes = self.sheet.px(most * grown), self.sheet.px(least * min(grown, 1))
        style = Style(self.sheet.fonts, sizes, text.colour, text.lines, text.bold)
        return fit(text.text, self.box.width - self._indent(text), style)

    def _draw(self, text: Text, setting: Setting, top: int) -> None:
        if text.bar is not None:
            self.sheet.fill(Box(self.box.left, top, self.sheet.px(6), setting.height), text.bar)
        setting.draw(self.sheet.image, self.box.left + self._indent(text), top)

    def _indent(self, text: Text) -> int:
        return 0 if text.bar is None else self.sheet.px(16)
