"""Debian's tally sheets: a line "V:" a ballot, and in it a character an option.

Source: https://www.debian.org/vote (the tally sheet that each vote publishes). The characters are ranks, 1 the best
and A the tenth; equal ones are ties, and "-" is below all that is ranked. A sheet says neither how many may vote nor
which option is the default, so the quorum, and the majority over that option, are not asked for here.
"""

import re

from bots.tally.election import Ballots, Election, Kind, Meaning
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.words import N_
from contests.model.ballot import Unranked

OPTION = re.compile(r"[\s|/\\]*Option\s+([0-9A-Z]{1,4})\s*-+>\s*:\s*(\S.*)", re.IGNORECASE)
VOTE = re.compile(r"V:\s*(\S*)(\s.*)?")
RANKS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_debian(source: Source) -> Election:
    """Read a tally sheet. Raises: UncountableError."""
    ballots: Ballots | None = None
    options: list[str] = []
    for number, line in enumerate(source.lines, 1):
        vote = VOTE.fullmatch(line)
        if vote:
            ballots = ballots or Ballots(_different(options, number), number)
            ballots.add(_ranks(vote[1], len(options), number), number)
        elif ballots is not None and line.strip():
            raise UncountableError(
                N_("“{text}” is no ballot."),
                N_("A ballot is “V:”, a character for each option, and a sum."),
                line=number,
                text=line,
            )
        elif option := OPTION.fullmatch(line):
            options.append(option[2].strip())
    if ballots is None:
        raise UncountableError(N_("There is no ballot in the file."), N_("Look whether its end is missing."))
    return Election(ballots.profile(), Meaning(Kind.RANKS, Unranked.BELOW))


def _different(options: list[str], line: int) -> list[str]:
    twice = [name for name in options if options.count(name) > 1]
    if twice:
        raise UncountableError(
            N_("Two options have the name “{name}”."), N_("Name each option once."), line=line, name=twice[0]
        )
    return options


def _ranks(said: str, options: int, line: int) -> dict[int, int]:
    if len(said) != options:
        raise UncountableError(
            N_("The ballot “{text}” has {many} characters for {options} options."),
            N_("Give each option one character; “-” ranks it nowhere."),
            line=line,
            text=said,
            many=len(said),
            options=options,
        )
    ranks = {}
    for at, one in enumerate(said):
        if one.upper() in RANKS:
            ranks[at] = RANKS.index(one.upper()) + 1
        elif one != "-":
            raise UncountableError(
                N_("“{text}” is no rank."),
                N_("A rank is 1 to 9, or A for 10 and so on; “-” is none."),
                line=line,
                text=one,
            )
    return ranks
