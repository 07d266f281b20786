"""Where a line of text may end, and what must stay together."""

from collections.abc import Iterator
from itertools import groupby

from bots.pictures.runs import is_onto

_CLOSING = "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u30fc\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
"""Never begin a line in Chinese and Japanese: commas, full stops, closing brackets."""
_SPACE, _WORD, _UNSPACED = range(3)
_ONE_BY_ONE = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x2E80, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFFEF),
)
"""Scripts without spaces between words: Thai and Lao, Burmese, Khmer, Chinese and Japanese, Korean."""


def words(text: str) -> Iterator[str]:
    """Split a text where a line may end; spaces are parts of their own."""
    for kind, part in groupby(clusters(text), key=_kind):
        if kind == _UNSPACED:
            yield from part
        else:
            yield "".join(part)


def clusters(text: str) -> Iterator[str]:
    """Split a text between letters, never before what belongs to the letter before, nor after a joiner."""
    cluster = text[:1]
    for character in text[1:]:
        if not is_onto(character) and character not in _CLOSING and cluster[-1] != "\u200d":
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _kind(cluster: str) -> int:
    if cluster.isspace():
        return _SPACE
    return _UNSPACED if any(first <= ord(cluster[0]) <= last for first, last in _ONE_BY_ONE) else _WORD
