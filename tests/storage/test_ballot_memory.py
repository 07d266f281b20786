"""What a batch was decided by is gone with it, without the garbage collector, which all ballots would wait for."""

import gc
from collections.abc import Iterator

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
