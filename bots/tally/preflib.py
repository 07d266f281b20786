"""PrefLib's files: orders (`.soc .soi .toc .toi`) and categories (`.cat`), a line for all who voted alike.

Source: https://preflib.github.io/PrefLib-Jekyll/format. What an order leaves out is unranked, and below all that it
has. Of categories the first is the best: of K they are grades K to 1, the first of two an approval; what no category
holds is not graded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bots.tally.election import Ballots, Election, Kind, Meaning, distinct, refuse_too_many, whole
from bots.tally.faults import UncountableError
from bots.tally.files import Source
from bots.tally.preflib_old import as_today, is_old
from bots.words import N_

HEAD = re.compile(r"\s*#\s*([^:]*?)\s*:\s*(.*?)\s*")
ALTERNATIVE = re.compile(r"ALTERNATIVE NAME ([0-9]{1,9})")
GROUP = re.compile(r"\s*(?:\{([^{}]*)\}|([^{},]+))\s*(,|$)")
STRICT, COMPLETE, CATEGORIES = {"soc", "soi"}, {"soc", "toc"}, "cat"


@dataclass(frozen=True, slots=True)
class _Head:
    """What the lines with a "#" say."""

    kind: str
    """The ending that says how complete and how strict orders are."""
    names: Mapping[str, str]
    voters: int | None
    categories: int | None


def read_preflib(source: Source) -> Election:
    """Read a file of orders or of categories. Raises: UncountableError."""
    if is_old(source):
        source = as_today(source)
    head = _head(source)
    ballots = Ballots(distinct(head.names))
    column = {number: at for at, number in enumerate(head.names)}
    most = head.categories or 1
    for number, line in enumerate(source.lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            many, groups = _line(line, number)
            if head.kind == CATEGORIES:
                most = max(most, len(groups))
            else:
                groups = [group for group in groups if group]
            _check(head, groups, number)
            ballots.add(_ranks(groups, column, number), number, many)
    profile = ballots.profile()
    if head.kind != CATEGORIES:
        return Election(profile, Meaning(Kind.RANKS), promised=head.voters)
    profile.marks[profile.marks > 0] = most + 1 - profile.marks[profile.marks > 0]
    return Election(profile, Meaning(Kind.GRADES, best=most), promised=head.voters)


def _head(source: Source) -> _Head:
    said: dict[str, str] = {}
    names: dict[str, str] = {}
    for at, line in enumerate(source.lines, 1):
        if found := HEAD.fullmatch(line):
            word = found[1].upper()
            said[word] = found[2]
            if alternative := ALTERNATIVE.fullmatch(word):
                called, name = str(int(alternative[1])), found[2] or alternative[1]
                if names.setdefault(called, name) != name:
                    raise UncountableError(
                        N_("The alternative {number} has two names."), N_("Name it once."), line=at, number=called
                    )
    alternatives = whole(said.get("NUMBER ALTERNATIVES", "")) or 0
    refuse_too_many(alternatives, None)
    for number in range(1, alternatives + 1):
        names.setdefault(str(number), str(number))
    ending = source.ending if source.ending in {*STRICT, *COMPLETE, "toi", CATEGORIES} else ""
    kind = said.get("DATA TYPE", "").lower() or ending or ("cat" if "NUMBER CATEGORIES" in said else "toi")
    ordered = dict(sorted(names.items(), key=lambda one: int(one[0])))
    return _Head(kind, ordered, whole(said.get("NUMBER VOTERS", "")), whole(said.get("NUMBER CATEGORIES", "")))


def _line(line: str, number: int) -> tuple[int, list[list[str]]]:
    """Return how many voted so, and the groups of alternatives, best first."""
    many, colon, order = line.partition(":")
    weight = whole(many)
    if not colon or not weight:
        raise UncountableError(
            N_("“{text}” does not begin with how many voted so."),
            N_("Write a number from 1, a colon, and the order, such as “3: 1,2”."),
            line=number,
            text=line,
        )
    return weight, _groups(order, number)


def _groups(order: str, number: int) -> list[list[str]]:
    groups: list[list[str]] = []
    at, more = 0, bool(order.strip())
    while more:
        found = GROUP.match(order, at)
        if not found:
            raise UncountableError(
                N_("The order “{text}” cannot be read."),
                N_("Put commas between alternatives, and equal ones into {{}} once, such as “1,{{2,3}},4”."),
                line=number,
                text=order.strip(),
            )
        braced, alone = found[1], found[2]
        groups.append([one.strip() for one in braced.split(",") if braced.strip()] if braced is not None else [alone])
        at, more = found.end(), found[3] == ","
    return groups


def _check(head: _Head, groups: list[list[str]], number: int) -> None:
    """Refuse what the file's kind does not allow."""
    if head.kind == CATEGORIES and head.categories and len(groups) != head.categories:
        raise UncountableError(
            N_("There are {many} groups for {categories} categories."),
            N_("Give each category a group; an empty one is {{}}."),
            line=number,
            many=len(groups),
            categories=head.categories,
        )
    if head.kind in STRICT and any(len(group) > 1 for group in groups):
        raise UncountableError(
            N_("Alternatives are tied in a file of strict orders (.{kind})."),
            N_("Give the file the ending of its kind: .toc or .toi."),
            line=number,
            kind=head.kind,
        )
    if head.kind in COMPLETE and sum(map(len, groups)) != len(head.names):
        raise UncountableError(
            N_("The order has {many} of {all} alternatives in a file of complete orders (.{kind})."),
            N_("Give the file the ending of its kind: .soi or .toi."),
            line=number,
            many=sum(map(len, groups)),
            all=len(head.names),
            kind=head.kind,
        )


def _ranks(groups: list[list[str]], column: Mapping[str, int], number: int) -> dict[int, int]:
    """Return ranks by column: the number of the group."""
    ranks: dict[int, int] = {}
    for rank, group in enumerate(groups, 1):
        for one in group:
            said = whole(one)
            at = column.get(str(said))
            if at is None:
                raise UncountableError(
                    N_("There is no alternative “{text}”."),
                    N_("Name alternatives by their numbers at the beginning of the file."),
                    line=number,
                    text=one,
                )
            if at in ranks:
                raise UncountableError(
                    N_("The alternative “{text}” stands there twice."), N_("Name it once."), line=number, text=one
                )
            ranks[at] = rank
    return ranks
