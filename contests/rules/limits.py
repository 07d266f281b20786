"""How long texts may be (RULES.md 8); an operator may set other limits."""

import unicodedata
from dataclasses import dataclass

from contests.model.entry import Words
from contests.refusals import Refusal


@dataclass(frozen=True, slots=True)
class TextLimits:
    """Limits in characters (code points)."""

    title: int = 100
    text: int = 4000
    alt: int = 1000
    name: int = 60


UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of characters that draw nothing: controls, formats, blanks."""


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to be seen of a text."""
    return all(unicodedata.category(letter) in UNSEEN for letter in text)


def check_length(field: str, text: str, limit: int) -> None:
    """Refuse a text that is too long.

    Raises:
        Refusal: `too_long` with `field`, `limit` and `length`.

    """
    if len(text) > limit:
        raise Refusal("too_long", field=field, limit=limit, length=len(text))


def check_words(words: Words, alts: tuple[str, ...], limits: TextLimits) -> None:
    """Refuse what an author typed when a part is too long. Raises: Refusal `too_long`."""
    check_length("title", words.title, limits.title)
    check_length("text", words.text, limits.text)
    check_length("thanks", words.thanks, limits.alt)
    check_length("from", ", ".join(words.sources), limits.alt)
    for alt in alts:
        check_length("alt", alt, limits.alt)
    if words.review:
        check_length("product", words.review.product, limits.title)
        _check_aspects("praised", words.review.praised, limits)
        _check_aspects("criticised", words.review.criticised, limits)


def _check_aspects(field: str, aspects: tuple[str, ...], limits: TextLimits) -> None:
    for aspect in aspects:
        check_length("aspect", aspect, limits.title)
    check_length(field, ", ".join(aspects), limits.alt)
