"""A chat is set up from inside: by whom Telegram calls its administrator, with all that is missing named before."""

from dataclasses import replace

import pytest

from bots.on_telegram.rights import invitation
from bots.on_telegram.setting_up import row
from contests.desk.people import make_join_code
from contests.model.member import Role
from tests.bots.on_telegram.setup.stage import Stage, verbs
from tests.platforms.telegram_server import RIGHTS, Group, Person

JOINER = "\u2060"
"""Stands in our texts where Telegram would find a command."""
ALL = ("can_delete_messages", "can_manage_tags")


async def fans(stage: Stage, *, is_forum: bool = False, rights: tuple[str, ...] | None = ALL) -> tuple[Group, Person]:
    """A group with the bot in it, and its owner, who has opened the private chat."""
    mara = stage.server.person("Mara")
    group = stage.server.group("Sunrise fans", owner=mara, is_forum=is_forum)
    group.add_bot(rights)
    await mara.start()
    await stage.hear()
    return group, mara


async def test_a_group_is_made_a_community_of_its_own_once_that_is_confirmed(stage: Stage) -> None:
    group, mara = await fans(stage)
    plan = await stage.types(mara, group, "/setup")
    assert "nothing has happened yet" in plan.text
    assert "come to “Sunrise fans”" in plan.text
    assert "Ambassadors wear a tag" in plan.text
    assert "I may do all of this. ✓" in plan.text
    assert verbs(plan) == ["here_found"]
    assert await stage.venues() == []
    assert [one.text for one in group.messages] == ["/setup"], "nothing is said in the group"
    done = await stage.presses(mara, plan, "here_found")
    assert done is plan
    assert "now belongs to the community of Sunrise fans" in done.text
    assert done.buttons == []
    [venue] = await stage.venues()
    assert (venue.place, venue.title, venue.office, venue.language) == (str(group.id), "Sunrise fans", "tag", "en")
    assert await stage.roles(mara) == [frozenset({Role.MANAGER})]


async def test_a_press_that_is_handed_over_twice_makes_one_community_and_says_the_same(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    await stage.again()
    assert len(await stage.venues()) == 1
    assert "belongs to the community of Sunrise fans" in mara.sees()[-1].text


async def test_who_never_opened_the_private_chat_gets_one_line_with_a_link_that_goes_on_there(stage: Stage) -> None:
    mara = stage.server.person("Mara", "de")
    group = stage.server.group("Sunrise fans", owner=mara)
    group.add_bot(ALL)
    await mara.say(group, "/setup")
    await stage.hear()
    asked, line = group.messages
    assert line.reply_to is asked
    [link] = line.buttons
    assert link.label == "Privat weitermachen"
    eve = stage.server.person("Eve")
    await eve.follow(link)
    await mara.follow(link)
    await stage.hear()
    assert verbs(eve.sees()[-1]) == []
    assert verbs(mara.sees()[-1]) == ["here_found"]
    assert len(group.messages) == 2


async def test_the_link_that_adds_the_bot_with_its_rights_begins_to_set_the_group_up(stage: Stage) -> None:
    mara = stage.server.person("Mara")
    group = stage.server.group("Sunrise fans", owner=mara)
    await mara.start()
    await mara.follow(invitation(stage.me.username or ""), group)
    await stage.hear()
    plan = mara.sees()[-1]
    assert "✓" in plan.text
    assert verbs(plan) == ["here_found"]


async def test_what_is_missing_is_named_with_a_cure_before_anything_depends_on_it(stage: Stage) -> None:
    group, mara = await fans(stage, rights=None)
    group.allowed -= {"can_send_photos"}
    plan = await stage.types(mara, group, "/setup")
    for sign in ("no administrator of “Sunrise fans”", "Add Admin", "Send Photos", "nothing stands beside their name"):
        assert sign in plan.text
    assert "I need “Delete Messages”" not in plan.text, "whoever makes it an administrator sees the switches then"
    group.promote(stage.server.bot, {"can_manage_tags"})
    await stage.hear()
    plan = await stage.types(mara, group, "/setup")
    assert "I need “Delete Messages”" in plan.text
    assert "Edit Member Tags" not in plan.text
    group.promote(stage.server.bot, ALL)
    await stage.hear()
    done = await stage.presses(mara, plan, "here_found")
    assert "✓" in done.text


async def test_who_is_no_administrator_sets_nothing_up_not_even_by_a_forged_press(stage: Stage) -> None:
    group, mara = await fans(stage)
    eve = group.let_in(stage.server.person("Eve"))
    await eve.start()
    refused = await stage.types(eve, group, "/setup")
    assert "Only an administrator" in refused.text
    assert refused.buttons == []
    plan = await stage.types(mara, group, "/setup")
    [button] = plan.buttons
    await eve.forge_press(plan, button.data or "", waits=False)
    await stage.hear()
    assert "does nothing any more" in eve.sees()[-1].text
    assert await stage.venues() == []
    group.promote(eve, {"can_delete_messages"}, by=mara)
    mine = await stage.types(eve, group, "/setup")
    group.promote(eve, None, by=mara)
    await stage.presses(eve, mine, "here_found")
    assert "Only an administrator" in eve.sees()[-1].text
    assert await stage.venues() == []


async def test_who_wears_a_title_and_may_do_nothing_runs_no_group(stage: Stage) -> None:
    group, mara = await fans(stage)
    eve = group.let_in(stage.server.person("Eve"))
    await eve.start()
    group.promote(eve, {"can_manage_chat"}, by=mara)
    assert "Only an administrator" in (await stage.types(eve, group, "/setup")).text
    group.promote(eve, {"can_manage_chat", "can_invite_users"}, by=mara)
    assert verbs(await stage.types(eve, group, "/setup")) == ["here_found"]


async def test_who_writes_anonymously_is_told_how_to_be_seen(stage: Stage) -> None:
    group, mara = await fans(stage)
    group.hide(mara)
    await mara.say(group, "/setup")
    assert await stage.hear() == [True]
    assert "Remain Anonymous" in group.messages[-1].text
    assert await stage.venues() == []


async def test_a_topic_is_a_venue_and_other_topics_are_its_gallery_and_desk(stage: Stage) -> None:
    group, mara = await fans(stage, is_forum=True)
    contest, shown, team = group.topic("Contest"), group.topic("Gallery"), group.topic("Team")
    await stage.hear()
    done = await stage.founded(group, topic=contest)
    assert "“Sunrise fans, Contest” now belongs" in done.text
    settled = await stage.types(mara, group, "/setup gallery", topic=shown)
    assert "Entries are shown in “Sunrise fans, Gallery”." in settled.text
    settled = await stage.types(mara, group, "/setup desk", topic=team)
    assert "told in “Sunrise fans, Team”." in settled.text
    [venue] = await stage.venues()
    assert venue.place == f"{group.id}/{contest.thread}"
    assert (venue.gallery, venue.desk) == (f"{group.id}/{shown.thread}", f"{group.id}/{team.thread}")
    await stage.types(mara, group, "/setup gallery=no", topic=shown)
    [venue] = await stage.venues()
    assert (venue.gallery, venue.desk) == (None, f"{group.id}/{team.thread}")


async def test_a_group_of_moderators_becomes_the_desk_of_a_venue_that_is_chosen(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    team = stage.server.group("The team", owner=mara)
    team.add_bot(ALL)
    asked = await stage.types(mara, team, "/setup desk")
    assert "told in “The team”?" in asked.text
    assert [one.label for one in asked.buttons] == ["For Sunrise fans"]
    [venue] = await stage.venues()
    assert venue.desk is None, "nothing happens before it is confirmed"
    done = await stage.presses(mara, asked, "here_show")
    assert done is asked
    [venue] = await stage.venues()
    assert venue.desk == str(team.id)
    await stage.types(mara, team, "/setup desk=no")
    [venue] = await stage.venues()
    assert venue.desk is None


async def test_who_manages_nothing_here_makes_no_gallery_and_no_desk(stage: Stage) -> None:
    group, mara = await fans(stage)
    assert "manager" in (await stage.types(mara, group, "/setup desk")).text
    await stage.founded(group)
    eve = stage.server.person("Eve")
    other = stage.server.group("Elsewhere", owner=eve)
    other.add_bot(ALL)
    await eve.start()
    refused = await stage.types(eve, other, "/setup gallery")
    assert refused.buttons == []
    lena = group.let_in(stage.server.person("Lena"))
    group.promote(lena, {"can_delete_messages"}, by=mara)
    await lena.start()
    await stage.types(lena, group, "/setup desk")
    [venue] = await stage.venues()
    assert (venue.gallery, venue.desk) == (None, None)


async def test_a_manager_who_is_no_administrator_of_a_group_brings_no_reviews_into_it(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    other = stage.server.group("Elsewhere", owner=stage.server.person("Eve"))
    other.add_bot(ALL)
    other.let_in(mara)
    assert "Only an administrator" in (await stage.types(mara, other, "/setup desk")).text
    [venue] = await stage.venues()
    assert venue.desk is None


async def test_a_manager_adds_another_group_and_others_only_found_their_own(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    second = stage.server.group("Moon fans", owner=mara)
    second.add_bot(ALL)
    plan = await stage.types(mara, second, "/setup")
    assert verbs(plan) == ["here_add", "here_found"]
    assert plan.buttons[0].label == "Add it to Sunrise fans"
    await stage.presses(mara, plan, "here_add")
    assert len({one.community for one in await stage.venues()}) == 1
    eve = stage.server.person("Eve")
    third = stage.server.group("Star fans", owner=eve)
    third.add_bot(ALL)
    await eve.start()
    assert verbs(await stage.types(eve, third, "/setup")) == ["here_found"]


async def test_a_code_joins_a_community_once_and_gives_no_role(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    await make_join_code(stage.running.store, await stage.actor(mara), "code-1")
    eve = stage.server.person("Eve")
    other = stage.server.group("Moon fans", owner=eve)
    other.add_bot(ALL)
    await eve.start()
    plan = await stage.types(eve, other, "/setup join=code-1")
    assert verbs(plan) == ["here_join"]
    done = await stage.presses(eve, plan, "here_join")
    assert "Its managers run the contests" in done.text
    assert await stage.roles(eve) == [frozenset()]
    third = stage.server.group("Star fans", owner=eve)
    third.add_bot(ALL)
    again = await stage.types(eve, third, "/setup join=code-1")
    assert "code" in (await stage.presses(eve, again, "here_join")).text.lower()
    assert len(await stage.venues()) == 2


async def test_who_adds_the_bot_to_a_channel_is_asked_in_private_and_may_type_its_name_there(stage: Stage) -> None:
    mara = stage.server.person("Mara", "de")
    channel = stage.server.channel("Sunrise news", owner=mara)
    channel.username = "sunrise_news"
    await mara.start()
    await stage.hear()
    channel.add_bot({"can_post_messages", "can_delete_messages"})
    await stage.hear()
    plan = mara.sees()[-1]
    assert "„Sunrise news“" in plan.text.replace("“Sunrise news”", "„Sunrise news“")
    assert verbs(plan) == ["here_found"]
    typed = await stage.types(mara, stage.server.bot, "/setup @sunrise_news")
    await stage.presses(mara, typed, "here_found")
    [venue] = await stage.venues()
    assert (venue.place, venue.language, venue.office) == (str(channel.id), "de", None)


@pytest.mark.parametrize("line", ["/setup", "/setup @nobody_knows_it"])
async def test_in_private_it_is_said_where_to_type_it(stage: Stage, line: str) -> None:
    mara = stage.server.person("Mara")
    await mara.start()
    answer = await stage.types(mara, stage.server.bot, line)
    assert "type /setup" in answer.text.lower().replace(JOINER, "")


async def test_a_channel_of_others_is_set_up_by_nobody_from_outside(stage: Stage) -> None:
    channel = stage.server.channel("Sunrise news", owner=stage.server.person("Mara"))
    channel.add_bot(RIGHTS)
    eve = stage.server.person("Eve")
    await eve.start()
    refused = await stage.types(eve, stage.server.bot, f"/setup {channel.id}")
    assert "Only an administrator" in refused.text
    assert refused.buttons == []


async def test_the_rest_of_setup_and_all_else_is_for_others_to_answer(stage: Stage) -> None:
    group, mara = await fans(stage)
    for line in ("/setup code", "/setup link Ann", "/contests", "Hello"):
        await mara.say(group, line)
        assert await stage.hear() == [False]


async def test_whose_place_it_is_is_told_to_everybody_and_how_it_is_set_up_to_its_administrators(stage: Stage) -> None:
    group, mara = await fans(stage)
    await stage.founded(group)
    eve = group.let_in(stage.server.person("Eve"))
    await eve.start()
    assert "belongs to Sunrise fans" in (await stage.types(eve, group, "/setup")).text
    assert "come to “Sunrise fans”" in (await stage.types(mara, group, "/setup")).text
    refused = await stage.types(mara, group, "/setup join=code-2")
    assert "come to" not in refused.text
    assert len(await stage.venues()) == 1


async def test_a_venue_without_a_mark_gets_one_as_soon_as_it_can_be_given(stage: Stage) -> None:
    group, mara = await fans(stage, rights=("can_promote_members",))
    await stage.founded(group)
    [venue] = await stage.venues()
    assert venue.office == "title"
    async with stage.running.store.work() as work:
        await work.people.save_venue(replace(venue, office=None))
    group.promote(stage.server.bot, set(ALL), by=mara)
    await stage.hear()
    [venue] = await stage.venues()
    assert venue.office == "tag"


async def test_while_telegram_does_not_say_who_may_nothing_is_changed_and_that_is_said(stage: Stage) -> None:
    group, mara = await fans(stage)
    stage.server.faults.add("getChatAdministrators", "500")
    await mara.say(group, "/setup")
    await stage.hear()
    assert "does not answer just now" in group.messages[-1].text
    plan = await stage.types(mara, group, "/setup")
    stage.server.faults.add("getChat", "502")
    assert "does not answer just now" in (await stage.presses(mara, plan, "here_found")).text
    assert await stage.venues() == []
    await stage.presses(mara, plan, "here_found")
    assert len(await stage.venues()) == 1


async def test_a_press_whose_answer_comes_too_late_for_its_spinner_is_taken_all_the_same(stage: Stage) -> None:
    group, mara = await fans(stage)
    plan = await stage.types(mara, group, "/setup")
    await mara.forge_press(plan, plan.buttons[0].data or "", waits=False)
    stage.server.clock.turn(60)
    await stage.hear()
    assert len(await stage.venues()) == 1


async def test_whatever_breaks_the_person_gets_a_reference_and_the_log_the_cause(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    mara = stage.server.person("Mara")
    await stage.house.keep.note(row("abc"), "{", stage.running.clock.now())
    await mara.start("here-abc")
    await stage.hear()
    said = mara.sees()[-1].text
    reference = said.rpartition(": ")[2].rstrip(".")
    assert "went wrong on our side" in said
    assert any(reference in one.getMessage() and one.exc_info for one in caplog.records)
