"""Which file counts which method; each has the same signature."""

from collections.abc import Callable, Mapping

from contests.counting.approval import count_approval
from contests.counting.irv import count_irv
from contests.counting.profile import Counted, Options, Profile
from contests.counting.schulze import count_schulze
from contests.model.ballot import Method

Counting = Callable[[Profile, Options], Counted]
"""Counts ballots. The same ballots in any order give the same standings, and a tie is an equal rank."""

COUNTING: Mapping[Method, Counting] = {
    Method.APPROVAL: count_approval,
    Method.SINGLE: count_approval,
    Method.LIMITED: count_approval,
    Method.SCHULZE: count_schulze,
    Method.IRV: count_irv,
}
