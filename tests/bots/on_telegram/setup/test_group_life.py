"""Chats change under us: they become supergroups, put us out, silence us, and let us in again."""

import pytest
import telegram
from telegram.error import ChatMigrated

from bots.hearing import NotSentError
from bots.on_telegram.migrating import migrate
from bots.on_telegram.setup_command import aside
from contests.desk.settling import settle_venue
from contests.model.announcement import Announcement, News
from contests.ports import Owed
from tests.bots.on_telegram.setup.stage import Stage
from tests.platforms.telegram_server import Group, Person
from tests.stories.toy_port import ToySpeaker

ALL = ("can_delete_messages", "can_manage_tags")


async def founded(stage: Stage, *, is_supergroup: bool = True) -> tuple[Group, Person]:
    """A group that is a venue, with the bot and its manager."""
    mara = stage.server.person("Mara")
    group = stage.server.group("Sunrise fans", owner=mara, is_supergroup=is_supergroup)
    group.add_bot(ALL)
    await mara.start()
    await stage.founded(group)
    return group, mara


async def told(stage: Stage) -> list[tuple[News, object]]:
    return [(one.announcement.kind, one.announcement.facts.get("why")) for one in await stage.owed()]


async def test_a_group_that_becomes_a_supergroup_is_followed_and_nobody_is_told_of_a_loss(stage: Stage) -> None:
    group, mara = await founded(stage, is_supergroup=False)
    [venue] = await stage.venues()
    await settle_venue(
        stage.running.store,
        await stage.actor(mara),
        venue.id,
        gallery=venue.place,
        desk=venue.place,
        office=None,
        has_calendar=False,
    )
    new = group.migrate()
    assert await stage.hear() == [True, True]
    await stage.again()
    [venue] = await stage.venues()
    assert (venue.place, venue.gallery, venue.desk) == (str(new), str(new), str(new))
    assert await stage.owed() == []
    assert "come to “Sunrise fans”" in (await stage.types(mara, group, "/setup")).text


async def test_a_group_is_followed_from_what_a_message_to_its_old_number_is_answered(stage: Stage) -> None:
    group, _ = await founded(stage, is_supergroup=False)
    old = group.id
    group.migrate()
    with pytest.raises(ChatMigrated) as moved:
        await stage.bot.send_message(old, "Hello")
    await migrate(stage.running.store, old, moved.value.new_chat_id)
    [venue] = await stage.venues()
    assert venue.place == str(group.id)


async def test_leaving_a_group_because_it_became_a_supergroup_is_no_loss_in_whatever_order_it_is_told(
    stage: Stage,
) -> None:
    group, mara = await founded(stage, is_supergroup=False)
    old = telegram.Chat(group.id, "group", title="Sunrise fans")
    group.migrate()
    owner = telegram.User(mara.id, "Mara", is_bot=False)
    was, now = telegram.ChatMemberMember(stage.me), telegram.ChatMemberLeft(stage.me)
    change = telegram.ChatMemberUpdated(old, owner, stage.running.clock.now(), was, now)
    await aside(stage, telegram.Update(1, my_chat_member=change), stage.running.clock.now())
    [venue] = await stage.venues()
    assert venue.place == str(group.id)
    assert await stage.hear() == [True, True]
    assert await stage.owed() == []


async def test_the_managers_are_told_when_the_bot_is_put_out_and_when_it_is_back(stage: Stage) -> None:
    group, mara = await founded(stage)
    group.throw_bot_out(by=mara)
    await stage.hear()
    await stage.again()
    [lost] = await stage.owed()
    assert (lost.announcement.kind, lost.venue) == (News.VENUE_LOST, None)
    assert lost.announcement.facts == {"title": "Sunrise fans", "why": "gone", "parts": "venue"}
    assert len(await stage.venues()) == 1, "the community keeps its place"
    group.add_bot(ALL, by=mara)
    await stage.hear()
    assert await told(stage) == [(News.VENUE_LOST, "gone"), (News.VENUE_BACK, None)]


async def test_the_desk_reads_of_it_and_what_was_given_up_meanwhile_is_sent_by_a_button(stage: Stage) -> None:
    group, mara = await founded(stage)
    [venue] = await stage.venues()
    desk = stage.running.speakers["web"] = ToySpeaker()
    group.throw_bot_out(by=mara)
    await stage.hear()
    now = stage.running.clock.now()
    async with stage.running.store.work() as work:
        await work.outbox.add([Owed("lost1", venue.community, Announcement(News.PAUSED, "c"), venue.id, now)])
        await work.outbox.failed("lost1", now, None, "kicked")
    group.add_bot(ALL, by=mara)
    await stage.hear()
    await stage.running.courier.flush()
    lost, back = desk.said.values()
    assert "Prosument was taken out of “Sunrise fans”." in lost["text"]
    assert "nothing can be announced there" in lost["text"]
    assert "can reach “Sunrise fans” again" in back["text"]
    assert [one["id"] for one in back["buttons"]] == ["again:lost1"]
    assert await stage.owed() == []


async def test_a_desk_that_cannot_take_it_goes_round_in_no_circle(stage: Stage) -> None:
    group, mara = await founded(stage)
    desk = stage.running.speakers["web"] = ToySpeaker(broken=NotSentError("403", final=True))
    group.throw_bot_out(by=mara)
    await stage.hear()
    await stage.running.courier.flush()
    assert await stage.owed() == []
    assert desk.said == {}


async def test_a_bot_that_may_write_no_more_or_may_less_is_told_and_a_group_of_strangers_is_not(stage: Stage) -> None:
    group, mara = await founded(stage)
    group.promote(stage.server.bot, {"can_manage_tags"}, by=mara)
    await stage.hear()
    assert await told(stage) == [(News.VENUE_LOST, "fewer")]
    group.promote(stage.server.bot, ALL, by=mara)
    await stage.hear()
    assert len(await told(stage)) == 1
    other = stage.server.group("Others", owner=mara)
    other.add_bot(None)
    other.throw_bot_out()
    await stage.hear()
    assert len(await told(stage)) == 1
    channel = stage.server.channel("News", owner=mara)
    channel.add_bot({"can_post_messages", "can_delete_messages"})
    await stage.hear()
    await stage.presses(mara, mara.sees()[-1], "here_add")
    channel.promote(stage.server.bot, {"can_delete_messages"}, by=mara)
    await stage.hear()
    assert (await told(stage))[-1] == (News.VENUE_LOST, "muted")
    channel.promote(stage.server.bot, {"can_post_messages", "can_delete_messages"}, by=mara)
    await stage.hear()
    assert (await told(stage))[-1] == (News.VENUE_BACK, None)


async def test_who_comes_or_goes_is_looked_up_anew(stage: Stage) -> None:
    group, _ = await founded(stage)
    eve = group.let_in(stage.server.person("Eve"))
    group.throw_out(eve)
    heard = await stage.hear()
    assert heard.count(True) == 2
    assert stage.people.those == [(group.id, eve.id)] * 2


async def test_who_blocks_the_bot_in_private_is_nobodys_loss(stage: Stage) -> None:
    _, mara = await founded(stage)
    mara.blocks_bot()
    assert await stage.hear() == [True]
    assert await stage.owed() == []
