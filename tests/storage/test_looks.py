"""The looks at a queue's entries are counted as RULES.md 16 counts them, without reading them anew."""

import asyncio
from collections import Counter

import pytest

from contests.refusals import Refusal
from storage.database import Changes
from storage.looks import Looks
from storage.recall import FRESH_S, Recall
from storage.store import SqlStore
from tests.storage.making import contest, entry, stage


def looks(**times: int) -> Looks:
    """Return looks of so many answers."""
    return Looks(Counter(times))


def test_a_showing_counts_while_it_holds() -> None:
    some = looks(a=2)
    some.hold("vi", "a", until=10)
    assert (some.times["a"], some.held("vi")) == (3, "a")
    some.until(9)
    assert (some.times["a"], some.held("vi")) == (3, "a")
    some.until(10)
    assert (some.times["a"], some.held("vi")) == (2, None)


def test_a_member_is_shown_one_entry_at_a_time() -> None:
    some = looks()
    some.hold("vi", "a", until=10)
    some.hold("vi", "b", until=20)
    some.until(10)
    assert (some.times["a"], some.times["b"], some.held("vi")) == (0, 1, "b")
    some.hold("vi", "b", until=30)
    some.until(20)
    assert (some.times["b"], some.held("vi")) == (1, "b")


def test_an_answer_counts_once_and_ends_its_showing() -> None:
    some = looks(a=1)
    some.hold("vi", "a", until=10)
    some.answered("vi", "a", 1)
    assert (some.times["a"], some.held("vi")) == (2, None)
    some.answered("vi", "a", 0)
    some.until(10)
    assert some.times["a"] == 2


def test_an_answer_to_another_entry_leaves_a_showing_be() -> None:
    some = looks()
    some.hold("vi", "a", until=10)
    some.answered("vi", "b", 1)
    assert (some.times["a"], some.times["b"], some.held("vi")) == (1, 1, "a")


async def test_what_was_read_is_remembered_until_something_changes() -> None:
    changes, read = Changes(), Counter[str]()
    recall = Recall(changes)

    async def reading() -> int:
        read["times"] += 1
        await asyncio.sleep(0)
        return read["times"]

    assert await asyncio.gather(*(recall("x", reading) for _ in range(3))) == [1, 1, 1]
    assert await recall("x", reading) == 1
    assert await recall("y", reading) == 2
    changes.count += 1
    assert await recall("x", reading) == 3


async def test_what_may_have_changed_elsewhere_is_read_again_while_the_old_is_told() -> None:
    clock, read = [0.0], Counter[str]()
    recall = Recall(Changes(), lambda: clock[0])

    async def reading() -> int:
        read["times"] += 1
        await asyncio.sleep(0)
        return read["times"]

    assert await recall("x", reading) == 1
    clock[0] = FRESH_S
    assert list(await asyncio.gather(recall("x", reading), recall("x", reading))) == [1, 1]
    for _ in range(5):  # by then it was read anew, beside those who were told
        await asyncio.sleep(0)
    assert await recall("x", reading) == 2
    clock[0] += 2 * FRESH_S
    assert await recall("x", reading) == 3, "nobody is told what is older than that"


async def test_a_reading_that_failed_is_not_remembered() -> None:
    recall = Recall(Changes())

    async def refused() -> int:
        raise Refusal("no_such")

    async def found() -> int:
        return 1

    with pytest.raises(Refusal):
        await recall("x", refused)
    await asyncio.sleep(0)
    assert await recall("x", found) == 1


async def test_a_commit_of_a_contest_is_seen_at_once_and_one_of_people_forgets_nothing(store: SqlStore) -> None:
    async with store.work() as work:
        await stage(work, entry("a", "ann"), voters=("vi",))

    async def title() -> str:
        return (await store.recall("battle", lambda work: work.contests.get("battle"))).title

    assert await title() == contest().title
    counted = store._database.changes.count
    async with store.work() as work:
        await work.people.save_member(await work.people.member("vi"))
    assert store._database.changes.count == counted
    async with store.work() as work:
        one = await work.contests.get("battle")
        await work.contests.save(one.with_round(one.rounds[1]))
    assert store._database.changes.count == counted + 1
    assert (await store.recall("battle", lambda work: work.contests.get("battle"))).version == one.version + 1
