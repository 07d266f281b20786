"""The whole program with a Telegram beside: it comes up, is named where it cannot, and keeps nobody else from running."""

import asyncio
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bots import app
from bots.app import Running, composed, served
from bots.hearing import CannotRunError, Hooked, Platform, Recalling
from bots.on_telegram.platform import TelegramPlatform
from bots.on_telegram.webhook import plan
from tests.platforms.telegram_server import TelegramServer, loopback_telegram
from tests.stories.web_door import settings_in

SOON_S = 20.0
WRONG = "123456789:AAFakeFakeFakeFakeFakeFakeFakeFake"


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with loopback_telegram() as opened:
        yield opened


@asynccontextmanager
async def a_program(folder: Path, server: TelegramServer, **more: object) -> AsyncIterator[tuple[Running, str]]:
    """Run everything, with this Telegram."""
    given = {"telegram_token": SecretStr(server.token), "telegram_api_url": server.api_url, **more}
    settings = settings_in(folder, practice=True).model_copy(update=given)
    async with composed(settings, practice_clock=True) as running, served(running) as address:
        yield running, address


async def state(running: Running, wanted: str) -> None:
    """Wait until Telegram is so."""
    async with asyncio.timeout(SOON_S):
        while running.conditions["telegram"].state != wanted:  # noqa: ASYNC110 - the supervisor rings no bell
            await asyncio.sleep(0.02)


async def health(address: str) -> Mapping[str, Any]:
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        found: Mapping[str, Any] = await answer.json()
        return found


def a_platform(running: Running, server: TelegramServer, token: str = "") -> TelegramPlatform:
    house = app.house_of(running, running.settings.address)
    return TelegramPlatform(house, token or server.token, server.api_url)


async def test_it_comes_up_and_its_health_says_so(tmp_path: Path, server: TelegramServer) -> None:
    async with a_program(tmp_path, server) as (running, address):
        await state(running, "up")
        assert running.speakers["telegram"].platform == "telegram"
        found = await health(address)
        assert found["adapters"] == {"web": "up", "discord": "off", "telegram": "up"}
        assert found["status"] == "ok"


async def test_it_is_a_platform_that_recalls_and_may_have_a_hook(tmp_path: Path, server: TelegramServer) -> None:
    async with composed(settings_in(tmp_path), practice_clock=True) as running:
        platform: Platform = a_platform(running, server)
        assert platform.name == platform.speaker.platform == "telegram"
        assert isinstance(platform, Recalling)
        assert isinstance(platform, Hooked)
        assert platform.hook is None
        house = app.house_of(running, running.settings.address)
        told = TelegramPlatform(house, server.token, server.api_url, webhook=plan("https://a.example", b"k", "t"))
        assert told.hook is not None
        assert told.hook.path == f"telegram-{server.token.partition(':')[0]}"


async def test_a_wrong_token_cannot_run_and_says_how_to_mend_it(
    tmp_path: Path, server: TelegramServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with composed(settings_in(tmp_path), practice_clock=True) as running:
        with pytest.raises(CannotRunError) as refused:
            await asyncio.wait_for(a_platform(running, server, WRONG).run(lambda: None), SOON_S)
    assert "token" in refused.value.cause
    assert "PROSUMENT_TELEGRAM_TOKEN" in refused.value.cure
    assert refused.value.__suppress_context__
    assert WRONG.partition(":")[2] not in caplog.text


async def test_a_second_process_is_named_and_the_rest_runs_on(tmp_path: Path, server: TelegramServer) -> None:
    async with a_program(tmp_path / "a", server) as (one, address), a_program(tmp_path / "b", server) as (two, _):
        async with asyncio.timeout(SOON_S):
            while not (down := [it for it in (one, two) if it.conditions["telegram"].state == "down"]):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.02)
        assert "Another program answers" in down[0].conditions["telegram"].cause
        assert "telegram" not in down[0].speakers
        assert "web" in down[0].speakers
        assert (await health(address))["adapters"]["web"] == "up"


async def test_two_that_share_a_store_are_told_apart_before_telegram_is_asked(
    tmp_path: Path, server: TelegramServer
) -> None:
    async with a_program(tmp_path, server) as (running, _):
        await state(running, "up")
        given = {"telegram_token": SecretStr(server.token), "telegram_api_url": server.api_url}
        settings = settings_in(tmp_path, practice=True).model_copy(update=given)
        before = [one.method for one in server.calls].count("getMe")
        async with composed(settings, practice_clock=True) as other, served(other):
            await state(other, "down")
            assert "Another Prosument" in other.conditions["telegram"].cause
        assert [one.method for one in server.calls].count("getMe") == before
        assert running.conditions["telegram"].state == "up"


async def test_while_telegram_is_broken_it_is_down_and_then_up_by_itself(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.faults.add("getMe", "502 html", 1)
    async with a_program(tmp_path, server) as (running, address):
        await state(running, "down")
        assert (await health(address))["status"] == "degraded"
        await state(running, "up")
        assert server.faults.injected["502 html"] == 1


async def test_by_a_webhook_telegram_calls_us(tmp_path: Path, server: TelegramServer) -> None:
    async with a_program(tmp_path, server, telegram_webhook="on") as (running, address):
        await state(running, "up")
        assert server.hook is not None
        assert server.hook.url.startswith(f"{address}/hooks/telegram-")
        await server.person("Ann").start()
        assert await server.updates.all_taken()
        assert server.hook_error is None
    async with a_program(tmp_path, server) as (running, _):
        await state(running, "up")
        assert server.hook is None


async def test_no_packet_leaves_for_anywhere_but_the_base(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def watched(host: Any, *others: Any, **more: Any) -> Any:
        asked.append(str(host))
        return resolve(host, *others, **more)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    async with a_program(tmp_path, server) as (running, _):
        await state(running, "up")
        await server.person("Ann").start()
        assert await server.updates.all_taken()
    assert set(asked) <= {"127.0.0.1", "localhost"}


async def test_the_commands_are_told_and_everybody_who_writes_is_answered(
    tmp_path: Path, server: TelegramServer
) -> None:
    ann = server.person("Ann")
    async with a_program(tmp_path, server) as (running, _):
        await state(running, "up")
        await ann.start()
        await ann.say(server.bot, "/privacy")
        await ann.until(1)
        async with asyncio.timeout(SOON_S):
            while "vote" not in ann.commands_in(server.bot):  # noqa: ASYNC110 - a client's menu rings no bell
                await asyncio.sleep(0.02)


def test_without_a_token_the_library_is_not_imported() -> None:
    program = "import sys, bots.app, bots.cli, bots.doctor, bots.connecting; print('telegram' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
    assert done.stdout.strip() == "False"
