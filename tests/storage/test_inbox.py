"""The inbox: what a platform hands over once is taken once, waits until it is done, and is forgotten after that."""

from datetime import timedelta

from contests.desk.housekeeping import DONE_FOR, forget_updates
from contests.ports import Update
from storage.store import SqlStore
from tests.storage.making import HOUR, NOON

BOT, OTHER = "telegram 1", "telegram 2"


async def test_what_is_taken_waits_in_order_until_it_is_done(store: SqlStore) -> None:
    await store.inbox.take(BOT, [(8, "b"), (7, "a")], NOON)
    await store.inbox.take(OTHER, [(7, "c")], NOON)
    assert await store.inbox.waiting(BOT) == [Update(7, "a", NOON), Update(8, "b", NOON)]
    await store.inbox.done(BOT, [7], NOON)
    assert await store.inbox.waiting(BOT) == [Update(8, "b", NOON)]
    assert await store.inbox.waiting(OTHER) == [Update(7, "c", NOON)]


async def test_what_comes_again_is_left_as_it_is(store: SqlStore) -> None:
    assert await store.inbox.take(BOT, [(7, "a"), (8, "b")], NOON) == {7, 8}
    await store.inbox.done(BOT, [7], NOON)
    assert await store.inbox.take(BOT, [(7, "again"), (8, "again"), (9, "c")], NOON + HOUR) == {9}
    assert await store.inbox.waiting(BOT) == [Update(8, "b", NOON), Update(9, "c", NOON + HOUR)]


async def test_only_what_is_done_is_forgotten(store: SqlStore) -> None:
    await store.inbox.take(BOT, [(7, "a"), (8, "b")], NOON)
    await store.inbox.done(BOT, [7], NOON)
    await forget_updates(store.inbox, NOON + DONE_FOR + timedelta(seconds=1))
    await store.inbox.take(BOT, [(7, "a")], NOON)
    assert [one.number for one in await store.inbox.waiting(BOT)] == [7, 8]


async def test_what_comes_and_what_is_done_are_one_transaction(store: SqlStore) -> None:
    await store.inbox.take(BOT, [(7, "a"), (8, 'b "quoted" \\u0000 ü')], NOON)
    assert await store.inbox.take(BOT, [(9, "c")], NOON + HOUR, [7]) == {9}
    assert await store.inbox.waiting(BOT) == [Update(8, 'b "quoted" \\u0000 ü', NOON), Update(9, "c", NOON + HOUR)]
    assert await store.inbox.take(BOT, [], NOON + HOUR, [8, 9]) == set()
    assert await store.inbox.waiting(BOT) == []
