"""Ties that matter, broken as a contest's rules say, and what the places win once they are (RULES.md 20)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from contests.counting.caps import rewarded
from contests.counting.ties import by_jury, head_to_head, lottery, ordered, ties_that_matter
from contests.lifecycle.step import Facts
from contests.lifecycle.tallying import fitted
from contests.model.ballot import Marking, Mode, Unranked
from contests.model.contest import Contest, Round, TieRule
from contests.model.standing import Standings


def open_ties(contest: Contest, winners: Collection[str]) -> list[Standings]:
    """Return the tied groups whose order decides a reward or an office; `winners` are who won lately."""
    return ties_that_matter(contest, contest.standings, winners if contest.rules.repeat else ())


def ordered_by_rule(contest: Contest, one: Round, facts: Facts, ties: Sequence[Standings]) -> Standings:
    """Order the tied by what is known at the close: by the jury, or head to head; where that ties, it is shared."""
    match contest.rules.tie:
        case TieRule.JURY:
            jury = _of_the_jury(contest.standings)
            ranked_by_it = {line.entry for line in jury}
            asked = [ids for group in ties if ranked_by_it.issuperset(ids := _ids(group))]
            return ordered(contest.standings, [by_jury(jury, ids) for ids in asked])
        case TieRule.HEAD_TO_HEAD if one.id in facts.ballots:
            ballots, unranked = facts.ballots[one.id], _unranked(contest, one)
            orders = [head_to_head(fitted(ballots, _ids(group)), _ids(group), one.marking, unranked) for group in ties]
            return ordered(contest.standings, orders)
        case _:
            return contest.standings


def _of_the_jury(standings: Standings) -> Standings:
    """Return the jury's column as standings of its own."""
    return tuple(replace(line, rank=line.columns.jury_rank) for line in standings if line.columns)


def _unranked(contest: Contest, one: Round) -> Unranked:
    """Return what a ballot says of what it leaves out: on a list of approvals, that it is below what it approves."""
    if one.marking is Marking.RANK:
        return contest.rules.unranked
    return Unranked.BELOW if one.mode is Mode.LIST else Unranked.APART


def drawn(contest: Contest, ties: Sequence[Standings], seed: str, value: str) -> Standings:
    """Order the tied by lot."""
    return ordered(contest.standings, [lottery(_ids(group), seed, value) for group in ties])


def _ids(group: Standings) -> tuple[str, ...]:
    return tuple(line.entry for line in group)


def with_rewards(contest: Contest, standings: Standings, winners: Collection[str]) -> Standings:
    """Give each line its place's reward, within the contest's caps; `winners` are who won lately."""
    rules = contest.rules
    return rewarded(
        contest.brief, standings, one_each=rules.one_each, winners=frozenset(winners if rules.repeat else ())
    )
