"""What becomes of two ballots that are one person's (RULES.md 30)."""

from datetime import UTC, datetime, timedelta

import pytest

from contests.model.ballot import Choice, Grades, Mark, Method, Mode, Place, Preference
from contests.model.contest import Round, RoundKind
from contests.rules.linking import Cast, merged, votes_on

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
YES, PASS = Choice.APPROVE, Choice.PASS


def voting(mode: Mode = Mode.QUEUE, method: Method = Method.APPROVAL) -> Round:
    return Round("v", RoundKind.VOTING, NOON, NOON + timedelta(days=1), NOON, mode=mode, method=method)


def cast(at: int = 0, **choices: tuple[Choice, int]) -> Cast:
    """Make a ballot of choices with the minute of each; it was changed last at the latest, or at `at`."""
    made = {entry: (choice, NOON + timedelta(minutes=minute)) for entry, (choice, minute) in choices.items()}
    last = max([at, *(minute for _, minute in choices.values())])
    return Cast(made, NOON + timedelta(minutes=last))


def said(one: Round, stays: Cast, goes: Cast, *own: str) -> dict[str, Mark]:
    return {entry: choice for entry, (choice, _) in merged(one, stays, goes, own, 2).items()}


def test_entry_by_entry_the_later_choice_stands() -> None:
    stays, goes = cast(a=(YES, 1), b=(PASS, 4)), cast(a=(PASS, 2), b=(YES, 3), c=(YES, 5))
    assert said(voting(), stays, goes) == said(voting(), goes, stays) == {"a": PASS, "b": PASS, "c": YES}


def test_of_two_choices_at_the_same_time_the_older_accounts_stands() -> None:
    assert said(voting(), cast(a=(YES, 1)), cast(a=(PASS, 1))) == {"a": YES}


def test_a_choice_on_what_is_now_an_own_entry_goes() -> None:
    assert said(voting(), cast(a=(YES, 1)), cast(a=(YES, 2), b=(PASS, 3)), "a") == {"b": PASS}


@pytest.mark.parametrize("own", [(), ("b",)])
def test_in_a_list_the_later_ballot_stands_also_where_it_is_empty(own: tuple[str, ...]) -> None:
    listed = voting(Mode.LIST)
    assert said(listed, cast(a=(YES, 1)), cast(b=(YES, 2)), *own) == ({} if own else {"b": YES})
    assert said(listed, cast(a=(YES, 3)), cast(b=(YES, 2)), *own) == {"a": YES}
    assert said(listed, cast(a=(YES, 1)), cast(at=2), *own) == {}
    assert said(listed, cast(a=(YES, 1)), Cast(), *own) == {"a": YES}
    assert said(listed, Cast(), cast(a=(YES, 1)), *own) == {"a": YES}


def test_in_single_choice_the_last_approval_stands_and_makes_passes_of_the_others() -> None:
    single = voting(method=Method.SINGLE)
    assert said(single, cast(a=(YES, 1), c=(PASS, 9)), cast(b=(YES, 2))) == {"a": PASS, "b": YES, "c": PASS}
    assert said(single, cast(a=(YES, 3)), cast(b=(YES, 2))) == {"a": YES, "b": PASS}
    assert said(single, cast(a=(YES, 1)), cast(b=(YES, 2)), "b") == {"a": YES}


def marked(at: int, /, **marks: Mark) -> Cast:
    """Make a ballot of marks that were all made at this minute."""
    moment = NOON + timedelta(minutes=at)
    return Cast({subject: (mark, moment) for subject, mark in marks.items()}, moment)


def test_of_two_orders_the_later_stands_and_below_an_own_entry_all_rise() -> None:
    ranked = voting(Mode.LIST, Method.SCHULZE)
    stays, goes = marked(1, a=Place(1), b=Place(2)), marked(2, b=Place(1), a=Place(2), c=Place(3))
    assert said(ranked, stays, goes) == {"b": Place(1), "a": Place(2), "c": Place(3)}
    assert said(ranked, stays, goes, "b") == {"a": Place(1), "c": Place(2)}


def test_pair_by_pair_the_later_answer_stands_and_a_pair_with_an_own_entry_goes() -> None:
    compared = voting(method=Method.PAIRWISE)
    early: dict[str, Mark] = {"a~b": Preference.FIRST, "b~c": PASS}
    late: dict[str, Mark] = {"a~b": Preference.SECOND, "a~c": PASS}
    stays, goes = marked(1, **early), marked(2, **late)
    assert said(compared, stays, goes) == {"a~b": Preference.SECOND, "b~c": PASS, "a~c": PASS}
    assert said(compared, stays, goes, "a") == {"b~c": PASS}


def test_of_limited_approvals_the_earliest_above_the_limit_become_passes() -> None:
    limited = voting(method=Method.LIMITED)
    assert said(limited, cast(a=(YES, 1), b=(YES, 4)), cast(c=(YES, 3))) == {"a": PASS, "b": YES, "c": YES}


def test_whole_grades_stand_against_later_ones_of_which_some_are_missing() -> None:
    graded = voting(method=Method.SCORE)
    whole, begun = marked(1, a=Grades((4, 5))), marked(2, a=Grades((1, 0)))
    assert said(graded, whole, begun) == said(graded, begun, whole) == {"a": Grades((4, 5))}
    assert votes_on({**whole.choices, **begun.choices}, ["a"]) == 0
    assert votes_on(whole.choices, ["a"]) == 1
