"""What is said on Discord is said once, whatever fails, and pings nobody."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord as library
import pytest

from bots.hearing import Date, NotSentError
from bots.noting import note
from bots.on_discord.permissions import asked_for
from bots.post import Attachment, Button, Post
from contests.ports import Showing
from tests.bots.on_discord.conftest import BEGAN, Town, told
from tests.bots.on_discord.test_literal import ACTING

KEY = "owed-1"
SENDING = "/channels/*/messages"
CUP = Attachment("cup", "picture", "image/png", "A red cup")
VOTING = Post(
    "Voting is open.\n\nUntil \ue000t:1764000000:F\ue001.",
    private=False,
    buttons=(Button("vote:k1", "Vote", "primary"),),
)
ENTRY = Post("Sun\nby Cleo", private=False, media=(CUP,), shows=("e" * 12,), title="Sun", tags=("pictures", "remix"))


async def test_a_channel_is_told_in_the_brands_colour_with_a_button_that_any_process_can_answer(town: Town) -> None:
    where = await town.speaker.say(town.place(town.main), VOTING, KEY)
    (said,) = town.main.public
    assert where == f"{town.main.id}/{said.id}"
    assert said.text == "**Voting is open.**\n\nUntil <t:1764000000:F>."
    assert [(one.custom_id, one.label) for one in said.buttons] == [("b1:vote:k1", "Vote")]
    assert said.now.components[0]["accent_color"] == 0xC0392B
    assert town.bot._connection._view_store._views == {}


async def test_the_same_key_says_nothing_new(town: Town) -> None:
    place = town.place(town.main)
    assert await town.speaker.say(place, VOTING, KEY) == await town.anew().say(place, VOTING, KEY)
    assert len(town.main.public) == 1
    await town.speaker.say(place, VOTING, "owed-2")
    assert len(town.main.public) == 2


@pytest.mark.parametrize("fault", ["503 after", "cut after", "cut before", "503 before", "429 without Via"])
@pytest.mark.parametrize("later", [0, 3600])
async def test_after_a_failure_it_is_said_once(town: Town, fault: str, later: int) -> None:
    town.server.fail("POST", SENDING, fault)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place(town.main), VOTING, KEY)
    assert not lost.value.final
    town.server.clock.turn(later)  # after five minutes Discord has forgotten the nonce
    where = await town.anew().say(town.place(town.main), VOTING, KEY)
    (said,) = town.main.public
    assert where == f"{town.main.id}/{said.id}"


async def test_a_kill_between_the_sending_and_the_noting_says_it_once(town: Town) -> None:
    await town.speaker.say(town.place(town.main), VOTING, KEY)
    said = await town.store.keep.noted(f"discord {KEY}")
    assert said is not None
    await town.store.keep.note(f"discord {KEY}", "tried 2026-11-25T12:00:00+00:00", BEGAN)
    town.server.clock.turn(3600)
    assert f"said {await town.anew().say(town.place(town.main), VOTING, KEY)}" == said
    assert len(town.main.public) == 1


async def test_what_others_said_meanwhile_hides_nothing(town: Town) -> None:
    town.server.fail("POST", SENDING, "cut after")
    with pytest.raises(NotSentError):
        await town.speaker.say(town.place(town.main), VOTING, KEY)
    town.server.clock.turn(3600)
    for number in range(120):
        await town.cleo.type(town.main, f"message {number}")
    await town.speaker.say(town.place(town.main), VOTING, "owed-2")
    await town.anew().say(town.place(town.main), VOTING, KEY)
    assert len([one for one in town.main.public if one.author is town.server.bot]) == 2


async def test_a_stated_wait_is_told_and_the_librarys_own_retry_is_enough_for_a_short_one(town: Town) -> None:
    town.server.fail("POST", SENDING, "429 without Via", seconds=7)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place(town.main), VOTING, KEY)
    assert lost.value.again_in == timedelta(seconds=7)
    town.server.fail("POST", SENDING, "429", seconds=0.1)
    await town.speaker.say(town.place(town.main), VOTING, KEY)
    assert len(town.main.public) == 1


@pytest.mark.parametrize("fault", ["missing permission", "deleted channel", "no number"])
async def test_what_discord_never_takes_is_final_and_says_why(town: Town, fault: str) -> None:
    place = town.place(town.main)
    if fault == "missing permission":
        town.guild.allow_bot(0)
        town.guild.overwrite(town.main, town.guild.everyone, deny=0x800)
    elif fault == "deleted channel":
        town.guild.delete_channel(town.main)
    else:
        place = "main"
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(place, VOTING, KEY)
    assert lost.value.final
    assert lost.value.why.endswith((".", "main"))


async def test_nothing_is_said_without_a_connection_and_it_is_tried_again(town: Town) -> None:
    town.speaker.connection.client = None
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place(town.main), VOTING, KEY)
    assert not lost.value.final


async def test_an_entry_is_a_forums_post_with_its_name_picture_and_tags(town: Town) -> None:
    where = await town.speaker.say(town.place(town.forum), ENTRY, KEY)
    (thread,) = town.forum.threads
    (first,) = thread.public
    assert where == f"{thread.id}/{first.id}"
    assert thread.name == "Sun"
    assert [tag.name for tag in town.forum.tags if tag.id in thread.applied_tags] == ["Pictures"]
    assert [(one.alt, one.data) for one in first.media] == [("A red cup", b"\x89PNG a cup")]
    async with town.store.reading() as work:
        assert await work.showings.of("e" * 12) == [Showing("e" * 12, "discord", where, None)]


@pytest.mark.parametrize("fault", ["cut after", "503 after"])
@pytest.mark.parametrize("is_archived", [False, True])
async def test_a_forums_post_is_made_once_too(town: Town, fault: str, is_archived: bool) -> None:  # noqa: FBT001 - a parameter of pytest's
    await town.speaker.say(town.place(town.forum), ENTRY, "owed-0")  # of the same name, and not the same
    town.server.fail("POST", "/channels/*/threads", fault)
    with pytest.raises(NotSentError):
        await town.speaker.say(town.place(town.forum), ENTRY, KEY)
    for thread in town.forum.threads:
        thread.archived = is_archived
    where = await town.anew().say(town.place(town.forum), ENTRY, KEY)
    assert [f"{one.id}/{one.id}" for one in town.forum.threads].index(where) == 1
    assert len(town.forum.threads) == 2


async def test_a_tag_that_a_forum_lacks_is_made_where_we_may(town: Town) -> None:
    town.guild.overwrite(town.forum, town.guild.bot_role, allow=0x10)
    await told(town)
    await town.speaker.say(town.place(town.forum), ENTRY, KEY)
    (thread,) = town.forum.threads
    assert [tag.name for tag in town.forum.tags if tag.id in thread.applied_tags] == ["Pictures", "remix"]


async def test_a_thread_is_a_place_as_a_channel_is(town: Town) -> None:
    await town.speaker.say(town.place(town.forum), ENTRY, "owed-0")
    (thread,) = town.forum.threads
    await town.speaker.say(town.place(thread), VOTING, KEY)
    assert len(thread.public) == 2


async def test_a_private_message_goes_to_one_person_and_once(town: Town) -> None:
    town.server.fail("POST", SENDING, "cut after")
    with pytest.raises(NotSentError):
        await town.speaker.whisper(town.account(town.cleo), Post("Your entry is in."), KEY)
    town.server.clock.turn(3600)
    await town.anew().whisper(town.account(town.cleo), Post("Your entry is in.", shows=("e1",)), KEY)
    assert [one.text for one in town.cleo.dms()] == ["Your entry is in."]
    async with town.store.reading() as work:
        (showing,) = await work.showings.of("e1")
    assert showing.private_to == "a" * 12


@pytest.mark.parametrize("why", ["blocked", "deleted", "left"])
async def test_who_cannot_be_written_to_is_tried_once(town: Town, why: str) -> None:
    if why == "blocked":
        town.cleo.dms_open = False
    elif why == "deleted":
        town.cleo.deleted = True
    else:
        town.guild.remove(town.cleo)
    before = len(town.server.requests)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.whisper(town.account(town.cleo), Post("Your entry is in."), KEY)
    assert lost.value.final
    assert len(town.server.requests) - before <= 2


async def test_the_desk_of_a_place_is_told_and_a_desk_is_meant_as_it_is(town: Town) -> None:
    await town.speaker.alert(town.place(town.main), Post("An entry waits."), KEY)
    await town.speaker.alert(town.place(town.desk), Post("Another waits."), "owed-2")
    assert [one.text for one in town.desk.public] == ["An entry waits.", "Another waits."]
    assert town.main.public == []


async def test_a_new_look_takes_the_place_of_the_old_one(town: Town) -> None:
    where = await town.speaker.say(town.place(town.main), ENTRY, KEY)
    await town.speaker.replace(where, Post("This entry was withdrawn."))
    (said,) = town.main.public
    assert (said.text, said.media, said.attachments) == ("This entry was withdrawn.", [], [])


async def test_a_new_look_opens_a_post_that_discord_has_closed(town: Town) -> None:
    where = await town.speaker.say(town.place(town.forum), ENTRY, KEY)
    (thread,) = town.forum.threads
    there = town.bot.get_channel(thread.id)
    assert isinstance(there, library.Thread)
    await there.edit(archived=True)
    await told(town)
    assert town.bot.get_channel(thread.id) is None  # the library forgets what is closed
    await town.speaker.replace(where, Post("This entry was withdrawn."))
    (shown,) = thread.public
    assert shown.text == "This entry was withdrawn."
    assert shown.now.components[0]["accent_color"] == 0xC0392B


async def test_what_is_gone_needs_no_new_look(town: Town) -> None:
    where = await town.speaker.say(town.place(town.main), ENTRY, KEY)
    town.guild.delete_channel(town.main)
    await town.speaker.replace(where, Post("This entry was withdrawn."))
    await town.speaker.replace("~a-token/@original", Post("This entry was withdrawn."))


async def test_an_answer_that_surely_is_over_is_not_even_asked_for(town: Town) -> None:
    where = await town.speaker.say(town.place(town.main), ENTRY, KEY)
    old = int(where.partition("/")[2]) - (20 * 60 * 1000 << 22)
    before = len(town.server.requests)
    await town.speaker.replace(f"~a-token/{old}", Post("This entry was withdrawn."))
    assert len(town.server.requests) == before


@pytest.mark.parametrize("text", ACTING)
async def test_nobody_is_pinged_by_any_message(town: Town, text: str) -> None:
    role = town.guild.role("Fans", mentionable=True)
    town.guild.allow_bot(0x20000 | 0x10C00 | 0x8000)  # even where it may mention everybody
    text = text.replace("123", str(town.cleo.id)) + f" <@{town.cleo.id}> <@&{role.id}> @everyone"
    post = Post(f"{text}\n\n{text}", private=False, buttons=(Button("look:e1", text),), title=text)
    where = await town.speaker.say(town.place(town.main), post, KEY)
    await town.speaker.replace(where, post)
    await town.speaker.say(town.place(town.forum), post, "owed-2")
    await town.speaker.whisper(town.account(town.cleo), post, "owed-3")
    said = [*town.main.public, *town.forum.threads[0].public, *town.cleo.dms()]
    assert len(said) == 3
    assert [one.pinged - {town.cleo.id} if one.channel is town.cleo.dm else one.pinged for one in said] == [
        frozenset()
    ] * 3


async def test_only_whom_a_result_names_is_pinged(town: Town) -> None:
    piet = town.guild.let_in(town.server.person("Piet"))
    text = f"Sun by \ue000@{town.cleo.id}\ue001 has won, before \ue000@{piet.id}\ue001 and <@{piet.id}>."
    await town.speaker.say(town.place(town.main), Post(text, mentions=(str(town.cleo.id),)), KEY)
    (said,) = town.main.public
    assert said.pinged == {town.cleo.id}
    assert said.text.startswith(f"Sun by <@{town.cleo.id}> has won")


async def test_the_permissions_of_the_invitation_are_enough_for_everything(town: Town) -> None:
    role = town.guild.role("Ambassador")
    town.guild.change_role(town.guild.everyone, permissions=0)
    town.guild.allow_bot(asked_for().value)
    town.guild.set_roles(town.cleo, [town.guild.role("Fans", permissions=0x10C00)])
    await told(town)
    place, account = town.place(town.main), town.account(town.cleo)
    for channel, path in ((town.main, SENDING), (town.forum, "/channels/*/threads")):
        key = f"owed {channel.id}"
        town.server.fail("POST", path, "cut after")
        with pytest.raises(NotSentError):
            await town.speaker.say(town.place(channel), ENTRY, key)
        town.server.clock.turn(3600)
        await town.speaker.replace(await town.anew().say(town.place(channel), ENTRY, key), VOTING)
    (thread,) = town.forum.threads
    await town.speaker.say(town.place(thread), ENTRY, "owed in a thread")
    await town.speaker.alert(place, VOTING, "owed to the desk")
    await town.speaker.whisper(account, VOTING, "owed to cleo")
    now = datetime.now(UTC)
    date = Date("r1", "Enter: Sun", "", now + timedelta(days=1), now + timedelta(days=2))
    for dates in ([date], [replace(date, title="Enter: Moon")], []):
        await town.speaker.agree(place, "k1", dates)
    for worn in (True, False):
        await town.speaker.mark(place, str(role.id), account, worn=worn)
    assert [len(one.public) for one in (town.main, thread, town.desk)] == [1, 2, 1]


async def test_many_messages_at_once_never_meet_discords_global_limit(town: Town) -> None:
    places = [town.place(town.guild.channel(f"channel {number}")) for number in range(8)]
    await asyncio.gather(
        *(town.speaker.say(place, Post("Hello"), f"{place} {number}") for place in places for number in range(15))
    )
    assert town.server.limits.hits == 0


async def test_what_shows_nothing_is_not_noted(town: Town) -> None:
    await note(town.store, Post("Hello"), "discord", "1/2")
    async with town.store.reading() as work:
        assert await work.showings.of("") == []
