"""Presses on Discord through the whole path: a frame in, a durable vote, the answer out over loopback HTTP.

Beside (a) a plain discord.py bot that commits each vote over aiosqlite, and (b) bare discord.py that only
acknowledges. All three hear by the library's own gateway object, and answer the same stub in the same process.
"""

import gc
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.benchmarks.discord_bots import Pressed, library, plain
from tests.benchmarks.discord_house import PressedHouse, prosument
from tests.benchmarks.discord_stub import Stub, stub
from tests.benchmarks.figures import Report, fdatasync_s, percentile
from tests.benchmarks.presses import Presses, Size, closed_loop, open_loop

TIMES_PLAIN, TIMES_BARE = 2.0, 0.9
"""Presses a second, over (a) and over (b) (issue 4, Done when 5)."""
RATE, LATEST_S = 200, 0.050
"""Presses a second that are offered when the wait is measured, and how long 99 of 100 may wait."""
NAMES = ("plain", "bare", "prosument")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure."""

    laps: int = 7
    seconds: float = 1.5
    waits: int = 5
    wait_seconds: float = 3.0
    size: Size = field(default_factory=lambda: Size(members=10_000))


@dataclass(frozen=True, slots=True)
class Lap:
    """Presses a second of all three, one right after the other."""

    sync_us: float
    plain: float
    bare: float
    prosument: float
    per_commit: float
    cpu_us: dict[str, float]
    """Microseconds of processor time a press, the stub's part included."""


class Race:
    """The three that are pressed in turns."""

    def __init__(self, folder: Path, plan: Plan, bots: dict[str, Pressed]) -> None:
        """Press these."""
        self._folder, self._plan, self._bots = folder, plan, bots
        self._presses = {name: Presses(plan.size) for name in NAMES}

    @property
    def house(self) -> PressedHouse:
        """Return Prosument."""
        found = self._bots["prosument"]
        if not isinstance(found, PressedHouse):
            raise TypeError("another bot stands in its place")
        return found

    async def lap(self) -> Lap:
        """Press each for the same time."""
        sync, writer = fdatasync_s(self._folder), self.house.running.store.ballots
        batches, pressed, rates, cpu_us = writer.batches, self.house.pressed, {}, {}
        for name in NAMES:
            rates[name], cpu_us[name] = await self._pressed(name)
        per_commit = (self.house.pressed - pressed) / max(1, writer.batches - batches)
        return Lap(sync * 1e6, **rates, per_commit=per_commit, cpu_us=cpu_us)

    async def wait(self) -> tuple[float, float, float]:
        """Return fdatasync, the median and the 99th percentile of the wait, in seconds, at `RATE`."""
        sync, voters = fdatasync_s(self._folder), self._plan.size.voters
        taken = await open_loop(self.house.cast, self._presses["prosument"], voters, RATE, self._plan.wait_seconds)
        return sync, percentile(taken, 0.5), percentile(taken, 0.99)

    async def _pressed(self, name: str) -> tuple[float, float]:
        """Return presses a second, and the processor time of one in microseconds."""
        plan, bot = self._plan, self._bots[name]
        before, began = bot.pressed, time.process_time()
        rate = await closed_loop(bot.cast, self._presses[name], plan.size.voters, plan.seconds)
        return rate, (time.process_time() - began) / (bot.pressed - before) * 1e6


@asynccontextmanager
async def _racing(folder: Path, plan: Plan) -> AsyncIterator[tuple[Race, Stub]]:
    async with AsyncExitStack() as opened:
        answers = await opened.enter_async_context(stub())
        bots: dict[str, Pressed] = {
            "plain": await opened.enter_async_context(plain(answers, folder, plan.size)),
            "bare": await opened.enter_async_context(library(answers, None)),
            "prosument": await opened.enter_async_context(prosument(answers, folder, plan.size)),
        }
        race = Race(folder, plan, bots)
        await race.lap()  # to warm up
        gc.collect()
        gc.freeze()  # as the program does when it has started; for all three alike
        try:
            yield race, answers
        finally:
            gc.unfreeze()


async def measure(report: Report, folder: Path, plan: Plan) -> None:
    """Measure how many presses are answered in a second, and how long one waits."""
    async with _racing(folder, plan) as (race, answers):
        laps = await _laps(report, race, plan)
        waits = await _waits(report, race, plan)
        house = race.house
        light, pressed = house.light.light.answered, house.pressed
    report.keep("discord", {"laps": [asdict(lap) for lap in laps], "waits": waits, "light": light, "pressed": pressed})
    report.say(f"answers by kind: {answers.kinds}")
    report.expect("every press of ours took the light path", f"{light} of {pressed}", holds=light == pressed)


async def _laps(report: Report, race: Race, plan: Plan) -> list[Lap]:
    report.say(f"\npresses a second, {plan.size.voters} in flight")
    report.say(
        "lap  fdatasync  (a) plain bot  (b) bare library  Prosument  x(a)  x(b)  votes a commit  us of CPU a press"
    )
    laps = []
    for number in range(1, plan.laps + 1):
        lap = await race.lap()
        laps.append(lap)
        report.say(
            f"{number:3} {lap.sync_us:7.0f} us {lap.plain:14,.0f} {lap.bare:17,.0f} {lap.prosument:10,.0f}"
            f" {lap.prosument / lap.plain:5.2f} {lap.prosument / lap.bare:5.2f} {lap.per_commit:15.0f}"
            f"  {', '.join(f'{lap.cpu_us[name]:.0f}' for name in NAMES)}"
        )
    for what, least, ratios in (
        ("(a)", TIMES_PLAIN, [lap.prosument / lap.plain for lap in laps]),
        ("(b)", TIMES_BARE, [lap.prosument / lap.bare for lap in laps]),
    ):
        median = statistics.median(ratios)
        figure = f"median {median:.2f}, worst {min(ratios):.2f}"
        report.expect(f"presses a second at least {least} x {what}", figure, holds=median >= least)
    return laps


async def _waits(report: Report, race: Race, plan: Plan) -> list[tuple[float, float, float]]:
    report.say(f"\nwait from when a press is due until its answer has come, {RATE} a second offered")
    waits = []
    for _ in range(plan.waits):
        sync, p50, p99 = await race.wait()
        waits.append((sync, p50, p99))
        report.say(f"fdatasync {sync * 1e6:5.0f} us, p50 {p50 * 1e3:6.2f} ms, p99 {p99 * 1e3:6.2f} ms")
    p99 = statistics.median(wait[2] for wait in waits)
    figure = f"median {p99 * 1e3:.2f} ms, worst {max(wait[2] for wait in waits) * 1e3:.2f} ms"
    report.expect(f"p99 at {RATE} a second under {LATEST_S * 1e3:.0f} ms", figure, holds=p99 < LATEST_S)
    return waits
