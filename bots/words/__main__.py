"""Bring the catalogues up to date with the code, and print what they lack: `python -m bots.words`."""

from __future__ import annotations

from bots.words import LANGUAGES, path_of
from bots.words.extraction import extracted, merged, summary, written


def main() -> None:
    """Bring every catalogue up to date, and say what is missing."""
    template = extracted()
    for language in LANGUAGES[1:]:
        catalogue = merged(language, template)
        path_of(language).write_bytes(written(catalogue))
        print(f"{language}: {summary(catalogue)}")  # noqa: T201 - a command answers on the terminal


if __name__ == "__main__":
    main()
