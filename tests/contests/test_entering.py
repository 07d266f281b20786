"""Entering, replacing and withdrawing, decided by the pure rules (RULES.md 7-14, 28-29)."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.model.contest import Contest, Round, RoundKind, State
from contests.model.entry import Entry, EntryKind, EntryState, HowGot, ReviewFacts, Words
from contests.model.member import Account, Role
from contests.ports import Actor
from contests.refusals import Refusal
from contests.rules.entering import (
    check_complete,
    check_entering,
    check_how_got,
    check_limit,
    check_sources,
    replaced,
    send,
    withdraw,
)
from contests.rules.limits import TextLimits, check_words, is_blank
from tests.contests.making import DAY, HOUR, NOON, contest, entry, member

OUT = (EntryState.WITHDRAWN, EntryState.REJECTED, EntryState.DISQUALIFIED, EntryState.DRAFT)
TICK = timedelta(microseconds=1)


def open_contest(state: State = State.SUBMISSION, **rules: Any) -> Contest:
    """Make a contest whose submissions run from noon for two days."""
    running = Round("cs", RoundKind.SUBMISSION, NOON, NOON + 2 * DAY, opened_at=NOON)
    return replace(contest(state, **rules), rounds=(running,))


def review(got: HowGot = HowGot.SAMPLE, name: str = "r") -> Entry:
    """Make a review."""
    facts = ReviewFacts("Cup", 4, (), (), got)
    return replace(entry(name), kind=EntryKind.REVIEW, words=Words("Cup", review=facts))


def key_of(refused: pytest.ExceptionInfo[Refusal]) -> tuple[str, object]:
    """Return the key of a refusal and why."""
    return refused.value.key, refused.value.facts.get("why")


@pytest.mark.parametrize(
    ("at", "key"),
    [(NOON - TICK, "not_open"), (NOON, ""), (NOON + 2 * DAY - TICK, ""), (NOON + 2 * DAY, "too_late")],
)
def test_the_very_deadline_is_too_late_and_the_moment_before_it_is_not(at: datetime, key: str) -> None:
    with pytest.raises(Refusal, match=key) if key else nullcontext():
        check_entering(open_contest(), member(), at, is_present=True)


@given(st.lists(st.sampled_from(EntryState), max_size=8), st.integers(1, 5))
def test_only_what_takes_part_counts_against_the_limit(states: list[EntryState], limit: int) -> None:
    own = [entry(str(number), state) for number, state in enumerate(states)]
    taking_part = sum(state not in OUT for state in states)
    if taking_part < limit:
        check_limit(open_contest(entries_each=limit), own)
        return
    with pytest.raises(Refusal) as refused:
        check_limit(open_contest(entries_each=limit), own)
    assert (refused.value.key, refused.value.facts["limit"]) == ("limit_entries", limit)


def test_a_replaced_entry_keeps_its_id_and_is_reviewed_anew() -> None:
    draft = replace(entry("d", EntryState.DRAFT, "m-e"), words=Words("Better"), replaces="e", sent_at=None)
    now = replaced(open_contest(), entry("e"), draft, NOON + HOUR)
    assert (now.id, now.words.title, now.state, now.sent_at) == ("e", "Better", EntryState.WAITING, NOON + HOUR)
    assert replaced(open_contest(review=False), entry("e"), draft, NOON).state is EntryState.ADMITTED


@pytest.mark.parametrize("state", [EntryState.CHANGES, EntryState.ADMITTED])
def test_after_the_close_only_asked_for_changes_are_taken(state: EntryState) -> None:
    draft = entry("d", EntryState.DRAFT)
    late = NOON + 3 * DAY
    if state is EntryState.CHANGES:
        assert replaced(open_contest(State.REVIEW), entry("e", state), draft, late).state is EntryState.WAITING
        return
    with pytest.raises(Refusal, match="too_late"):
        replaced(open_contest(State.REVIEW), entry("e", state), draft, late)


def test_how_a_product_was_got_cannot_be_unsaid() -> None:
    check_how_got(review(), review(name="d").words.review)
    check_how_got(entry("e"), None)
    with pytest.raises(Refusal) as refused:
        check_how_got(review(), review(HowGot.BOUGHT).words.review)
    assert key_of(refused) == ("already_decided", "got")


@pytest.mark.parametrize("state", EntryState)
def test_whatever_was_sent_can_be_withdrawn_once(state: EntryState) -> None:
    keys = {EntryState.DRAFT: "no_such", EntryState.WITHDRAWN: "withdrawn"}
    if state in keys:
        with pytest.raises(Refusal, match=keys[state]):
            withdraw(open_contest(), entry("e", state))
        return
    gone = withdraw(open_contest(), entry("e", state))
    assert (gone.state, gone.media) == (EntryState.WITHDRAWN, ())


@pytest.mark.parametrize("state", [State.DECIDED, State.ANNOUNCED, State.ARCHIVED])
def test_from_the_decision_on_nothing_is_withdrawn_by_its_author_alone(state: State) -> None:
    with pytest.raises(Refusal) as refused:
        withdraw(contest(state), entry("e"))
    assert key_of(refused) == ("already_decided", "contest")


@given(
    st.sampled_from(EntryState),
    st.booleans(),
    st.booleans(),
)
def test_a_source_is_shown_and_may_be_remixed_or_is_ones_own(state: EntryState, allowed: bool, own: bool) -> None:  # noqa: FBT001 - drawn
    source = replace(entry("e", state), may_be_remixed=allowed, member="m" if own else "another")
    shown = state in {EntryState.ADMITTED, EntryState.DISQUALIFIED}
    fits = (shown or (own and state not in OUT)) and (allowed or own)
    if fits:
        check_sources([source], [], "m")
        return
    with pytest.raises(Refusal) as refused:
        check_sources([source], [], "m")
    assert refused.value.key in {"no_such", "not_yours"}


def test_what_lacks_a_title_may_be_a_draft_and_is_not_sent() -> None:
    draft = replace(entry("d", EntryState.DRAFT), words=Words("\N{ZERO WIDTH SPACE} "))
    check_words(draft.words, (), TextLimits())
    with pytest.raises(Refusal, match="needs_argument"):
        check_complete(draft)
    with pytest.raises(Refusal, match="needs_argument"):
        check_complete(replace(review(), words=Words("Cup")))
    with pytest.raises(Refusal, match="already_decided"):
        send(open_contest(), entry("e"), [], NOON)


@given(st.text())
def test_blanks_and_what_draws_nothing_are_blank(text: str) -> None:
    assert is_blank(text) <= (not text.isalnum())
    assert is_blank("\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH JOINER}\t \N{NO-BREAK SPACE}")
    assert not is_blank(f"{text}x")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("x" * 101), "title"),
        (Words("x", "y" * 4001), "text"),
        (Words("x", thanks="y" * 1001), "thanks"),
        (Words("x", sources=("abcdefghijkl",) * 100), "from"),
        (Words("x", review=ReviewFacts("y" * 101, 1, (), (), HowGot.GIFT)), "product"),
        (Words("x", review=ReviewFacts("y", 1, ("z" * 101,), (), HowGot.GIFT)), "aspect"),
        (Words("x", review=ReviewFacts("y", 1, (), ("zzz",) * 250, HowGot.GIFT)), "criticised"),
    ],
)
def test_a_text_beyond_its_limit_is_named(words: Words, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_words(words, (), TextLimits())
    assert (refused.value.key, refused.value.facts["field"]) == ("too_long", field)


@pytest.mark.parametrize(
    ("presence", "venues", "told"),
    [
        ({}, "", "unknown"),
        ({}, "a", "unknown"),
        ({"a": True}, "", "there"),
        ({"a": True}, "ab", "there"),
        ({"a": True}, "b", "away"),
        ({"a": False, "b": True}, "a", "away"),
        ({"a": False}, "", "away"),
    ],
)
def test_a_member_is_where_a_venue_of_the_contest_shows_them(presence: dict[str, bool], venues: str, told: str) -> None:
    actor = Actor(member("m", Role.MEMBER), Account("a-m", "k", "m", "web", "m", None), NOON, presence)
    assert {None: "unknown", True: "there", False: "away"}[actor.is_present_in(venues)] == told
