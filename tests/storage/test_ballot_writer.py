"""The group commit: who waits together is stored together, in order, and nobody is left without an answer."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select

from contests.model.ambassador import Offer, OfferState
from contests.model.ballot import Choice, Method, Receipt, Voters
from contests.model.contest import Contest, State
from contests.ports import Ballot, StorageError
from contests.refusals import Refusal
from storage import ballot_writer
from storage.one_hop import OneHop, Result
from storage.schema import choices, receipts
from storage.store import SqlStore
from tests.storage.making import HOUR, KIT, NOON, SECOND, account, contest, entry, stage
from tests.storage.test_round_trips import a_few

pytestmark = pytest.mark.usefixtures("out_of_turn")
YES, PASS = Choice.APPROVE, Choice.PASS
VOTING = "battle-v"
ENTRIES = (entry("a", "ann"), entry("b", "ben"), entry("c", "cy"))
VOTERS = ("vi", "wo", "xu")
Stored = dict[tuple[str, str], str]


def press(by: str, name: str = "a", choice: Choice = YES, second: int = 0) -> Ballot:
    """Make a press of Approve or Pass."""
    return Ballot(KIT.id, VOTING, by, NOON + 2 * HOUR + second * SECOND, choice=(name, choice))


async def set_up(store: SqlStore, *voters: str) -> Contest:
    """Store a contest in voting, and its voters."""
    async with store.work() as work:
        return await stage(work, *ENTRIES, voters=voters or VOTERS)


async def stored(store: SqlStore) -> Stored:
    """Return every choice that is stored, by member and entry."""
    async with store._database.reading() as connection:
        found = await connection.execute(select(choices.c.member, choices.c.entry, choices.c.choice))
        return {(member, name): choice for member, name, choice in found}


async def versions(store: SqlStore) -> dict[str, list[int]]:
    """Return the versions of every receipt that is stored, by member."""
    async with store._database.reading() as connection:
        held = defaultdict(list)
        for member, version in await connection.execute(select(receipts.c.member, receipts.c.version)):
            held[member].append(version)
        return {member: sorted(held[member]) for member in held}


async def soon(waiting: Awaitable[Result]) -> Result:
    """Wait, but not for ever."""
    async with asyncio.timeout(20):
        return await waiting


async def cast_all(store: SqlStore, ballots: Sequence[Ballot]) -> list[Receipt | BaseException]:
    """Cast ballots at the same moment, in this order."""
    return await soon(asyncio.gather(*map(store.ballots.cast, ballots), return_exceptions=True))


async def started(store: SqlStore, ballot: Ballot) -> asyncio.Task[Receipt]:
    """Begin to cast a ballot."""
    task = asyncio.create_task(store.ballots.cast(ballot))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


async def test_those_who_wait_together_share_one_commit(store: SqlStore) -> None:
    voters = [f"v{number}" for number in range(50)]
    await set_up(store, *voters)
    answers = await cast_all(store, [press(voter) for voter in voters])
    assert all(isinstance(answer, Receipt) for answer in answers)
    assert (store.ballots.batches, store.ballots.largest) == (1, 50)
    assert await stored(store) == {(voter, "a"): YES for voter in voters}


async def test_a_commit_is_bounded(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot_writer, "LARGEST", 2)
    await set_up(store)
    await cast_all(store, [press(voter, name) for voter in VOTERS for name in "ab"] + [press("vi", "c")])
    assert (store.ballots.batches, store.ballots.largest) == (4, 2)
    assert len(await stored(store)) == 7


async def test_a_ballot_sees_those_before_it_in_the_same_commit(store: SqlStore) -> None:
    await set_up(store)
    ballots = [press("vi", choice=choice, second=second) for second, choice in enumerate([YES, PASS] * 5)]
    answers = await cast_all(store, ballots)
    assert [answer.version for answer in answers if isinstance(answer, Receipt)] == list(range(1, 11))
    assert store.ballots.batches == 1
    assert await stored(store) == {("vi", "a"): PASS}
    assert await versions(store) == {"vi": list(range(1, 11))}


async def test_double_presses_in_the_same_commit_get_one_receipt(store: SqlStore) -> None:
    await set_up(store)
    answers = await cast_all(store, [press("vi", second=second) for second in range(20)])
    assert all(one == other for one, other in pairwise(answers))
    assert await versions(store) == {"vi": [1]}


async def test_a_refusal_is_for_one_ballot_and_not_for_its_neighbours(store: SqlStore) -> None:
    await set_up(store)
    before, own, unknown, after = await cast_all(store, [press("vi"), press("ann"), press("x"), press("wo")])
    assert isinstance(own, Refusal)
    assert isinstance(unknown, Refusal)
    assert (own.key, unknown.key) == ("own_entry", "no_such")
    assert isinstance(before, Receipt)
    assert isinstance(after, Receipt)
    assert await stored(store) == {("vi", "a"): YES, ("wo", "a"): YES}


async def test_who_is_let_vote_is_looked_up_where_not_everybody_is(store: SqlStore) -> None:
    running = await set_up(store)
    async with store.work() as work:
        await work.people.save_account(replace(account("vi", "toy"), linked_from="vi-2"))
        offer = Offer("o1", "old", "a", "wo", OfferState.ENDED, NOON, NOON, NOON, NOON)
        declined = replace(offer, id="o2", member="xu", state=OfferState.DECLINED)
        await work.contests.add(replace(contest("old", State.ARCHIVED), rounds=(), offers=(offer, declined)))
    for voters, let in ((Voters.LINKED, "vi"), (Voters.AMBASSADORS, "wo"), (Voters.EVERYBODY, "vi wo xu")):
        async with store.work() as work:
            found = await work.contests.get(running.id)
            await work.contests.save(replace(found, rules=replace(found.rules, voters=voters)))
        answers = await cast_all(store, [press(by) for by in VOTERS])
        assert [by for by, one in zip(VOTERS, answers, strict=True) if isinstance(one, Receipt)] == let.split()
        refused = {str(one.facts["why"]) for one in answers if isinstance(one, Refusal)}
        assert refused == ({f"voters_{voters}"} if voters is not Voters.EVERYBODY else set())
    assert await versions(store) == {by: [1] for by in VOTERS}


async def test_a_broken_ballot_is_told_so_and_its_neighbours_are_stored(store: SqlStore) -> None:
    await set_up(store)
    broken = replace(press("wo"), choice=None)
    before, error, after = await cast_all(store, [press("vi"), broken, press("xu")])
    assert isinstance(error, ValueError)
    assert isinstance(before, Receipt)
    assert isinstance(after, Receipt)
    assert await versions(store) == {"vi": [1], "xu": [1]}


async def test_whoever_is_cast_before_a_close_asks_for_its_turn_counts(store: SqlStore) -> None:
    running = await set_up(store)

    async def close() -> None:
        async with store.work() as work:
            await work.contests.save(running.with_round(replace(running.rounds[1], closed_at=NOON + 3 * HOUR)))

    committing = await started(store, press("vi"))
    waiting = [await started(store, press(voter)) for voter in ("wo", "xu")]
    await soon(close())
    assert [(await soon(one)).version for one in (committing, *waiting)] == [1, 1, 1]
    with pytest.raises(Refusal, match="too_late"):
        await soon(store.ballots.cast(press("vi", "b")))


class FullDisk(OneHop):
    """Transactions that all fail at the very end."""

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        def fail(connection: Connection) -> Result:
            work(connection)
            raise StorageError("the disk is full")

        return await super().run(fail)


async def test_a_storage_failure_fails_its_batch_stores_nothing_and_is_over_with_it(store: SqlStore) -> None:
    await set_up(store)
    whole = store.ballots.transactions
    store.ballots.transactions = FullDisk(store._database)
    answers = await cast_all(store, [press(voter) for voter in VOTERS])
    store.ballots.transactions.close()
    assert [repr(answer) for answer in answers] == ["StorageError('the disk is full')"] * 3
    assert await stored(store) == {}
    assert await versions(store) == {}
    store.ballots.transactions = whole
    assert [type(answer) for answer in await cast_all(store, [press(voter) for voter in VOTERS])] == [Receipt] * 3
    assert len(await stored(store)) == 3


async def test_the_ballot_of_a_cancelled_caller_is_stored_as_a_whole(store: SqlStore) -> None:
    await set_up(store)
    async with store.work():
        gone = await started(store, press("vi"))
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
    assert (await soon(store.ballots.cast(press("wo")))).version == 1
    assert await stored(store) == {("vi", "a"): YES, ("wo", "a"): YES}
    assert await versions(store) == {"vi": [1], "wo": [1]}


async def test_a_task_that_is_killed_before_its_turn_is_started_again(store: SqlStore) -> None:
    await set_up(store)
    async with store.work():
        waiting = [await started(store, press(voter)) for voter in ("vi", "wo")]
        assert store.ballots._asking is not None
        store.ballots._asking.cancel()
        waiting[0].cancel()
        await asyncio.sleep(0)
    assert (await soon(waiting[1])).version == 1


class Stuck(OneHop):
    """Transactions that never come to an end."""

    async def run(self, work: Callable[[Connection], Result]) -> Result:
        await asyncio.Event().wait()
        return await super().run(work)


async def test_who_was_called_when_the_task_is_killed_is_told_and_may_press_again(store: SqlStore) -> None:
    await set_up(store)
    whole = store.ballots.transactions
    store.ballots.transactions = Stuck(store._database)
    called = await started(store, press("vi"))
    (killed,) = store.ballots._tasks
    killed.cancel()
    with pytest.raises(StorageError):
        await soon(called)
    store.ballots.transactions.close()
    store.ballots.transactions = whole
    assert (await soon(store.ballots.cast(press("vi")))).version == 1


async def test_closing_answers_those_who_wait_and_takes_no_more(store: SqlStore) -> None:
    await set_up(store)
    async with store.work():
        waiting = [await started(store, press(voter)) for voter in VOTERS]
        closing = asyncio.create_task(store.ballots.close())
    await soon(closing)
    assert [one.result().version for one in waiting] == [1, 1, 1]
    with pytest.raises(StorageError):
        await store.ballots.cast(press("vi", "b"))


def replay(ballots: Sequence[Ballot], method: Method) -> tuple[Stored, list[int | str]]:
    """Say what ballots make when they are decided one by one: the choices, and each one's version or refusal."""
    held: defaultdict[str, dict[str, Choice]] = defaultdict(dict)
    version: defaultdict[str, int] = defaultdict(int)
    answers: list[int | str] = []
    authors = {one.id: one.member for one in ENTRIES}
    for ballot in ballots:
        assert ballot.choice is not None
        name, choice = ballot.choice
        assert isinstance(choice, Choice)
        if authors[name] == ballot.member:
            answers.append("own_entry")
            continue
        after = dict(held[ballot.member])
        if method is Method.SINGLE and choice is YES:
            after = dict.fromkeys(after, PASS)
        after[name] = choice
        version[ballot.member] += after != held[ballot.member]
        held[ballot.member] = after
        answers.append(version[ballot.member])
    return {(member, name): choice for member in held for name, choice in held[member].items()}, answers


presses = st.builds(press, st.sampled_from(["vi", "wo", "ann"]), st.sampled_from("abc"), st.sampled_from(Choice))


@a_few
@given(st.lists(st.tuples(presses, st.integers(0, 12)), max_size=40), st.sampled_from([Method.APPROVAL, Method.SINGLE]))
async def test_however_ballots_overlap_they_make_what_a_serial_replay_makes(
    store: SqlStore, ballots: list[tuple[Ballot, int]], method: Method
) -> None:
    await begin_again(store, method)
    casting = []
    for ballot, turns in ballots:
        casting.append(asyncio.create_task(store.ballots.cast(ballot)))
        for _ in range(turns):
            await asyncio.sleep(0)
    answers = await soon(asyncio.gather(*casting, return_exceptions=True))
    held, expected = replay([ballot for ballot, _ in ballots], method)
    assert [told(answer) for answer in answers] == expected
    assert await stored(store) == held


def told(answer: Receipt | BaseException) -> int | str:
    """Return a receipt's version or a refusal's key."""
    if isinstance(answer, Receipt):
        return answer.version
    assert isinstance(answer, Refusal)
    return answer.key


async def begin_again(store: SqlStore, method: Method) -> None:
    """Empty the round, and let it be decided by a method."""
    async with store.work() as work:
        is_new = not await work.people.communities()
    if is_new:
        await set_up(store)
    async with store._database.writing() as connection:
        for table in (choices, receipts):
            await connection.execute(delete(table))
    async with store.work() as work:
        running = await work.contests.get("battle")
        await work.contests.save(running.with_round(replace(contest().rounds[1], method=method)))
