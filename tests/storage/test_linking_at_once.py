"""Whatever two accounts do at once, a member has one ballot, the right one, by the receipts (RULES.md 30)."""

from itertools import product
from random import Random

import pytest

from contests.model.ballot import Method, Mode
from storage.store import SqlStore
from tests.storage.engines import Sqlite
from tests.storage.linked_people import Model, founded, invented, lived

KINDS = tuple(product(Mode, Method))
TIMES = 500
SAMPLE = 40
"""On the slower engine."""
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
async def test_votes_links_changes_and_unlinks_in_any_order_leave_one_ballot_a_member(
    store: SqlStore, engine: object, part: int
) -> None:
    times = TIMES if isinstance(engine, Sqlite) else SAMPLE
    for number in range(part, times, PARTS):
        mode, method = KINDS[number % len(KINDS)]
        random = Random(number)
        town = await founded(store, f"town{number}", mode, method)
        await lived(town, invented(random, mode, method), Model(mode, method))
