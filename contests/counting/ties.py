"""Ties at a boundary that matters: where it separates different rewards, or an office from none (RULES.md 20)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from contests.counting.ranks import ranked, tie_groups
from contests.model.contest import Brief, Contest
from contests.model.standing import Standing, Standings


def places_of(group: Standings) -> range:
    """Return the places that a tied group uses up."""
    return range(group[0].rank, group[0].rank + len(group))


def _separates_rewards(brief: Brief, group: Standings) -> bool:
    return len({brief.reward_of(place) for place in places_of(group)}) > 1


def _separates_offices(offices: int, before: set[str], group: Standings) -> bool:
    newcomers = {line.member for line in group} - before
    return len(before) < offices < len(before | newcomers)


def ties_that_matter(contest: Contest, standings: Standings) -> list[Standings]:
    """Return the tied groups, best first, whose order decides a reward or an office."""
    found, before = [], set[str]()
    for group in tie_groups(standings):
        if not group[0].approvals:
            break
        matters = _separates_rewards(contest.brief, group) or _separates_offices(
            contest.rules.ambassadors, before, group
        )
        if len(group) > 1 and matters:
            found.append(group)
        before |= {line.member for line in group}
    return found


def order_by_runoff(standings: Standings, approvals: Mapping[str, int]) -> Standings:
    """Order only the tied by their run-off approvals; a second tie is shared."""

    def score(line: Standing) -> tuple[Fraction, ...]:
        return (Fraction(-line.rank), Fraction(approvals.get(line.entry, 0)))

    with_runoff = [replace(line, runoff=approvals.get(line.entry)) for line in standings]
    return ranked(with_runoff, score)


def rewarded(brief: Brief, standings: Standings) -> Standings:
    """Give each line its place's reward; an entry without an approval wins nothing (RULES.md 18)."""
    return tuple(replace(line, reward=brief.reward_of(line.rank) if line.may_win else None) for line in standings)
