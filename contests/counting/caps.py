"""Caps after ranking: who may have a reward, and whose goes on to the next one down the order.

A line that may not have one uses no place up. Only who would have got a reward is skipped, and named with the reason.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from contests.counting.ranks import tie_groups
from contests.model.contest import Brief
from contests.model.standing import Standing, Standings

ONE_EACH = "one_each"
REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Tied:
    """A group of equal rank, and the places that it uses up."""

    lines: Standings
    places: range
    skipped: dict[str, str]
    """By entry why it uses no place up; nothing of those that cannot win at all."""


def rewarded(brief: Brief, standings: Standings, *, one_each: bool = False, winners: Collection[str] = ()) -> Standings:
    """Give each line its place's reward; an entry without an approval wins nothing (RULES.md 18).

    Args:
        brief: what may be won.
        standings: the ranked lines, with their members.
        one_each: one reward a member; the next one down the order gets what would be the second.
        winners: members who won lately and get no reward again.

    """
    changed = {
        line.entry: _given(brief, group, line)
        for group in by_place(brief, standings, one_each=one_each, winners=winners)
        for line in group.lines
    }
    return tuple(changed.get(line.entry, replace(line, reward=None, skipped="")) for line in standings)


def _given(brief: Brief, group: Tied, line: Standing) -> Standing:
    skipped = group.skipped.get(line.entry, "")
    gets = line.may_win and not skipped
    return replace(line, reward=brief.reward_of(group.places.start) if gets else None, skipped=skipped)


def by_place(
    brief: Brief, standings: Standings, *, one_each: bool = False, winners: Collection[str] = ()
) -> Iterator[Tied]:
    """Yield the tied groups, best first, with the places that they use up once caps are kept."""
    place, served = 1, set[str]()
    for group in tie_groups(standings):
        able = [line for line in group if line.may_win]
        is_reward = brief.reward_of(place) is not None
        skipped: dict[str, str] = {}
        if is_reward:
            for line in able:
                if line.member in winners:
                    skipped[line.entry] = REPEAT
                elif one_each and line.member in served:
                    skipped[line.entry] = ONE_EACH
                else:
                    served.add(line.member)
        yield Tied(group, range(place, place + len(able) - len(skipped)), skipped)
        place += len(able) - len(skipped)
