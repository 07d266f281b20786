"""A handful of the kills and cuts of `python -m tests.faults` on Telegram, and two that must be found out."""

import asyncio
import random

import pytest

from tests.faults import program
from tests.faults.__main__ import SPARE, sample, strikes_of
from tests.faults.act import Act
from tests.faults.instrument import Place, Point
from tests.faults.prepare import World
from tests.faults.run import Outcome, Strike, steps_of, strike, struck
from tests.faults.telegram_acts import TELEGRAM_ACTS
from tests.faults.telegram_town import MAIN, TelegramTown
from tests.platforms.telegram_server import TelegramServer

to_the_end = pytest.mark.timeout(300, func_only=True)  # many processes; to tell the world takes a minute
pytestmark = [pytest.mark.kill, pytest.mark.long, to_the_end]
FIRST = 8
"""So many points are tried, until one shows that something is lost."""
BY_NAME = {act.name.removeprefix("Telegram "): act for act in TELEGRAM_ACTS}


@pytest.mark.parametrize("act", TELEGRAM_ACTS, ids=lambda act: act.name)
def test_a_killed_process_leaves_nothing_lost_doubled_or_half_done_on_telegram(on_telegram: World, act: Act) -> None:
    async def killed() -> None:
        chance = random.Random(act.name)
        points = strikes_of(await steps_of(act, on_telegram), act, chance, broken=None)
        [one] = sample(points, 1, chance)
        outcome = await struck(one, chance.sample(points, SPARE), on_telegram)
        assert outcome.killed, one
        assert outcome.wrong == (), one

    asyncio.run(killed())


def test_whoever_is_asked_about_an_announcement_says_what_is_true_and_then_it_is_there_once(on_telegram: World) -> None:
    for when in ("before", "after"):
        outcome = _cut(on_telegram, "opening", when)
        assert outcome.killed
        assert outcome.wrong == ()


def test_a_program_that_says_again_what_may_be_there_is_found_out(on_telegram: World) -> None:
    outcome = _cut(on_telegram, "opening", "after", "say-again")
    assert outcome.killed
    assert any("reads 2 times" in one for one in outcome.wrong), outcome.wrong


def test_a_program_that_confirms_updates_before_they_are_written_down_is_found_out(
    on_telegram: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def taking(broken: str | None) -> list[Strike]:
        act = BY_NAME["Send"]
        return [Strike(act, one, None, broken) for one in (await steps_of(act, on_telegram, broken))[:FIRST]]

    async def is_found_out() -> bool:
        """Kill where the press may be on its way into the inbox; what was taken before it is done there, too."""
        for one in await taking("confirm-first"):
            outcome = await strike(one, on_telegram)
            assert outcome.killed
            if outcome.wrong:
                return True
        return False

    async def unbroken() -> Outcome:
        return await strike((await taking(None))[0], on_telegram)

    assert asyncio.run(unbroken()).wrong == ()
    monkeypatch.setattr(program, "PATIENCE_S", 15.0)
    assert asyncio.run(is_found_out())


def _cut(world: World, act: str, when: str, broken: str | None = None) -> Outcome:
    """Cut off the first thing that is said in the group."""
    kept = world.moments[BY_NAME[act].moment].server
    assert isinstance(kept, TelegramServer)
    chat = str(TelegramTown(kept).group(MAIN).id)

    said = Point(Place("sendMessage", chat), 1, 1)
    return asyncio.run(strike(Strike(BY_NAME[act], said, None, broken, cut=when), world))
