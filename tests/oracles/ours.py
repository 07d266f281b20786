"""What this project makes of an election, and whether that agrees with what somebody else made of it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from contests.counting.intervals import wilson_lower
from contests.counting.methods import COUNTING
from contests.counting.pairwise import strengths, wins_of
from contests.counting.profile import Options, Profile
from contests.model.ballot import Method
from tests.oracles.elections import Drawn

Agrees = Callable[[Any, Any], bool]


def count(kind: str, election: Drawn) -> Any:
    """Return the winners by number, the strengths of pairs, or a bound."""
    if kind == "wilson":
        return wilson_lower(election["won"], election["tried"])
    marks = np.array(election["marks"], dtype=np.int32)
    names = tuple(str(at) for at in range(marks.shape[1]))
    profile = Profile(names, marks, np.ones(len(marks), dtype=np.int64))
    if kind == "pairwise":
        return [float(one) for one in strengths(wins_of(profile)[0])]
    return sorted(int(one) for one in COUNTING[Method(kind)](profile, Options()).order[0])


def is_counted(kind: str) -> bool:
    """Tell whether this project counts a kind at all."""
    return kind == "wilson" or Method(kind) in COUNTING


def _same(ours: list[int], theirs: list[int]) -> bool:
    return ours == theirs


def _among(ours: list[int], theirs: list[int]) -> bool:
    return set(ours) <= set(theirs)


def _same_where_decided(ours: list[int], theirs: list[int]) -> bool:
    return len(theirs) > 1 or ours == theirs


def _near(ours: Any, theirs: Any) -> bool:
    return bool(np.allclose(ours, theirs, atol=1e-3))


def _very_near(ours: float, theirs: float) -> bool:
    return abs(ours - theirs) < 1e-5


AGREES: Mapping[str, tuple[Agrees, str]] = {
    "approval": (_same, "pref_voting's winners"),
    "cumulative": (_same, "pref_voting's winners"),
    "score": (_same, "pref_voting's winners"),
    "star": (_among, "among pref_voting's winners, which has no protocol for ties"),
    "mj": (_among, "among pref_voting's winners, which breaks ties by the majority gauge alone"),
    "schulze": (_same, "pref_voting's winners by winning votes"),
    "irv": (_same_where_decided, "pref_voting's winner, where every way to break ties gives one"),
    "pairwise": (_near, "choix's strengths"),
    "wilson": (_very_near, "scipy's bound"),
}
"""How the two must agree, in a function and in words."""
