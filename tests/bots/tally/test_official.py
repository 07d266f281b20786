"""Real elections give their official results, from their files and from shuffled copies."""

import random
from pathlib import Path

import pytest

from tests.bots.tally.commanding import counted, tally

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")

BALLOTS = Path(__file__).parents[3].parent / "shared" / "ballots"
STEERING = [
    "Derek Carr",
    "Michelle Noorali",
    "Phillip Whitrock",
    "Michael Rubin",
    "Timothy St. Clair",
    "Quinton Hoole",
    "Aaron Crickenberger",
    "Caleb Miles",
    "Jaice Singer DuMars",
    "Kris Nova",
    "Justin Santa Barbara",
    "Alex Pollitt",
    "Sebastien Goasguen",
    "Ihor Dvoretskyi",
    "Adnan Abdulhussein",
    "Ilya Dmitrichenko",
    "Matt Farina",
    "Aaron Schlesinger",
    "Rob Hirschfeld",
    "Doug Davis",
]
BEFORE_VOTES = {
    ".toi": b"# ALTERNATIVE NAME 6: Write-In",
    ".txt": b"   ||||||||/",
    ".csv": b"",
    ".pb": b"voter_id;",
}
"""How the line before the votes begins, by the file's ending; in a table it is the first."""
SHUFFLES = (None, 1, 2)


@pytest.fixture(params=SHUFFLES, ids=["as it is", "shuffled", "shuffled anew"])
def election(request: pytest.FixtureRequest, tmp_path: Path) -> "Elections":
    if not BALLOTS.is_dir():
        pytest.skip(f"the real ballots do not lie beside the project, in {BALLOTS.parent.name}/{BALLOTS.name}")
    return Elections(request.param, tmp_path)


class Elections:
    """The files, or copies of them in which the votes stand in another order."""

    def __init__(self, seed: int | None, folder: Path) -> None:
        self._seed, self._folder = seed, folder

    def __call__(self, name: str) -> Path:
        if self._seed is None:
            return BALLOTS / name
        lines = (BALLOTS / name).read_bytes().splitlines(keepends=True)
        lines[-1] = lines[-1].rstrip(b"\r\n") + b"\n"
        sign = BEFORE_VOTES[Path(name).suffix]
        first = next(at for at, line in enumerate(lines) if line.startswith(sign)) + 1
        head, votes = lines[:first], lines[first:]
        random.Random(self._seed).shuffle(votes)
        assert votes != lines[first:]
        (self._folder / name).write_bytes(b"".join(head + votes))
        return self._folder / name


def test_burlington_2009_by_instant_run_off(election: Elections) -> None:
    found = counted("irv", election("burlington_2009_mayor.toi"))
    names = ["Bob Kiss", "Kurt Wright", "Andy Montroll", "Dan Smith", "Write-In", "James Simpson"]
    assert (found["ballots"], found["order"], found["winners"]) == (8980, [[name] for name in names], ["Bob Kiss"])
    first, last = found["rounds"][0]["counts"], found["rounds"][-1]["counts"]
    assert {name: first[name] for name in names if name != "Write-In"} == {
        "Kurt Wright": 2951,
        "Bob Kiss": 2585,
        "Andy Montroll": 2063,
        "Dan Smith": 1306,
        "James Simpson": 35,
    }
    assert last == {"Bob Kiss": 4314, "Kurt Wright": 4064}


def test_burlington_2009_by_its_first_places_and_by_its_duels(election: Elections) -> None:
    file = election("burlington_2009_mayor.toi")
    assert counted("single", file)["winners"] == ["Kurt Wright"]
    assert counted("schulze", file)["winners"] == ["Andy Montroll"]


def test_debian_2007_by_schulze(election: Elections) -> None:
    found = counted("schulze", election("debian_2007_tally.txt"))
    assert (found["ballots"], found["order"][:2], found["winners"]) == (
        482,
        [["Sam Hocevar"], ["Steve McIntyre"]],
        ["Sam Hocevar"],
    )
    one, other = (found["candidates"].index(name) for name in ("Sam Hocevar", "Steve McIntyre"))
    assert (found["matrix"][one][other], found["matrix"][other][one]) == (211, 203)
    assert "Raphaël Hertzog" in found["candidates"]


def test_kubernetes_2017_by_schulze(election: Elections) -> None:
    file = election("k8s_steering_2017.csv")
    found = counted("schulze", file, "--seats", "6")
    assert (found["ballots"], found["order"], found["winners"]) == (309, [[name] for name in STEERING], STEERING[:6])
    capped = counted("schulze", file, "--seats", "6", "--skip", "Michael Rubin")
    assert capped["winners"] == [*STEERING[:3], "Timothy St. Clair", "Quinton Hoole", "Aaron Crickenberger"]
    assert (capped["order"], capped["skipped"]) == (found["order"], ["Michael Rubin"])


def test_kubernetes_2021_by_schulze(election: Elections) -> None:
    found = counted("schulze", election("k8s_steering_2021.csv"), "--seats", "4")
    winners = ["parispittman", "justaugustus", "cblecker", "tpepper"]
    assert (found["ballots"], found["winners"]) == (256, winners)


def test_gdynia_2020_by_approval(election: Elections) -> None:
    file = election("approval3_gdynia_2020_babie_doly_small.pb")
    for method in ("approval", "limited"):
        found = counted(method, file, "--seats", "3")
        assert (found["ballots"], found["order"]) == (306, [["4"], ["2"], ["1", "5"], ["3"]])
        assert found["rounds"][0]["counts"] == {"4": 220, "2": 112, "1": 101, "5": 101, "3": 85}
        assert found["winners"] == ["4", "2", "1", "5"]
        assert found["titles"]["2"].startswith("Zabawa z mapą")


def test_czestochowa_2024_by_its_points_and_by_its_votes(election: Elections) -> None:
    name = "points10_czestochowa_2024_podjasnogorska.pb"
    lines = (BALLOTS / name).read_text(encoding="utf-8").splitlines()
    projects = [line.split(";") for line in lines[lines.index("PROJECTS") + 2 : lines.index("VOTES")]]
    by_votes = counted("approval", election(name))
    assert by_votes["rounds"][0]["counts"] == {cells[0]: int(cells[2]) for cells in projects}
    by_points = counted("cumulative", election(name))
    assert by_points["rounds"][0]["counts"] == {cells[0]: int(cells[3]) for cells in projects}
    assert by_points["ballots"] == 273


@pytest.mark.parametrize(
    ("method", "name", "shown"),
    [
        ("irv", "burlington_2009_mayor.toi", ["Round 5", "4,314", "out goes Kurt Wright"]),
        ("schulze", "k8s_steering_2017.csv", ["Duels", "1. Derek Carr", "138"]),
        ("schulze", "k8s_steering_2021.csv", ["Duels", "1. parispittman", "133"]),
        ("schulze", "debian_2007_tally.txt", ["Duels", "211", "203", "Raphaël Hertzog"]),
        ("approval", "approval3_gdynia_2020_babie_doly_small.pb", ["220", "Zabawa z mapą"]),
        ("cumulative", "points10_czestochowa_2024_podjasnogorska.pb", ["627", "Remont"]),
    ],
)
def test_people_are_shown_the_rounds_or_the_duels(
    election: Elections, method: str, name: str, shown: list[str]
) -> None:
    printed = tally(method, election(name)).stdout
    assert [text for text in shown if text not in printed] == []
