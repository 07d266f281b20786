"""Ballots through the writer, beside a commit for each vote and beside SQLite in one thread."""

import statistics
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from tests.benchmarks.baselines import CommitPerVote, OneThread
from tests.benchmarks.figures import Report, fdatasync_s, percentile
from tests.benchmarks.presses import Presses, Size, closed_loop, open_loop
from tests.benchmarks.prosument import Prosument

TIMES_PLAIN = 8.0
"""Votes a second of the writer, over those of a commit for each vote (issue 2, Done when 5)."""
THREAD_TO_PLAIN = 19.0
"""One thread over a commit for each vote as SPEED.md measured it: 47,852 to 2,515."""
WITHIN = 2.0
RATE = 1000
"""Votes a second that are offered when the wait is measured."""
LATEST_S = 0.010
LATEST_SYNCS = 20
PRAGMAS = ("synchronous", "journal_mode", "wal_autocheckpoint", "cache_size", "foreign_keys")
FULL = 2
NAMES = ("plain", "thread", "prosument")


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure."""

    laps: int = 7
    seconds: float = 0.8
    waits: int = 5
    wait_seconds: float = 2.0
    size: Size = field(default_factory=Size)


@dataclass(frozen=True, slots=True)
class Lap:
    """Votes a second of all three, one right after the other."""

    sync_us: float
    plain: float
    thread: float
    prosument: float
    per_commit: float

    @property
    def times_plain(self) -> float:
        """Return the writer over a commit for each vote."""
        return self.prosument / self.plain

    @property
    def times_thread(self) -> float:
        """Return the writer over SQLite in one thread."""
        return self.prosument / self.thread


class Race:
    """The three that vote in turns, each into a table of its own."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        """Keep the tables in a folder."""
        self._folder, self._plan = folder, plan
        self.plain, self.prosument = CommitPerVote(), Prosument()
        self.thread = OneThread(folder / "thread.db", plan.size)
        self._presses = {name: Presses(plan.size, with_own=name == "prosument") for name in NAMES}

    async def __aenter__(self) -> Self:
        """Prepare the tables, and let each vote once to warm up."""
        await self.plain.open(self._folder / "plain.db", self._plan.size)
        await self.prosument.open(self._folder / "prosument.db", self._plan.size)
        await self.lap()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close everything."""
        await self.plain.connection.close()
        self.thread.connection.close()
        await self.prosument.close()

    async def lap(self) -> Lap:
        """Let each vote for the same time."""
        sync = fdatasync_s(self._folder)
        voters, seconds = self._plan.size.voters, self._plan.seconds
        plain = await closed_loop(self.plain.cast, self._presses["plain"], voters, seconds)
        thread = self._in_one_thread()
        before = self.prosument.writer.batches, self.prosument.admitted + self.prosument.refused
        prosument = await closed_loop(self.prosument.cast, self._presses["prosument"], voters, seconds)
        batches = self.prosument.writer.batches - before[0]
        decided = self.prosument.admitted + self.prosument.refused - before[1]
        return Lap(sync * 1e6, plain, thread, prosument, decided / batches)

    async def pragmas(self) -> dict[str, dict[str, object]]:
        """Return the values that the live connections give."""
        plain = {name: await self.plain.connection.execute_fetchall(f"PRAGMA {name}") for name in PRAGMAS}
        return {
            "plain": {name: next(iter(found))[0] for name, found in plain.items()},
            "thread": {name: self.thread.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS},
            "prosument": {name: await self.prosument.pragma(name) for name in PRAGMAS},
        }

    async def wait(self) -> tuple[float, float, float]:
        """Return fdatasync, the median and the 99th percentile of the wait, in seconds, at `RATE`."""
        sync = fdatasync_s(self._folder)
        presses, voters = self._presses["prosument"], self._plan.size.voters
        taken = await open_loop(self.prosument.cast, presses, voters, RATE, self._plan.wait_seconds)
        return sync, percentile(taken, 0.5), percentile(taken, 0.99)

    def _in_one_thread(self) -> float:
        presses, voters = self._presses["thread"], self._plan.size.voters
        start = time.perf_counter()
        stored = 0
        while time.perf_counter() < start + self._plan.seconds:
            self.thread.cast([presses.next(voter) for voter in range(voters)])
            stored += voters
        return stored / (time.perf_counter() - start)


async def measure(report: Report, folder: Path, plan: Plan) -> None:
    """Measure what the writer stores in a second, and how long one vote waits."""
    async with Race(folder, plan) as race:
        laps = await _laps(report, race, plan)
        waits = await _waits(report, race, plan)
        pragmas = await race.pragmas()
        rules = {"rules run": race.prosument.admitted + race.prosument.refused, "refused": race.prosument.refused}
    for name, values in pragmas.items():
        report.say(f"{name:10} " + ", ".join(f"{pragma}={value}" for pragma, value in values.items()))
    report.say(", ".join(f"{what} {number}" for what, number in rules.items()))
    report.keep("ballots", {"laps": [asdict(lap) for lap in laps], "waits": waits, "pragmas": pragmas, **rules})
    all_full = all(values["synchronous"] == FULL for values in pragmas.values())
    report.expect(
        "all three are synchronous=FULL",
        str({name: one["synchronous"] for name, one in pragmas.items()}),
        holds=all_full,
    )


async def _laps(report: Report, race: Race, plan: Plan) -> list[Lap]:
    report.say(f"\nvotes a second, {plan.size.voters} waiting, {plan.size.members * plan.size.entries} choices stored")
    report.say("lap  fdatasync  (a) commit a vote  (b) one thread  Prosument  x(a)   x(b)  votes a commit")
    laps = []
    for number in range(1, plan.laps + 1):
        lap = await race.lap()
        laps.append(lap)
        report.say(
            f"{number:3} {lap.sync_us:7.0f} us {lap.plain:18,.0f} {lap.thread:15,.0f} {lap.prosument:10,.0f}"
            f" {lap.times_plain:5.1f} {lap.times_thread:6.2f} {lap.per_commit:15.0f}"
        )
    _expect_of_laps(report, laps)
    return laps


def _expect_of_laps(report: Report, laps: list[Lap]) -> None:
    times = sorted(lap.times_plain for lap in laps)
    share = sorted(lap.times_thread for lap in laps)
    fair = statistics.median(lap.thread / lap.plain for lap in laps)
    median = statistics.median(times)
    report.say(f"x(a) median {median:.1f}, worst {times[0]:.1f}")
    report.say(f"x(b) median {statistics.median(share):.2f}, worst {share[0]:.2f}")
    report.expect(
        f"votes a second at least {TIMES_PLAIN:.0f} x (a)",
        f"median {median:.1f}, worst {times[0]:.1f}",
        holds=median >= TIMES_PLAIN,
    )
    report.expect(
        f"(b) to (a) within a factor of {WITHIN:.0f} of {THREAD_TO_PLAIN:.0f}",
        f"{fair:.1f}",
        holds=THREAD_TO_PLAIN / WITHIN <= fair <= THREAD_TO_PLAIN * WITHIN,
    )


async def _waits(report: Report, race: Race, plan: Plan) -> list[tuple[float, float, float]]:
    report.say(f"\nwait from when a vote is due, {RATE} a second offered")
    waits = []
    for _ in range(plan.waits):
        sync, p50, p99 = await race.wait()
        waits.append((sync, p50, p99))
        report.say(f"fdatasync {sync * 1e6:5.0f} us, p50 {p50 * 1e3:6.2f} ms, p99 {p99 * 1e3:6.2f} ms")
    p99 = statistics.median(wait[2] for wait in waits)
    sync = statistics.median(wait[0] for wait in waits)
    allowed = max(LATEST_S, LATEST_SYNCS * sync)
    report.expect(
        f"p99 at {RATE} a second at most 10 ms or {LATEST_SYNCS} fdatasyncs ({allowed * 1e3:.1f} ms)",
        f"median {p99 * 1e3:.2f} ms",
        holds=p99 <= allowed,
    )
    return waits
