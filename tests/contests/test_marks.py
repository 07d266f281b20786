"""What a press changes on a ballot, by what voters do in the round; and what no ballot takes."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.model.ballot import NO_AWARD, Choice, Grades, Mark, Method, Mode, Place, Preference, read_mark, written
from contests.model.contest import Round, RoundKind
from contests.model.entry import EntryState
from contests.refusals import Refusal
from contests.rules.marks import (
    Changes,
    SoFar,
    admit_choice,
    admit_grades,
    admit_list,
    admit_place,
    admit_preference,
    admit_ranking,
    order_of,
    within_stars,
)
from contests.rules.voting import FREE_AFTER, NO_AWARD_CANDIDATE, Candidate, votable

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
YES, PASS = Choice.APPROVE, Choice.PASS
A, B, C = (Candidate(name, f"by-{name}", EntryState.ADMITTED) for name in "abc")
GONE = Candidate("gone", "by-gone", EntryState.WITHDRAWN)


def voting(method: Method = Method.APPROVAL, mode: Mode = Mode.QUEUE, *, no_award: bool = False) -> Round:
    closes = NOON + timedelta(days=1)
    return Round("v", RoundKind.VOTING, NOON, closes, NOON, method=method, mode=mode, no_award=no_award)


def vi(served: str | None = None, /, **marks: Mark) -> SoFar:
    return SoFar("vi", marks, served)


def refused(admit: Callable[[], object]) -> tuple[str, Mapping[str, object]]:
    with pytest.raises(Refusal) as told:
        admit()
    return told.value.key, told.value.facts


def test_what_was_served_or_answered_is_answered_and_all_else_after_five_answers() -> None:
    assert admit_choice(voting(), A, YES, vi("a")) == {"a": YES}
    assert admit_choice(voting(), A, YES, vi("b", a=PASS)) == {"a": YES}
    four = dict.fromkeys("wxyz", PASS)
    told = refused(lambda: admit_choice(voting(), A, YES, vi("b", **four)))
    assert told == ("not_open", {"why": "queue_first", "left": 1})
    assert admit_choice(voting(), A, YES, vi("b", **four, v=PASS)) == {"a": YES}
    assert len(four) + 1 == FREE_AFTER


def test_grades_of_which_some_are_missing_are_no_answer_in_the_queue_either() -> None:
    graded = voting(Method.SCORE)
    begun: dict[str, Mark] = dict.fromkeys("vwxyz", Grades((1, 0)))
    told = refused(lambda: admit_grades(graded, A, Grades((5, 0)), vi("b", **begun), criteria=2))
    assert told == ("not_open", {"why": "queue_first", "left": 5})


@pytest.mark.parametrize(
    ("one", "admit", "why"),
    [
        (voting(mode=Mode.LIST), lambda one: admit_choice(one, A, YES, vi("a")), "list"),
        (voting(), lambda one: admit_list(one, [A], vi()), "queue"),
        (voting(Method.SCORE), lambda one: admit_choice(one, A, YES, vi("a")), "grade"),
        (voting(Method.SCHULZE), lambda one: admit_choice(one, A, PASS, vi("a")), "rank"),
        (voting(Method.PAIRWISE), lambda one: admit_choice(one, A, PASS, vi("a")), "compare"),
        (voting(), lambda one: admit_grades(one, A, Grades((1,)), vi("a"), criteria=1), "queue"),
        (voting(mode=Mode.LIST), lambda one: admit_place(one, A, vi()), "list"),
        (voting(Method.STAR), lambda one: admit_ranking(one, [A], vi()), "grade"),
        (voting(Method.IRV), lambda one: admit_preference(one, "a~b", [A, B], PASS, vi("a~b")), "rank"),
    ],
)  # fmt: skip
def test_a_mark_of_another_kind_than_the_rounds_is_refused(
    one: Round, admit: Callable[[Round], object], why: str
) -> None:
    assert refused(lambda: admit(one)) == ("not_open", {"why": why})


def test_where_stars_are_counted_one_more_is_refused_until_one_is_taken_back() -> None:
    def press(entry: Candidate, choice: Choice, before: SoFar, *gone: str) -> Changes:
        return within_stars(
            admit_choice(voting(Method.LIMITED), entry, choice, before), before.marks, stars=2, gone=gone
        )

    full = vi("c", a=YES, b=YES, x=PASS)
    assert refused(lambda: press(C, YES, full)) == ("too_large", {"why": "limited", "limit": 2})
    assert press(A, YES, full) == {}
    assert press(A, PASS, full) == {"a": PASS}
    assert press(C, YES, vi("c", a=PASS, b=YES)) == {"c": YES}
    assert press(C, YES, full, "a") == {"c": YES, "a": PASS}, "a star on what has left the vote is free"
    listed = voting(Method.LIMITED, Mode.LIST)
    whole = admit_list(listed, [A, B, C], vi())
    assert refused(lambda: within_stars(whole, {}, 2, ()))[1]["limit"] == 2
    assert within_stars(admit_list(listed, [B, C], vi(a=YES, b=YES)), {"a": YES, "b": YES}, 2, ()) == {
        "a": None,
        "c": YES,
    }


def test_grades_come_one_after_the_other_and_may_be_changed() -> None:
    graded = voting(Method.SCORE)

    def give(*grades: int, before: SoFar) -> Changes:
        return admit_grades(graded, A, Grades(grades), before, criteria=2)

    assert give(4, 0, before=vi("a")) == {"a": Grades((4, 0))}
    assert give(0, 5, before=vi("a", a=Grades((4, 0)))) == {"a": Grades((4, 5))}
    assert give(1, 0, before=vi("b", a=Grades((4, 5)))) == {"a": Grades((1, 5))}
    assert give(4, 5, before=vi("b", a=Grades((4, 5)))) == {}
    assert give(2, 0, before=vi("b", a=PASS)) == {"a": Grades((2, 0))}
    assert admit_choice(graded, A, PASS, vi("a", a=Grades((4, 0)))) == {"a": PASS}
    for forged in ((0, 0), (6, 1), (-1, 1), (1,), (1, 1, 1)):
        assert refused(partial(give, *forged, before=vi("a")))[0] == "no_such"


def test_one_press_takes_a_place_or_gives_it_back() -> None:
    ranked = voting(Method.SCHULZE, Mode.LIST)
    order: dict[str, Mark] = {"a": Place(1), "b": Place(2)}
    assert admit_place(ranked, A, vi()) == {"a": Place(1)}
    assert admit_place(ranked, C, vi(**order)) == {"c": Place(3)}
    assert admit_place(ranked, A, vi(**order)) == {"a": None, "b": Place(1)}
    assert admit_ranking(ranked, [B, A, B], vi(**order)) == {"b": Place(1), "a": Place(2)}
    assert admit_ranking(ranked, [], vi(**order)) == {"a": None, "b": None}
    assert admit_ranking(ranked, [A, B], vi(**order)) == {}


@given(st.lists(st.sampled_from([A, B, C]), max_size=30))
def test_the_places_of_an_order_never_have_a_gap(presses: list[Candidate]) -> None:
    marks: dict[str, Mark] = {}
    expected: list[str] = []
    for one in presses:
        for entry, mark in admit_place(voting(Method.IRV), one, vi(**marks)).items():
            marks = {name: old for name, old in marks.items() if name != entry} | ({entry: mark} if mark else {})
        expected = [name for name in expected if name != one.id] + [one.id] * (one.id not in expected)
        assert order_of(marks) == tuple(expected)
        assert sorted(mark.number for mark in marks.values() if isinstance(mark, Place)) == list(
            range(1, len(marks) + 1)
        )


def test_of_a_pair_one_is_preferred_or_neither() -> None:
    compared = voting(Method.PAIRWISE)
    assert admit_preference(compared, "a~b", [A, B], Preference.SECOND, vi("a~b")) == {"a~b": Preference.SECOND}
    assert admit_preference(compared, "a~b", [A, B], PASS, vi("x~y", **{"a~b": Preference.FIRST})) == {"a~b": PASS}
    assert admit_preference(compared, "a~b", [A, B], PASS, vi("x~y", **{"a~b": PASS})) == {}


@pytest.mark.parametrize(
    ("pair", "sides", "mark", "key"),
    [
        ("b~a", [B, A], PASS, "no_such"),
        ("a~a", [A, A], PASS, "no_such"),
        ("a", [A], PASS, "no_such"),
        ("a~b~c", [A, B, C], PASS, "no_such"),
        ("a~x", [A, None], PASS, "no_such"),
        ("a~b", [A, B], YES, "no_such"),
        ("a~gone", [A, GONE], PASS, "withdrawn"),
        ("a~own", [A, Candidate("own", "vi", EntryState.ADMITTED)], PASS, "own_entry"),
        ("a~none", [A, NO_AWARD_CANDIDATE], PASS, "no_such"),
        ("b~c", [B, C], PASS, "not_open"),
    ],
)
def test_what_is_no_pair_of_this_member_is_refused(
    pair: str, sides: list[Candidate | None], mark: Mark, key: str
) -> None:
    assert (
        refused(
            lambda: admit_preference(voting(Method.PAIRWISE), pair, sides, mark, vi(pair if pair != "b~c" else None))
        )[0]
        == key
    )


def test_no_award_stands_beside_the_entries_only_where_the_round_has_it() -> None:
    assert votable(voting(no_award=True), [A, B], "by-a") == (B, NO_AWARD_CANDIDATE)
    assert votable(voting(), [A, B], "by-a") == (B,)
    assert votable(voting(no_award=True), [A], "by-a") == ()
    assert admit_choice(voting(no_award=True), NO_AWARD_CANDIDATE, YES, vi(NO_AWARD)) == {NO_AWARD: YES}
    assert refused(lambda: admit_choice(voting(), NO_AWARD_CANDIDATE, YES, vi(NO_AWARD)))[0] == "no_such"


marks = st.one_of(
    st.sampled_from([*Choice, *Preference]),
    st.builds(Place, st.integers(1, 25)),
    st.lists(st.integers(0, 5), min_size=1).map(tuple).map(Grades),
)


@given(marks)
def test_a_mark_is_read_as_it_was_written(mark: Mark) -> None:
    assert read_mark(written(mark)) == mark
