"""Quorum: how much voting it takes for a round to decide (RULES.md 21)."""

from collections.abc import Iterable
from dataclasses import dataclass

from contests.model.contest import Rules

BALLOTS = "ballots"
SHARE = "share"
LOOKS = "looks"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Missed:
    """A quorum that was not reached."""

    what: str
    """`ballots`, `share` of the roll in percent, or `looks` that each entry has had."""
    asked: int
    had: int
    """For a share the whole percent that were reached, for looks those of the entry with the fewest."""


def missed(rules: Rules, ballots: int, roll: int, looks: Iterable[int]) -> tuple[Missed, ...]:
    """Return what was not reached of all that a contest asks for; nothing where the round decides.

    Args:
        rules: the contest's, with up to three kinds of quorum.
        ballots: how many ballots hold something.
        roll: how many members who may vote were in the community when voting opened.
        looks: by entry, how many ballots say anything of it.

    """
    fewest = min(looks, default=rules.quorum_looks)
    percent = ballots * WHOLE // roll if roll else 0
    had = (
        Missed(BALLOTS, rules.quorum, ballots),
        Missed(SHARE, rules.quorum_share, percent),
        Missed(LOOKS, rules.quorum_looks, fewest),
    )
    return tuple(one for one in had if one.had < one.asked)
