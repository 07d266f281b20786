"""What Telegram hands over again, what breaks on the way, and what cannot be stored: no act twice, nobody left alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import telegram

from bots.hearing import Heard, Hearing
from bots.on_telegram.bot import bot_of
from bots.on_telegram.listening import Ear
from bots.on_telegram.posting import Poster
from bots.post import Post
from contests.ports import StorageError
from tests.bots.on_telegram.ear.house import Place, a_place, data, has, picture
from tests.bots.on_telegram.ear.test_voting import a_vote, voting


@dataclass
class Doubled(Ear):
    """An ear that hears each update twice, as after a crash between the act and its being noted as done."""

    async def heard(self, update: telegram.Update, at: datetime) -> None:
        await super().heard(update, at)
        await super().heard(update, at)


@pytest.fixture
def doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.on_telegram.platform.Ear", Doubled)


@pytest.mark.usefixtures("doubled")
async def test_what_comes_twice_is_done_once(tmp_path: Path) -> None:
    async with a_place(tmp_path) as place:
        contest = await place.contest()
        async with place.running.store.reading() as work:
            assert len(await work.contests.find(place.running.community.id)) == 1
        cleo = await place.member("Cleo")
        await cleo.start(f"enter-{contest}")
        await cleo.until(2)
        await cleo.say(place.telegram.bot, "", picture())
        await cleo.until(2)
        await cleo.say(place.telegram.bot, "Two suns")
        [*_, asked] = await cleo.until(2)
        assert "Text" in asked.text
        await cleo.press(asked, "Preview")
        [preview, *_] = await cleo.until(lambda one: has(one, "send"))
        await cleo.press(preview, data(preview, "send"))
        await cleo.until(lambda one: not has(one, "send"))
        [entry] = await place.entries(contest)
        assert len(entry.media) == 1


@dataclass
class Sick:
    """A conversation that breaks as often as a test wants."""

    inside: Any
    breaks: list[Exception]

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        if self.breaks:
            raise self.breaks.pop()
        posts: list[Post] = await self.inside.answer(hearing, heard)
        return posts


async def test_what_breaks_is_told_with_a_reference_that_the_log_has(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    place.platform._house = replace(place.house, talker=Sick(place.house.talker, [RuntimeError("boom")]))
    place.house = place.platform._house
    await place.restart()
    pressed = await dan.press(ballot, data(ballot, "approve"))
    assert pressed.is_answered
    [said] = await dan.until(1)
    reference = said.text.rpartition(": ")[2].rstrip(".")
    assert any(reference in one.getMessage() and one.exc_info for one in caplog.records)
    assert "boom" not in said.text


async def test_a_press_that_cannot_be_stored_stops_its_wheel_and_counts_later(place: Place) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    sick = Sick(place.house.talker, [StorageError("the disk is full")])
    place.house = replace(place.house, talker=sick)
    await place.restart()
    pressed = await dan.press(ballot, data(ballot, "approve"))
    assert "Nothing can be stored" in (pressed.answer_text or "")
    [after] = await dan.until(1)
    assert "Still to look at: 2" in after.said


async def test_a_typed_act_that_was_interrupted_is_not_done_again(place: Place) -> None:
    mara = place.manager
    await place.contest()
    [mine] = [one for one in mara.sees() if one.said.startswith("/contest_new")]
    body = {"message_id": mine.id, "date": mine.date, "text": mine.said}
    bot = bot_of(place.telegram.token, place.telegram.api_url)
    async with bot:
        ear = Ear(place.house, bot, Poster(bot, place.house.path_of, "en"), bot.bot)
        chat = {"id": mara.id, "type": "private", "first_name": "Mara"}
        who = {"id": mara.id, "is_bot": False, "first_name": "Mara"}
        update = telegram.Update.de_json({"update_id": 77, "message": {**body, "chat": chat, "from": who}}, bot)
        await place.house.keep.note("telegram begun 77", "1", place.house.clock.now())
        await ear.heard(update, place.house.clock.now())
    [told] = await mara.until(1)
    assert "interrupted" in told.text
    async with place.running.store.reading() as work:
        assert len(await work.contests.find(place.running.community.id)) == 1


async def test_a_query_that_is_too_old_is_no_error(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    dan, ballot = await voting(place, await a_vote(place))
    await place.stop()
    await dan.press(ballot, data(ballot, "approve"), waits=False)
    place.telegram.clock.turn(3600)
    await place.restart()
    [after] = await dan.until(1)
    assert "Still to look at: 2" in after.said
    assert not [one for one in caplog.records if one.levelname in {"ERROR", "WARNING"} and "press" in one.getMessage()]
