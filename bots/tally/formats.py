"""Which of the formats a file has: by what it holds, then by its name."""

from collections.abc import Callable
from pathlib import Path

from bots.tally.civs import read_civs
from bots.tally.debian import OPTION, VOTE, read_debian
from bots.tally.election import Election
from bots.tally.export import SIGN, read_export
from bots.tally.faults import UncountableError
from bots.tally.files import Source, read_source
from bots.tally.pabulib import read_pabulib
from bots.tally.preflib import HEAD, read_preflib
from bots.words import N_

Reader = Callable[[Source], Election]
BY_ENDING: dict[str, Reader] = {
    "csv": read_civs,
    "pb": read_pabulib,
    "soc": read_preflib,
    "soi": read_preflib,
    "toc": read_preflib,
    "toi": read_preflib,
    "cat": read_preflib,
    "jsonl": read_export,
}
LOOKED_AT = 200
"""Lines in which a format shows."""


def read_election(path: Path) -> Election:
    """Read a file of any of the formats. Raises: UncountableError."""
    source = read_source(path)
    reader = _by_content(source) or BY_ENDING.get(source.ending)
    if reader is None:
        raise UncountableError(
            N_("{file} has no format that is known."),
            N_("These can be counted: CSV of CIVS or Elekto, PrefLib, Pabulib, Debian's tally sheets, our own export."),
            file=source.name,
        )
    return reader(source)


def _by_content(source: Source) -> Reader | None:
    head = source.lines[:LOOKED_AT]
    first = next((line for line in head if line.strip()), "")
    if source.lines[0].startswith(SIGN):
        return read_export
    if first.strip().upper() == "META":
        return read_pabulib
    if (found := HEAD.fullmatch(first)) and found[1].isupper():
        return read_preflib
    if any(OPTION.fullmatch(line) for line in head) or (source.ending != "csv" and any(map(VOTE.fullmatch, head))):
        return read_debian
    return None
