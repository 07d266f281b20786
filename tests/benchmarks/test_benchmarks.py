"""The benchmarks run: on a table that is small, for a moment, without a word about speed."""

from pathlib import Path

import pytest

from tests.benchmarks import discord_presses, race, telegram_presses
from tests.benchmarks.ballots import Plan, measure
from tests.benchmarks.figures import Report
from tests.benchmarks.gallery import Sizes, gallery
from tests.benchmarks.presses import Presses, Size

SMALL = Size(members=60, entries=3, voters=20)
MOMENT = Plan(laps=2, seconds=0.05, waits=2, wait_seconds=0.05, size=SMALL)


async def test_the_ballot_benchmark_measures_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    await measure(report, tmp_path, MOMENT)
    found = report.figures["ballots"]
    assert len(found["laps"]) == 2
    assert all(1 <= lap["per_commit"] <= SMALL.voters for lap in found["laps"])
    assert {values["synchronous"] for values in found["pragmas"].values()} == {2}
    assert 0 < found["refused"] < found["rules run"]
    assert len(report.expectations) == 4
    report.conclude(tmp_path / "figures.json")
    assert "4 expectations" in capsys.readouterr().out


async def test_the_benchmark_of_presses_on_discord_has_every_press_answered(tmp_path: Path) -> None:
    report = Report()
    size = Size(members=60, entries=3, voters=10)
    plan = race.Plan(laps=2, seconds=0.05, waits=1, wait_seconds=0.1, size=size)
    await discord_presses.measure(report, tmp_path, plan)
    found = report.figures["discord"]
    assert len(found["laps"]) == 2
    assert all(lap[name] > 0 and lap["cpu_us"][name] > 0 for lap in found["laps"] for name in race.NAMES)
    assert found["light"] == found["pressed"] > 0
    assert len(report.expectations) == 4


async def test_the_benchmark_of_presses_on_telegram_has_every_press_answered(tmp_path: Path) -> None:
    report = Report()
    size = Size(members=60, entries=3, voters=10)
    plan = race.Plan(laps=2, seconds=0.05, size=size)
    await telegram_presses.measure(report, tmp_path, plan)
    found = report.figures["telegram"]
    assert len(found["laps"]) == 2
    assert all(lap[name] > 0 and lap["cpu_us"][name] > 0 for lap in found["laps"] for name in race.NAMES)
    assert list(found["in flight"]) == list(telegram_presses.IN_FLIGHT)
    assert len(report.expectations) == 2 + len(telegram_presses.IN_FLIGHT)


async def test_the_gallery_benchmark_asks_for_every_state_of_both_sizes(tmp_path: Path) -> None:
    report = Report()
    await gallery(report, tmp_path, Sizes(small=3, large=60, visits=2))
    assert {len(times) for state in report.figures["gallery"].values() for times in state.values()} == {2}
    assert [one.text.split(",")[1] for one in report.expectations] == [
        " submission: p95 below 3.0 x that of 3", " voting: p95 below 3.0 x that of 3", " announced: p95 below 3.0 x that of 3",
    ]  # fmt: skip


def test_every_press_changes_what_is_stored() -> None:
    presses = Presses(SMALL)
    stored: dict[tuple[str, str], str] = {}
    for number in range(1000):
        member, entry, choice = presses.next(number % SMALL.voters)
        assert stored.get((member, entry), "pass") != choice
        stored[member, entry] = choice
