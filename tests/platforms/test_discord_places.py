"""Channels, threads, pins and the rest of what a bot may look up or change in the loopback Discord."""

import discord
import pytest

from tests.platforms.conftest import Stage
from tests.platforms.discord_server import Can


def guild_of(stage: Stage) -> discord.Guild:
    found = stage.bot.get_guild(stage.guild.id)
    assert found is not None
    return found


def main_of(stage: Stage) -> discord.TextChannel:
    found = stage.bot.get_channel(stage.main.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_channels_are_made_changed_and_deleted(stage: Stage) -> None:
    guild = guild_of(stage)
    with pytest.raises(discord.Forbidden):
        await guild.create_text_channel("not yet")
    stage.guild.allow_bot(stage.guild.bot_role.permissions | Can.MANAGE_CHANNELS)
    made = await guild.create_text_channel("queue")
    await made.set_permissions(guild.default_role, send_messages=False)
    there = stage.guild.channels[made.id]
    assert stage.cleo.can(there) & Can.VIEW_CHANNEL
    assert not stage.cleo.can(there) & Can.SEND_MESSAGES
    await made.edit(topic="what waits for review")
    assert there.topic == "what waits for review"
    fetched = await stage.bot.fetch_channel(made.id)
    assert isinstance(fetched, discord.TextChannel)
    assert fetched.topic == "what waits for review"
    forum = await guild.create_forum("entries", available_tags=[discord.ForumTag(name="Remix")])
    assert [tag.name for tag in stage.guild.channels[forum.id].tags] == ["Remix"]
    assert {one.name for one in await guild.fetch_channels()} == {"contest", "queue", "entries"}
    await made.delete()
    with pytest.raises(discord.NotFound) as gone:
        await stage.bot.fetch_channel(made.id)
    assert gone.value.code == 10003


async def test_a_forum_gets_another_tag_and_its_closed_posts_are_found(stage: Stage) -> None:
    forum = stage.guild.channel("entries", "forum", tags=["Remix"])
    await stage.server.settled()
    there = stage.bot.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    with pytest.raises(discord.Forbidden):
        await there.create_tag(name="Review")
    stage.guild.overwrite(forum, stage.guild.bot_role, allow=Can.MANAGE_CHANNELS)
    await there.create_tag(name="Review")
    assert [tag.name for tag in forum.tags] == ["Remix", "Review"]
    with stage.server.mistake(50035), pytest.raises(discord.HTTPException):
        await there.create_tag(name="t" * 21)
    post = await there.create_thread(name="Dawn", content="by Cleo")
    assert [one.name async for one in there.archived_threads()] == []
    await post.thread.edit(archived=True)
    assert [one.name async for one in there.archived_threads()] == ["Dawn"]


async def test_threads_in_a_channel(stage: Stage) -> None:
    asked = await main_of(stage).send("what do you think?")
    thread = await asked.create_thread(name="Talk")
    await thread.send("here")
    assert [one.text for one in stage.cleo.sees(stage.main.threads[0])] == ["here"]
    with pytest.raises(discord.HTTPException) as twice:
        await asked.create_thread(name="Talk")
    assert twice.value.code == 160004
    alone = await main_of(stage).create_thread(name="Alone", type=discord.ChannelType.public_thread)
    await alone.join()
    assert {one.name for one in await guild_of(stage).active_threads()} == {"Talk", "Alone"}
    stage.guild.overwrite(stage.main, stage.guild.everyone, deny=Can.SEND_MESSAGES_IN_THREADS)
    with pytest.raises(discord.Forbidden):
        await thread.send("no more")
    stage.guild.overwrite(stage.main, stage.guild.everyone, deny=Can.CREATE_PUBLIC_THREADS)
    with pytest.raises(discord.Forbidden):
        await main_of(stage).create_thread(name="No", type=discord.ChannelType.public_thread)
    await thread.send("and again")
    stage.main.threads[0].locked = True
    stage.guild.allow_bot(stage.guild.bot_role.permissions & ~Can.MANAGE_THREADS)
    with pytest.raises(discord.HTTPException) as locked:
        await thread.send("but now")
    assert locked.value.code == 160005


async def test_messages_are_pinned_by_whoever_may(stage: Stage) -> None:
    channel = main_of(stage)
    message = await channel.send("the rules")
    await message.pin()
    assert [one.text for one in stage.main.public if one.pinned] == ["the rules"]
    assert [one.content async for one in channel.pins()] == ["the rules"]
    await message.unpin()
    stage.guild.allow_bot(stage.guild.bot_role.permissions & ~Can.PIN_MESSAGES)
    with pytest.raises(discord.Forbidden):
        await message.pin()


async def test_others_messages_are_deleted_by_whoever_may(stage: Stage) -> None:
    spam, more = await stage.cleo.type(stage.main, "spam"), await stage.cleo.type(stage.main, "more")
    await stage.bot.send("DELETE", f"/channels/{stage.main.id}/messages/{spam.id}")
    stage.guild.allow_bot(stage.guild.bot_role.permissions & ~Can.MANAGE_MESSAGES)
    with pytest.raises(discord.Forbidden):
        await stage.bot.send("DELETE", f"/channels/{stage.main.id}/messages/{more.id}")
    assert stage.piet.sees(stage.main) == [more]


async def test_roles_are_made_changed_and_deleted(stage: Stage) -> None:
    guild = guild_of(stage)
    made = await guild.create_role(name="Ambassador")
    await stage.bot.send("PATCH", f"/guilds/{guild.id}/roles/{made.id}", {"name": "Envoy", "mentionable": True})
    assert "Envoy" in {role.name for role in await guild.fetch_roles()}
    assert stage.guild.roles[made.id].mentionable
    with pytest.raises(discord.Forbidden):
        await guild.create_role(name="Boss", permissions=discord.Permissions(administrator=True))
    await made.delete()
    assert made.id not in stage.guild.roles


async def test_what_can_be_looked_up(stage: Stage) -> None:
    guild = await stage.bot.fetch_guild(stage.guild.id)
    assert (guild.name, guild.approximate_member_count) == ("Sunrise fans", 4)
    assert [one.name async for one in stage.bot.fetch_guilds()] == ["Sunrise fans"]
    assert (await stage.bot.application_info()).id == stage.server.app_id
    assert [one.name for one in await stage.bot.tree.fetch_commands()] == ["do"]
    assert (await stage.bot.fetch_user(stage.cleo.id)).global_name == "Cleo"
    with pytest.raises(discord.Forbidden):
        await stage.bot.send("GET", f"/guilds/{guild.id}/members")
    member = await guild_of(stage).me.edit(nick="The contest")
    assert member is not None
    assert stage.guild.bot.nick == "The contest"
    async with main_of(stage).typing():
        pass


async def test_a_guilds_own_commands_are_offered_there_alone(stage: Stage) -> None:
    other = stage.server.guild("Moon fans")
    stage.guild.let_in(other.owner)

    @stage.bot.tree.command(name="here", description="Only here", guild=discord.Object(stage.guild.id))
    async def here(asked: discord.Interaction) -> None:
        await asked.response.send_message("yes, here")

    await stage.bot.tree.sync(guild=discord.Object(stage.guild.id))
    assert (await other.owner.run(stage.main, "here")).text == "yes, here"
    assert set(other.owner.offered(other.channel("contest"))) == {"do"}
    assert [one.name for one in await stage.bot.tree.fetch_commands(guild=discord.Object(stage.guild.id))] == ["here"]


async def test_a_bot_that_leaves_is_gone(stage: Stage) -> None:
    await guild_of(stage).leave()
    await stage.server.settled()
    assert not stage.guild.has_bot
    assert list(stage.bot.guilds) == []


async def test_answers_are_looked_at_changed_and_taken_away(stage: Stage) -> None:
    async def answer(asked: discord.Interaction) -> None:
        await asked.response.send_message("first")
        assert (await asked.original_response()).content == "first"
        second = await asked.followup.send("second", wait=True)
        await second.edit(content="second, mended")
        await second.delete()
        await asked.edit_original_response(content="first, mended")

    stage.bot.does = answer
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert stage.bot.errors == []
    assert [one.text for one in reply.messages] == ["first, mended"]
    assert [one.text for one in reply.message.edits] == ["first"]


async def test_an_answer_whose_answer_was_lost_is_tried_again_and_read_as_given(stage: Stage) -> None:
    stage.server.fail("POST", "/interactions/*/callback", "500 after")
    stage.bot.does = lambda asked: asked.response.send_message("once")
    reply = await stage.cleo.run(stage.main, "do")
    await stage.bot.done.wait()
    assert [one.text for one in stage.cleo.sees(stage.main)] == ["once"]
    assert reply.text == "once"
    assert [getattr(one, "code", None) for one in stage.bot.errors] == [40060]


async def test_an_event_is_looked_at(stage: Stage) -> None:
    start = stage.server.clock.now().replace(year=stage.server.clock.now().year + 1)
    made = await guild_of(stage).create_scheduled_event(
        name="Voting",
        start_time=start,
        end_time=start.replace(year=start.year + 1),
        entity_type=discord.EntityType.external,
        location="here",
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    assert [one.name for one in await guild_of(stage).fetch_scheduled_events()] == ["Voting"]
    assert (await guild_of(stage).fetch_scheduled_event(made.id)).location == "here"
