"""Time, rates and faults in the loopback Discord."""

import time
from datetime import timedelta
from itertools import repeat
from types import SimpleNamespace

import aiohttp
import discord
import pytest

from tests.platforms.conftest import Stage
from tests.platforms.discord_parts import limits
from tests.platforms.discord_server import File

SEND = "POST /channels/{channel_id}/messages"


async def say(stage: Stage, text: str) -> None:
    await stage.bot.send("POST", f"/channels/{stage.main.id}/messages", {"content": text})


def said(stage: Stage) -> list[str]:
    return [one.text for one in stage.cleo.sees(stage.main)]


async def test_a_buckets_headers_make_the_library_wait(stage: Stage) -> None:
    stage.server.limits.set(SEND, 2, 0.4)
    channel = stage.bot.get_channel(stage.main.id)
    assert isinstance(channel, discord.TextChannel)
    began = time.monotonic()
    for number in range(4):
        await channel.send(str(number))
    assert time.monotonic() - began > 0.35
    assert stage.server.limits.hits == 0


async def test_who_does_not_wait_is_told_to(stage: Stage) -> None:
    stage.server.limits.set(SEND, 1, 60.0)
    url = f"{stage.server.api_url}/channels/{stage.main.id}/messages"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {stage.server.token}"}) as session:
        answers = [await session.post(url, json={"content": "x"}) for _ in range(2)]
        body = await answers[1].json()
    assert [one.status for one in answers] == [200, 429]
    assert answers[0].headers["X-RateLimit-Remaining"] == "0"
    assert answers[1].headers["X-RateLimit-Scope"] == "user"
    assert 0 < body["retry_after"] <= 60
    assert stage.server.invalid_requests == 1
    assert not body["global"]


async def test_so_many_a_second_over_all_but_interactions(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stage.server.limits.most_a_second == 50
    stage.server.limits.most_a_second = 5
    stage.server.limits.set("GET /users/@me", 500, 1.0)
    moment = repeat(time.monotonic() + 1)  # the boot's requests have left the window, and what follows is in one
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=moment.__next__, time=time.time))
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {stage.server.token}"}) as session:
        answers = [await session.get(f"{stage.server.api_url}/users/@me") for _ in range(8)]
        stage.server.limits.most_a_second = 0
        stage.bot.does = lambda asked: asked.response.send_message("not counted")
        assert (await stage.cleo.run(stage.main, "do")).text == "not counted"
    assert [one.status for one in answers] == [200] * 5 + [429] * 3
    assert answers[-1].headers["X-RateLimit-Global"] == "true"
    assert (await answers[-1].json())["global"]


async def test_a_429_is_waited_out_with_via_and_raised_without(stage: Stage) -> None:
    stage.server.fail("POST", "/channels/*/messages", "429", seconds=0.1)
    await say(stage, "after a wait")
    stage.server.fail("POST", "/channels/*/messages", "429 without Via")
    with pytest.raises(discord.HTTPException) as banned:
        await say(stage, "never")
    assert banned.value.status == 429
    stage.server.fail("POST", "/channels/*/messages", "429 global", seconds=0.1)
    await say(stage, "after all waited")
    assert said(stage) == ["after a wait", "after all waited"]
    assert stage.server.faults_injected == {"429": 1, "429 without Via": 1, "429 global": 1}


async def test_a_503_is_raised_before_or_after_the_work(stage: Stage) -> None:
    for kind, seen in (("503", []), ("503 after", ["twice?"])):
        stage.server.fail("POST", "/channels/*/messages", kind)
        with pytest.raises(discord.DiscordServerError):
            await say(stage, "twice?")
        assert said(stage) == seen


async def test_a_500_after_the_work_doubles_what_has_no_nonce(stage: Stage) -> None:
    stage.server.fail("POST", "/channels/*/messages", "500 after")
    await say(stage, "twice")
    assert said(stage) == ["twice", "twice"]
    stage.server.fail("POST", "/channels/*/messages", "500 after")
    body = {"content": "once", "nonce": "n", "enforce_nonce": True}
    await stage.bot.send("POST", f"/channels/{stage.main.id}/messages", body)
    assert said(stage) == ["twice", "twice", "once"]


@pytest.mark.parametrize(("kind", "seen"), [("cut before", []), ("cut after", ["x"])])
async def test_a_connection_is_cut(stage: Stage, kind: str, seen: list[str]) -> None:
    stage.server.fail("POST", "/channels/*/messages", kind)
    with pytest.raises((aiohttp.ClientError, OSError)):
        await say(stage, "x")
    assert said(stage) == seen


async def test_a_slow_answer_comes_late(stage: Stage) -> None:
    stage.server.fail("POST", "/channels/*/messages", "slow", seconds=0.3)
    began = time.monotonic()
    await say(stage, "x")
    assert time.monotonic() - began >= 0.3
    assert stage.server.faults.outstanding == 0


async def test_an_answer_after_three_seconds_is_too_late_on_the_turned_clock(stage: Stage) -> None:
    async def dawdle(asked: discord.Interaction) -> None:
        stage.server.clock.turn(3.5)
        with stage.server.mistake(10062):
            await asked.response.send_message("too late")

    stage.bot.does = dawdle
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert reply.failed
    assert said(stage) == []
    assert [getattr(one, "code", None) for one in stage.bot.errors] == [10062]


async def test_a_stalled_loop_is_too_late_on_the_real_clock(stage: Stage) -> None:
    async def stall(asked: discord.Interaction) -> None:
        await stage.server.stall(3.1)
        await asked.response.send_message("too late")

    stage.bot.does = stall
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert reply.failed
    assert [getattr(one, "code", None) for one in stage.bot.errors] == [10062]
    assert stage.server.faults_injected["loop stalled"] == 1


async def test_a_token_lives_fifteen_minutes(stage: Stage) -> None:
    async def later(asked: discord.Interaction) -> None:
        await asked.response.defer(ephemeral=True)
        stage.server.clock.turn(timedelta(minutes=14))
        await asked.followup.send("in time")
        stage.server.clock.turn(timedelta(minutes=2))
        await asked.followup.send("too late")

    stage.bot.does = later
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert reply.text == "in time"
    assert reply.message.is_private
    assert [getattr(one, "code", None) for one in stage.bot.errors] == [50027]


async def test_a_link_to_a_file_expires_and_a_fresh_look_has_a_fresh_one(stage: Stage) -> None:
    message = await stage.cleo.type(stage.main, "look", [File("a.png", b"bytes")])
    old = message.attachments[0].url

    async def status(url: str) -> int:
        async with aiohttp.ClientSession() as session, session.get(url) as answered:
            return answered.status

    assert await status(old) == 200
    stage.server.clock.turn(timedelta(hours=25))
    assert await status(old) == 404
    assert await status(message.attachments[0].url) == 200
    assert await status(message.attachments[0].url.replace("hm=", "hm=0")) == 404


async def test_a_deferral_that_is_never_kept_is_seen(stage: Stage) -> None:
    stage.server.patience = 0.2
    stage.bot.does = lambda asked: asked.response.defer()
    reply = await stage.cleo.run(stage.main, "do")
    assert reply.deferred
    assert reply.messages == []
    assert not reply.failed
