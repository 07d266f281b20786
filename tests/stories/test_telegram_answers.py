"""Answers that are owed whatever happens: /privacy at once in every state, and a wheel that stops."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bots.hearing import Heard, Hearing
from bots.post import Post
from contests.ports import StorageError
from tests.platforms.telegram_server import Message, Person
from tests.stories.person import subject
from tests.stories.telegram_door import TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import settled, told, unhurried
from tests.stories.telling import DAY, entered, scheduled

__all__ = ["unhurried"]

LINE = "/contest new template=remix title=Bags submissions='1 day' voting='1 day' review=off mode=queue"
KEPT = {"en": "What is kept, and what is not", "de": "Was gespeichert wird und was nicht"}
SOON_S = 5.0


@pytest.fixture
async def port(tmp_path: Path, unhurried: None) -> AsyncIterator[TelegramPort]:
    async with telegram_house(tmp_path) as (opened, _):
        yield opened


async def is_told(who: Person, chat: Any = None, line: str = "/privacy", language: str = "en") -> None:
    """Have somebody ask what is kept; fail where that is not said at once, there and in their language."""
    await who.say(who.private if chat is None else chat, line)
    await who.until(partial(says, KEPT[language]), chat, within=SOON_S)


def says(what: str, message: Message) -> bool:
    """Tell whether a message says something."""
    return what in message.said


async def test_privacy_is_told_to_whom_nobody_knows(port: TelegramPort) -> None:
    for language in ("en", "de"):
        zed = port.server.person(f"Zed {language}", language)
        await zed.start("privacy")
        await zed.until(partial(says, KEPT[language]), within=SOON_S)
        await is_told(zed, language=language)
        elsewhere = port.server.group("No community", owner=zed)
        elsewhere.add_bot(None, by=zed)
        await is_told(zed, elsewhere, language=language)
        await is_told(zed, elsewhere, f"/privacy@{port.server.bot.username}", language)


async def test_privacy_is_told_in_a_dialogue_which_goes_on(port: TelegramPort) -> None:
    mona, ann = await port.person("Mona", "manager"), await port.person("Ann")
    contest = await scheduled(mona, LINE)
    await told(ann, ann.who.start(f"enter-{contest}"))
    await is_told(ann.who)
    await is_told(ann.who, port.group)
    asked = next(one for one in reversed(ann.who.sees()) if any((b.data or "").startswith("d1:") for b in one.buttons))
    going_on = await told(ann, ann.who.press(asked, asked.buttons[-1].data or ""))
    assert "from before" not in going_on.text


async def test_privacy_is_told_whatever_a_contest_does_and_to_who_was_thrown_out(port: TelegramPort) -> None:
    mona, ann = await port.person("Mona", "manager"), await port.person("Ann")
    contest = await scheduled(mona, LINE)
    await mona.say(f"/contest pause contest={contest}")
    for chat in (None, port.group):
        await is_told(ann.who, chat)
    await mona.say(f"/contest resume contest={contest}")
    await port.turn(DAY)
    for chat in (None, port.group):
        await is_told(ann.who, chat)
    await mona.say(f"/contest cancel contest={contest}")
    port.group.throw_out(ann.who)
    await is_told(ann.who)
    port.group.throw_bot_out(by=port.owner)
    await is_told(ann.who)


async def test_privacy_is_told_to_an_administrator_who_stays_anonymous(port: TelegramPort) -> None:
    port.group.hide(port.owner)
    mark = len(port.group.messages)
    await port.owner.say(port.group, "/privacy")
    await settled(port)
    assert any(KEPT["en"] in one.said for one in port.group.messages[mark:] if one.is_of_bot)


async def test_privacy_is_told_while_nothing_that_others_asked_for_gets_done(port: TelegramPort) -> None:
    ann = await port.person("Ann")
    bob = await port.person("Bob")
    gate = Gated(port.overheard.conversation)
    port.overheard.conversation = gate
    await bob.who.say(port.server.bot, "/contests")
    await gate.is_asked.wait()
    await is_told(ann.who)
    gate.may_answer.set()
    await settled(port)


@dataclass
class Gated:
    """A conversation that answers when a test lets it, and breaks as often as one wants."""

    inside: Any
    breaks: tuple[Exception, ...] = ()

    def __post_init__(self) -> None:
        self.is_asked, self.may_answer = asyncio.Event(), asyncio.Event()

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        self.is_asked.set()
        await self.may_answer.wait()
        if self.breaks:
            first, *others = self.breaks
            self.breaks = tuple(others)
            raise first
        posts: list[Post] = await self.inside.answer(hearing, heard)
        return posts


async def a_ballot(port: TelegramPort) -> tuple[TelegramPerson, Message, str]:
    """Have somebody look at the first of two entries, to vote."""
    mona = await port.person("Mona", "manager")
    contest = await scheduled(mona, LINE)
    for name in ("Ann", "Bob"):
        await entered(await port.person(name), f"/enter title={name}s")
    await port.turn(DAY)
    dan = await port.person("Dan")
    shown = await dan.say(f"/vote {contest}")
    return dan, port.shown[shown[-1]["id"]], subject(shown, "approve")


async def ballots(port: TelegramPort) -> int:
    """Return how many have voted."""
    async with port.running.store.reading() as work:
        [contest] = await work.contests.find(port.running.community.id)
        return (await work.ballots.turnout(contest.id)).ballots


async def test_a_press_that_comes_too_late_for_its_wheel_counts_and_is_no_error(
    port: TelegramPort, caplog: pytest.LogCaptureFixture
) -> None:
    dan, ballot, entry = await a_ballot(port)
    gate = Gated(port.overheard.conversation)
    port.overheard.conversation = gate
    await dan.who.press(ballot, f"b1:approve:{entry}", waits=False)
    await gate.is_asked.wait()
    port.server.clock.turn(20)
    gate.may_answer.set()
    await settled(port)
    assert await ballots(port) == 1
    assert "too old" in " ".join(one.refused or "" for one in port.server.calls), "it was too late"
    assert not [
        one.getMessage() for one in caplog.records if one.levelname in {"WARNING", "ERROR"} and "bots" in one.name
    ]


async def test_a_press_stops_its_wheel_when_nothing_can_be_stored_and_counts_later(port: TelegramPort) -> None:
    dan, ballot, entry = await a_ballot(port)
    gate = Gated(port.overheard.conversation, (StorageError("the disk is full"),))
    gate.may_answer.set()
    port.overheard.conversation = gate
    pressed = await dan.who.press(ballot, f"b1:approve:{entry}")
    assert pressed.is_answered
    assert "Nothing can be stored" in pressed.answer_text
    await settled(port)
    assert await ballots(port) == 1


async def test_a_press_stops_its_wheel_when_we_break_or_telegram_does(port: TelegramPort) -> None:
    dan, ballot, entry = await a_ballot(port)
    gate = Gated(port.overheard.conversation, (RuntimeError("boom"),))
    gate.may_answer.set()
    port.overheard.conversation = gate
    assert (await dan.who.press(ballot, f"b1:approve:{entry}")).is_answered
    await settled(port)
    for kind in ("500", "cut after", "429"):
        port.server.faults.add("edit*", kind, seconds=0.01)
        assert (await dan.who.forge_press(ballot, f"b1:back:{entry}")).is_answered, kind
        await settled(port)


async def test_a_press_stops_its_wheel_while_an_answer_takes_long(port: TelegramPort) -> None:
    dan, ballot, entry = await a_ballot(port)
    gate = Gated(port.overheard.conversation)
    port.overheard.conversation = gate
    pressed = await dan.who.press(ballot, f"b1:approve:{entry}")
    assert pressed.is_answered, "it stops before there is an answer"
    gate.may_answer.set()
    await settled(port)
    assert await ballots(port) == 1
