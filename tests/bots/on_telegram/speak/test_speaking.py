"""What is said on Telegram is said once, whatever fails, and pings nobody but those who are named."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bots.hearing import Doubts, Marks, NotSentError, Speaker, UnsureError
from bots.on_telegram.mouth import Means
from bots.on_telegram.speaker import TelegramSpeaker
from bots.post import Attachment, Button, Post
from bots.words import mention
from contests.ports import Showing
from tests.bots.on_telegram.speak.conftest import BEGAN, Town
from tests.platforms.telegram_server import RIGHTS

KEY = "owed-1"
CUP = Attachment("cup", "picture", "image/png", "A red cup")
SUN = Attachment("sun", "picture", "image/png", "The sun")
SEA = Attachment("sea", "picture", "image/png", "")
VOTING = Post("Voting is open.\n\nUntil Friday.", private=False, buttons=(Button("vote:k1", "Vote", "primary"),))
ENTRY = Post("Sun\nBy Cleo", private=False, media=(CUP,), shows=("gallery:" + "e" * 12 + "@v",), title="Sun")
ALBUM = replace(ENTRY, media=(CUP, SUN, SEA))
PRIVATE = Post("You are third.", buttons=(Button("stop:e1", "Stop"),))


async def test_it_is_a_mouth_that_marks_and_may_doubt(town: Town) -> None:
    speaker: Speaker = town.speaker
    assert isinstance(speaker, Marks)
    assert isinstance(speaker, Doubts)
    assert (speaker.platform, speaker.dates, speaker.keeps_notices) == ("telegram", "words", True)


async def test_a_group_is_told_with_a_link_into_the_private_chat(town: Town) -> None:
    where = await town.speaker.say(town.place, VOTING, KEY)
    (said,) = town.said
    assert where == f"{town.group.id}/{said.id}"
    assert said.text == "Voting is open.\n\nUntil Friday."
    assert [(one["type"], one["offset"], one["length"]) for one in said.entities] == [("bold", 0, 15)]
    (button,) = said.buttons
    assert button.data is None
    await town.cleo.follow(button)
    assert town.cleo.sees()[-1].text.startswith("/start vote")


async def test_the_same_key_says_nothing_new(town: Town) -> None:
    assert await town.speaker.say(town.place, VOTING, KEY) == await town.anew().say(town.place, VOTING, KEY)
    assert len(town.said) == 1
    await town.speaker.say(town.place, VOTING, "owed-2")
    assert len(town.said) == 2


@pytest.mark.parametrize("fault", ["500", "502", "502 html", "503"])
async def test_a_fault_of_telegrams_own_is_tried_again_and_said_once(town: Town, fault: str) -> None:
    town.server.faults.add("sendMessage", fault)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place, VOTING, KEY)
    assert not lost.value.final
    await town.anew().say(town.place, VOTING, KEY)
    assert len(town.said) == 1


@pytest.mark.parametrize("fault", ["cut before", "cut after", "504 after"])
async def test_a_lost_answer_is_asked_about_and_never_said_twice(town: Town, fault: str) -> None:
    town.server.faults.add("sendMessage", fault)
    for speaker in (town.speaker, town.anew(), town.anew()):
        with pytest.raises(UnsureError):
            await speaker.say(town.place, VOTING, KEY)
    assert len(town.said) == ("after" in fault)
    await town.anew().is_not_there(KEY)
    await town.anew().say(town.place, VOTING, KEY)
    assert len(town.said) == 1 + ("after" in fault)


async def test_a_kill_while_it_goes_out_is_asked_about_too(town: Town) -> None:
    await town.store.keep.note(f"telegram {KEY}", "tried", BEGAN)
    with pytest.raises(UnsureError):
        await town.anew().say(town.place, VOTING, KEY)
    assert town.said == []


async def test_what_surely_never_went_out_is_tried_again_freely(town: Town) -> None:
    await town.server.close()
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place, VOTING, KEY)
    assert not isinstance(lost.value, UnsureError)
    assert not lost.value.final
    assert not await town.store.keep.noted(f"telegram {KEY}")
    await town.server.open()


async def test_a_stated_wait_is_told(town: Town) -> None:
    town.server.faults.add("sendMessage", "429", seconds=60)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place, VOTING, KEY)
    assert (lost.value.final, lost.value.again_in) == (False, timedelta(seconds=60))
    await town.anew().say(town.place, VOTING, KEY)
    assert len(town.said) == 1


async def test_a_private_message_is_rather_said_twice_than_never(town: Town) -> None:
    await town.cleo.start()
    town.server.faults.add("sendMessage", "cut after")
    with pytest.raises(NotSentError) as lost:
        await town.speaker.whisper(town.account, PRIVATE, KEY)
    assert not lost.value.final
    where = await town.anew().whisper(town.account, PRIVATE, KEY)
    assert len([one for one in town.cleo.sees() if one.text == PRIVATE.text]) == 2
    assert await town.anew().whisper(town.account, PRIVATE, KEY) == where
    assert len([one for one in town.cleo.sees() if one.text == PRIVATE.text]) == 2


async def test_who_never_started_the_bot_is_never_written_to(town: Town) -> None:
    with pytest.raises(NotSentError) as lost:
        await town.speaker.whisper(town.account, PRIVATE, KEY)
    assert lost.value.final
    assert "never started" in lost.value.why
    await town.cleo.start()
    town.cleo.blocks_bot()
    with pytest.raises(NotSentError) as lost:
        await town.speaker.whisper(town.account, PRIVATE, "owed-2")
    assert lost.value.final
    assert "blocked" in lost.value.why


@pytest.mark.parametrize("why", ["thrown out", "may not write", "no chat", "no number"])
async def test_what_telegram_never_takes_is_final_and_says_what_to_do(town: Town, why: str) -> None:
    place = town.place
    if why == "thrown out":
        town.group.throw_bot_out()
    elif why == "may not write":
        town.group.promote(town.server.bot, None)
        town.group.allowed.clear()
    elif why == "no chat":
        place = "-100999"
    else:
        place = "main"
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(place, VOTING, KEY)
    assert lost.value.final
    assert re.search(r"/setup|place on Telegram", lost.value.why)


async def test_a_group_that_became_a_supergroup_is_followed(town: Town) -> None:
    followed: list[tuple[int, int]] = []

    async def migrate(old: int, new: int) -> None:
        followed.append((old, new))

    group = town.server.group("Old", owner=town.olga, is_supergroup=False)
    group.add_bot()
    old = group.id
    new = group.migrate()
    speaker = TelegramSpeaker(Means(town.store, town.store.keep, town.find, migrate=migrate))
    speaker.connection.bot = town.bot
    with pytest.raises(NotSentError) as lost:
        await speaker.say(str(old), VOTING, KEY)
    assert (lost.value.final, lost.value.again_in, followed) == (False, timedelta(0), [(old, new)])
    await speaker.say(str(new), VOTING, KEY)
    assert [one.text for one in group.messages if one.is_of_bot] == [VOTING.text]


async def test_nothing_is_said_without_a_connection_and_it_is_tried_again(town: Town) -> None:
    town.speaker.connection.bot = None
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place, VOTING, KEY)
    assert not lost.value.final


async def test_an_entry_is_a_picture_that_says_first_what_it_shows(town: Town) -> None:
    where = await town.speaker.say(town.place, ENTRY, KEY)
    (said,) = town.said
    assert said.caption == "Picture: A red cup\n\nSun\nBy Cleo"
    assert [one.kind for one in said.media] == ["photo"]
    styled = [(one["type"], said.caption[one["offset"] : one["offset"] + one["length"]]) for one in said.entities]
    assert styled == [("italic", "Picture: A red cup"), ("bold", "Sun")]
    async with town.store.reading() as work:
        assert await work.showings.of(ENTRY.shows[0]) == [Showing(ENTRY.shows[0], "telegram", where, None)]


async def test_several_pictures_are_an_album_and_a_message_with_the_buttons(town: Town) -> None:
    where = await town.speaker.say(town.place, replace(ALBUM, buttons=VOTING.buttons), KEY)
    *album, said = town.said
    assert [one.caption for one in album] == ["Picture: A red cup", "Picture: The sun", ""]
    assert len({one.album for one in album}) == 1
    assert (said.text, [one.label for one in said.buttons]) == ("Sun\nBy Cleo", ["Vote"])
    assert where == f"{town.group.id}/{said.id}+" + "+".join(str(one.id) for one in album)


async def test_after_half_of_a_post_only_the_other_half_is_said(town: Town) -> None:
    town.server.faults.add("sendMessage", "502")
    with pytest.raises(NotSentError):
        await town.speaker.say(town.place, ALBUM, KEY)
    assert len(town.said) == 3
    await town.anew().say(town.place, ALBUM, KEY)
    assert len(town.said) == 4


async def test_a_topic_is_a_place_too_and_one_that_is_gone_says_so(town: Town) -> None:
    forum = town.server.group("Forum", owner=town.olga, is_forum=True)
    forum.add_bot()
    topic = forum.topic("Contest")
    await town.speaker.say(f"{forum.id}/{topic.thread}", VOTING, KEY)
    assert [one.text for one in town.olga.sees(forum, topic) if one.is_of_bot] == [VOTING.text]
    forum.delete_topic(topic)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(f"{forum.id}/{topic.thread}", VOTING, "owed-2")
    assert lost.value.final
    assert "topic" in lost.value.why


async def test_managers_are_told_on_the_desk(town: Town) -> None:
    await town.speaker.alert(town.place, PRIVATE, KEY)
    await town.speaker.alert(str(town.desk.id), PRIVATE, "owed-2")
    assert len([one for one in town.desk.messages if one.is_of_bot]) == 2
    assert town.said == []


async def test_what_was_said_is_put_anew_and_what_is_gone_needs_nothing(town: Town) -> None:
    where = await town.speaker.say(town.place, VOTING, KEY)
    await town.speaker.replace(where, replace(VOTING, text="Voting is closed.", buttons=()))
    await town.speaker.replace(where, replace(VOTING, text="Voting is closed.", buttons=()))  # it says so already
    (said,) = town.said
    assert (said.text, said.buttons, said.is_edited) == ("Voting is closed.", [], True)
    town.cleo.deletes(said)
    await town.speaker.replace(where, VOTING)
    assert town.said == []


async def test_a_withdrawn_entrys_picture_goes_though_its_message_stays(town: Town) -> None:
    where = await town.speaker.say(town.place, ENTRY, KEY)
    cup = town.said[0].media[0].bytes
    await town.speaker.replace(where, Post("Cleo has withdrawn this entry.", private=False))
    (said,) = town.said
    assert said.caption == "Cleo has withdrawn this entry."
    assert said.media[0].bytes != cup
    album = await town.speaker.say(town.place, ALBUM, "owed-2")
    await town.speaker.replace(album, Post("Cleo has withdrawn this entry.", private=False))
    assert [one.said for one in town.said] == ["Cleo has withdrawn this entry."] * 2


async def test_an_old_album_that_nobody_can_delete_is_painted_over(town: Town) -> None:
    album = await town.speaker.say(town.place, ALBUM, KEY)
    before = {one.media[0].bytes for one in town.said if one.media}
    town.group.promote(town.server.bot, RIGHTS - {"can_delete_messages"} - {"can_post_messages", "can_edit_messages"})
    town.server.clock.turn(3 * 24 * 3600)
    await town.speaker.replace(album, Post("Gone.", private=False))
    assert not before & {one.media[0].bytes for one in town.said if one.media}
    assert [one.said for one in town.said] == ["…", "…", "…", "Gone."]


async def test_an_album_is_edited_picture_by_picture(town: Town) -> None:
    album = await town.speaker.say(town.place, ALBUM, KEY)
    await town.speaker.replace(album, replace(ALBUM, media=(CUP, SEA, SUN), text="Sun\nBy Cleo, anew"))
    assert [one.caption for one in town.said[:3]] == ["Picture: A red cup", "", "Picture: The sun"]
    assert town.said[3].text == "Sun\nBy Cleo, anew"
    assert len(town.said) == 4


async def test_a_private_picture_that_becomes_words_is_a_new_message_and_the_old_one_goes(town: Town) -> None:
    await town.cleo.start()
    shown = replace(ENTRY, private=True, shows=("ballot:" + "e" * 12,))
    where = await town.speaker.whisper(town.account, shown, KEY)
    words_only = replace(PRIVATE, shows=shown.shows)
    await town.speaker.replace(where, words_only)
    seen = [one for one in town.cleo.sees() if one.is_of_bot]
    assert [one.said for one in seen] == [PRIVATE.text]
    async with town.store.reading() as work:
        noted = await work.showings.of(shown.shows[0])
    assert {one.where for one in noted} == {where, f"{town.cleo.id}/{seen[0].id}"}
    assert {one.private_to for one in noted} == {town.account.id}
    again = f"{town.cleo.id}/{seen[0].id}"
    await town.speaker.replace(again, shown)  # words become a picture in their place
    (seen_now,) = [one for one in town.cleo.sees() if one.is_of_bot]
    assert (seen_now.id, seen_now.caption) == (seen[0].id, "Picture: A red cup\n\nSun\nBy Cleo")


async def test_what_was_said_to_somebody_who_shut_the_bot_out_needs_no_new_look(town: Town) -> None:
    await town.cleo.start()
    where = await town.speaker.whisper(town.account, PRIVATE, KEY)
    town.cleo.blocks_bot()
    await town.speaker.replace(where, replace(PRIVATE, text="You are second."))
    await town.speaker.replace("4711/5", PRIVATE)


async def test_an_edit_whose_answer_was_lost_is_simply_made_again(town: Town) -> None:
    where = await town.speaker.say(town.place, VOTING, KEY)
    town.server.faults.add("editMessageText", "cut after")
    closed = replace(VOTING, text="Voting is closed.")
    with pytest.raises(NotSentError) as lost:
        await town.speaker.replace(where, closed)
    assert not lost.value.final
    await town.speaker.replace(where, closed)
    assert [one.text for one in town.said] == ["Voting is closed."]


async def test_only_those_whom_a_post_names_are_pinged(town: Town) -> None:
    dan = town.group.let_in(town.server.person("Dan"))
    text = f"Well done, {mention(str(town.cleo.id))}! And @{dan.username}, {mention(str(dan.id))}."
    await town.speaker.say(town.place, Post(text, private=False, mentions=(str(town.cleo.id),)), KEY)
    (said,) = town.said
    assert said.text.startswith("Well done, Cleo! And @")
    assert said.pinged == {town.cleo.id}
    assert said.links == []


@pytest.mark.parametrize(
    "typed", ["@dan", "#sun", "/erase", "$TON", "evil.example.com", "https://t.me/evil", "a@b.org"]
)
@pytest.mark.parametrize("where", ["text", "alt", "name"])
async def test_nothing_that_people_typed_links_or_calls(town: Town, typed: str, where: str) -> None:
    town.group.let_in(town.server.person("Dan"))
    post = Post(f"{typed} is a title\n\nand ({typed}), {typed}", private=False, title=typed)
    if where == "alt":
        post = Post("Sun", private=False, media=(replace(CUP, alt=f"See {typed}!"),))
    elif where == "name":
        async with town.store.work() as work:
            await work.people.save_member(replace(await work.people.member("m" * 12), name=typed))
        post = Post(f"Hello {mention(str(town.cleo.id))}", private=False, mentions=(str(town.cleo.id),))
    await town.speaker.say(town.place, post, KEY)
    (said,) = town.said
    assert (said.links, said.urls) == ([], [])
    assert said.pinged == ({town.cleo.id} if where == "name" else set())
    assert typed in said.said.replace("\u2060", "")


async def test_a_picture_is_uploaded_once(town: Town) -> None:
    await town.speaker.say(town.place, ENTRY, KEY)
    await town.speaker.say(town.place, ENTRY, "owed-2")
    uploads = [one.files for one in town.server.calls if one.method == "sendPhoto"]
    assert [len(one) for one in uploads] == [1, 0]
    assert len({one.media[0].bytes for one in town.said}) == 1
