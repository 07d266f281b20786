"""Presses on Discord through the whole path: a frame in, a durable vote, the answer out over loopback HTTP.

Beside (a) a plain discord.py bot that commits each vote over aiosqlite, (b) bare discord.py that only acknowledges,
and (b2) bare discord.py that says as much as Prosument: the message is edited into the next ballot. All of them hear
by the library's own gateway object, and answer the same stub in the same process.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.discord_bots import library, plain
from tests.benchmarks.discord_house import PressedHouse, prosument
from tests.benchmarks.discord_stub import Stub, stub
from tests.benchmarks.figures import Report
from tests.benchmarks.race import Plan, Race, expect, laps, waits

TIMES_PLAIN, TIMES_BARE = 2.0, 0.9
"""Presses a second, over (a) and over (b) and (b2) (issue 4, Done when 5)."""
RATE, LATEST_S = 200, 0.050
"""Presses a second that are offered when the wait is measured, and how long 99 of 100 may wait."""


@asynccontextmanager
async def _racing(folder: Path, plan: Plan) -> AsyncIterator[tuple[Race, PressedHouse, Stub]]:
    async with AsyncExitStack() as opened:
        answers = await opened.enter_async_context(stub())
        simple = await opened.enter_async_context(plain(answers, folder, plan.size))
        bare = await opened.enter_async_context(library(answers, None))
        alike = await opened.enter_async_context(library(answers, None, edits=True))
        house = await opened.enter_async_context(prosument(answers, folder, plan.size))
        bots = {"plain": simple, "bare": bare, "alike": alike, "prosument": house}
        race = Race(folder, plan, bots, house.running)
        await race.lap()  # to warm up
        gc.collect()
        gc.freeze()  # as the program does when it has started; for all of them alike
        try:
            yield race, house, answers
        finally:
            gc.unfreeze()


async def measure(report: Report, folder: Path, plan: Plan) -> None:
    """Measure how many presses are answered in a second, and how long one waits."""
    async with _racing(folder, plan) as (race, house, answers):
        driven = await laps(report, race, plan)
        expect(report, "(a)", TIMES_PLAIN, [lap.prosument / lap.plain for lap in driven])
        expect(report, "(b)", TIMES_BARE, [lap.prosument / lap.bare for lap in driven])
        expect(report, "(b2)", TIMES_BARE, [lap.prosument / lap.alike for lap in driven])
        waited = await waits(report, race, plan, RATE, LATEST_S)
        light, pressed = house.light.light.answered, house.pressed
    report.keep(
        "discord", {"laps": [asdict(lap) for lap in driven], "waits": waited, "light": light, "pressed": pressed}
    )
    report.say(f"answers by kind: {answers.kinds}")
    report.expect("every press of ours took the light path", f"{light} of {pressed}", holds=light == pressed)
