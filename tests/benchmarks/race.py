"""Bots that are pressed in turns, one right after the other: a plain one, two bare ones, and Prosument."""

import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bots.app import Running
from tests.benchmarks.figures import Report, fdatasync_s, percentile
from tests.benchmarks.presses import Press, Presses, Size, closed_loop, open_loop

NAMES = ("plain", "bare", "alike", "prosument")


class Pressed(Protocol):
    """A bot that is pressed."""

    pressed: int
    """How often, so far."""

    async def cast(self, press: Press) -> bool:
        """Press a button, and return when that was answered."""


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
    """Presses a second of all of them, one right after the other."""

    sync_us: float
    plain: float
    bare: float
    alike: float
    """Of the bare library that says as much as Prosument."""
    prosument: float
    per_commit: float
    cpu_us: Mapping[str, float]
    """Microseconds of processor time a press, the part of what stands for the platform included."""


class Race:
    """Those that are pressed in turns."""

    def __init__(self, folder: Path, plan: Plan, bots: Mapping[str, Pressed], running: Running) -> None:
        """Press these, of which one is that of a running Prosument."""
        self._folder, self._plan, self._bots = folder, plan, bots
        self._writer = running.store.ballots
        self._presses = {name: Presses(plan.size) for name in NAMES}

    async def lap(self, in_flight: int | None = None) -> Lap:
        """Press each for the same time."""
        sync, house = fdatasync_s(self._folder), self._bots["prosument"]
        batches, pressed, rates, cpu_us = self._writer.batches, house.pressed, {}, {}
        for name in NAMES:
            rates[name], cpu_us[name] = await self._pressed(name, in_flight or self._plan.size.voters)
        per_commit = (house.pressed - pressed) / max(1, self._writer.batches - batches)
        return Lap(sync * 1e6, **rates, per_commit=per_commit, cpu_us=cpu_us)

    async def wait(self, rate: int) -> tuple[float, float, float]:
        """Return fdatasync, the median and the 99th percentile of the wait, in seconds, at a rate."""
        sync, voters = fdatasync_s(self._folder), self._plan.size.voters
        cast, presses = self._bots["prosument"].cast, self._presses["prosument"]
        taken = await open_loop(cast, presses, voters, rate, self._plan.wait_seconds)
        return sync, percentile(taken, 0.5), percentile(taken, 0.99)

    async def _pressed(self, name: str, in_flight: int) -> tuple[float, float]:
        """Return presses a second, and the processor time of one in microseconds."""
        bot = self._bots[name]
        before, began = bot.pressed, time.process_time()
        rate = await closed_loop(bot.cast, self._presses[name], in_flight, self._plan.seconds)
        return rate, (time.process_time() - began) / (bot.pressed - before) * 1e6


async def laps(report: Report, race: Race, plan: Plan) -> list[Lap]:
    """Drive laps, and print each."""
    report.say(f"\npresses a second, {plan.size.voters} in flight")
    report.say(
        "lap  fdatasync  (a) plain bot  (b) bare library  (b2) alike  Prosument  x(a)  x(b) x(b2)  votes a commit"
        "  us of CPU a press"
    )
    driven = []
    for number in range(1, plan.laps + 1):
        lap = await race.lap()
        driven.append(lap)
        report.say(f"{number:3} {told(lap)}")
    return driven


def told(lap: Lap) -> str:
    """Return a lap as a line."""
    return (
        f"{lap.sync_us:7.0f} us {lap.plain:14,.0f} {lap.bare:17,.0f} {lap.alike:11,.0f} {lap.prosument:10,.0f}"
        f" {lap.prosument / lap.plain:5.2f} {lap.prosument / lap.bare:5.2f} {lap.prosument / lap.alike:5.2f}"
        f" {lap.per_commit:15.0f}"
        f"  {', '.join(f'{lap.cpu_us[name]:.0f}' for name in NAMES)}"
    )


def expect(report: Report, what: str, least: float, ratios: Sequence[float]) -> None:
    """Expect the median of ratios to be at least as high."""
    median = statistics.median(ratios)
    figure = f"median {median:.2f}, worst {min(ratios):.2f}"
    report.expect(f"presses a second at least {least} x {what}", figure, holds=median >= least)


async def waits(report: Report, race: Race, plan: Plan, rate: int, latest_s: float) -> list[tuple[float, float, float]]:
    """Measure how long a press waits, and expect 99 of 100 to wait no longer."""
    report.say(f"\nwait from when a press is due until its answer has come, {rate} a second offered")
    found = []
    for _ in range(plan.waits):
        sync, p50, p99 = await race.wait(rate)
        found.append((sync, p50, p99))
        report.say(f"fdatasync {sync * 1e6:5.0f} us, p50 {p50 * 1e3:6.2f} ms, p99 {p99 * 1e3:6.2f} ms")
    p99 = statistics.median(wait[2] for wait in found)
    figure = f"median {p99 * 1e3:.2f} ms, worst {max(wait[2] for wait in found) * 1e3:.2f} ms"
    report.expect(f"p99 at {rate} a second under {latest_s * 1e3:.0f} ms", figure, holds=p99 < latest_s)
    return found
