"""What the ballot writer makes of a ballot: the rules of each press, against the facts that are stored."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from contests.model.ballot import Choice, Mark, Method, Mode
from contests.model.community import Brand, Community
from contests.model.contest import Contest, Round, RoundKind, State
from contests.model.entry import EntryState
from contests.model.member import Role
from contests.ports import Ballot, Work
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, SECOND, contest, entry, member, stage

pytestmark = pytest.mark.usefixtures("out_of_turn")
YES, PASS = Choice.APPROVE, Choice.PASS
NOW = NOON + 2 * HOUR
VOTING = "battle-v"
ENTRIES = (
    entry("a", "ann"),
    entry("b", "ben"),
    entry("c", "cy"),
    entry("gone", "ben", EntryState.WITHDRAWN),
    entry("struck", "ben", EntryState.DISQUALIFIED),
)
RUNOFF = Round("battle-r", RoundKind.RUNOFF, NOON + DAY, NOON + 2 * DAY, NOON + DAY, mode=Mode.LIST, among=("a", "b"))


def press(name: str, choice: Choice = YES, by: str = "vi", at: timedelta = 2 * HOUR) -> Ballot:
    """Make a press of Approve or Pass."""
    return Ballot(KIT.id, VOTING, by, NOON + at, choice=(name, choice))


def listed(*names: str, by: str = "vi", in_: str = VOTING, at: timedelta = 2 * HOUR) -> Ballot:
    """Make a press of the whole list."""
    return Ballot(KIT.id, in_, by, NOON + at, approved=names)


def with_voting(running: Contest, **changes: object) -> Contest:
    """Return the contest with another voting round."""
    return running.with_round(replace(running.rounds[1], **changes))  # type: ignore[arg-type]  # any field of a round


def in_runoff(running: Contest) -> Contest:
    """Return the contest in a run-off between a and b."""
    closed = with_voting(running, closed_at=NOON + DAY - HOUR)
    return replace(closed, state=State.RUNOFF, rounds=(*closed.rounds, RUNOFF))


def as_it_is(running: Contest) -> Contest:
    """Return the contest."""
    return running


def in_single_list(running: Contest) -> Contest:
    """Return the contest with a list in single choice."""
    return with_voting(running, mode=Mode.LIST, method=Method.SINGLE)


async def set_up(store: SqlStore, running: Contest | None = None) -> None:
    """Store a contest in voting, of which `running` may be another version, its voter vi, and others."""
    async with store.work() as work:
        await stage(work, *ENTRIES, voters=["vi"])
        await work.contests.save(running or contest())
        await add_others(work)


async def add_others(work: Work) -> None:
    """Store who may not vote, and an entry of another contest."""
    await work.people.save_community(Community("other", Brand("Other"), "en", "UTC"))
    await work.people.save_member(member("stranger", community="other"))
    await work.people.save_member(member("mo", Role.MANAGER))
    await work.people.save_member(replace(member("late"), joined_at=NOON + DAY - SECOND))
    await work.contests.add(contest("elsewhere"))
    await work.entries.save(entry("else", "ben", in_="elsewhere"))


async def stored(store: SqlStore, voter: str = "vi", in_: str = VOTING) -> dict[str, Mark]:
    """Return the choices that are stored of a voter."""
    async with store.reading() as work:
        return await work.ballots.of_member(in_, voter)


async def versions(store: SqlStore, voter: str = "vi") -> list[tuple[int, bool]]:
    """Return the versions of a voter's receipts, newest first, and whether they were replaced."""
    async with store.reading() as work:
        return [(receipt.version, receipt.replaced) for receipt in await work.ballots.receipts(voter)]


async def test_a_choice_is_stored_and_answered_with_a_receipt(store: SqlStore) -> None:
    await set_up(store)
    receipt = await store.ballots.cast(press("a"))
    assert (receipt.contest, receipt.round, receipt.version, receipt.at) == ("battle", VOTING, 1, NOW)
    assert await stored(store) == {"a": YES}
    async with store.reading() as work:
        assert await work.ballots.receipts("vi") == [receipt]


async def test_a_change_makes_a_new_receipt_and_replaces_the_old_one(store: SqlStore) -> None:
    await set_up(store)
    first = await store.ballots.cast(press("a"))
    second = await store.ballots.cast(press("a", PASS))
    assert (second.version, second.code != first.code) == (2, True)
    assert await stored(store) == {"a": PASS}
    assert await versions(store) == [(2, False), (1, True)]


async def test_a_double_press_is_answered_with_the_receipt_of_the_first(store: SqlStore) -> None:
    await set_up(store)
    await store.ballots.cast(press("b"))
    first = await store.ballots.cast(press("a"))
    assert await store.ballots.cast(press("a", at=3 * HOUR)) == first
    assert await versions(store) == [(2, False), (1, True)]


async def test_in_single_choice_an_approval_moves(store: SqlStore) -> None:
    await set_up(store, with_voting(contest(), method=Method.SINGLE))
    for name, choice in (("a", YES), ("b", PASS), ("c", YES)):
        await store.ballots.cast(press(name, choice))
    assert await stored(store) == {"a": PASS, "b": PASS, "c": YES}


async def test_a_list_replaces_the_whole_ballot(store: SqlStore) -> None:
    await set_up(store, with_voting(contest(), mode=Mode.LIST))
    await store.ballots.cast(listed("a", "b"))
    await store.ballots.cast(listed("c", "b", "b"))
    assert await stored(store) == {"b": YES, "c": YES}
    await store.ballots.cast(listed())
    assert await stored(store) == {}
    assert await versions(store) == [(3, False), (2, True), (1, True)]


async def test_lists_that_are_pressed_at_once_replace_each_other_in_order(store: SqlStore) -> None:
    await set_up(store, with_voting(contest(), mode=Mode.LIST))
    presses = (listed("a", "b"), listed("c"), listed("a"), listed("a"))
    receipts = await asyncio.gather(*map(store.ballots.cast, presses))
    assert [receipt.version for receipt in receipts] == [1, 2, 3, 3]
    assert await stored(store) == {"a": YES}


async def test_an_empty_list_is_a_ballot(store: SqlStore) -> None:
    await set_up(store, with_voting(contest(), mode=Mode.LIST))
    first = await store.ballots.cast(listed())
    assert first.version == 1
    assert await store.ballots.cast(listed(at=3 * HOUR)) == first


async def test_the_electorate_of_a_run_off_votes_on_what_is_tied(store: SqlStore) -> None:
    await set_up(store, in_runoff(contest()))
    await store.ballots.cast(listed("a", in_="battle-r", at=DAY + HOUR))
    assert await stored(store, in_="battle-r") == {"a": YES}


REFUSED: dict[str, tuple[Callable[[Contest], Contest], Ballot, str]] = {
    "an unknown round": (as_it_is, replace(press("a"), round="x"), "no_such"),
    "an unknown member": (as_it_is, press("a", by="x"), "no_such"),
    "another community's member": (as_it_is, press("a", by="stranger"), "no_such"),
    "a cancelled contest": (lambda one: replace(one, state=State.CANCELLED), press("a"), "cancelled"),
    "a paused contest": (lambda one: replace(one, paused_at=NOON), press("a"), "paused"),
    "before the opening": (as_it_is, press("a", at=HOUR - SECOND), "not_open"),
    "at the close": (as_it_is, press("a", at=DAY), "too_late"),
    "a close that was played": (lambda one: with_voting(one, closed_at=NOON + DAY), press("a"), "too_late"),
    "a round of submission": (as_it_is, replace(press("a", at=HOUR / 2), round="battle-s"), "no_such"),
    "a manager": (as_it_is, press("a", by="mo"), "role"),
    "whom no venue shows": (as_it_is, replace(press("a"), is_present=False), "role"),
    "one's own entry": (as_it_is, press("a", by="ann"), "own_entry"),
    "a withdrawn entry": (as_it_is, press("gone"), "withdrawn"),
    "a disqualified entry": (as_it_is, press("struck"), "already_decided"),
    "an unknown entry": (as_it_is, press("x"), "no_such"),
    "another contest's entry": (as_it_is, press("else"), "no_such"),
    "a list in a queue": (as_it_is, listed("a"), "not_open"),
    "a choice in a list": (lambda one: with_voting(one, mode=Mode.LIST), press("a"), "not_open"),
    "two in single choice": (in_single_list, listed("a", "b"), "too_large"),
    "what is not tied": (in_runoff, listed("c", in_="battle-r", at=DAY + HOUR), "no_such"),
    "joined after the round": (in_runoff, listed("a", by="late", in_="battle-r", at=DAY + HOUR), "role"),
}


@pytest.mark.parametrize(("running", "ballot", "key"), REFUSED.values(), ids=REFUSED)
async def test_what_the_rules_refuse_is_refused_and_not_stored(
    store: SqlStore, running: Callable[[Contest], Contest], ballot: Ballot, key: str
) -> None:
    await set_up(store, running(contest()))
    with pytest.raises(Refusal) as refused:
        await store.ballots.cast(ballot)
    assert refused.value.key == key
    async with store.reading() as work:
        assert not await work.ballots.any_in("battle")
        assert await work.ballots.of_member(ballot.round, ballot.member) == {}
