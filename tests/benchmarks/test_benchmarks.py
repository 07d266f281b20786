"""The benchmarks run: on a table that is small, for a moment, without a word about speed."""

from pathlib import Path

import numpy as np
import pytest

from contests.counting.profile import Counted
from tests.benchmarks import close, counting, discord_presses, race, stages, telegram_presses
from tests.benchmarks.ballots import Plan, measure
from tests.benchmarks.figures import Report
from tests.benchmarks.gallery import Sizes, gallery
from tests.benchmarks.presses import Presses, Size

pytestmark = pytest.mark.long
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
    assert len(report.expectations) == 5


async def test_the_benchmark_of_presses_on_telegram_has_every_press_answered(tmp_path: Path) -> None:
    report = Report()
    size = Size(members=60, entries=3, voters=10)
    plan = race.Plan(laps=2, seconds=0.05, size=size)
    await telegram_presses.measure(report, tmp_path, plan)
    found = report.figures["telegram"]
    assert len(found["laps"]) == 2
    assert all(lap[name] > 0 and lap["cpu_us"][name] > 0 for lap in found["laps"] for name in race.NAMES)
    assert list(found["in flight"]) == list(telegram_presses.IN_FLIGHT)
    assert len(report.expectations) == 3 + len(telegram_presses.IN_FLIGHT)


async def test_the_gallery_benchmark_asks_for_every_state_of_both_sizes(tmp_path: Path) -> None:
    report = Report()
    await gallery(report, tmp_path, Sizes(small=3, large=60, visits=2))
    assert {len(times) for state in report.figures["gallery"].values() for times in state.values()} == {2}
    assert [one.text.split(",")[1] for one in report.expectations] == [
        " submission: p95 below 3.0 x that of 3", " voting: p95 below 3.0 x that of 3", " announced: p95 below 3.0 x that of 3",
    ]  # fmt: skip


async def test_the_benchmark_of_a_close_counts_what_the_statement_by_hand_does(tmp_path: Path) -> None:
    report = Report()
    await close.measure(report, tmp_path, close.Crowd(voters=60, entries=12, approvals=3, passes=2, laps=2))
    assert report.figures["close"]["marks"] == 300
    assert len(report.figures["close"]["laps"]) == 2
    assert len(report.expectations) == 1


def test_the_benchmark_of_counting_agrees_with_its_plain_numpy() -> None:
    ranked, runoff, pairs, solver = counting.contenders(counting.Plan(ballots=300, entries=6))
    schulze, by_hand = ranked.count(), ranked.plain()
    assert isinstance(schulze, Counted)
    assert isinstance(by_hand, np.ndarray)
    assert schulze.matrix == tuple(map(tuple, by_hand.tolist()))
    irv, out = runoff.count(), runoff.plain()
    assert isinstance(irv, Counted)
    assert isinstance(out, list)
    assert irv.standings[0].entry == f"entry{out[-1]:07d}"
    compared, strengths = pairs.count(), pairs.plain()
    assert isinstance(compared, Counted)
    assert isinstance(strengths, np.ndarray)
    assert compared.standings[0].entry == f"entry{strengths.argmax():07d}"
    assert np.allclose(np.asarray(solver.count()), np.asarray(solver.plain()), atol=1e-6)


def test_the_benchmark_of_counting_measures_what_it_says() -> None:
    report = Report()
    counting.measure(report, counting.Plan(ballots=100, entries=4, laps=2))
    assert {len(laps) for laps in report.figures["counting"].values()} == {2}
    assert len(report.expectations) == len(report.figures["counting"]) == 4


def test_the_simulation_of_stages_sees_every_entry_and_is_the_same_each_time() -> None:
    plan = stages.Plan(entries=20, voters=30, looks=5, qualifying=3, finalists=4, seeds=2)
    runs = [stages.contest(plan, seed) for seed in range(2)]
    assert runs == [stages.contest(plan, seed) for seed in range(2)]
    assert all(run.fewest > 0 for each in runs for run in each.values())
    report = Report()
    stages.measure(report, plan)
    assert len(report.figures["stages"]) == 2
    assert len(report.expectations) == 6


def test_the_interval_of_a_share_is_wilsons() -> None:
    assert [round(one, 4) for one in stages.wilson(10, 11)] == [0.6226, 0.9838]


def test_every_press_changes_what_is_stored() -> None:
    presses = Presses(SMALL)
    stored: dict[tuple[str, str], str] = {}
    for number in range(1000):
        member, entry, choice = presses.next(number % SMALL.voters)
        assert stored.get((member, entry), "pass") != choice
        stored[member, entry] = choice
