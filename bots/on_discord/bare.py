"""A ballot of words and buttons alone as Discord's own JSON: just what `dress` makes of it, and quickly."""

from functools import lru_cache
from typing import Any

from bots.on_discord.dress import LONGEST_LABEL, STYLES, colour_of, in_rows, shortened_to
from bots.on_discord.ids import button_id
from bots.on_discord.literal import length, literal
from bots.on_discord.paragraphs import with_headline
from bots.post import Button, Post

CONTAINER, ROW, BUTTON, TEXT = 17, 1, 2, 10
"""Discord's numbers for kinds of component."""
LONGEST = 3000
"""Units of a text that surely needs no cutting."""
MOST = 10
"""Buttons that surely have room."""


def bare(post: Post, colour: str | None) -> list[dict[str, Any]] | None:
    """Return a post's components; None for a post that takes more than this."""
    has_more = post.media or post.pictures or post.files or post.selects or post.form or post.mentions
    if has_more or not post.text.strip() or not 0 < len(post.buttons) <= MOST:
        return None
    text = _literal(post.text.strip())
    if length(text) > LONGEST:
        return None
    rows = [{"type": ROW, "components": [_button(one) for one in row]} for row in in_rows(post.buttons)]
    items = [{"type": TEXT, "content": with_headline(text, post.strong)}, *rows]
    return [{"type": CONTAINER, "accent_color": colour_of(colour), "spoiler": False, "components": items}]


def _literal(text: str) -> str:
    """Escape a text paragraph by paragraph: those of one entry come again with every voter."""
    *before, last = text.split("\n\n")
    return "".join([*(_paragraph(f"{one}\n\n") for one in before), _paragraph(last)]).strip()


@lru_cache(maxsize=4096)
def _paragraph(text: str) -> str:
    return literal(text)


@lru_cache(maxsize=256)
def _label(text: str) -> str:
    return shortened_to(LONGEST_LABEL, text)


def _button(button: Button) -> dict[str, Any]:
    return {
        "type": BUTTON,
        "style": STYLES[button.style].value,
        "disabled": button.disabled,
        "label": _label(button.label),
        "custom_id": button_id(button.id),
    }
