"""Approval voting, and single choice, which is approval with one approval a ballot."""

from collections.abc import Sequence
from fractions import Fraction

from contests.counting.ranks import ranked
from contests.model.ballot import Count, Mode, Tally
from contests.model.entry import Entry
from contests.model.standing import Standing, Standings


def approval_score(tally: Tally, mode: Mode) -> Fraction:
    """Return the exact score of an entry: approvals ÷ exposures in a queue, approvals in a list (RULES.md 18)."""
    if mode is Mode.LIST:
        return Fraction(tally.approvals)
    return Fraction(tally.approvals, tally.exposures) if tally.exposures else Fraction(0)


def count_approval(entries: Sequence[Entry], count: Count, mode: Mode) -> Standings:
    """Rank the entries by approval; ties share a rank."""
    lines = []
    for entry in entries:
        tally = count.by_entry.get(entry.id, Tally())
        score = approval_score(tally, mode)
        lines.append(Standing(entry.id, entry.member, 0, score, tally.approvals, tally.exposures))
    return ranked(lines, lambda line: line.score)
