"""Messages in the loopback Discord: components version 2, files, nonces, history, posts, direct messages, pings."""

import io

import discord
import pytest

from tests.platforms.conftest import Stage
from tests.platforms.discord_server import Can, Channel, Message


def the_file(name: str, data: bytes, alt: str | None = None) -> discord.File:
    return discord.File(io.BytesIO(data), filename=name, description=alt)


def target(stage: Stage, channel: Channel | None = None) -> discord.abc.Messageable:
    found = stage.bot.get_channel((channel or stage.main).id)
    assert isinstance(found, discord.abc.Messageable)
    return found


class Shown(discord.ui.LayoutView):
    def __init__(self, *, words: str = "by Cleo") -> None:
        super().__init__()
        gallery: discord.ui.MediaGallery[discord.ui.LayoutView] = discord.ui.MediaGallery()
        gallery.add_item(media="attachment://a.png", description="A sunrise")
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        row.add_item(discord.ui.Button(label="Vote", custom_id="vote:1"))
        self.add_item(
            discord.ui.Container(discord.ui.TextDisplay("# Dawn"), gallery, discord.ui.TextDisplay(words), row)
        )


async def test_components_of_version_2_are_read_as_people_read_them(stage: Stage) -> None:
    files = [the_file("a.png", b"picture"), the_file("unseen.png", b"nothing")]
    sent = await target(stage).send(view=Shown(), files=files)
    seen = stage.cleo.sees(stage.main)[0]
    assert seen.text == "# Dawn\nby Cleo"
    assert [(one.alt, one.data) for one in seen.media] == [("A sunrise", b"picture")]
    assert [one.name for one in seen.files] == ["a.png"]
    assert [one.name for one in seen.unseen_files] == ["unseen.png"]
    assert [(one.custom_id, one.label) for one in seen.buttons] == [("vote:1", "Vote")]
    await sent.edit(view=Shown(words="by Piet"))
    assert seen.text.endswith("by Piet")
    assert [version.text for version in seen.edits] == ["# Dawn\nby Cleo"]
    assert [one.data for one in seen.media] == [b"picture"]


async def test_the_same_nonce_within_minutes_is_the_same_message(stage: Stage) -> None:
    first = await target(stage).send("once", nonce="k1")
    assert (await target(stage).send("once", nonce="k1")).id == first.id
    stage.server.clock.turn(6 * 60)
    assert (await target(stage).send("once", nonce="k1")).id != first.id
    assert [one.nonce for one in stage.cleo.sees(stage.main)] == ["k1", "k1"]


async def test_history_is_paged_and_others_words_are_hidden_from_a_bot_without_the_intent(stage: Stage) -> None:
    channel = target(stage)
    ours = [await channel.send(str(number)) for number in range(4)]
    await stage.cleo.type(stage.main, "secret words")
    assert [one.content async for one in channel.history(limit=3)] == ["", "3", "2"]
    assert [one.content async for one in channel.history(after=ours[1], oldest_first=True)] == ["2", "3", ""]
    assert [one.content async for one in channel.history(before=ours[1])] == ["0"]
    assert (await channel.fetch_message(ours[2].id)).content == "2"
    there = await stage.bot.fetch_channel(stage.main.id)
    assert isinstance(there, discord.TextChannel)
    assert there.last_message_id == next(reversed(stage.main.messages))
    await ours[0].delete()
    with pytest.raises(discord.NotFound) as gone:
        await channel.fetch_message(ours[0].id)
    assert gone.value.code == 10008


async def test_a_forums_post_has_its_first_message_tags_and_thread(stage: Stage) -> None:
    forum = stage.guild.channel("entries", "forum", tags=["Remix", "Review"])
    await stage.server.settled()
    there = stage.bot.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    tag = next(one for one in there.available_tags if one.name == "Remix")
    made = await there.create_thread(name="Dawn", applied_tags=[tag], file=the_file("a.png", b"x", "alt"), view=Shown())
    post = forum.threads[0]
    assert (post.name, post.applied_tags) == ("Dawn", [tag.id])
    assert stage.cleo.sees(post)[0].text == "# Dawn\nby Cleo"
    assert made.message.id == post.id
    with pytest.raises(discord.HTTPException) as unknown:
        await there.create_thread(name="Dusk", content="x", applied_tags=[discord.Object(1)])  # type: ignore[list-item] # a tag of elsewhere
    assert unknown.value.code == 10087
    await stage.cleo.type(post, "lovely")
    await made.thread.edit(archived=True, locked=True)
    assert post.locked
    with pytest.raises(discord.HTTPException) as locked:
        await made.message.edit(content=None)
    assert locked.value.code == 50083


async def test_direct_messages_come_unless_blocked_deleted_or_nothing_is_shared(stage: Stage) -> None:
    user = await stage.bot.fetch_user(stage.cleo.id)
    await user.send("psst")
    assert [one.text for one in stage.cleo.dms()] == ["psst"]
    assert stage.piet.dms() == []

    async def refused() -> int:
        with pytest.raises(discord.Forbidden) as caught:
            await user.send("again")
        return caught.value.code

    stage.cleo.dms_open = False
    assert await refused() == 50007
    stage.cleo.dms_open, stage.cleo.deleted = True, True
    assert await refused() == 50007
    stage.cleo.deleted = False
    stage.guild.remove(stage.cleo)
    assert await refused() == 50278


async def test_what_the_bot_may_not_do_in_a_channel_is_refused(stage: Stage) -> None:
    everyone = stage.guild.everyone

    async def code(**said: discord.File) -> int:
        with pytest.raises(discord.Forbidden) as caught:
            await target(stage).send("x", **said)  # type: ignore[call-overload] # a file or none
        return caught.value.code

    stage.guild.overwrite(stage.main, everyone, deny=Can.ATTACH_FILES)
    await target(stage).send("words are fine")
    assert await code(file=the_file("a.png", b"x")) == 50013
    stage.guild.overwrite(stage.main, everyone, deny=Can.SEND_MESSAGES)
    assert await code() == 50013
    stage.guild.overwrite(stage.main, everyone, deny=Can.VIEW_CHANNEL)
    assert await code() == 50001
    assert stage.cleo.sees(stage.main) == []
    stage.guild.overwrite(stage.main, stage.server.bot, allow=Can.VIEW_CHANNEL | Can.SEND_MESSAGES)
    await target(stage).send("by its own overwrite")
    await stage.server.settled()
    shown = stage.bot.get_channel(stage.main.id)
    assert isinstance(shown, discord.TextChannel)
    assert not shown.permissions_for(shown.guild.default_role).view_channel
    assert shown.permissions_for(shown.guild.me).send_messages


def last(stage: Stage) -> Message:
    return stage.guild.owner.sees(stage.main)[-1]


async def test_pings_are_what_is_written_narrowed_by_what_is_allowed(stage: Stage) -> None:
    jury = stage.guild.role("Jury", mentionable=True)
    hidden = stage.guild.role("Hidden")
    cleo, words = (
        stage.cleo,
        f"@everyone {stage.cleo.mention} {jury.mention} {hidden.mention} ```{stage.piet.mention}```",
    )

    async def pinged(allowed: discord.AllowedMentions | None) -> frozenset[int | str]:
        await target(stage).send(words, allowed_mentions=allowed)  # type: ignore[arg-type] # None: as a client with no default
        return last(stage).pinged

    assert await pinged(None) == {cleo.id, stage.piet.id, jury.id}
    stage.guild.allow_bot(stage.guild.bot_role.permissions | Can.MENTION_EVERYONE)
    assert await pinged(None) == {cleo.id, stage.piet.id, jury.id, hidden.id, "everyone"}
    assert await pinged(discord.AllowedMentions.none()) == set()
    only = discord.AllowedMentions(everyone=False, users=[discord.Object(cleo.id)], roles=False)
    assert await pinged(only) == {cleo.id}


async def test_text_displays_ping_as_content_does_and_private_answers_too(stage: Stage) -> None:
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay(f"well done {stage.piet.mention}"))
    await target(stage).send(view=view)
    assert last(stage).pinged == {stage.piet.id}
    stage.bot.does = lambda asked: asked.response.send_message(f"hello {stage.cleo.mention}", ephemeral=True)
    assert (await stage.cleo.run(stage.main, "do")).message.pinged == {stage.cleo.id}


async def test_an_answer_pings_by_default_only_users(stage: Stage) -> None:
    stage.guild.allow_bot(stage.guild.bot_role.permissions | Can.MENTION_EVERYONE)
    words = f"@everyone {stage.guild.role('Jury', mentionable=True).mention} {stage.piet.mention}"
    stage.bot.does = lambda asked: asked.response.send_message(words)
    assert (await stage.cleo.run(stage.main, "do")).message.pinged == {stage.piet.id}


async def test_an_edit_notifies_nobody_and_a_deferred_answer_does(stage: Stage) -> None:
    async def later(asked: discord.Interaction) -> None:
        await asked.response.defer()
        await asked.edit_original_response(content=f"now {stage.piet.mention}")
        await asked.edit_original_response(content=f"and {stage.cleo.mention}")

    stage.bot.does = later
    reply = await stage.cleo.run(stage.main, "do")
    assert reply.message.pinged == {stage.piet.id}
