"""A standing notice changes in its place, as often as it takes; the ping that tells of it goes out once."""

from dataclasses import replace

import pytest

from bots.hearing import NotSentError, UnsureError
from bots.post import Attachment, Button, Post
from bots.words import mention
from contests.ports import Showing
from tests.bots.on_telegram.speak.conftest import Town

CARD = Attachment("cup", "picture", "image/png", "Sun has won.")
OPENED = Post(
    "Voting on “Sun” is open.",
    private=False,
    buttons=(Button("vote:k1", "Vote", "primary"),),
    shows=("turnout:r1@v",),
    notice="k1",
)


def result(town: Town) -> Post:
    ping = f"The result of “Sun” is out. Well done, {mention(str(town.cleo.id))}!"
    return Post(
        "The result of “Sun”.", private=False, pictures=(CARD,), mentions=(str(town.cleo.id),), notice="k1", ping=ping
    )


async def test_the_result_takes_the_place_of_the_opening_and_a_ping_answers_it(town: Town) -> None:
    where = await town.speaker.say(town.place, OPENED, "owed-1")
    await town.speaker.replace(where, replace(OPENED, text="Voting on “Sun” is open. 3 people have voted."))
    assert await town.anew().say(town.place, result(town), "owed-2") == where
    notice, ping = town.said
    assert (notice.caption, len(notice.media), notice.buttons) == ("The result of “Sun”.", 1, [])
    assert ping.text == "The result of “Sun” is out. Well done, Cleo!"
    assert ping.pinged == {town.cleo.id}
    assert ping.reply_to is notice
    async with town.store.reading() as work:
        assert await work.showings.of("turnout:r1@v") == [Showing("turnout:r1@v", "telegram", where, None)]


@pytest.mark.parametrize("fault", ["cut after", "cut before", "502"])
async def test_an_edit_that_fails_is_made_again_and_pings_once(town: Town, fault: str) -> None:
    await town.speaker.say(town.place, OPENED, "owed-1")
    town.server.faults.add("editMessageMedia", fault)
    with pytest.raises(NotSentError) as lost:
        await town.speaker.say(town.place, result(town), "owed-2")
    assert not lost.value.final
    for _ in range(2):
        await town.anew().say(town.place, result(town), "owed-2")
    assert [one.said.split(".")[0] for one in town.said] == ["The result of “Sun”", "The result of “Sun” is out"]


@pytest.mark.parametrize("fault", ["cut after", "cut before"])
async def test_a_ping_whose_answer_was_lost_is_asked_about(town: Town, fault: str) -> None:
    await town.speaker.say(town.place, OPENED, "owed-1")
    town.server.faults.add("sendMessage", fault)
    for speaker in (town.speaker, town.anew()):
        with pytest.raises(UnsureError):
            await speaker.say(town.place, result(town), "owed-2")
    assert len(town.said) == 1 + (fault == "cut after")
    await town.anew().is_not_there("owed-2")
    await town.anew().say(town.place, result(town), "owed-2")
    assert len(town.said) == 2 + (fault == "cut after")


async def test_a_ping_that_failed_for_sure_goes_out_later(town: Town) -> None:
    await town.speaker.say(town.place, OPENED, "owed-1")
    town.server.faults.add("sendMessage", "500")
    with pytest.raises(NotSentError):
        await town.speaker.say(town.place, result(town), "owed-2")
    await town.anew().say(town.place, result(town), "owed-2")
    assert len(town.said) == 2


async def test_a_notice_that_somebody_deleted_is_said_anew(town: Town) -> None:
    await town.speaker.say(town.place, OPENED, "owed-1")
    town.olga.deletes(town.said[0])
    for _ in range(2):
        await town.anew().say(town.place, result(town), "owed-2")
    notice, ping = town.said
    assert (notice.caption, ping.reply_to) == ("The result of “Sun”.", notice)


@pytest.mark.parametrize("length", [1100, 5000])
async def test_a_result_too_long_for_a_caption_stays_one_message_and_the_ping_has_the_card(
    town: Town, length: int
) -> None:
    where = await town.speaker.say(town.place, OPENED, "owed-1")
    long = replace(result(town), text="word " * (length // 5))
    town.server.faults.add("editMessageText", "cut after")
    town.server.faults.add("sendPhoto", "502")
    for _ in range(2):
        with pytest.raises(NotSentError):
            await town.anew().say(town.place, long, "owed-2")
    for _ in range(2):
        assert await town.anew().say(town.place, long, "owed-2") == where
    notice, ping = town.said
    assert notice.text.startswith("word word")
    assert ping.caption == "The result of “Sun” is out. Well done, Cleo!"
    assert len(ping.media) == 1
    assert ping.pinged == {town.cleo.id}


async def test_without_an_opening_the_result_is_a_message_and_pings_itself(town: Town) -> None:
    named = replace(result(town), text=f"The result. Well done, {mention(str(town.cleo.id))}!")
    for _ in range(2):
        await town.anew().say(town.place, named, "owed-2")
    (said,) = town.said
    assert said.pinged == {town.cleo.id}


async def test_a_run_off_begins_a_notice_of_its_own(town: Town) -> None:
    first = await town.speaker.say(town.place, OPENED, "owed-1")
    second = await town.anew().say(town.place, replace(OPENED, text="There is a run-off."), "owed-2")
    assert first != second
    assert await town.anew().say(town.place, result(town), "owed-3") == second
    assert [one.said.partition(".")[0] for one in town.said] == [
        "Voting on “Sun” is open",
        "The result of “Sun”",
        "The result of “Sun” is out",
    ]


async def test_an_opening_is_said_once_too_and_stays_the_notice(town: Town) -> None:
    town.server.faults.add("sendMessage", "cut after")
    with pytest.raises(UnsureError):
        await town.speaker.say(town.place, OPENED, "owed-1")
    with pytest.raises(UnsureError):
        await town.anew().say(town.place, OPENED, "owed-1")
    assert len(town.said) == 1
    await town.speaker.say(town.place, result(town), "owed-2")  # nobody knows where the opening is
    assert [len(one.media) for one in town.said] == [0, 1, 0]
