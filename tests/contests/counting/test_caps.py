"""Caps after ranking: one reward a member, none for whoever won lately, and who was skipped is named."""

from dataclasses import replace

from contests.counting.caps import ONE_EACH, REPEAT, rewarded
from contests.counting.ties import ties_that_matter
from contests.model.reward import Reward
from contests.model.standing import Standings
from tests.contests.counting.electing import lines
from tests.contests.making import contest

TWO = (Reward(1, "bag"), Reward(2, "cup"))


def given(
    standings: Standings, *, one_each: bool = False, winners: tuple[str, ...] = ()
) -> list[tuple[str, str | None, str]]:
    brief = contest(rewards=TWO).brief
    return [
        (line.entry, line.reward, line.skipped)
        for line in rewarded(brief, standings, one_each=one_each, winners=winners)
    ]


def test_without_caps_a_member_may_win_twice() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 3), members={"a": "ann", "b": "ann"})
    assert given(standings) == [("a", "bag", ""), ("b", "cup", ""), ("c", None, "")]


def test_the_next_one_down_gets_what_would_be_a_members_second_and_the_skipped_keeps_its_rank() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 3), ("d", 4), members={"a": "ann", "b": "ann", "d": "ann"})
    assert given(standings, one_each=True) == [
        ("a", "bag", ""),
        ("b", None, ONE_EACH),
        ("c", "cup", ""),
        ("d", None, ""),
    ]
    assert [line.rank for line in rewarded(contest(rewards=TWO).brief, standings, one_each=True)] == [1, 2, 3, 4]


def test_who_won_lately_is_skipped_and_who_would_win_nothing_is_not_named() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 3), ("d", 4))
    assert given(standings, winners=("m-a", "m-d")) == [
        ("a", None, REPEAT),
        ("b", "bag", ""),
        ("c", "cup", ""),
        ("d", None, ""),
    ]
    assert given(standings, winners=("m-a", "m-b", "m-c", "m-d")) == [(one, None, REPEAT) for one in "abcd"]


def test_two_entries_of_one_member_that_tie_win_once() -> None:
    standings = lines(("a", 1), ("b", 1), ("c", 3), members={"a": "ann", "b": "ann"})
    assert given(standings, one_each=True) == [("a", "bag", ""), ("b", None, ONE_EACH), ("c", "cup", "")]


def test_the_tied_share_a_place_and_use_theirs_up() -> None:
    assert given(lines(("a", 1), ("b", 1), ("c", 3))) == [("a", "bag", ""), ("b", "bag", ""), ("c", None, "")]
    assert given(lines(("a", 1), ("b", 1), ("c", 3)), winners=("m-a",)) == [
        ("a", None, REPEAT),
        ("b", "bag", ""),
        ("c", "cup", ""),
    ]


def test_what_cannot_win_uses_no_place_up_and_is_not_skipped() -> None:
    first, second, third = lines(("a", 1), ("b", 2), ("c", 3))
    assert given((replace(first, approvals=0), second, third), winners=("m-a",)) == [
        ("a", None, ""),
        ("b", "bag", ""),
        ("c", "cup", ""),
    ]
    assert given((first, second, replace(third, is_beaten=True))) == [
        ("a", "bag", ""),
        ("b", "cup", ""),
        ("c", None, ""),
    ]
    struck = (
        replace(second, rank=1),
        replace(third, rank=2),
        replace(first, struck=True, rank=0, reward="bag", skipped=REPEAT),
    )
    assert given(struck) == [("b", "bag", ""), ("c", "cup", ""), ("a", None, "")]


def test_caps_are_taken_back_when_rewards_are_given_anew() -> None:
    standings = lines(("a", 1), ("b", 2))
    brief = contest(rewards=TWO).brief
    capped = rewarded(brief, standings, winners=("m-a",))
    assert rewarded(brief, capped) == rewarded(brief, standings)


def matters(
    standings: Standings, *, rewards: tuple[Reward, ...] = TWO, winners: tuple[str, ...] = (), one_each: bool = False
) -> list[list[str]]:
    one = contest(rewards=rewards, ambassadors=0, one_each=one_each)
    return [[line.entry for line in group] for group in ties_that_matter(one, standings, winners)]


def test_a_tie_matters_by_the_places_that_are_left_after_the_caps() -> None:
    standings = lines(("a", 1), ("b", 2), ("c", 2), ("d", 4), ("e", 4))
    assert matters(standings) == [["b", "c"]], "a cup for one of two"
    assert matters(standings, winners=("m-a",)) == [["b", "c"]], "a bag for one, a cup for the other"
    assert matters(standings, winners=("m-a", "m-b")) == [["d", "e"]], "b is skipped, c has the bag"
    assert matters(standings, winners=("m-b",)) == [], "nobody but c may have the cup"


def test_a_tie_of_one_members_entries_matters_only_where_somebody_else_is_in_it() -> None:
    standings = lines(("a", 1), ("b", 1), members={"a": "ann", "b": "ann"})
    assert matters(standings, rewards=TWO[:1], one_each=True) == []
    assert matters(standings, rewards=TWO[:1]) == [["a", "b"]]
    three = lines(("a", 1), ("b", 1), ("c", 1), members={"a": "ann", "b": "ann"})
    assert matters(three, rewards=TWO[:1], one_each=True) == [["a", "b", "c"]]


def test_what_cannot_win_hides_no_tie_below_it() -> None:
    first, *others = lines(("a", 1), ("b", 2), ("c", 2))
    assert matters((replace(first, approvals=0), *others)) == [["b", "c"]]
