"""Why a file, or a wish about it, cannot be counted: a cause and a cure, and the line where there is one."""

import unicodedata

from bots.words import Words

LONGEST = 60
"""Characters of a file that a sentence quotes."""


class UncountableError(Exception):
    """What must be mended before anything is counted."""

    def __init__(self, cause: str, cure: str, *, line: int | None = None, **facts: object) -> None:
        """Keep two messages of the catalogue and the facts that fill them in."""
        super().__init__(cause)
        self.cause = cause
        self.cure = cure
        self.line = line
        self.facts = {name: quoted(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}

    def worded(self, t: Words) -> tuple[str, str]:
        """Return the cause and the cure as sentences of a language."""
        cause = t._(self.cause, **self.facts)
        if self.line is not None:
            cause = t._("Line {line}: {cause}", line=self.line, cause=cause)
        return cause, t._(self.cure, **self.facts)


def quoted(text: str) -> str:
    """Return a file's text as a terminal shows it: short, in one line, and without anything that steers it."""
    return text if len(text) <= LONGEST and text.isprintable() else _printable(text)


def _printable(text: str) -> str:
    shown = "".join(one if unicodedata.category(one)[0] != "C" else "\ufffd" for one in text[:LONGEST])
    return shown.replace("\u2028", " ").replace("\u2029", " ") + ("…" if len(text) > LONGEST else "")
