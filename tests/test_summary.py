"""The session's summary turns red for what pytest itself lets pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXPECTED_SKIPS

ROOT = Path(__file__).parent.parent
CONTRACT = """
import pytest

@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("n", [1, 2])
def test_it(engine, n):
    pass

@pytest.mark.parametrize("n", [1, 2])
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_it_the_other_way_round(engine, n):
    pass
"""
ONE_SIDED = """
def test_more(engine):
    pass
"""

LOOPBACK = """
import pytest
from collections import Counter
from tests.platforms import tally

@pytest.fixture
def server():
    yield
    tally.add("Discord", used=["GET /a"], held=["GET /a"], faults=Counter(cut=2), mistakes=(3, 3))

@pytest.mark.parametrize("n", [1, 2])
def test_it(server, n):
    tally.add("Discord", used=["GET /a", "GET /b"], held=["GET /b"], faults=Counter(slow=n), mistakes=(1, 0))
"""


def session(folder: Path, *arguments: str, **files: str) -> tuple[int, str]:
    """Run a session of its own with our conftest over a few small tests."""
    (folder / "pytest.ini").write_text(
        "[pytest]\ntestpaths = tests\naddopts = -q -p no:cacheprovider --strict-markers\n"
    )
    tests = folder / "tests"
    (tests / "storage").mkdir(parents=True)
    (tests / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text())
    for name, text in files.items():
        (tests / name.replace("__", "/")).with_suffix(".py").write_text(text)
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "pytest", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout


def test_a_contract_that_runs_alike_on_both_engines_is_fine(tmp_path: Path) -> None:
    code, said = session(tmp_path, storage__test_contract=CONTRACT)
    assert code == 0
    assert "storage contract: sqlite 4, postgresql 4" in said
    assert "RED" not in said


def test_a_contract_with_more_on_one_engine_is_red(tmp_path: Path) -> None:
    more = CONTRACT + ONE_SIDED.replace("def", '@pytest.mark.parametrize("engine", ["sqlite"])\ndef')
    code, said = session(tmp_path, storage__test_contract=more)
    assert code == 1
    assert "RED: the storage contract did not run alike on both engines" in said


@pytest.mark.parametrize("arguments", [("-k", "sqlite"), ("tests/storage/test_contract.py::test_it[1-sqlite]",)])
def test_who_chooses_some_tests_is_not_told_about_the_others(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert session(tmp_path, *arguments, storage__test_contract=CONTRACT)[0] == 0


HALVES = """
import pytest

@pytest.mark.parametrize("door", ["web", pytest.param("discord", marks=pytest.mark.long)])
def test_it(door):
    pass

@pytest.mark.long
def test_the_whole_matrix():
    pass

def test_a_rule():
    pass
"""
SHORT = {"tests/test_it.py::test_it[web]", "tests/test_it.py::test_a_rule"}
LONG = {"tests/test_it.py::test_it[discord]", "tests/test_it.py::test_the_whole_matrix"}


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
@pytest.mark.parametrize(
    ("arguments", "run"), [((), SHORT), (("-m", "long"), LONG), (("tests/test_it.py",), SHORT | LONG)]
)
def test_every_test_is_run_by_one_of_the_two_commands_and_by_its_name(
    tmp_path: Path, workers: str, arguments: tuple[str, ...], run: set[str]
) -> None:
    code, said = session(tmp_path, workers, "-rA", *arguments, test_it=HALVES)
    assert code == 0
    assert {line.removeprefix("PASSED ") for line in said.splitlines() if line.startswith("PASSED ")} == run


def test_a_contract_whose_long_half_is_one_sided_is_red(tmp_path: Path) -> None:
    more = ONE_SIDED.replace("def", '@pytest.mark.long\n@pytest.mark.parametrize("engine", ["sqlite"])\ndef')
    code, said = session(tmp_path, "-m", "long", storage__test_contract=CONTRACT + more)
    assert code == 1
    assert "RED: the storage contract did not run alike on both engines" in said


def test_a_marker_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    code, said = session(tmp_path, test_it=HALVES.replace("mark.long\ndef", "mark.lang\ndef"))
    assert code != 0
    assert "'lang' not found in `markers`" in said


def test_every_skip_that_is_expected_is_of_a_test_that_there_is() -> None:
    for name in EXPECTED_SKIPS:
        file, _, test = name.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text(), name


@pytest.mark.parametrize(
    "skipped",
    [
        "import pytest\npytest.skip('no Chromium', allow_module_level=True)\n",
        "import pytest\n@pytest.mark.skip(reason='no Chromium')\ndef test_it():\n    pass\n",
        "import pytest\ndef test_it():\n    pytest.skip('no Chromium')\n",
    ],
)
def test_a_skip_that_nobody_expects_is_red_and_named(tmp_path: Path, skipped: str) -> None:
    code, said = session(tmp_path, test_it="def test_other():\n    pass\n", test_odd=skipped)
    assert code == 1
    assert "skipped: tests/test_odd.py" in said
    assert ": no Chromium" in said
    assert "RED: tests/test_odd.py" in said


def test_a_browser_story_that_may_not_be_skipped_is_red_before_it_is(tmp_path: Path) -> None:
    code, said = session(tmp_path, test_it="import pytest\n@pytest.mark.browser\ndef test_it():\n    pass\n")
    assert code == 1
    assert "RED: tests/test_it.py::test_it is told in Chromium" in said


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_what_loopback_platforms_did_is_added_up_over_tests_and_processes(tmp_path: Path, workers: str) -> None:
    code, said = session(tmp_path, workers, test_it=LOOPBACK)
    assert code == 0
    assert "Discord: 2 endpoints used, 2 of 2 held against the description" in said
    assert "Discord: faults injected: cut 4, slow 3" in said
    assert "Discord: mistakes of a client refused: 6 of 8" in said
