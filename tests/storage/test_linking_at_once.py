"""Whatever two accounts do at once, a member has one ballot, the right one, by the receipts (RULES.md 30)."""

import asyncio
from itertools import product
from random import Random

import pytest

from contests.model.ballot import Method, Mode
from storage.store import SqlStore
from tests.halves import long_but
from tests.storage.engines import Sqlite
from tests.storage.linked_people import Model, founded, invented, lived

pytestmark = pytest.mark.usefixtures("out_of_turn")
KINDS = (
    *product(Mode, (Method.APPROVAL, Method.SINGLE)),
    (Mode.LIST, Method.SCHULZE),
    (Mode.QUEUE, Method.PAIRWISE),
)
TIMES = 500
SAMPLE = 40
"""On the slower engine."""
PARTS = 10
AT_ONCE = 10
"""Towns that live beside each other, whose ballots share transactions."""


async def live(store: SqlStore, number: int) -> None:
    """Let two accounts do what the number says, and hold it against the model."""
    mode, method = KINDS[number % len(KINDS)]
    random = Random(number)
    town = await founded(store, f"town{number}", mode, method)
    await lived(town, invented(random, mode, method), Model(mode, method))


@pytest.mark.parametrize("part", long_but({"0"}, range(PARTS)))
async def test_votes_links_changes_and_unlinks_in_any_order_leave_one_ballot_a_member(
    store: SqlStore, engine: object, part: int
) -> None:
    numbers = range(part, TIMES if isinstance(engine, Sqlite) else SAMPLE, PARTS)
    for start in range(0, len(numbers), AT_ONCE):
        await asyncio.gather(*(live(store, number) for number in numbers[start : start + AT_ONCE]))
