"""The colours of a card, and whether one can be read on another."""

import re

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

PAPER: Colour = (0xFF, 0xFF, 0xFF)
SURFACE: Colour = (0xF7, 0xF5, 0xF1)
LINE: Colour = (0xE3, 0xE0, 0xDA)
INK: Colour = (0x1B, 0x1F, 0x24)
MUTED: Colour = (0x5A, 0x62, 0x6C)
GOLD: Colour = (0x8A, 0x6A, 0x00)
ACCENT: Colour = (0x1F, 0x6F, 0x5C)
BLACK: Colour = (0, 0, 0)

READABLE = 4.5
"""The least contrast of text, WCAG 2.2, 1.4.3."""

PALE = 1.2
"""Contrast to paper below which a surface needs a line around it to be seen."""
SEEN = 3.0
"""Contrast at which a line or a sign is seen (WCAG 2.2, 1.4.11)."""


def read_colour(said: str) -> Colour:
    """Read "#RRGGBB"; anything else is Prosument's own accent."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", said):
        return ACCENT
    red, green, blue = bytes.fromhex(said[1:])
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_readable(text: Colour, ground: Colour) -> bool:
    """Whether text in this colour can be read on this ground."""
    return contrast(text, ground) >= READABLE


def text_on(ground: Colour) -> Colour:
    """Return paper or ink for text on a ground; pure black where a mid tone is too dark for ink."""
    return next((text for text in (PAPER, INK) if is_readable(text, ground)), BLACK)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    """Undo sRGB's gamma (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's own number
