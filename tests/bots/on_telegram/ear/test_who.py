"""Who is heard: members, strangers, people of several communities, those who hide, and what is for another bot."""

import pytest

from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from tests.bots.on_telegram.ear.house import Place, labels
from tests.bots.on_telegram.ear.test_entering import press, say


@pytest.mark.parametrize("language", ["en", "de", "fr"])
async def test_privacy_is_answered_to_anybody_anywhere(place: Place, language: str) -> None:
    heading = {"de": "Was gespeichert wird"}.get(language, "What is kept")
    eve = place.telegram.person("Eve", language)
    await eve.start("privacy")
    answers = [one.text for one in await eve.until(1)]
    assert any(heading in one for one in answers), answers
    assert heading in (await say(eve, "/privacy")).text
    far = place.telegram.group("Far away", owner=eve)
    far.add_bot(None, by=eve)
    await eve.say(far, "/privacy@prosument_bot")
    assert heading in (await eve.until(1, far))[-1].text
    place.group.let_in(eve)
    await eve.say(place.group, "/privacy")
    assert heading in (await eve.until(1, place.group))[-1].text


async def test_a_stranger_in_private_is_told_where_to_go(place: Place) -> None:
    eve = place.telegram.person("Eve")
    await eve.start()
    [answer] = await eve.until(1)
    assert "in no contest yet" in answer.text


async def test_a_group_without_a_contest_is_told_how_to_begin(place: Place) -> None:
    eve = place.telegram.person("Eve")
    far = place.telegram.group("Far away", owner=eve)
    far.add_bot(None, by=eve)
    await eve.say(far, "/vote")
    [answer] = await eve.until(1, far)
    assert "setup" in answer.text


async def test_what_is_for_nobody_or_another_bot_is_not_answered_in_a_group(place: Place) -> None:
    await place.contest()
    cleo = await place.member("Cleo")
    place.group.promote(cleo, {"can_pin_messages"})
    for text in ("hello", "/weather", "/vote@another_bot", "/start"):
        await cleo.say(place.group, text)
    await cleo.say(place.group, "/privacy")
    answers = await cleo.until(1, place.group)
    mine = [one for one in answers if one.reply_to is not None]
    assert len(mine) == 1


async def test_who_is_in_two_communities_says_which_one_and_is_asked_once(place: Place) -> None:
    await place.contest()
    cleo = await place.member("Cleo")
    owner = place.telegram.person("Otto")
    far = place.telegram.group("Moon fans", owner=owner)
    far.add_bot(None, by=owner)
    venue = Venue("venue-two", "", "telegram", str(far.id), "Moon fans", "en", place.running.clock.now())
    who = Stranger("telegram", str(owner.id), "Otto", "en")
    await found_here(place.running.store, venue, "Moon", "UTC", who, place.running.clock.now())
    far.let_in(cleo)
    await cleo.start()
    await cleo.until(1)
    for group in (place.group, far):
        await cleo.say(group, "/contests")
        await cleo.until(1)
    asked = await say(cleo, "/contests")
    assert labels(asked) == ["Sunrise", "Moon"]
    answer = await press(cleo, asked, "Sunrise")
    assert "Spring" in answer.text
    assert "Spring" in (await say(cleo, "/contests")).text, "it is remembered"


async def test_a_command_in_the_group_is_answered_in_private(place: Place) -> None:
    await place.contest()
    cleo = await place.member("Cleo")
    await cleo.start()
    await cleo.until(1)
    await cleo.say(place.group, "/contests")
    [answer] = await cleo.until(1)
    assert "Spring" in answer.text
    await cleo.say(place.group, "/me")
    [answer] = await cleo.until(1)
    assert "You are Cleo" in answer.text


async def test_a_blocked_bot_is_no_error(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    await place.contest()
    cleo = await place.member("Cleo")
    await cleo.start()
    await cleo.until(1)
    cleo.blocks_bot()
    await cleo.say(place.group, "/me")
    [line] = await cleo.until(1, place.group)
    assert line.buttons[0].url
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
