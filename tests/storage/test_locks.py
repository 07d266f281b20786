"""A name is held by one process at a time."""

from contextlib import AsyncExitStack

import pytest

from storage.store import SqlStore, open_store
from tests.storage.conftest import SECRET


async def test_a_name_is_held_by_one_of_two_who_share_a_database(store: SqlStore, url: str) -> None:
    other = await open_store(url, secret=SECRET)
    try:
        async with AsyncExitStack() as first:
            assert await first.enter_async_context(store.held("discord-1"))
            async with other.held("discord-1") as is_held, other.held("discord-2") as another:
                assert (is_held, another) == (False, True)
            async with other.held("discord-1") as is_held:
                assert not is_held, "whoever did not get it frees nothing"
        async with other.held("discord-1") as is_held:
            assert is_held
    finally:
        await other.close()


async def test_a_name_is_free_again_whatever_ended_its_block(store: SqlStore) -> None:
    async def broken() -> None:
        async with store.held("discord-1"):
            int("no number")

    with pytest.raises(ValueError, match="no number"):
        await broken()
    async with store.held("discord-1") as is_held:
        assert is_held


async def test_while_a_name_is_held_the_store_reads_and_writes(store: SqlStore) -> None:
    async with store.held("discord-1"):
        await store.keep.put("a", "b")
        assert await store.keep.get("a") == "b"
