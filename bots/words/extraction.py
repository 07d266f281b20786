"""From the code to the catalogues: the messages that the sources hold, and what a catalogue lacks of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment
from jinja2.nodes import Call, Const, Getattr

from bots.words import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import BinaryIO

SOURCES = Path(__file__).parent.parent
_KEYWORDS: dict[str, tuple[Any, ...] | None] = {  # Babel's specs mix numbers and pairs
    "_": (1,),
    "N_": (1,),
    "n_": (1, 2),
    "np_": ((1, "c"), 2, 3),
}
_HEADER = """\
# The words of Prosument in {name}. `python -m bots.words` keeps this file in step with the code.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


class Count(NamedTuple):
    """How far a catalogue is; messages are named by their English."""

    strings: int
    missing: tuple[str, ...]
    identical: tuple[str, ...]


def extracted(sources: Path = SOURCES) -> Catalog:
    """Collect the messages of all Python files, and of the pages and scripts that a browser gets."""
    catalogue = Catalog()
    for path in sorted(sources.rglob("*")):
        if path.suffix in _METHODS and path.is_file():
            method, keywords = _METHODS[path.suffix]
            with path.open("rb") as file:
                for _line, message, _comments, context in extract(method, file, keywords):
                    catalogue.add(message, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """Read a catalogue as it lies in git."""
    path = path_of(language)
    return read_po(BytesIO(path.read_bytes() if path.exists() else b""), locale=language)


def merged(language: str, template: Catalog) -> Catalog:
    """Keep the translations of what the sources still hold, and add what is new to them."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue so that only a change of words changes the file: sorted, no lines, no dates."""
    body = BytesIO()
    write_po(body, catalogue, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    locale = catalogue.locale
    if locale is None:
        raise ValueError("a catalogue without a language cannot be written")
    header = _HEADER.format(name=locale.english_name, language=locale, plural_forms=catalogue.plural_forms)
    return header.encode() + body.getvalue()


def counted(catalogue: Catalog) -> Count:
    """Count what is translated, and name what is not and what reads as in English."""
    messages = [message for message in catalogue if message.id]
    missing = tuple(forms(message.id)[0] for message in messages if not all(forms(message.string)))
    identical = tuple(forms(message.id)[0] for message in messages if forms(message.string) == forms(message.id))
    return Count(len(messages), missing, identical)


def summary(catalogue: Catalog) -> str:
    """Say how far a catalogue is, and list what it lacks, a message a line."""
    count = counted(catalogue)
    translated = count.strings - len(count.missing)
    head = f"{count.strings} strings, {translated} translated, {len(count.identical)} identical to English"
    return "\n".join([head, *(f"  missing: {message!r}" for message in count.missing)])


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a message or translation: one, or one for each plural."""
    return tuple(text) if isinstance(text, (list, tuple)) else (text or "",)


def _extract_page(
    file: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001 - Babel hands it to every extractor
    options: object,  # noqa: ARG001 - the same
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """Find calls like `{{ t._("…") }}` in a page; Jinja's own extractor sees only bare names."""
    for call in Environment(autoescape=True).parse(file.read().decode()).find_all(Call):
        name = call.node.attr if isinstance(call.node, Getattr) else ""
        if name in keywords:
            texts = [arg.value if isinstance(arg, Const) else None for arg in call.args]
            yield call.lineno, name, texts, []


_METHODS: dict[str, tuple[str | Callable[..., Any], dict[str, Any]]] = {  # Babel types its methods so loosely
    ".py": ("python", _KEYWORDS),
    ".html": (_extract_page, _KEYWORDS),
    ".js": ("javascript", {"t": (1,)}),
}
