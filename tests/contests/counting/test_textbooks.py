"""Elections that textbooks, rules and manuals count, by name."""

from fractions import Fraction

import pytest

from contests.counting.approval import itch, shrunk, wilson
from contests.counting.intervals import wilson_lower
from contests.counting.score import best_of, combined
from contests.model.ballot import Method, Scoring, Tally
from tests.contests.counting.electing import counted, election, grid, order, scores

CAPITAL = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
VOTERS = {"Memphis": 42, "Nashville": 26, "Chattanooga": 15, "Knoxville": 17}
BY_DISTANCE = {
    "Memphis": ("Memphis", "Nashville", "Chattanooga", "Knoxville"),
    "Nashville": ("Nashville", "Chattanooga", "Knoxville", "Memphis"),
    "Chattanooga": ("Chattanooga", "Knoxville", "Nashville", "Memphis"),
    "Knoxville": ("Knoxville", "Chattanooga", "Nashville", "Memphis"),
}
"""Tennessee chooses its capital: everybody wants it near."""


def tennessee(*marks: int) -> list[tuple[int, dict[str, int]]]:
    return [(VOTERS[home], dict(zip(BY_DISTANCE[home], marks, strict=False))) for home in CAPITAL]


def test_single_choice_takes_memphis_and_approval_of_two_takes_nashville() -> None:
    assert order(Method.SINGLE, election(CAPITAL, tennessee(1))) == ["Memphis", "Nashville", "Knoxville", "Chattanooga"]
    assert order(Method.LIMITED, election(CAPITAL, tennessee(1, 1)))[0] == "Nashville"


def test_score_adds_the_grades() -> None:
    result = counted(Method.SCORE, election(CAPITAL, tennessee(5, 2, 1, 0)))
    assert result.steps[0].counts == {"Memphis": 210, "Nashville": 246, "Chattanooga": 203, "Knoxville": 141}
    assert [line.entry for line in result.standings] == ["Nashville", "Memphis", "Chattanooga", "Knoxville"]
    assert result.standings[0].score == Fraction(246, 100)


def test_star_lets_the_two_best_scores_run_off() -> None:
    result = counted(Method.STAR, election(CAPITAL, tennessee(5, 2, 1, 0)))
    assert result.steps[1].counts == {"Nashville": 58, "Memphis": 42}
    assert result.steps[1].chosen == ("Nashville",)
    assert [one for tied in result.order for one in tied] == ["Nashville", "Chattanooga", "Knoxville", "Memphis"]


def test_majority_judgment_takes_nashville_once_16_of_100_medians_are_gone() -> None:
    poor, fair, good, excellent = 1, 2, 3, 4
    grades = {
        "Memphis": (excellent, fair, poor, poor),
        "Nashville": (poor, excellent, fair, fair),
        "Chattanooga": (poor, fair, excellent, good),
        "Knoxville": (poor, fair, good, excellent),
    }
    profile = election(CAPITAL, [(VOTERS[home], dict(zip(CAPITAL, grades[home], strict=True))) for home in CAPITAL])
    assert order(Method.MAJORITY, profile) == ["Nashville", "Knoxville", "Chattanooga", "Memphis"]
    assert counted(Method.MAJORITY, profile).steps[0].counts == {
        "Memphis": poor, "Nashville": fair, "Chattanooga": fair, "Knoxville": fair,
    }  # fmt: skip


def test_majority_judgment_takes_the_lower_median_of_an_even_number() -> None:
    poor, fair, good, excellent = 1, 2, 3, 4
    profile = grid([[good, excellent], [good, fair], [fair, fair], [poor, fair]])
    assert order(Method.MAJORITY, profile) == ["a", "b"], "good, good, fair, poor beats excellent, fair, fair, fair"
    assert scores(Method.MAJORITY, profile) == {"a": fair, "b": fair}
    assert scores(Method.MAJORITY, grid([[excellent, poor], [poor, good]])) == {"a": poor, "b": poor}


def test_majority_judgment_leaves_equal_grades_tied_and_takes_no_grade_for_the_lowest() -> None:
    assert order(Method.MAJORITY, grid([[3, 1, 3], [1, 3, -1], [2, 2, 2]])) == ["a=b", "c"]


def test_cumulative_adds_points_and_ties_are_ties() -> None:
    profile = election("abc", [(2, {"a": 4, "b": 6}), (1, {"a": 4, "c": 6}), (1, {"b": 0})])
    result = counted(Method.CUMULATIVE, profile)
    assert result.order == (("a", "b"), ("c",))
    assert [(int(line.score), line.approvals, line.exposures) for line in result.standings] == [
        (12, 3, 3),
        (12, 2, 3),
        (6, 1, 1),
    ]


@pytest.mark.parametrize(
    ("successes", "trials", "bound", "reddit"),
    [(1, 1, 0.2065, 0.3784), (10, 11, 0.6226, 0.7395), (100, 101, 0.9460, 0.9675), (60, 100, 0.5020, 0.5361)],
)
def test_wilsons_lower_bound(successes: int, trials: int, bound: float, reddit: float) -> None:
    assert wilson_lower(successes, trials) == pytest.approx(bound, abs=5e-5)
    assert wilson_lower(successes, trials, 1.281551565545) == pytest.approx(reddit, abs=5e-5)
    assert wilson_lower(0, trials) == pytest.approx(0)
    assert wilson_lower(0, 0) == 0.0


def test_itchs_score_of_an_entry_that_fewer_than_the_median_rated() -> None:
    rated = {"few": Tally(9 * 19, 2 * 19), "middle": Tally(1, 2 * 20), "many": Tally(1, 2 * 40)}  # an average of 4.5
    assert float(itch(rated)["few"]) == pytest.approx(4.386057, abs=5e-7)
    assert itch(rated)["many"] == pytest.approx(1 / 80)
    assert itch({"a": Tally(), "b": Tally()}) == {"a": 0, "b": 0}


def test_itchs_median_of_an_even_number_lies_between_and_one_of_nothing_pulls_nobody_down() -> None:
    even = {"a": Tally(1, 1), "b": Tally(2, 2), "c": Tally(3, 3), "d": Tally(8, 8)}  # a median of 2.5 looks
    assert [float(score) for score in itch(even).values()] == pytest.approx([0.4**0.5, 0.8**0.5, 1, 1])
    unseen = {"a": Tally(1, 2), "b": Tally(), "c": Tally()}
    assert itch(unseen) == {"a": Fraction(1, 2), "b": 0, "c": 0}


def test_an_entry_without_looks_is_at_the_mean_and_without_any_looks_all_are_at_nothing() -> None:
    tallies = {"a": Tally(3, 4), "b": Tally(1, 2), "c": Tally(0, 2), "d": Tally()}
    mean, prior = Fraction(4, 8), Fraction(2)
    assert shrunk(tallies) == {"a": (prior * mean + 3) / 6, "b": Fraction(1, 2), "c": prior * mean / 4, "d": mean}
    assert shrunk({"a": Tally(3, 4), "b": Tally(), "c": Tally()}) == dict.fromkeys("abc", Fraction(3, 4))
    assert shrunk({"a": Tally(), "b": Tally()}) == {"a": 0, "b": 0}
    assert wilson({"a": Tally()}) == {"a": 0}


def test_the_bayesian_mean_and_wilsons_bound_of_approvals() -> None:
    tallies = {"a": Tally(2, 2), "b": Tally(3, 10), "c": Tally(4, 6)}
    assert shrunk(tallies)["a"] == (6 * Fraction(9, 18) + 2) / (6 + 2)
    assert wilson(tallies)["b"] == Fraction(round(wilson_lower(3, 10) * 10**9), 10**9)


def test_scores_where_not_everybody_graded_everything_are_pulled_to_the_mean() -> None:
    profile = election("ab", [(1, {"a": 5}), (9, {"b": 4}), (1, {"a": 4, "b": 4})])
    assert order(Method.SCORE, profile) == ["a", "b"], "4.5 of two, 4 of ten"
    mean, prior = Fraction(49, 12), Fraction(6)
    assert scores(Method.SCORE, profile) == {
        "a": (prior * mean + 9) / (prior + 2),
        "b": (prior * mean + 40) / (prior + 10),
    }


def test_scores_may_be_shares_or_bounds_where_a_contest_asks_for_them() -> None:
    profile = election("ab", [(1, {"a": 5}), (9, {"b": 4}), (1, {"a": 4, "b": 4})])
    found = {}
    for scoring in Scoring:
        result = counted(Method.SCORE, profile, scoring=scoring)  # type: ignore[arg-type]  # the one that is no number
        found[scoring] = {line.entry: float(line.score) for line in result.standings}
    assert found[Scoring.SHARE] == {"a": 4.5, "b": 4.0}
    assert found[Scoring.ITCH] == pytest.approx({"a": 4.5 * (2 / 6) ** 0.5, "b": 4.0})
    assert found[Scoring.WILSON] == pytest.approx(
        {one: 5 * wilson_lower(sum_ / 5, looks) for one, sum_, looks in (("a", 9, 2), ("b", 40, 10))}
    )


def test_several_criteria_are_one_weighted_mark_and_none_while_one_is_missing() -> None:
    assert combined((5, 3), (2, 1)) == 13
    assert combined((5, 0), (2, 1)) == -1
    assert combined((5,), (2, 1)) == -1
    assert combined((4,), (1,)) == 4
    assert best_of((2, 1)) == 15
