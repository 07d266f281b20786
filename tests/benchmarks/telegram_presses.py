"""Presses on Telegram through the whole path: polled, written down, a durable vote, the answer out over loopback HTTP.

Beside (a) a plain python-telegram-bot that commits each vote over aiosqlite, on its stock transport, (b) bare
python-telegram-bot on Prosument's transport that only answers, and (b2) the same that says as much as Prosument: it
answers and edits the message into the next ballot. All of them poll the same stub, without any budget.
"""

import gc
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path

from tests.benchmarks.figures import Report
from tests.benchmarks.presses import Size
from tests.benchmarks.race import Plan, Race, expect, laps, told
from tests.benchmarks.telegram_bots import bare, plain
from tests.benchmarks.telegram_house import PressedHouse, prosument
from tests.benchmarks.telegram_stub import Stub, stub

TIMES_PLAIN, TIMES_BARE, TIMES_WHATEVER = 3.0, 0.8, 1.0
"""Presses a second over (a), over (b) and (b2), and over (a) at any number in flight (issue 5, Done when 5)."""
IN_FLIGHT = (1, 10, 100, 1000)


@asynccontextmanager
async def _racing(folder: Path, plan: Plan) -> AsyncIterator[tuple[Race, Stub, PressedHouse]]:
    async with AsyncExitStack() as opened:
        answers = await opened.enter_async_context(stub())
        simple = await opened.enter_async_context(plain(answers, folder, plan.size))
        only = await opened.enter_async_context(bare(answers))
        alike = await opened.enter_async_context(bare(answers, edits=True))
        house = await opened.enter_async_context(prosument(answers, folder, plan.size))
        bots = {"plain": simple, "bare": only, "alike": alike, "prosument": house}
        race = Race(folder, plan, bots, house.running)
        await race.lap()  # to warm up
        gc.collect()
        gc.freeze()  # as the program does when it has started; for all of them alike
        try:
            yield race, answers, house
        finally:
            gc.unfreeze()


async def measure(report: Report, folder: Path, plan: Plan) -> None:
    """Measure how many presses are answered in a second, by how many are in flight."""
    async with _racing(folder, plan) as (race, answers, house):
        driven = await laps(report, race, plan)
        light = {"light": house.light.answered, "pressed": house.pressed}
        expect(report, "(a)", TIMES_PLAIN, [lap.prosument / lap.plain for lap in driven])
        expect(report, "(b)", TIMES_BARE, [lap.prosument / lap.bare for lap in driven])
        expect(report, "(b2)", TIMES_BARE, [lap.prosument / lap.alike for lap in driven])
    crowd = max(IN_FLIGHT)
    wide = replace(plan, size=Size(max(plan.size.members, crowd), plan.size.entries, crowd))
    by_flight = {}
    (folder / "wide").mkdir()
    async with _racing(folder / "wide", wide) as (race, *_):
        report.say("\nin flight")
        for in_flight in IN_FLIGHT:
            found = [await race.lap(in_flight) for _ in range(max(1, plan.laps // 2))]
            by_flight[in_flight] = [asdict(lap) for lap in found]
            for lap in found:
                report.say(f"{in_flight:5} {told(lap)}")
            expect(report, f"(a), {in_flight} in flight", TIMES_WHATEVER, [lap.prosument / lap.plain for lap in found])
    report.keep("telegram", {"laps": [asdict(lap) for lap in driven], "in flight": by_flight, **light})
    report.say(f"calls by method: {answers.kinds}")
