"""Which file counts which method; each has the same signature."""

from collections.abc import Callable, Mapping

from contests.counting.approval import count_approval
from contests.counting.cumulative import count_cumulative
from contests.counting.eph import count_eph
from contests.counting.irv import count_irv
from contests.counting.majority import count_majority
from contests.counting.pairwise import count_pairwise
from contests.counting.profile import Counted, Options, Profile
from contests.counting.schulze import count_schulze
from contests.counting.score import count_score
from contests.counting.star import count_star
from contests.model.ballot import Method

Counting = Callable[[Profile, Options], Counted]
"""Counts ballots. The same ballots in any order give the same standings, and a tie is an equal rank."""

COUNTING: Mapping[Method, Counting] = {
    Method.APPROVAL: count_approval,
    Method.SINGLE: count_approval,
    Method.LIMITED: count_approval,
    Method.SCHULZE: count_schulze,
    Method.IRV: count_irv,
    Method.CUMULATIVE: count_cumulative,
    Method.SCORE: count_score,
    Method.STAR: count_star,
    Method.MAJORITY: count_majority,
    Method.PAIRWISE: count_pairwise,
    Method.EPH: count_eph,
}
