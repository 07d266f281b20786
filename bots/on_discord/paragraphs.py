"""A text as its paragraphs: what of it is set in bold, and which have a picture beside them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from discord import ui

from bots.on_discord.enclosed import Enclosed
from bots.on_discord.literal import length, literal

LONGEST_TEXT = 4000
"""Units of all texts of a message."""
LONGEST_HEADLINE = 120


def in_parts(text: str, beside: Mapping[str, Enclosed]) -> list[ui.Item[ui.LayoutView]]:
    """Part a text where a paragraph has a picture beside it."""
    parts: list[ui.Item[ui.LayoutView]] = []
    for has_picture, some in groupby(text.split("\n\n"), lambda one: _begins(one) in beside):
        if has_picture:
            for one in some:
                picture = beside[_begins(one)]
                thumbnail = ui.Thumbnail[ui.LayoutView](picture.address, description=picture.alt or None)
                parts.append(ui.Section(one, accessory=thumbnail))
        elif said := "\n\n".join(some).strip():
            parts.append(ui.TextDisplay(said))
    return parts


def _begins(paragraph: str) -> str:
    return paragraph.partition("\n")[0].removeprefix("**").removesuffix("**")


def size_of(item: ui.Item[ui.LayoutView]) -> int:
    """Count a component and those inside it: the words and the picture of a section."""
    return 3 if isinstance(item, ui.Section) else 1


def with_headline(text: str, strong: Sequence[str] = ()) -> str:
    """Set lines in bold, or else a first line that stands by itself above the rest, where that cannot be misread."""
    if strong:
        return _with_strong(text, [_line(one) for one in strong])
    first, gap, rest = text.partition("\n\n")
    is_headline = gap and "\n" not in first and len(first) <= LONGEST_HEADLINE and "://" not in first
    return f"**{first.strip()}**{gap}{rest}" if is_headline and length(text) + len("****") <= LONGEST_TEXT else text


@lru_cache(maxsize=1024)
def _line(text: str) -> str:
    """Escape a line; those of one entry come again with every voter."""
    return literal(text).strip()


def _with_strong(text: str, strong: Sequence[str]) -> str:
    at, whole = 0, f"\n{text}\n"
    for line in (one for one in strong if one and "://" not in one):
        found = whole.find(f"\n{line}\n", at)
        if found >= 0 and length(whole) + len("****") <= LONGEST_TEXT:
            at = found + 1 + len(line) + len("****")
            whole = f"{whole[:found]}\n**{line}**{whole[found + 1 + len(line) :]}"
    return whole[1:-1]
