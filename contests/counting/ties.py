"""Ties at a boundary that matters: where it separates different rewards, or an office from none (RULES.md 20).

What breaks them gives an `Order` of the tied, best first; who is still equal stays together.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from contests.counting.caps import Tied, by_place
from contests.counting.pairs import preferred
from contests.counting.profile import UNSAID, Profile
from contests.counting.ranks import ranked
from contests.model.ballot import Marking, Unranked
from contests.model.contest import Brief, Contest
from contests.model.standing import Standing, Standings

Order = tuple[tuple[str, ...], ...]
"""Entries best first; those that stay tied together."""


def ties_that_matter(contest: Contest, standings: Standings, winners: Collection[str] = ()) -> list[Standings]:
    """Return the tied groups, best first, whose order decides a reward or an office; only who may win is in them.

    Args:
        contest: with its rewards, offices and caps.
        standings: the ranked lines, with their members.
        winners: members who won lately, where the contest gives them no reward again.

    """
    found, before = [], set[str]()
    for group in by_place(contest.brief, standings, one_each=contest.rules.one_each, winners=winners):
        able = tuple(line for line in group.lines if line.may_win)
        offices = contest.rules.ambassadors
        if _separates_rewards(contest.brief, group) or _separates_offices(offices, before, able):
            found.append(able)
        before |= {line.member for line in able}
    return found


def _separates_rewards(brief: Brief, group: Tied) -> bool:
    return len({brief.reward_of(place) for place in group.places}) > 1


def _separates_offices(offices: int, before: set[str], group: Standings) -> bool:
    newcomers = {line.member for line in group} - before
    return len(before) < offices < len(before | newcomers)


def order_by_runoff(standings: Standings, approvals: Mapping[str, int]) -> Standings:
    """Order only the tied by their run-off approvals; a second tie is shared."""

    def score(line: Standing) -> tuple[Fraction, ...]:
        return (Fraction(-line.rank), Fraction(approvals.get(line.entry, 0)))

    with_runoff = [replace(line, runoff=approvals.get(line.entry)) for line in standings]
    return ranked(with_runoff, score)


def ordered(standings: Standings, orders: Iterable[Order]) -> Standings:
    """Order only the tied as each of these orders says; all others stay where they are, below them where equal."""
    later = {entry: at for order in orders for at, group in enumerate(order) for entry in group}

    def score(line: Standing) -> tuple[Fraction, ...]:
        return (Fraction(-line.rank), Fraction(-later.get(line.entry, len(later))))

    return ranked(standings, score)


def by_jury(jury: Standings, tied: Iterable[str]) -> Order:
    """Order the tied by their ranks in the jury's standings."""
    rank = {line.entry: line.rank for line in jury}
    entries = sorted(tied)
    return tuple(
        tuple(entry for entry in entries if rank[entry] == level) for level in sorted({rank[one] for one in entries})
    )


def head_to_head(profile: Profile, tied: Sequence[str], marking: Marking, unranked: Unranked) -> Order:
    """Order the tied by whom more ballots prefer, among the tied alone.

    First come those whom nobody else beats, be it by a chain of others; then the same among the rest. Who is equal, or
    beats each other in a circle, stays tied.

    Args:
        profile: the ballots of the round.
        tied: the entries.
        marking: what the marks mean; a higher one is better, but for ranks.
        unranked: whether what a ballot says nothing of is below all that it names, as on a list, or is not compared.

    """
    among = profile.among(sorted(tied))
    if marking is not Marking.RANK:
        top = int(among.marks.max(initial=0))
        ranks = np.where(among.marks == UNSAID, UNSAID, top + 1 - among.marks).astype(np.int32)
        among = Profile(among.candidates, ranks, among.weights)
    matrix = preferred(among, unranked)
    reached = matrix > matrix.T
    for via in range(len(reached)):
        reached |= reached[:, via : via + 1] & reached[via : via + 1, :]
    left, order = list(range(len(reached))), list[tuple[str, ...]]()
    while left:
        best = [one for one in left if not any(reached[other, one] and not reached[one, other] for other in left)]
        order.append(tuple(among.candidates[one] for one in best))
        left = [one for one in left if one not in best]
    return tuple(order)


def seed_of(root: str, value: str) -> str:
    """Return what a lottery rests on: the SHA-256 of the receipts' root and the public value, one after the other."""
    return hashlib.sha256(f"{root}{value}".encode()).hexdigest()


def lottery(tied: Iterable[str], root: str, value: str) -> Order:
    """Order the tied by a draw that anybody can repeat: the lowest SHA-256 of the seed and the entry's id is first.

    Source: the idea of RFC 3797: a rule and data that nobody could choose when the rule was made.

    Args:
        tied: the entries.
        root: the digest of all the round's receipts.
        value: the public value that was named in advance.

    """
    seed = seed_of(root, value)
    drawn = sorted(tied, key=lambda entry: hashlib.sha256(f"{seed}{entry}".encode()).digest())
    return tuple((entry,) for entry in drawn)
