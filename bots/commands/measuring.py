"""What a manager types by number: what is graded and how much it weighs, and how much voting it takes to decide."""

import re

from bots.commands.talk import LONGEST_TYPED, Args
from bots.words import Words
from contests.model.contest import Criterion, Rules
from contests.refusals import Refusal
from contests.rules.limits import check_length

NONE = frozenset({"", "0", "no", "none", "off", "nein", "kein", "keine", "keiner", "aus"})
"""What is typed to take a part of the rules out again."""
MOST_CRITERIA = 10
MOST_WEIGHT = 100
LONGEST_CRITERION = 40
WHOLE = 100
QUORUM = re.compile(
    r"(?P<n>[0-9]{1,7})(?:\s*(?P<share>%|percent\b|per cent\b|prozent\b)|\s*(?P<looks>look|blick)\w*|\s|$)[^0-9%]*"
)
"""A number alone is of ballots; what is said of it may follow, but no second number."""
NUMBERED = re.compile(r"(?P<name>.*\S)\s+(?P<weight>[0-9]+)")
"""A name that may have been meant with a weight."""


def is_none(typed: str) -> bool:
    """Tell whether a part of the rules is left out, or taken out, by what was typed."""
    return typed.casefold() in NONE


def read_criteria(args: Args) -> tuple[Criterion, ...]:
    """Read `taste:2, look`.

    Raises:
        Refusal: `needs_argument` for what is no name with a weight, is there twice, or is one too many; `too_long`.

    """
    found = [_criterion(one) for one in args.listed("criteria")]
    if len(found) > MOST_CRITERIA:
        raise Refusal("needs_argument", name="criteria", why="criteria_most", limit=MOST_CRITERIA)
    names = [one.name.casefold() for one in found]
    twice = next((one.name for one, name in zip(found, names, strict=True) if names.count(name) > 1), None)
    if twice is not None:
        raise Refusal("needs_argument", name="criteria", why="criteria_twice", text=twice)
    return tuple(found)


def _criterion(typed: str) -> Criterion:
    """Read `taste:2`, or `taste` for a weight of 1."""
    name, *weights = (part.strip() for part in typed.split(":"))
    weight = weights[0] if weights else "1"
    is_number = weight.isdecimal() and len(weight) <= len(str(MOST_WEIGHT)) and 0 < int(weight) <= MOST_WEIGHT
    if not (name and is_number) or len(weights) > 1:
        raise Refusal("needs_argument", name="criteria", why="criteria", text=typed[:LONGEST_TYPED], limit=MOST_WEIGHT)
    check_length("criteria", name, LONGEST_CRITERION)
    if not weights and (meant := NUMBERED.fullmatch(name)):
        cure = f"{meant['name']}:{meant['weight']}"
        raise Refusal("needs_argument", name="criteria", why="criteria_weight", text=name, nearest=cure)
    return Criterion(name, int(weight))


def retyped_criteria(criteria: tuple[Criterion, ...]) -> str:
    """Write criteria back as they are read."""
    return ", ".join(_retyped(one) for one in criteria)


def _retyped(one: Criterion) -> str:
    is_plain = one.weight == 1 and not NUMBERED.fullmatch(one.name)
    return one.name if is_plain else f"{one.name}:{one.weight}"


def read_quorum(args: Args) -> tuple[int, int, int]:
    """Read `20`, `20%` and `5 looks`, one of them or several: ballots, percent of the roll, looks.

    Raises:
        Refusal: `needs_argument` for what is none of them, or is a second of its kind.

    """
    found: dict[str, int] = {}
    for one in () if is_none(args.text("quorum")) else args.listed("quorum"):
        match = QUORUM.fullmatch(one.casefold())
        kind = next((kind for kind in ("share", "looks") if match and match[kind]), "ballots")
        number = int(match["n"]) if match else 0
        if match is None or kind in found or (kind == "share" and number > WHOLE):
            raise Refusal("needs_argument", name="quorum", why="quorum", text=one[:LONGEST_TYPED])
        found[kind] = number
    return found.get("ballots", 0), found.get("share", 0), found.get("looks", 0)


def retyped_quorum(rules: Rules, t: Words) -> str:
    """Write a quorum back as it is read."""
    kinds = (
        str(rules.quorum) if rules.quorum else "",
        f"{rules.quorum_share}%" if rules.quorum_share else "",
        t._("{n} looks", n=str(rules.quorum_looks)) if rules.quorum_looks else "",
    )
    return ", ".join(one for one in kinds if one)
