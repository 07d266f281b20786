"""Quorum at its edges: what is reached exactly is reached."""

import pytest

from contests.counting.quorum import BALLOTS as KIND
from contests.counting.quorum import LOOKS, SHARE, Missed, missed
from contests.model.contest import Rules

BALLOTS, ROLL, FEWEST = 5, 20, 4


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(), ()),
        (Rules(quorum=5), ()),
        (Rules(quorum=6), (Missed(KIND, 6, 5),)),
        (Rules(quorum_share=25), ()),
        (Rules(quorum_share=26), (Missed(SHARE, 26, 25),)),
        (Rules(quorum_looks=4), ()),
        (Rules(quorum_looks=5), (Missed(LOOKS, 5, 4),)),
        (
            Rules(quorum=6, quorum_share=26, quorum_looks=5),
            (Missed(KIND, 6, 5), Missed(SHARE, 26, 25), Missed(LOOKS, 5, 4)),
        ),
    ],
)
def test_a_quorum_is_met_or_missed(rules: Rules, expected: tuple[Missed, ...]) -> None:
    assert missed(rules, BALLOTS, ROLL, [9, FEWEST, 7]) == expected


def test_a_share_is_reached_whole_or_not_at_all() -> None:
    assert missed(Rules(quorum_share=34), 1, 3, []) == (Missed(SHARE, 34, 33),), "a third is no 34 percent"
    assert missed(Rules(quorum_share=33), 1, 3, []) == ()
    assert missed(Rules(quorum_share=67), 2, 3, []) == (Missed(SHARE, 67, 66),), "two thirds are no 67 percent"
    assert missed(Rules(quorum_share=100), 3, 3, []) == ()
    assert missed(Rules(quorum_share=1), 0, 0, []) == (Missed(SHARE, 1, 0),), "an empty roll decides nothing"


def test_without_entries_no_looks_are_missed() -> None:
    assert missed(Rules(quorum_looks=3), 0, 5, []) == ()
