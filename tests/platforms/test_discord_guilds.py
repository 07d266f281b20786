"""Roles, members and scheduled events in the loopback Discord."""

from datetime import timedelta

import discord
import pytest

from tests.platforms.conftest import Stage
from tests.platforms.discord_server import Can


def guild_of(stage: Stage) -> discord.Guild:
    found = stage.bot.get_guild(stage.guild.id)
    assert found is not None
    return found


async def test_a_role_under_the_bots_own_is_given_and_taken(stage: Stage) -> None:
    role = stage.guild.role("Ambassador")
    await stage.server.settled()
    there = guild_of(stage).get_role(role.id)
    assert there is not None
    assert there.is_assignable()
    member = await guild_of(stage).fetch_member(stage.cleo.id)
    await member.add_roles(there, atomic=True)
    assert stage.guild.roles_of(stage.cleo) == [role]
    await member.remove_roles(there, atomic=True)
    assert stage.guild.roles_of(stage.cleo) == []


async def test_who_left_is_no_member_any_more(stage: Stage) -> None:
    stage.guild.remove(stage.cleo)
    with pytest.raises(discord.NotFound) as gone:
        await guild_of(stage).fetch_member(stage.cleo.id)
    assert gone.value.code == 10007


async def test_without_the_permission_no_role_is_given(stage: Stage) -> None:
    role = stage.guild.role("Ambassador")
    stage.guild.allow_bot(Can.VIEW_CHANNEL)
    await stage.server.settled()
    assert not guild_of(stage).me.guild_permissions.manage_roles
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.send("PUT", f"/guilds/{stage.guild.id}/members/{stage.cleo.id}/roles/{role.id}")
    assert refused.value.code == 50013


async def test_an_event_for_a_round_is_made_moved_and_ended(stage: Stage) -> None:
    now = stage.server.clock.now()
    made = await guild_of(stage).create_scheduled_event(
        name="Voting",
        description="Vote for the remixes",
        start_time=now + timedelta(hours=1),
        end_time=now + timedelta(hours=2),
        entity_type=discord.EntityType.external,
        location="#contest",
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    await made.edit(end_time=now + timedelta(hours=3))
    begun = await made.start()
    ended = await begun.end()
    assert ended.status is discord.EventStatus.completed
    assert [one["name"] for one in stage.guild.scheduled_events()] == ["Voting"]
    with pytest.raises(discord.HTTPException) as finished:
        await ended.edit(name="Voting again")
    assert finished.value.code == 180000
    await ended.delete()
    assert stage.guild.scheduled_events() == []


async def test_an_event_in_the_past_or_without_the_permission_is_refused(stage: Stage) -> None:
    now = stage.server.clock.now()
    body = {
        "name": "Voting",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": (now - timedelta(hours=1)).isoformat(),
        "scheduled_end_time": (now + timedelta(hours=1)).isoformat(),
        "entity_metadata": {"location": "here"},
    }
    with stage.server.mistake(50035), pytest.raises(discord.HTTPException, match="in the past"):
        await stage.bot.send("POST", f"/guilds/{stage.guild.id}/scheduled-events", body)
    stage.guild.allow_bot(Can.MANAGE_EVENTS)
    with pytest.raises(discord.Forbidden) as refused:
        await stage.bot.send("POST", f"/guilds/{stage.guild.id}/scheduled-events", body)
    assert refused.value.code == 50013


async def test_a_command_is_hidden_from_who_may_not_unless_the_guild_opens_it(stage: Stage) -> None:
    @stage.bot.tree.command(name="desk", description="For managers")
    @discord.app_commands.default_permissions(manage_guild=True)
    async def desk(asked: discord.Interaction) -> None:
        await asked.response.send_message(str(asked.permissions.manage_guild), ephemeral=True)

    await stage.bot.tree.sync()
    with pytest.raises(AssertionError, match="is not offered 'desk'"):
        await stage.cleo.run(stage.main, "desk")
    assert (await stage.guild.owner.run(stage.main, "desk")).text == "True"
    boss = stage.guild.role("Boss", permissions=Can.MANAGE_GUILD)
    stage.guild.set_roles(stage.piet, [boss])
    assert (await stage.piet.run(stage.main, "desk")).text == "True"
    stage.guild.open_commands()
    assert (await stage.cleo.run(stage.main, "desk")).text == "False"


async def test_a_private_channel_is_for_its_role_and_the_bot(stage: Stage) -> None:
    jury = stage.guild.role("Jury")
    room = stage.guild.channel(
        "queue", overwrites={stage.guild.everyone: (0, Can.VIEW_CHANNEL), jury: (Can.VIEW_CHANNEL, 0)}
    )
    stage.guild.set_roles(stage.piet, [jury])
    with pytest.raises(discord.Forbidden):
        await stage.bot.send("POST", f"/channels/{room.id}/messages", {"content": "a case"})
    stage.guild.overwrite(room, stage.guild.bot_role, allow=Can.VIEW_CHANNEL)
    await stage.bot.send("POST", f"/channels/{room.id}/messages", {"content": "a case"})
    assert [one.text for one in stage.piet.sees(room)] == ["a case"]
    assert stage.cleo.sees(room) == []
    assert stage.cleo.can(room) == 0
