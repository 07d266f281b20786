"""What pref_voting, choix and scipy make of elections; run by the python that has them: JSON in, JSON out.

Nothing of this project is imported here, and nothing of it is there.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

UNSAID = -1
PRECISION = 1.0
"""Of the strengths that are believed in beforehand; choix takes the half of it for its penalty."""
Election = dict[str, Any]


def _grades(lowest: int, highest: int, method: str) -> Callable[[Election], Any]:
    count = getattr(import_module("pref_voting.grade_methods"), method)
    profiles = import_module("pref_voting.grade_profiles")

    def winners(election: Election) -> Any:
        rows = [dict(enumerate(row)) for row in election["marks"]]
        return count(profiles.GradeProfile(rows, list(range(lowest, highest + 1))))

    return winners


def _schulze() -> Callable[[Election], Any]:
    methods, profiles = (
        import_module("pref_voting.margin_based_methods"),
        import_module("pref_voting.profiles_with_ties"),
    )

    def winners(election: Election) -> Any:
        rows = [{at: rank for at, rank in enumerate(row) if rank != UNSAID} for row in election["marks"]]
        profile = profiles.ProfileWithTies(rows, candidates=list(range(len(election["marks"][0]))))
        profile.use_extended_strict_preference()
        return methods.beat_path(profile, strength_function=profile.support)

    return winners


def _irv() -> Callable[[Election], Any]:
    methods, profiles = import_module("pref_voting.iterative_methods"), import_module("pref_voting.profiles")

    def winners(election: Election) -> Any:
        orders = [sorted(range(len(row)), key=row.__getitem__) for row in election["marks"]]
        return methods.instant_runoff_put(profiles.Profile(orders))

    return winners


def _pairwise() -> Callable[[Election], Any]:
    choix = import_module("choix")

    def strengths(election: Election) -> Any:
        won = [(row.index(1), row.index(0)) for row in election["marks"]]
        return choix.opt_pairwise(len(election["marks"][0]), won, alpha=PRECISION / 2, tol=1e-9).tolist()

    return strengths


def _wilson() -> Callable[[Election], Any]:
    stats = import_module("scipy.stats")

    def bound(election: Election) -> Any:
        return float(stats.binomtest(election["won"], election["tried"]).proportion_ci(method="wilson").low)

    return bound


MAKERS: dict[str, Callable[[], Callable[[Election], Any]]] = {
    "approval": lambda: _grades(0, 1, "approval"),
    "cumulative": lambda: _grades(0, 10, "score_voting"),
    "score": lambda: _grades(1, 5, "score_voting"),
    "star": lambda: _grades(0, 5, "star"),
    "mj": lambda: _grades(1, 5, "majority_judgement"),
    "schulze": _schulze,
    "irv": _irv,
    "pairwise": _pairwise,
    "wilson": _wilson,
}


def main() -> None:
    """Count what stands in the input by kind, and write the results in the same order."""
    asked: dict[str, list[Election]] = json.load(sys.stdin)
    results = {}
    for kind, elections in asked.items():
        count = MAKERS[kind]()
        results[kind] = [_plain(count(election)) for election in elections]
    json.dump(results, sys.stdout)


def _plain(value: Any) -> Any:
    return (
        sorted(map(int, value))
        if isinstance(value, list) and not any(isinstance(one, float) for one in value)
        else value
    )


if __name__ == "__main__":
    main()
