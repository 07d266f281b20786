"""PrefLib's files as they were until 2022, put as they are today.

Source: https://www.preflib.org before 2022: how many candidates there are, a line "number, name" for each, a line of
three sums, of which the first counts the voters, and then "how many, order". Each line keeps its number.
"""

from bots.tally.election import refuse_too_many, whole
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.words import N_


def is_old(source: Source) -> bool:
    """Tell whether a file begins with the number of its candidates alone."""
    return whole(source.lines[0]) is not None


def as_today(source: Source) -> Source:
    """Return the same lines in today's format. Raises: UncountableError."""
    candidates = whole(source.lines[0]) or 0
    refuse_too_many(candidates, 1)
    lines = [f"# NUMBER ALTERNATIVES: {candidates}"]
    for number, line in enumerate(source.lines[1:], 2):
        first, comma, rest = line.partition(",")
        if number <= candidates + 2 and (whole(first) is None or not comma):
            raise UncountableError(
                N_("“{text}” does not belong to the beginning of a PrefLib file."),
                N_("First comes how many alternatives there are, then a line “number,name” for each, then the sums."),
                line=number,
                text=line,
            )
        if number <= candidates + 1:
            lines.append(f"# ALTERNATIVE NAME {whole(first)}: {rest.strip()}")
        elif number == candidates + 2:
            lines.append(f"# NUMBER VOTERS: {whole(first)}")
        else:
            lines.append(f"{first}:{rest}" if comma else line)
    return Source(source.name, tuple(lines))
