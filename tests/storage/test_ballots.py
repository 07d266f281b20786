"""What is read of the ballots: counts, own choices, exposures, turnout, receipts."""

from dataclasses import replace

from contests.model.ballot import Choice, Count, Receipt, Tally
from contests.model.entry import EntryState
from contests.ports import Turnout
from storage.database import Database
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, NOON, SECOND, contest, entry, stage, vote

YES, PASS = Choice.APPROVE, Choice.PASS
VOTING = "battle-v"
NOW = NOON + 2 * HOUR
ABC = (entry("a", "ann"), entry("b", "ben"), entry("c", "cy"))


async def set_up(store: SqlStore, *voters: str) -> None:
    """Store a contest in voting with the entries a, b and c."""
    async with store.work() as work:
        await stage(work, *ABC, voters=voters)


async def withdraw(store: SqlStore, name: str) -> None:
    """Take an entry out of the vote."""
    async with store.work() as work:
        await work.entries.save(replace(await work.entries.get(name), state=EntryState.WITHDRAWN))


async def test_a_count_holds_approvals_exposures_and_ballots(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo", "xu")
    await vote(database, "vi", {"a": YES, "b": PASS})
    await vote(database, "wo", {"a": YES, "b": YES})
    await vote(database, "xu", {"b": PASS})
    async with store.reading() as work:
        assert await work.ballots.count(VOTING) == Count({"a": Tally(2, 2), "b": Tally(1, 3)}, ballots=3, approving=2)
        assert await work.ballots.count("battle-s") == Count({}, 0, 0)


async def test_ballots_on_an_entry_that_left_the_vote_are_released(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo")
    await vote(database, "vi", {"a": YES, "b": YES})
    await vote(database, "wo", {"a": YES})
    await withdraw(store, "a")
    async with store.reading() as work:
        assert await work.ballots.count(VOTING) == Count({"b": Tally(1, 1)}, ballots=2, approving=1)


async def test_a_changed_ballot_is_still_one_ballot(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi")
    await vote(database, "vi", {"a": YES})
    await vote(database, "vi", {"b": YES}, version=2)
    async with store.reading() as work:
        assert (await work.ballots.count(VOTING)).ballots == 1
        assert (await work.ballots.turnout("battle")).ballots == 1


async def test_a_member_reads_their_own_choices(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo")
    await vote(database, "vi", {"a": YES, "b": PASS})
    await vote(database, "wo", {"c": YES})
    async with store.reading() as work:
        assert await work.ballots.of_member(VOTING, "vi") == {"a": YES, "b": PASS}
        assert await work.ballots.of_member("battle-s", "vi") == {}


async def test_choices_come_in_the_order_of_answering(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi")
    for version, name in enumerate(("c", "a", "b"), 1):
        await vote(database, "vi", {name: PASS}, version=version)
    async with store.reading() as work:
        assert list(await work.ballots.of_member(VOTING, "vi")) == ["c", "a", "b"]


async def test_exposures_are_answers_and_showings_that_hold(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo", "xu")
    await vote(database, "vi", {"a": YES, "b": PASS})
    async with store.work() as work:
        await work.ballots.hold(VOTING, "wo", "a", NOW + SECOND)
        await work.ballots.hold(VOTING, "xu", "c", NOW)
    async with store.reading() as work:
        assert dict(await work.ballots.exposures(VOTING, NOW)) == {"a": 2, "b": 1}


async def test_an_answered_showing_is_counted_once(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi")
    async with store.work() as work:
        await work.ballots.hold(VOTING, "vi", "a", NOW + SECOND)
    await vote(database, "vi", {"a": PASS})
    async with store.reading() as work:
        assert dict(await work.ballots.exposures(VOTING, NOW)) == {"a": 1}
        assert await work.ballots.held(VOTING, "vi", NOW) is None


async def test_a_member_is_shown_one_entry_at_a_time(store: SqlStore) -> None:
    await set_up(store, "vi")
    async with store.work() as work:
        await work.ballots.hold(VOTING, "vi", "a", NOW + SECOND)
        await work.ballots.hold(VOTING, "vi", "b", NOW + SECOND)
    async with store.reading() as work:
        assert await work.ballots.held(VOTING, "vi", NOW) == "b"
        assert await work.ballots.held(VOTING, "vi", NOW + SECOND) is None
        assert await work.ballots.held(VOTING, "ann", NOW) is None


async def test_whether_anybody_has_voted_is_known(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi")
    async with store.reading() as work:
        assert not await work.ballots.any_in("battle")
    await vote(database, "vi", {"a": YES})
    async with store.reading() as work:
        assert await work.ballots.any_in("battle")
        assert not await work.ballots.any_in("other")


async def test_turnout_counts_people_and_entries_that_take_part(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo")
    await vote(database, "vi", {"a": YES})
    await vote(database, "wo", {})
    await withdraw(store, "c")
    async with store.work() as work:
        assert await work.ballots.turnout("battle") == Turnout(ballots=2, entries=2, voters_now=2)
        running = await work.contests.get("battle")
        closed = replace(running.rounds[1], closed_at=NOON + DAY)
        await work.contests.save(running.with_round(closed))
    async with store.reading() as work:
        assert await work.ballots.turnout("battle") == Turnout(ballots=2, entries=2, voters_now=0)
        assert await work.ballots.turnout("other") == Turnout()


async def test_receipts_come_newest_first_and_say_which_are_replaced(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi", "wo")
    await vote(database, "vi", {"a": YES})
    await vote(database, "wo", {"a": YES})
    await vote(database, "vi", {"b": YES}, version=2)
    at = NOON + HOUR
    async with store.reading() as work:
        assert await work.ballots.receipts("vi") == [
            Receipt("vi-2", "battle", VOTING, 2, at + 2 * SECOND),
            Receipt("vi-1", "battle", VOTING, 1, at + SECOND, replaced=True),
        ]


async def test_the_contests_in_which_a_member_voted_are_known(store: SqlStore, database: Database) -> None:
    await set_up(store, "vi")
    async with store.work() as work:
        await work.contests.add(contest("other"))
    await vote(database, "vi", {"a": YES})
    await vote(database, "vi", {"b": YES}, version=2)
    await vote(database, "ann", {"b": YES}, in_="other-v")
    async with store.reading() as work:
        assert await work.ballots.has_voted("vi", ["battle", "other"]) == ["battle"]
        assert await work.ballots.has_voted("vi", ["other"]) == []
        assert await work.ballots.has_voted("vi", []) == []
