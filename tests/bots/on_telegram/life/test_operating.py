"""What an operator is told before a start: by the doctor, by the invitation, and by the settings."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from bots.cli import app
from bots.doctor.findings import Finding
from bots.doctor.platforms import on_telegram
from bots.settings import Settings, SettingsRefused, read_settings
from bots.words import words
from tests.platforms.telegram_server import TelegramServer, loopback_telegram

TOKEN = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake"  # noqa: S105 - of nobody
T = words("en")
pytestmark = pytest.mark.usefixtures("empty_folder", "own_log")


async def findings(server: TelegramServer, token: str | None = None, **more: str) -> list[tuple[str, str]]:
    settings = Settings.model_validate(
        {"telegram_token": SecretStr(token or server.token), "telegram_api_url": server.api_url, **more}
    )
    found = await on_telegram(settings, T)
    assert all(server.token not in one.said + one.cure and TOKEN not in one.said + one.cure for one in found)
    assert all(bool(one.cure) is (one.level != "fine") for one in found)
    return [(one.name, str(one.level)) for one in found]


LOOPBACK = ("telegram_api", "warning")


async def test_the_doctor_asks_whose_token_it_is() -> None:
    async with loopback_telegram() as server:
        assert await findings(server) == [("telegram_token", "fine"), LOOPBACK]
        assert await findings(server, telegram_local="on") == [("telegram_token", "fine")]
        assert await findings(server, TOKEN) == [("telegram_token", "red"), LOOPBACK]
        before = len(server.calls)
        assert await findings(server, "copied wrongly") == [("telegram_token", "red"), LOOPBACK]
        assert len(server.calls) == before
        server.privacy_mode = False
        assert await findings(server) == [("telegram_token", "fine"), ("telegram_privacy", "warning"), LOOPBACK]
        server.faults.add("getMe", "502 html")
        assert await findings(server) == [("telegram_token", "warning"), LOOPBACK]


async def test_without_a_token_there_is_nothing_to_look_at() -> None:
    assert await on_telegram(Settings(), T) == []


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://127.0.0.1:1", "warning"),
        ("https://proxy.invalid", "note"),
        ("http://proxy.invalid", "red"),
    ],
)
async def test_another_address_is_told_of_and_one_in_the_clear_is_red(url: str, found: str) -> None:
    told: list[Finding] = await on_telegram(Settings(telegram_token=SecretStr(TOKEN), telegram_api_url=url), T)
    assert [(one.name, one.level) for one in told] == [("telegram_token", "warning"), ("telegram_api", found)]


@dataclass
class Elsewhere:
    """A loopback Telegram in a thread of its own, for commands that run a loop of their own."""

    token: str
    api_url: str
    username: str


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    ready, stop, found = threading.Event(), threading.Event(), []

    async def serve() -> None:
        async with loopback_telegram() as server:
            found.append(Elsewhere(server.token, server.api_url, server.bot.username or ""))
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    ready.wait(10)
    try:
        yield found[0]
    finally:
        stop.set()
        thread.join()


def invited(monkeypatch: pytest.MonkeyPatch, token: str, url: str) -> Result:
    monkeypatch.setenv("PROSUMENT_TELEGRAM_TOKEN", token)
    monkeypatch.setenv("PROSUMENT_TELEGRAM_API_URL", url)
    return CliRunner().invoke(app, ["invite"])


def test_the_invitation_holds_a_link_for_a_group_and_one_for_a_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    with elsewhere() as telegram:
        result = invited(monkeypatch, telegram.token, telegram.api_url)
        assert result.exit_code == 0, result.output
        links = [urlsplit(line.partition(": ")[2]) for line in result.output.strip().splitlines()]
        assert [one.path for one in links] == [f"/{telegram.username}"] * 2
        group, channel = (parse_qs(one.query, keep_blank_values=True) for one in links)
        assert "startgroup" in group
        assert "startchannel" in channel
        assert "post_messages" in channel["admin"][0]
        assert telegram.token not in result.output


@pytest.mark.parametrize(("token", "code", "said"), [("wrong", 2, "is not the token of a"), (TOKEN, 1, "not be asked")])
def test_an_invitation_that_cannot_be_made_says_why(
    monkeypatch: pytest.MonkeyPatch, token: str, code: int, said: str
) -> None:
    result = invited(monkeypatch, token, "http://127.0.0.1:1")
    assert result.exit_code == code
    assert said in result.output
    assert "→" in result.output
    assert token not in result.output.replace("the wrong", "")


@pytest.mark.parametrize(
    ("more", "is_refused"),
    [
        ({}, True),
        ({"PROSUMENT_PUBLIC_URL": "http://contests.example.org"}, True),
        ({"PROSUMENT_PUBLIC_URL": "https://contests.example.org"}, False),
        ({"PROSUMENT_TELEGRAM_LOCAL": "true"}, False),
        ({"PROSUMENT_TELEGRAM_API_URL": "http://127.0.0.1:8081"}, False),
        ({"PROSUMENT_TELEGRAM_TOKEN": ""}, False),
        ({"PROSUMENT_TELEGRAM_WEBHOOK": "off"}, False),
    ],
)
def test_a_webhook_needs_an_address_that_telegram_can_call(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, str], *, is_refused: bool
) -> None:
    monkeypatch.setenv("PROSUMENT_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("PROSUMENT_TELEGRAM_WEBHOOK", "on")
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    if not is_refused:
        assert read_settings()
        return
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert [(one.key, one.name) for one in refused.value.problems] == [("webhook_url", "PROSUMENT_TELEGRAM_WEBHOOK")]
    told = CliRunner().invoke(app, ["version"])
    assert told.exit_code == 0
    told = CliRunner().invoke(app, ["link", "Ann"])
    assert told.exit_code == 2
    assert "PROSUMENT_PUBLIC_URL" in told.output
