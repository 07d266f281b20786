"""What a benchmark finds: expectations with their figures, the disk beside, the versions of what ran."""

import json
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("sqlalchemy", "aiosqlite", "aiohttp")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected of a figure, and whether it holds."""

    text: str
    figure: str
    holds: bool

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{'ok  ' if self.holds else 'FAIL'} {self.text}: {self.figure}"


@dataclass(slots=True)
class Report:
    """Everything that was found: printed as it is found, and kept for a file."""

    figures: dict[str, Any] = field(default_factory=dict)
    expectations: list[Expectation] = field(default_factory=list)

    def say(self, line: str = "") -> None:
        """Print a line."""
        print(line, flush=True)

    def keep(self, name: str, figures: object) -> None:
        """Keep figures for the file."""
        self.figures[name] = figures

    def expect(self, text: str, figure: str, *, holds: bool) -> None:
        """Keep an expectation."""
        self.expectations.append(Expectation(text, figure, holds))

    def conclude(self, file: Path | None) -> int:
        """Print the expectations and return the exit code."""
        self.say()
        for one in self.expectations:
            self.say(str(one))
        failed = sum(not one.holds for one in self.expectations)
        self.say(f"{len(self.expectations)} expectations, {failed} failed")
        if file:
            told = [{"text": one.text, "figure": one.figure, "holds": one.holds} for one in self.expectations]
            file.write_text(json.dumps({**self.figures, "expectations": told}, indent=2) + "\n")
        return 1 if failed else 0


def fdatasync_s(folder: Path, times: int = 25) -> float:
    """Return the median seconds that the disk takes to make 4 KiB durable."""
    file = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        os.write(file, bytes(4096))
        os.fdatasync(file)
        taken.append(time.perf_counter() - start)
    os.close(file)
    return statistics.median(taken)


def versions() -> dict[str, str]:
    """Return what ran, and where."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in LIBRARIES},
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": str(os.cpu_count()),
        "load": f"{os.getloadavg()[0]:.2f}",
    }


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which a share of ordered values lies."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
