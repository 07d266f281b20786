"""The loopback Discord's gateway: sessions, resumes, invalid sessions, shards, and guilds that come and go."""

import asyncio

import discord
import pytest

from tests.platforms.bare_bot import BareBot, pointed_at, running
from tests.platforms.conftest import Stage
from tests.platforms.discord_server import DiscordServer, Guild, loopback_discord


async def started(bot: BareBot, token: str) -> None:
    await bot.login(token)
    await bot.connect()


async def test_after_a_drop_the_session_resumes_and_what_was_missed_comes(stage: Stage) -> None:
    await stage.server.drop_gateway()
    missed = stage.guild.channel("made-meanwhile")
    await stage.server.gateway.until("resumed")
    await stage.server.settled()
    assert stage.bot.get_channel(missed.id) is not None
    assert "resumed" in stage.bot.heard
    assert stage.server.gateway.seen["identified"] == 1


async def test_an_interaction_during_a_short_drop_comes_with_the_resume(stage: Stage) -> None:
    stage.bot.does = lambda asked: asked.response.send_message("late but here")
    await stage.server.drop_gateway()
    reply = await stage.cleo.run(stage.main, "do")
    assert reply.text == "late but here"


async def test_after_an_invalid_session_the_bot_identifies_anew_at_this_server(stage: Stage) -> None:
    await stage.server.invalidate_sessions()
    await stage.server.gateway.until("identified", 2)
    stage.bot.does = lambda asked: asked.response.send_message("here again")
    assert (await stage.cleo.run(stage.main, "do")).text == "here again"


@pytest.mark.parametrize("how", ["asked", "resumable"])
async def test_when_asked_to_reconnect_it_resumes(stage: Stage, how: str) -> None:
    if how == "asked":
        await stage.server.ask_to_reconnect()
    else:
        await stage.server.invalidate_sessions(resumable=True)
    await stage.server.gateway.until("resumed")
    assert stage.server.gateway.seen["identified"] == 1


async def test_nobody_hears_when_the_bot_is_away_and_the_person_reads_that_it_failed() -> None:
    async with loopback_discord() as server:
        guild = server.guild("Sunrise fans")
        main, cleo = guild.channel("contest"), guild.let_in(server.person("Cleo"))
        async with running(server):
            pass
        asked = asyncio.create_task(cleo.run(main, "do"))
        await asyncio.sleep(0)
        server.clock.turn(3.1)
        reply = await asked
        assert reply.failed
        assert reply.took == float("inf")
        assert reply.messages == []


async def test_a_wrong_token_is_refused_at_the_door_and_at_the_gateway() -> None:
    async with loopback_discord() as server:
        with pointed_at(server):
            async with BareBot() as bot:
                with pytest.raises(discord.LoginFailure):
                    await bot.login("wrong")
            async with BareBot() as bot:
                await bot.login(server.token)
                bot.shard_count = 1  # so that it does not ask for it with the wrong token
                bot.http.token = "changed meanwhile"  # noqa: S105 - it opens nothing
                with pytest.raises(discord.ConnectionClosed) as closed:
                    await bot.connect()
            assert closed.value.code == 4004


async def test_a_privileged_intent_that_the_application_lacks_closes_the_gateway() -> None:
    async with loopback_discord() as server:
        with pointed_at(server):
            async with BareBot(discord.Intents(guilds=True, members=True)) as bot:
                with pytest.raises(discord.PrivilegedIntentsRequired):
                    await started(bot, server.token)


async def test_each_shard_hears_of_its_own_guilds() -> None:
    async with loopback_discord() as server:
        server.gateway.shards = 2
        guilds: list[Guild] = []
        while {(guild.id >> 22) % 2 for guild in guilds} != {0, 1}:
            guilds.append(server.guild(f"Guild {len(guilds)}"))
            await asyncio.sleep(0.001)  # ids are made from milliseconds, and shards from ids
        async with running(server) as bot:
            assert bot.shard_count == 2
            assert len(bot.guilds) == len(guilds)
            numbers = {session.shard for session in server.gateway.sessions.values()}
            assert numbers == {(0, 2), (1, 2)}
            bot.does = lambda asked: asked.response.send_message(f"in {asked.guild}")
            for guild in guilds:
                cleo = guild.let_in(server.person("Cleo"))
                assert (await cleo.run(guild.channel("contest"), "do")).text == f"in {guild.name}"
                assert heard_by(server, guild) == {(guild.id >> 22) % 2}


def heard_by(server: DiscordServer, guild: Guild) -> set[int]:
    """Return the numbers of the shards that heard of an interaction in a guild."""
    return {
        session.shard[0]
        for session in server.gateway.sessions.values()
        for packet in session.sent
        if packet["t"] == "INTERACTION_CREATE" and packet["d"]["guild_id"] == str(guild.id)
    }


async def test_the_bot_hears_when_it_is_put_out_and_let_in_again(stage: Stage) -> None:
    stage.guild.remove(stage.server.bot)
    await stage.server.settled()
    assert "left Sunrise fans" in stage.bot.heard
    stage.guild.channel("behind-its-back")
    await stage.server.settled()
    [session] = stage.server.gateway.sessions.values()
    assert session.sent[-1]["t"] == "GUILD_DELETE"
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.send("GET", f"/guilds/{stage.guild.id}")
    assert refused.value.code == 50001
    stage.guild.invite_bot()
    await stage.server.settled()
    assert "joined Sunrise fans" in stage.bot.heard


async def test_heartbeats_are_answered(stage: Stage) -> None:
    assert stage.server.gateway.seen["heartbeat"] >= 1
    assert stage.bot.latency < 5
