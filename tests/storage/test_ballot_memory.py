"""What a batch was decided by is gone with it, without the garbage collector, which all ballots would wait for."""

import asyncio
import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from contests.refusals import Refusal
from storage.ballot_box import BallotBox
from storage.store import SqlStore
from tests.storage.test_ballot_writer import cast_all, press, set_up


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Collect nothing during a test."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
async def test_a_refusal_keeps_nothing_of_its_batch(store: SqlStore) -> None:
    await set_up(store)
    own, _ = await cast_all(store, [press("ann"), press("vi")])
    assert isinstance(own, Refusal)
    assert not any(isinstance(one, BallotBox) for one in gc.get_objects())


@pytest.mark.usefixtures("uncollected")
async def test_a_refusal_is_gone_with_whoever_was_told(store: SqlStore) -> None:
    await set_up(store)
    told = None
    try:
        await store.ballots.cast(press("ann"))
    except Refusal as refusal:
        told = ref(refusal)
    assert told is not None
    for _ in range(20):  # its future is held as long as the loop's steps that are under way
        await asyncio.sleep(0)
    assert told() is None
