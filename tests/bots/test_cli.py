"""The commands: what they hand on, what they print, and how they end."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from bots.cli import app
from bots.settings import Settings
from contests.refusals import Refusal

pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")

SLOW = "aiohttp aiosqlite alembic apscheduler asyncpg av babel dateparser matplotlib numpy PIL rapidfuzz sqlalchemy"


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


class Application:
    """Stands in for bots.app and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.fault: Exception | None = None

    async def serve(self, settings: Settings, *, practice_clock: bool) -> int:
        if self.fault:
            raise self.fault
        self.asked.append(("serve", settings.language, practice_clock))
        return 3

    async def make_link(self, settings: Settings, name: str, role: str) -> str:
        if self.fault:
            raise self.fault
        self.asked.append(("link", settings.language, name, role))
        return "http://127.0.0.1:8080/enter/abc"


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> Application:
    stand_in = Application()
    monkeypatch.setitem(sys.modules, "bots.app", stand_in)
    return stand_in


def test_the_command_line_waits_for_no_library_that_it_does_not_use() -> None:
    look = f"import sys, bots.cli; print(*sorted(set(sys.modules) & set({SLOW.split()})))"
    found = subprocess.run([sys.executable, "-c", look], check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter
    assert found.stdout.split() == []


@pytest.mark.parametrize("words", [(), ("run",)])
def test_alone_it_runs(application: Application, words: tuple[str, ...]) -> None:
    assert typed(*words).exit_code == 3
    assert application.asked == [("serve", "en", False)]


def test_the_practice_clock_is_handed_on(application: Application) -> None:
    typed("run", "--practice-clock")
    assert application.asked == [("serve", "en", True)]


@pytest.mark.parametrize(("words", "fresh"), [(("demo",), False), (("demo", "--fresh"), True)])
def test_the_demo_is_asked_for(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], *, fresh: bool) -> None:
    asked = []

    async def serve_demo(settings: Settings, *, fresh: bool) -> int:
        asked.append((settings.language, fresh))
        return 3

    monkeypatch.setitem(sys.modules, "bots.demo.alone", SimpleNamespace(serve_demo=serve_demo))
    assert typed(*words).exit_code == 3
    assert asked == [("en", fresh)]


def test_the_demo_is_refused_beside_a_real_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bots.demo.alone", SimpleNamespace())
    monkeypatch.setenv("PROSUMENT_DISCORD_TOKEN", "a real one")
    refused = typed("demo")
    assert refused.exit_code == 2
    assert "real platform" in refused.output


def test_the_practice_clock_is_refused_beside_a_real_token(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROSUMENT_TELEGRAM_TOKEN", "123:secret")
    ended = typed("run", "--practice-clock")
    assert (ended.exit_code, application.asked) == (2, [])
    assert len(ended.stderr.splitlines()) == 2
    assert "123:secret" not in ended.output
    monkeypatch.setenv("PROSUMENT_TELEGRAM_API_URL", "http://127.0.0.1:9")
    assert typed("run", "--practice-clock").exit_code == 3


@pytest.mark.parametrize("command", ["run", "link Ada", "when tomorrow"])
def test_settings_in_the_way_are_named_in_two_lines(
    application: Application, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("PROSUMENT_DISCORD_TOKN", "a-secret")
    ended = typed(*command.split())
    assert (ended.exit_code, application.asked) == (2, [])
    cause, cure = ended.stderr.splitlines()
    assert "PROSUMENT_DISCORD_TOKN" in cause
    assert "PROSUMENT_DISCORD_TOKEN" in cure
    assert "a-secret" not in ended.output


def test_a_link_is_printed_alone(application: Application) -> None:
    ended = typed("link", "Ada Lovelace", "--role", "juror")
    assert (ended.exit_code, ended.stdout) == (0, "http://127.0.0.1:8080/enter/abc\n")
    assert application.asked == [("link", "en", "Ada Lovelace", "juror")]


def test_a_link_that_the_rules_forbid_is_refused_in_words(application: Application) -> None:
    application.fault = Refusal("too_long")
    ended = typed("link", "Ada" * 50)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("That is longer")


def test_a_fault_is_logged_without_secrets_and_points_to_the_doctor(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROSUMENT_TELEGRAM_TOKEN", "123:secret")
    application.fault = OSError("https://api/bot123:secret/getMe does not answer")
    ended = typed("run")
    assert ended.exit_code == 1
    assert "does not answer" in ended.stderr
    assert "prosument doctor" in ended.stderr.splitlines()[-1]
    assert "123:secret" not in ended.output


def test_a_role_that_is_none_is_refused(application: Application) -> None:
    assert typed("link", "Ada", "--role", "king").exit_code == 2
    assert application.asked == []


def test_the_version_is_the_installed_one() -> None:
    assert typed("version").stdout == "prosument 0.1.0\n"


NOW = ("--now", "2026-11-22T20:00", "--zone", "Europe/Warsaw")


def test_a_typed_time_is_echoed_in_full() -> None:
    ended = typed("when", "Friday 18:00", *NOW)
    assert (ended.exit_code, ended.stdout) == (
        0,
        "Friday 27 November 2026, 18:00, Europe/Warsaw, in 4 days 22 hours\n",
    )


def test_it_is_read_in_the_language_asked_for_or_set(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = typed("when", "morgen um 18 Uhr", "--language", "de", *NOW)
    monkeypatch.setenv("PROSUMENT_LANGUAGE", "de")
    assert (asked.exit_code, asked.stdout) == (0, typed("when", "morgen um 18 Uhr", *NOW).stdout)
    assert asked.stdout.startswith("Montag")


def test_without_a_zone_the_settings_one_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_TIMEZONE", "America/New_York")
    assert "18:00, America/New_York" in typed("when", "Friday 18:00", "--now", "2026-11-22T20:00Z").stdout


def test_an_unclear_time_is_asked_about() -> None:
    ended = typed("when", "soonish", *NOW)
    assert ended.exit_code == 1
    assert "soonish" in ended.stdout


def test_what_may_be_meant_is_listed() -> None:
    ended = typed("when", "25 October 2026 2:30", "--now", "2026-10-01T12:00", "--zone", "Europe/Warsaw")
    assert ended.exit_code == 1
    assert ended.stdout.count("25 October 2026, 02:30") >= 2


@pytest.mark.parametrize(
    "words",
    [
        ("--zone", "Europe"),
        ("--zone", "../zone"),
        ("--zone", "Nowhere/Else"),
        ("--now", "soon"),
    ],
)
def test_a_zone_or_a_now_that_is_none_is_named_with_its_cure(words: tuple[str, str]) -> None:
    ended = typed("when", "Friday 18:00", *words)
    assert ended.exit_code == 2
    assert len(ended.stderr.splitlines()) == 2


def test_the_doctor_ends_as_its_findings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    async def inspect_database(_settings: Settings) -> SimpleNamespace:
        return SimpleNamespace(ok=False, said="The database is gone.", cure="Bring it back.")

    monkeypatch.setitem(sys.modules, "bots.app", SimpleNamespace(inspect_database=inspect_database))
    assert typed("doctor", "--json").exit_code == 1


@pytest.mark.parametrize("command", ["run", "link Ada"])
def test_a_data_folder_that_cannot_be_made_is_named_with_its_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("PROSUMENT_DATA", str(tmp_path / "taken" / "data"))
    ended = typed(*command.split())
    assert (ended.exit_code, ended.stdout) == (1, "")
    cause, cure = ended.stderr.splitlines()
    assert str(tmp_path / "taken" / "data") in cause
    assert "PROSUMENT_DATA" in cure


@pytest.mark.parametrize("command", ["run", "link Ada"])
def test_a_database_that_does_not_answer_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("PROSUMENT_DATABASE_URL", "postgresql+asyncpg://u:s3cret@127.0.0.1:1/x")
    ended = typed(*command.split())
    assert (ended.exit_code, ended.stdout) == (1, "")
    cause, cure = ended.stderr.splitlines()
    assert "database" in cause
    assert "prosument doctor" in cure
    assert "s3cret" not in ended.output
