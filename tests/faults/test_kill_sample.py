"""A handful of the kills of `python -m tests.faults`: some in the midst of each act, and one to be found out."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from tests.faults.__main__ import SPARE, sample, strikes_of
from tests.faults.act import Act
from tests.faults.discord_acts import DISCORD_ACTS
from tests.faults.final_acts import FINAL_ACTS
from tests.faults.instrument import Point
from tests.faults.prepare import World
from tests.faults.run import Outcome, Strike, steps_of, strike, struck
from tests.faults.web_acts import WEB_ACTS
from tests.halves import long_but

to_the_end = pytest.mark.timeout(300, func_only=True)  # many processes; to tell the world takes a minute
pytestmark = [pytest.mark.kill, to_the_end]
EACH = 2
CLOSE = next(act for act in DISCORD_ACTS if act.decides)


@pytest.mark.parametrize(
    "act", long_but({"close", "vote"}, [*WEB_ACTS, *FINAL_ACTS], lambda act: act.name), ids=lambda act: act.name
)
def test_a_killed_process_leaves_nothing_lost_doubled_or_half_written(world: World, act: Act) -> None:
    asyncio.run(_killed(act, world, EACH))


@pytest.mark.long
@pytest.mark.parametrize("act", DISCORD_ACTS, ids=lambda act: act.name)
def test_nor_does_one_on_discord(on_discord: World, act: Act) -> None:
    asyncio.run(_killed(act, on_discord, 1))


async def _killed(act: Act, world: World, times: int) -> None:
    chance = random.Random(act.name)
    points = strikes_of(await steps_of(act, world), act, chance, broken=None)
    for one in sample(points, times, chance):
        outcome = await struck(one, chance.sample(points, SPARE), world)
        assert outcome.killed, one
        assert outcome.wrong == (), one


def test_a_program_that_sends_first_and_marks_then_is_found_out(world: World) -> None:
    async def killed() -> None:
        close = WEB_ACTS[0]
        steps = await steps_of(close, world, broken="send-first")
        said = next(index for index, one in enumerate(steps) if one.place.line.startswith("storage/room.py"))
        marking = next(one for one in steps[said:] if one.place.behalf.startswith("contests/desk/running.py"))
        outcome = await strike(Strike(close, marking, None, broken="send-first"), world)
        assert outcome.announcements == 2
        assert outcome.wrong

    asyncio.run(killed())


@pytest.mark.long
def test_what_discord_has_and_we_have_not_noted_yet_is_not_said_again(on_discord: World) -> None:
    async def killed() -> None:
        said = _just_said(await steps_of(CLOSE, on_discord))
        for forgotten in (False, True):
            outcome = await _struck_at(said, on_discord, forgotten=forgotten)
            assert outcome.killed
            assert outcome.wrong == ()

    asyncio.run(killed())


@pytest.mark.long
def test_a_program_that_says_it_anew_on_discord_is_found_out(on_discord: World) -> None:
    async def killed() -> None:
        said = _just_said(await steps_of(CLOSE, on_discord, broken="say-anew"))
        outcome = await _struck_at(said, on_discord, broken="say-anew")
        assert outcome.announcements == 2
        assert outcome.wrong

    asyncio.run(killed())


def _just_said(steps: Sequence[Point]) -> list[Point]:
    """Return points at which Discord has a first message, and nothing of that is stored yet."""
    said = next(index for index, one in enumerate(steps) if one.place.line.startswith("bots/on_discord/sending.py"))
    stored = [one for one in steps[said:] if one.place.line.startswith("storage/")]
    return [one for one in stored if one.place.behalf.startswith("bots/on_discord/")][:3]


async def _struck_at(points: Sequence[Point], world: World, broken: str = "", *, forgotten: bool = False) -> Outcome:
    first, *others = (Strike(CLOSE, one, None, broken or None, forgotten) for one in points)
    return await struck(first, others, world)
