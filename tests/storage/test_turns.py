"""Transactions: all or nothing, writers in turns, readers of one picture who wait for nobody."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert

from contests.ports import StorageError
from storage import schema
from storage.database import Database, open_database
from storage.statements import next_number
from storage.store import SqlStore
from tests.storage.making import KIT, member, settle


class Boom(Exception):  # noqa: N818 - it is no error
    """Something that goes wrong in the middle of a work."""


async def names(store: SqlStore) -> list[str]:
    """Return the members who are stored."""
    async with store.reading() as work:
        return sorted(await work.people.members(["ann", "ben", "cy", "di"]))


async def soon(*tasks: asyncio.Task[None]) -> None:
    """Wait for tasks, but not for ever."""
    async with asyncio.timeout(10):
        await asyncio.gather(*tasks)


async def test_a_work_that_fails_stores_nothing(store: SqlStore) -> None:
    async def fail() -> None:
        async with store.work() as work:
            await settle(work, "ann")
            raise Boom

    with pytest.raises(Boom):
        await fail()
    assert await names(store) == []
    async with store.work() as work:
        await settle(work, "ben")
    assert await names(store) == ["ben"]


async def test_writers_take_turns_in_the_order_in_which_they_asked(store: SqlStore) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with store.work() as work:
            order.append(number)
            await asyncio.sleep(0)
            await work.people.save_community(KIT)
            order.append(number)

    await soon(*(asyncio.create_task(write(number)) for number in range(10)))
    assert order == [number for number in range(10) for _ in "be"]


async def test_who_takes_the_turn_alone_stands_in_the_same_row(database: Database) -> None:
    order: list[int] = []

    async def write(number: int) -> None:
        async with database.writing():
            order.append(number)

    async def only_take_the_turn(number: int) -> None:
        async with database.turn:
            order.append(number)

    await soon(*(asyncio.create_task((write, only_take_the_turn)[number % 2](number)) for number in range(10)))
    assert order == list(range(10))


async def test_a_reader_waits_for_no_writer_and_sees_what_was_stored_before(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work, "ann")
    async with store.work() as work:
        await work.people.save_member(member("ben"))
        async with asyncio.timeout(5):
            assert await names(store) == ["ann"]
    assert await names(store) == ["ann", "ben"]


async def test_a_reader_sees_one_picture_though_writers_go_on(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work, "ann")
    async with store.reading() as picture:
        before = await picture.people.members(["ann", "ben"])
        async with asyncio.timeout(5):
            async with store.work() as work:
                await work.people.save_member(member("ben"))
        assert await picture.people.members(["ann", "ben"]) == before
    assert await names(store) == ["ann", "ben"]


async def test_a_reader_cannot_write(store: SqlStore) -> None:
    with pytest.raises(StorageError):
        async with store.reading() as work:
            await work.people.save_community(KIT)
    assert await names(store) == []


async def cancelled_after(turns: int, store: SqlStore) -> None:
    """Cancel a work after so many turns of the loop, wherever it is then."""

    async def write() -> None:
        async with store.work() as work:
            await settle(work, "ann", "ben", "cy", "di")

    writing = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)


async def test_a_cancelled_work_stores_all_or_nothing_and_leaves_the_turn_free(store: SqlStore) -> None:
    stored: list[str] = []
    turns = 1
    while not stored:
        await cancelled_after(turns, store)
        stored = await names(store)
        assert stored in ([], ["ann", "ben", "cy", "di"]), f"half of a work was stored after {turns} turns"
        async with asyncio.timeout(10), store.work() as work:
            await work.people.save_community(KIT)
        turns += 1 + turns // 8


async def test_who_is_cancelled_while_waiting_for_a_turn_holds_nobody_up(store: SqlStore) -> None:
    async def write() -> None:
        async with store.work() as work:
            await settle(work, "ann")

    async with store.work() as work:
        waiting = [asyncio.create_task(write()) for _ in range(2)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        await settle(work)
    await soon(waiting[1])
    assert waiting[0].cancelled()
    assert await names(store) == ["ann"]


@pytest.fixture
async def other(url: str) -> AsyncIterator[Database]:
    """Open the database as another process does."""
    opened = open_database(url)
    yield opened
    await opened.close()


@pytest.fixture
async def impatient(url: str) -> AsyncIterator[Database]:
    """Open it as another process does, one that waits for a turn only briefly."""
    opened = open_database(url, lock_wait_ms=100)
    yield opened
    await opened.close()


async def test_writers_of_two_processes_take_turns(database: Database, other: Database) -> None:
    numbers: list[int] = []

    async def count(mine: Database) -> None:
        async with mine.writing() as connection:
            number = await next_number(connection, schema.communities.c.number)
            await asyncio.sleep(0)
            await connection.execute(insert(schema.communities).values(id=f"c{number}", number=number))
            numbers.append(number)

    await soon(*(asyncio.create_task(count(mine)) for mine in (database, other) * 5))
    assert sorted(numbers) == list(range(1, 11))


async def test_a_writer_is_told_when_another_process_keeps_the_turn(database: Database, impatient: Database) -> None:
    async with database.writing():
        with pytest.raises(StorageError):
            async with impatient.writing():
                pytest.fail("two writers at once")
    async with impatient.writing() as connection:
        await connection.execute(insert(schema.communities).values(id="c", number=1))
