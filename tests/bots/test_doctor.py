"""The doctor names what would go wrong, each with its cure, and leaves the rest alone."""

import json
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from pydantic import SecretStr
from rich.console import Console

from bots.doctor import checks, visit
from bots.doctor.findings import Finding, Level
from bots.doctor.platforms import on_discord
from bots.settings import Settings, secret_key
from bots.words import words

T = words("en")
NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
MIB = 2**20

pytestmark = pytest.mark.usefixtures("empty_folder")


def level_of(finding: Finding) -> Level:
    assert finding.said
    assert bool(finding.cure) is (finding.level is not Level.FINE)
    return finding.level


def test_a_data_folder_that_is_missing_is_fine_and_stays_missing(empty_folder: Path) -> None:
    assert level_of(checks.data_folder(Path("deep/data"), T)) is Level.FINE
    assert level_of(checks.disk_space(Path("deep/data"), T)) in Level
    assert not list(empty_folder.iterdir())


def test_a_data_folder_that_cannot_be_written_is_red(empty_folder: Path) -> None:
    (empty_folder / "data").write_text("a file in its place")
    assert level_of(checks.data_folder(Path("data"), T)) is Level.RED


@pytest.mark.parametrize(
    ("free", "level"),
    [(1024, "fine"), (1023, "warning"), (100, "warning"), (99, "red"), (0, "red")],
)
def test_little_space_warns_and_too_little_is_red(free: int, level: str) -> None:
    assert level_of(checks.space_left(free * MIB, T)) == level


def test_a_free_port_is_fine_and_stays_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
    assert level_of(checks.port("127.0.0.1", number, T)) is Level.FINE
    assert level_of(checks.port("127.0.0.1", number, T)) is Level.FINE
    assert level_of(checks.port("127.0.0.1", 0, T)) is Level.FINE


@dataclass
class Neighbour:
    """A web server that holds a port and answers everything with `body`."""

    port: int
    body: bytes = b""


@pytest.fixture
def neighbour() -> Iterator[Neighbour]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.end_headers()
            self.wfile.write(held.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library names it so
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        held = Neighbour(server.server_port)
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield held
        server.shutdown()


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"status": "ok"}'])
def test_a_port_that_another_program_holds_is_red(neighbour: Neighbour, body: bytes) -> None:
    neighbour.body = body
    finding = checks.port("127.0.0.1", neighbour.port, T)
    assert level_of(finding) is Level.RED
    assert "Another program" in finding.said


def test_a_port_that_prosument_holds_is_fine(neighbour: Neighbour) -> None:
    neighbour.body = b'{"status": "degraded", "adapters": {}, "scheduler": "up"}'
    assert level_of(checks.port("127.0.0.1", neighbour.port, T)) is Level.FINE


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_a_host_that_is_not_this_machine_is_red(host: str) -> None:
    assert level_of(checks.port(host, 8080, T)) is Level.RED


def test_a_clock_before_the_release_is_red() -> None:
    assert level_of(checks.clock(NOW.replace(year=1970), T)) is Level.RED
    assert level_of(checks.clock(NOW, T)) is Level.FINE


@pytest.mark.parametrize(
    ("host", "public", "level"),
    [
        ("127.0.0.1", "", "fine"),
        ("0.0.0.0", "https://contests.example.org", "fine"),  # noqa: S104 - nothing listens
        ("127.0.0.1", "http://localhost:8080", "warning"),
        ("127.0.0.1", "http://contests.example.org", "red"),
        ("0.0.0.0", "", "red"),  # noqa: S104 - nothing listens
    ],
)
def test_an_address_without_https_is_red_once_others_can_open_it(host: str, public: str, level: str) -> None:
    assert level_of(checks.public_address(Settings(web_host=host, public_url=public), T)) == level


def test_a_key_is_fine_while_only_its_owner_can_read_it(empty_folder: Path) -> None:
    settings = Settings(data=empty_folder)
    assert level_of(checks.secret_file(settings, T)) is Level.FINE
    secret_key(settings)
    assert level_of(checks.secret_file(settings, T)) is Level.FINE
    (empty_folder / "secret_key").chmod(0o640)
    assert level_of(checks.secret_file(settings, T)) is Level.RED
    assert level_of(checks.secret_file(Settings(secret_key=SecretStr("k" * 32)), T)) is Level.FINE


def test_a_key_cut_short_or_in_the_way_is_red(empty_folder: Path) -> None:
    (empty_folder / "secret_key").touch(0o600)
    assert level_of(checks.secret_file(Settings(data=empty_folder), T)) is Level.RED
    (empty_folder / "data" / "secret_key").mkdir(parents=True)
    assert level_of(checks.secret_file(Settings(), T)) is Level.RED


def test_the_font_for_pictures_comes_along_and_more_fonts_are_a_note(empty_folder: Path) -> None:
    assert level_of(checks.bundled_font(T)) is Level.FINE
    assert level_of(checks.more_fonts(T, [str(empty_folder)])) is Level.NOTE
    (empty_folder / "NotoSans-Regular.ttf").touch()
    assert level_of(checks.more_fonts(T, [str(empty_folder)])) is Level.FINE


def visited(*, json: bool) -> tuple[int, str]:
    console = Console(file=StringIO(), width=60)
    code = visit(console, json=json)
    assert isinstance(console.file, StringIO)
    return code, console.file.getvalue()


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stand in for what bots.app says of the database; all else is a healthy machine."""
    report = SimpleNamespace(ok=True, said="The database is [red]there[/red].", cure="", fault=None)

    async def inspect_database(_settings: Settings) -> SimpleNamespace:
        if report.fault:
            raise report.fault
        return report

    monkeypatch.setitem(sys.modules, "bots.app", SimpleNamespace(inspect_database=inspect_database))
    monkeypatch.setattr(checks, "disk_space", lambda _folder, t: checks.space_left(2**40, t))
    monkeypatch.setenv("PROSUMENT_WEB_PORT", "0")
    return report


@pytest.mark.usefixtures("database")
def test_a_healthy_machine_gives_a_tree_without_cures_for_what_is_fine() -> None:
    code, tree = visited(json=False)
    assert code == 0
    assert "✗" not in tree
    assert "✓ The database is [red]there[/red]." in tree


def test_each_red_line_has_its_cure_below(database: SimpleNamespace) -> None:
    database.ok, database.said, database.cure = False, "The database is gone.", "Bring it back."
    code, tree = visited(json=False)
    lines = tree.splitlines()
    red = next(at for at, line in enumerate(lines) if "✗" in line)
    assert code == 1
    assert "The database is gone." in lines[red]
    assert "Bring it back." in lines[red + 1]


def test_a_database_that_breaks_the_look_is_red_and_its_fault_shows_no_secret(database: SimpleNamespace) -> None:
    database.fault = ConnectionError("user:a-secret@host refused")
    code, tree = visited(json=False)
    assert code == 1
    assert "ConnectionError" in tree
    assert "a-secret" not in tree


def test_scripts_read_the_same_as_json(database: SimpleNamespace) -> None:
    database.ok = False
    code, said = visited(json=True)
    report = json.loads(said)
    assert (code, report["ok"]) == (1, False)
    assert {finding["name"]: finding["level"] for finding in report["findings"]} | {"more_fonts": ""} == {
        "settings": "fine",
        "data": "fine",
        "disk": "fine",
        "secret_key": "fine",
        "database": "red",
        "port": "fine",
        "address": "fine",
        "clock": "fine",
        "fonts": "fine",
        "more_fonts": "",
    }


TOKEN = "MTA5OTUxMTYyNzc3NjA.made.up"  # noqa: S105 - of no bot
"""Whose first part says 10995116277760."""
DISCORDS = "https://discord.com/api/v10"


@pytest.mark.parametrize(
    ("token", "url", "found"),
    [
        ("", "http://10.1.2.3/api", []),
        (TOKEN, DISCORDS, [("discord_token", "fine")]),
        (TOKEN, "https://canary.discord.com/api/v10", [("discord_token", "fine")]),
        ("a-secret", DISCORDS, [("discord_token", "red")]),
        ("a.secret.token", DISCORDS, [("discord_token", "red")]),
        (TOKEN, "http://127.0.0.1:9/api", [("discord_token", "fine"), ("discord_api", "warning")]),
        (TOKEN, "https://proxy.example/api", [("discord_token", "fine"), ("discord_api", "note")]),
        (TOKEN, "https://notdiscord.com/api/v10", [("discord_token", "fine"), ("discord_api", "note")]),
        (TOKEN, "http://discord.com/api/v10", [("discord_token", "fine"), ("discord_api", "red")]),
    ],
)
def test_of_discord_it_says_what_can_be_known_without_asking(
    token: str, url: str, found: list[tuple[str, str]]
) -> None:
    findings = on_discord(Settings(discord_token=SecretStr(token), discord_api_url=url), T)
    assert [(one.name, level_of(one)) for one in findings] == found
    said = " ".join(f"{one.said} {one.cure}" for one in findings)
    assert "a-secret" not in said
    assert "made.up" not in said
    assert ("10995116277760" in said) is (token == TOKEN)


@pytest.mark.usefixtures("database")
def test_a_token_that_is_none_is_red_in_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROSUMENT_DISCORD_TOKEN", "copied wrongly")
    code, tree = visited(json=False)
    assert code == 1
    assert "✗ PROSUMENT_DISCORD_TOKEN is not the token" in tree


@pytest.mark.parametrize("as_json", [True, False])
def test_settings_that_cannot_be_read_end_it_with_code_2(monkeypatch: pytest.MonkeyPatch, *, as_json: bool) -> None:
    monkeypatch.setenv("PROSUMENT_WEB_PRT", "a-secret")
    code, said = visited(json=as_json)
    assert code == 2
    assert "PROSUMENT_WEB_PORT" in said
    assert "a-secret" not in said
