"""A handful of the kills of `python -m tests.faults`: some in the midst of each act, and one to be found out."""

import asyncio
import random

import pytest

from tests.faults.__main__ import sample, strikes_of
from tests.faults.act import Act
from tests.faults.acts import ACTS
from tests.faults.prepare import World
from tests.faults.run import Strike, steps_of, strike

pytestmark = pytest.mark.kill
EACH = 2


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_a_killed_process_leaves_nothing_lost_doubled_or_half_written(world: World, act: Act) -> None:
    async def killed() -> None:
        chance = random.Random(act.name)
        points = strikes_of(await steps_of(act, world), act, chance, broken=None)
        for one in sample(points, EACH, chance):
            outcome = await strike(one, world)
            assert outcome.killed, one
            assert outcome.wrong == (), one

    asyncio.run(killed())


def test_a_program_that_sends_first_and_marks_then_is_found_out(world: World) -> None:
    async def killed() -> None:
        close = ACTS[0]
        steps = await steps_of(close, world, broken="send-first")
        said = next(index for index, one in enumerate(steps) if one.place.line.startswith("storage/room.py"))
        marking = next(one for one in steps[said:] if one.place.behalf.startswith("contests/desk/running.py"))
        outcome = await strike(Strike(close, marking, None, broken="send-first"), world)
        assert outcome.announcements == 2
        assert outcome.wrong

    asyncio.run(killed())
