"""The connection: refused tokens, lost gateways, commands told once, and no way out of a loopback base."""

import asyncio
import socket
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bots.app import composed
from bots.hearing import CannotRunError, Platform
from bots.on_discord import DiscordPlatform
from tests.bots.on_discord.hearing.house import Place, house_of
from tests.platforms.discord_server import loopback_discord
from tests.stories.web_door import settings_in


async def test_a_wrong_token_cannot_run_and_says_how_to_mend_it(tmp_path: Path) -> None:
    async with loopback_discord() as server, composed(settings_in(tmp_path), practice_clock=True) as running:
        platform = DiscordPlatform(house_of(running), "wrong", server.api_url)
        with pytest.raises(CannotRunError) as refused:
            await asyncio.wait_for(platform.run(lambda: None), 20)
    assert "token" in refused.value.cause
    assert "PROSUMENT_DISCORD_TOKEN" in refused.value.cure


async def test_it_is_a_platform(place: Place) -> None:
    platform: Platform = place.platform
    assert platform.name == platform.speaker.platform == "discord"


async def test_commands_are_told_once_and_again_only_when_they_change(place: Place) -> None:
    def told() -> int:
        return sum(one.startswith("PUT ") and one.endswith("/commands") for one in place.discord.requests)

    assert told() == 1
    await place.restart()
    assert told() == 1
    client = place.platform.connection.client
    assert client is not None
    await place.house.keep.put(f"discord-commands:{client.application_id}", "another")
    await place.restart()
    assert told() == 2


async def test_a_lost_gateway_resumes_and_hears_on(place: Place) -> None:
    ann = place.member("Ann")
    await place.discord.drop_gateway()
    assert (await ann.run(place.main, "contests")).text


async def test_an_invalid_session_is_begun_anew_at_the_same_base(place: Place) -> None:
    ann = place.member("Ann")
    await place.discord.invalidate_sessions()
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == place.discord.gateway_url
    async with asyncio.timeout(30):
        while not (await ann.run(place.main, "contests")).messages:
            pass


async def test_no_packet_leaves_for_anywhere_but_the_base(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def watched(host: Any, *others: Any, **more: Any) -> Any:
        asked.append(str(host))
        return resolve(host, *others, **more)

    monkeypatch.setattr(socket, "getaddrinfo", watched)
    await place.discord.invalidate_sessions()
    await place.restart()
    await place.discord.drop_gateway()
    assert (await place.member("Ann").run(place.main, "contests")).text
    assert place.discord.api_url == Route.BASE
    assert set(asked) <= {"127.0.0.1", "localhost"}


async def test_a_run_that_was_ended_can_be_run_again(place: Place) -> None:
    await place.restart()
    assert (await place.member("Ann").run(place.main, "contests")).text


async def test_nothing_is_said_of_voice_at_a_start(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for one in ("warn_nacl", "warn_dave"):
        monkeypatch.setattr(discord.VoiceClient, one, True)  # as in a new process
    await place.restart()
    assert "voice" not in caplog.text
