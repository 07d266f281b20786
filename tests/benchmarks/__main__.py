"""`python -m tests.benchmarks`: how fast ballots are stored, closed and counted, presses answered, pages sent; as ratios."""

import argparse
import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.benchmarks import close, counting, discord_presses, race, stages, telegram_presses
from tests.benchmarks.ballots import Plan, measure
from tests.benchmarks.figures import Report, versions
from tests.benchmarks.gallery import Sizes, gallery
from tests.benchmarks.startup import startup
from tests.benchmarks.with_platforms import with_platforms

WHOLE = Plan()
PARTS = ("ballots", "close", "counting", "stages", "gallery", "discord", "telegram", "startup")
QUICK = replace(WHOLE, laps=3, seconds=0.3, waits=3, wait_seconds=0.5)

PRESSES = race.Plan()
QUICK_PRESSES = replace(PRESSES, laps=3, seconds=0.5, waits=3, wait_seconds=1.0)


def main() -> int:
    """Do as the command line says; return the exit code: 1 when an expectation fails."""
    asked = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked.add_argument("what", nargs="?", choices=PARTS, help="what to measure; everything if nothing is named")
    asked.add_argument("--quick", action="store_true", help="fewer and shorter laps")
    asked.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    given = asked.parse_args()
    parts = [given.what] if given.what else PARTS
    report = Report()
    report.keep("versions", versions())
    report.say(", ".join(f"{name} {value}" for name, value in versions().items()))
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=Path.cwd()) as folder:
        if "ballots" in parts:
            asyncio.run(measure(report, Path(folder), QUICK if given.quick else WHOLE))
        if "close" in parts:
            crowd = replace(close.Crowd(), laps=3) if given.quick else close.Crowd()
            asyncio.run(close.measure(report, Path(folder), crowd))
        if "gallery" in parts:
            asyncio.run(gallery(report, Path(folder), Sizes(visits=40) if given.quick else Sizes()))
        if "discord" in parts:
            asyncio.run(discord_presses.measure(report, Path(folder), QUICK_PRESSES if given.quick else PRESSES))
        if "telegram" in parts:
            asyncio.run(telegram_presses.measure(report, Path(folder), QUICK_PRESSES if given.quick else PRESSES))
    if "counting" in parts:
        counting.measure(report, counting.Plan(laps=3) if given.quick else counting.Plan())
    if "stages" in parts:
        stages.measure(report, stages.Plan(seeds=5) if given.quick else stages.Plan())
    if "startup" in parts:
        startup(report, 3 if given.quick else 5)
        with_platforms(report, 3 if given.quick else 5, 10 if given.quick else 60)
    return report.conclude(given.json)


if __name__ == "__main__":
    sys.exit(main())
