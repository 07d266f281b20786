"""Whatever a contest or an entry holds, it comes back the same, and so does whatever it is changed to."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from contests.lifecycle import deadlines
from contests.model.contest import Contest
from contests.model.entry import Entry
from storage.store import SqlStore
from tests.halves import of_a_hundred
from tests.storage import strategies
from tests.storage.making import entry, stage

a_few = settings(
    max_examples=of_a_hundred(15),
    deadline=None,  # two shared cores
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # the examples share a store: each first empties it of the one before
        HealthCheck.too_slow,  # as the deadline
    ],
)


async def set_up(store: SqlStore) -> None:
    """Store what the ids of the examples refer to, once."""
    async with store.work() as work:
        if await work.people.communities():
            return
        for file in strategies.FILES:
            await work.media.save(file)
        entries = [entry(name, by) for name, by in zip(strategies.ENTRIES, strategies.MEMBERS, strict=True)]
        await stage(work, *entries)


@a_few
@given(first=strategies.contests("x"), second=strategies.contests("x"))
async def test_a_contest_comes_back_as_it_was_stored_and_changed(
    store: SqlStore, first: Contest, second: Contest
) -> None:
    await set_up(store)
    async with store.work() as work:
        await work.contests.delete("x")
        await work.contests.add(first)
    async with store.reading() as work:
        assert await work.contests.get("x") == first
    async with store.work() as work:
        await work.contests.save(second)
    async with store.reading() as work:
        assert await work.contests.get("x") == replace(second, version=1)
        due = await work.contests.next_deadline()
        others = deadlines(await work.contests.get("battle"))
    assert due is not None
    assert due[1] == min((*deadlines(second), *others))


@a_few
@given(first=strategies.entries("x"), second=strategies.entries("x"))
async def test_an_entry_comes_back_as_it_was_stored_and_changed(store: SqlStore, first: Entry, second: Entry) -> None:
    await set_up(store)
    for stored in (first, second):
        async with store.work() as work:
            await work.entries.save(stored)
        async with store.reading() as work:
            assert await work.entries.get("x") == stored
