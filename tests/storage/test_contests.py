"""Contests are kept whole, guarded by their version, and say when something is due."""

from dataclasses import replace
from fractions import Fraction

import pytest

from contests.lifecycle import Deadline, deadlines
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import RoundKind, State
from contests.model.standing import Standing
from contests.ports import StaleError
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, SECOND, contest, entry, settle, stage

LINES = (
    Standing("a", "ann", 1, Fraction(2, 3), 2, 3, frozen_rank=1, runoff=4, reward="a bag"),
    Standing("b", "ben", 2, Fraction(1, 3), 1, 3, frozen_rank=2),
)
OFFERS = (
    Offer("o2", "battle", "a", "ann", OfferState.OPEN, NOON, NOON + DAY),
    Offer("o1", "battle", "b", "ben", OfferState.ACCEPTED, NOON, NOON + DAY, NOON + HOUR, NOON + 9 * DAY),
)


async def test_a_contest_that_is_not_there_is_refused(store: SqlStore) -> None:
    async with store.reading() as work:
        for looking in (work.contests.get("x"), work.contests.of_round("x"), work.contests.of_offer("x")):
            with pytest.raises(Refusal) as refused:
                await looking
            assert refused.value.key == "no_such"


async def test_a_communitys_contests_are_found_newest_first(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work)
        await work.people.save_community(replace(KIT, id="other"))
        for name, age in (("old", 2 * DAY), ("new", DAY)):
            await work.contests.add(replace(contest(name), created_at=NOON - age))
        await work.contests.add(contest("elsewhere", community="other"))
    async with store.reading() as work:
        assert [one.id for one in await work.contests.find(KIT.id)] == ["new", "old"]


async def test_a_decided_contest_is_kept_with_its_lines_and_offers_in_order(store: SqlStore) -> None:
    async with store.work() as work:
        running = await stage(work, entry("a", "ann"), entry("b", "ben"))
        await work.contests.save(replace(running, state=State.DECIDED, standings=LINES, offers=OFFERS))
    async with store.reading() as work:
        found = await work.contests.get("battle")
    assert (found.standings, found.offers, found.version) == (LINES, OFFERS, 1)


async def test_what_a_correction_takes_away_is_gone(store: SqlStore) -> None:
    async with store.work() as work:
        running = await stage(work, entry("a", "ann"), entry("b", "ben"))
        await work.contests.save(replace(running, standings=LINES, offers=OFFERS))
    corrected = (replace(LINES[1], rank=1), replace(LINES[0], rank=0, struck=True))
    async with store.work() as work:
        decided = await work.contests.get("battle")
        await work.contests.save(replace(decided, standings=corrected, offers=OFFERS[1:], rounds=running.rounds[:1]))
    async with store.reading() as work:
        found = await work.contests.get("battle")
    assert (found.standings, found.offers, found.rounds) == (corrected, OFFERS[1:], running.rounds[:1])


async def test_the_second_of_two_who_change_a_contest_is_stale(store: SqlStore) -> None:
    async with store.work() as work:
        loaded_by_both = await stage(work)
    async with store.work() as work:
        await work.contests.save(replace(loaded_by_both, paused_at=NOON))
    with pytest.raises(StaleError):
        async with store.work() as work:
            await work.contests.save(replace(loaded_by_both, state=State.CANCELLED))
    async with store.reading() as work:
        assert await work.contests.get("battle") == replace(loaded_by_both, paused_at=NOON, version=1)


async def test_one_work_may_save_a_contest_twice(store: SqlStore) -> None:
    async with store.work() as work:
        running = await stage(work)
        await work.contests.save(replace(running, asked_at=NOON))
        await work.contests.save(replace(running, waiting_since=NOON))
    async with store.work() as work:
        again = await work.contests.get("battle")
        await work.contests.save(replace(again, asked_at=NOON))
        await work.contests.save(replace(again, asked_at=NOON, version=again.version + 1, ended_because="rain"))
    async with store.reading() as work:
        found = await work.contests.get("battle")
    assert (found.version, found.waiting_since, found.asked_at, found.ended_because) == (3, NOON, NOON, "rain")


async def test_a_draft_is_deleted_with_all_that_hangs_on_it(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work, "ann")
        await work.contests.add(contest(state=State.SCHEDULED))
        await work.contests.remind("battle", "ann", wanted=True)
        await work.contests.delete("battle")
        assert await work.contests.find(KIT.id) == []
        assert await work.contests.next_deadline() is None


async def test_the_schedule_is_what_the_contests_deadlines_say(store: SqlStore) -> None:
    late, early = contest("late"), contest("early")
    submission, voting = early.rounds
    early = replace(early, rounds=(submission, replace(voting, id="v2", closes=NOON + 2 * HOUR)))
    async with store.work() as work:
        await settle(work)
        await work.contests.add(late)
        await work.contests.add(early)
    async with store.reading() as work:
        assert await work.contests.next_deadline() == ("early", Deadline(NOON + 2 * HOUR, "close_voting"))
        assert await work.contests.due(NOON + 2 * HOUR - SECOND) == []
        assert await work.contests.due(NOON + 2 * HOUR) == ["early"]
        assert await work.contests.due(NOON + 9 * DAY) == ["early", "late"]


async def test_saving_moves_the_schedule(store: SqlStore) -> None:
    async with store.work() as work:
        running = await stage(work)
    extended = running.moved(DAY)
    async with store.work() as work:
        await work.contests.save(extended)
    async with store.reading() as work:
        assert await work.contests.next_deadline() == ("battle", deadlines(extended)[0])
        assert await work.contests.due(deadlines(extended)[0].at - SECOND) == []


async def test_a_contest_is_found_by_its_rounds_and_offers(store: SqlStore) -> None:
    async with store.work() as work:
        running = await stage(work, entry("a", "ann"), entry("b", "ben"))
        await work.contests.save(replace(running, offers=OFFERS))
    async with store.reading() as work:
        voting = (await work.contests.get("battle")).round_of(RoundKind.VOTING)
        assert voting is not None
        assert (await work.contests.of_round(voting.id)).id == "battle"
        assert (await work.contests.of_offer("o1")).id == "battle"


async def test_reminders_are_wanted_once_or_not_at_all(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, voters=("ann", "ben"))
        for name, wanted in (("ben", True), ("ann", True), ("ann", True), ("ben", False), ("ben", False)):
            await work.contests.remind("battle", name, wanted=wanted)
    async with store.reading() as work:
        assert await work.contests.reminded("battle") == ["ann"]
