"""The web room's log and the values that survive a restart."""

import asyncio
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from contests.ports import Line
from contests.refusals import Refusal
from storage.store import SqlStore
from tests.storage.making import DAY, HOUR, KIT, NOON, settle


def line(name: str, room: str = "main", private_to: str | None = None) -> Line:
    """Make a message whose id is the name."""
    return Line(name, KIT.id, room, None, private_to, NOON, None, 1, 0, f'{{"text": "{name}"}}')


async def seen(store: SqlStore, room: str, account: str, since: int = 0, limit: int = 99) -> list[str]:
    """Return the ids of what an account sees."""
    return [one.id for one in await store.room.page(KIT.id, room, account, since, limit)]


@pytest.fixture(autouse=True)
async def settled(store: SqlStore) -> None:
    async with store.work() as work:
        await settle(work, "ann", "ben")


async def test_messages_come_in_order_of_change(store: SqlStore) -> None:
    added = [await store.room.add(line(name)) for name in ("c", "a", "b")]
    assert added == [replace(line(name), change=change) for change, name in enumerate(("c", "a", "b"), 1)]
    assert await store.room.page(KIT.id, "main", "ann-web", 0, 2) == added[:2]
    assert await store.room.page(KIT.id, "main", "ann-web", 2, 2) == added[2:]
    assert await store.room.get("a") == added[1]
    assert await store.room.get("x") is None


async def test_an_edited_message_is_changed_last(store: SqlStore) -> None:
    for name in ("a", "b"):
        await store.room.add(line(name))
    edited = await store.room.edit("a", "new", NOON + HOUR)
    assert edited == replace(line("a"), payload="new", edited_at=NOON + HOUR, revision=2, change=3)
    assert await store.room.get("a") == edited
    assert await seen(store, "main", "ann-web") == ["b", "a"]
    assert await seen(store, "main", "ann-web", since=2) == ["a"]
    with pytest.raises(Refusal, match="no_such"):
        await store.room.edit("x", "new", NOON)


async def test_of_two_messages_of_one_key_the_first_stands(store: SqlStore) -> None:
    both = await asyncio.gather(store.room.add(line("a"), key="k"), store.room.add(line("b"), key="k"))
    assert both[0] == both[1] == replace(line("a"), change=1)
    assert await seen(store, "main", "ann-web") == ["a"]


async def test_a_private_message_is_seen_by_one_account_and_the_own_room_by_its_person(store: SqlStore) -> None:
    await store.room.add(line("all"))
    await store.room.add(line("to ann", private_to="ann-web"))
    await store.room.add(line("hers", "me", private_to="ann-web"))
    await store.room.add(line("lost", "me"))
    assert await seen(store, "main", "ann-web") == ["all", "to ann"]
    assert await seen(store, "main", "ben-web") == ["all"]
    assert await seen(store, "me", "ann-web") == ["hers"]
    assert await seen(store, "me", "ben-web") == []
    assert await store.room.page("other", "main", "ann-web", 0, 9) == []


async def test_changes_of_many_at_once_have_a_number_each(store: SqlStore) -> None:
    added = await asyncio.gather(*(store.room.add(line(f"m{index}")) for index in range(20)))
    assert [one.change for one in added] == list(range(1, 21))
    assert await seen(store, "main", "ann-web") == [f"m{index}" for index in range(20)]


async def test_an_answer_is_remembered_by_account_and_key_until_it_is_old(store: SqlStore) -> None:
    await store.room.remember("ann-web", "k", "first", NOON)
    await store.room.remember("ann-web", "k", "second", NOON + DAY)
    await store.room.remember("ben-web", "k", "his", NOON + DAY)
    assert await store.room.remembered("ann-web", "k") == "first"
    assert await store.room.remembered("ann-web", "x") is None
    await store.room.forget(NOON + DAY)
    assert await store.room.remembered("ann-web", "k") is None
    assert await store.room.remembered("ben-web", "k") == "his"


async def test_a_kept_value_is_the_last_one_put(store: SqlStore) -> None:
    assert await store.keep.get("offset") is None
    await store.keep.put("offset", "1")
    await store.keep.put("offset", "2")
    assert await store.keep.get("offset") == "2"


async def test_a_note_is_kept_until_it_is_old_and_values_stay(store: SqlStore) -> None:
    berlin = timezone(timedelta(hours=1))
    await store.keep.put("said", "for ever")
    await store.keep.note("said", "old, then new", NOON - DAY)
    await store.keep.note("said", "new, with blanks", (NOON + HOUR).astimezone(berlin))
    await store.keep.note("planned", "old", (NOON - HOUR).astimezone(berlin))
    await store.keep.forget_notes(NOON)
    assert await store.keep.noted("said") == "new, with blanks"
    assert await store.keep.noted("planned") is None
    assert await store.keep.get("said") == "for ever"
    await store.keep.forget_notes(NOON + DAY)
    assert await store.keep.noted("said") is None
    assert await store.keep.get("said") == "for ever"
