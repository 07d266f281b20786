"""The watch over Discord's three seconds, and what a person reads when something goes wrong."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bots.hearing import Heard, Hearing, Pressed, Said, Submitted
from bots.post import Button, Field, Form, Post
from contests.ports import StorageError
from contests.refusals import Refusal
from tests.bots.on_discord.hearing.house import Place, a_place, button

SOON_S = 10.0


@dataclass
class Deferral:
    """What is over when Discord was told that the answer to what came last is coming, or that answer itself."""

    place: Place

    async def wait(self) -> None:
        """Wait for it."""
        newest = list(self.place.discord.interactions.values())[-1]
        await newest.until(lambda: newest.answered_by is not None, SOON_S)


@dataclass
class Scripted:
    """A conversation that answers as a test wants."""

    answer_: Callable[[Heard], list[Post]] = lambda _: [Post("Hello")]
    waits_for: asyncio.Event | Deferral | None = None
    heard: list[tuple[Hearing, Heard]] = field(default_factory=list)
    hears: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def has_heard(self, count: int = 1) -> None:
        """Wait until it was asked so often."""
        async with self.hears, asyncio.timeout(SOON_S):
            await self.hears.wait_for(lambda: len(self.heard) >= count)

    async def answer(self, hearing: Hearing, heard: Heard) -> list[Post]:
        """Answer, after what it waits for."""
        async with self.hears:
            self.heard.append((hearing, heard))
            self.hears.notify_all()
        if self.waits_for is not None:
            await self.waits_for.wait()
        return self.answer_(heard)


@pytest.fixture
def talker() -> Scripted:
    return Scripted()


@pytest.fixture
async def scripted(tmp_path: Path, talker: Scripted) -> AsyncIterator[Place]:
    async with a_place(tmp_path, talker) as opened:
        yield opened


async def test_a_slow_command_is_deferred_and_answered_in_that_place(scripted: Place, talker: Scripted) -> None:
    talker.answer_ = lambda _: [Post("First"), Post("Second")]
    talker.waits_for = Deferral(scripted)
    reply = await scripted.member("Ann").run(scripted.main, "contests")
    assert reply.deferred
    assert not reply.failed
    await reply.until(2)
    assert [one.text for one in reply.messages] == ["First", "Second"]
    assert all(one.is_private for one in reply.messages)


async def test_a_slow_press_is_deferred_without_a_trace_and_takes_its_place(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    talker.answer_ = lambda _: [Post("Paper", buttons=(Button("approve:abc", "Approve"),))]
    paper = await ann.run(scripted.main, "contests")
    talker.answer_ = lambda _: [Post("Next", in_place=True)]
    talker.waits_for = Deferral(scripted)
    reply = await ann.press(paper.message, button(paper.message, "approve"))
    assert reply.deferred
    await reply.until(1)
    assert paper.message.text == "Next"
    heard = talker.heard[-1][1]
    assert heard == Pressed("approve:abc", (), "abc")


async def test_several_messages_come_in_order_without_a_deferral(scripted: Place, talker: Scripted) -> None:
    talker.answer_ = lambda _: [Post(str(number)) for number in range(4)]
    reply = await scripted.member("Ann").run(scripted.main, "contests")
    await reply.until(4)
    assert not reply.deferred
    assert [one.text for one in reply.messages] == ["0", "1", "2", "3"]


async def test_a_form_that_comes_after_a_deferral_is_opened_by_a_button(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    talker.answer_ = lambda _: [Post("What is it?", form=Form("entry:abc", "Spring", (Field("title", "Title"),)))]
    talker.waits_for = Deferral(scripted)
    reply = await ann.run(scripted.main, "contests")
    await reply.until(1)
    assert reply.text == "What is it?"
    talker.waits_for = None
    opened = await ann.press(reply.message, "Spring")
    assert opened.modal
    talker.answer_ = lambda _: [Post("Taken")]
    assert (await ann.submit(opened.modal, {"title": "Sun"})).text == "Taken"
    heard = talker.heard[-1][1]
    assert isinstance(heard, Submitted)
    assert heard.fields == {"title": ("Sun",)}


async def test_the_button_of_a_form_that_may_be_filled_in_is_called_as_the_form_is(
    scripted: Place, talker: Scripted
) -> None:
    ann = scripted.member("Ann")
    form = Form("run:me name", "Change your name", (Field("name", "Name"),))
    talker.answer_ = lambda _: [Post("This is you.", form=form)]
    [one] = (await ann.run(scripted.main, "me show")).message.buttons
    assert one.label == "Change your name"
    talker.answer_ = lambda _: [Post("This is you.", form=replace(form, title="Change your name " * 9))]
    [one] = (await ann.run(scripted.main, "me show")).message.buttons
    assert one.label.startswith("Change your name Change")
    assert len(one.label) <= 80
    talker.answer_ = lambda _: [Post("Too long.", form=form, refusal=Refusal("too_long", name="name"))]
    [one] = (await ann.run(scripted.main, "me show")).message.buttons
    assert one.label == "Fill in again"


async def test_an_exception_is_told_with_the_reference_that_the_log_has(
    scripted: Place, talker: Scripted, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: Heard) -> list[Post]:
        raise RuntimeError("the spring is broken")

    talker.answer_ = broken
    with caplog.at_level(logging.ERROR):
        reply = await scripted.member("Ann").run(scripted.main, "contests")
    [record] = [one for one in caplog.records if "reference" in one.getMessage()]
    reference = record.getMessage().rpartition(" ")[2]
    assert reference in reply.text
    assert "the spring is broken" in str(record.exc_info)
    assert reply.message.is_private


async def test_an_exception_after_a_deferral_is_told_too(scripted: Place, talker: Scripted) -> None:
    def broken(_: Heard) -> list[Post]:
        raise RuntimeError("the spring is broken")

    talker.answer_ = broken
    talker.waits_for = Deferral(scripted)
    reply = await scripted.member("Anna", locale="de").run(scripted.main, "contests")
    await reply.until(1)
    assert "schiefgegangen" in reply.text


async def test_a_post_that_cannot_be_dressed_is_told_of_too(scripted: Place, talker: Scripted) -> None:
    talker.answer_ = lambda _: [Post("Paper", buttons=(Button("x" * 200, "Too long"),))]
    assert "reference" in (await scripted.member("Ann").run(scripted.main, "contests")).text


async def test_a_full_disk_is_told_as_such(scripted: Place, talker: Scripted) -> None:
    def full(_: Heard) -> list[Post]:
        raise StorageError("no space left")

    talker.answer_ = full
    assert "Nothing can be stored right now" in (await scripted.member("Ann").run(scripted.main, "contests")).text


async def test_what_arrived_keeps_a_close_waiting_until_it_is_decided(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    talker.waits_for = asyncio.Event()
    running = asyncio.create_task(ann.run(scripted.main, "contests"))
    await talker.has_heard()
    arrivals, now = scripted.running.arrivals, scripted.running.clock.now()
    waiting = asyncio.create_task(arrivals.settled(now))
    assert not (await asyncio.wait({waiting}, timeout=0.1))[0], "what arrived is not decided yet"
    talker.waits_for.set()
    await running
    await asyncio.wait_for(waiting, 5)
    assert talker.heard[0][0].at < now


async def test_one_persons_presses_take_turns_and_anothers_do_not_wait(scripted: Place, talker: Scripted) -> None:
    ann, bob = scripted.member("Ann"), scripted.member("Bob")
    talker.waits_for = asyncio.Event()
    first = asyncio.create_task(ann.run(scripted.main, "contests"))
    await talker.has_heard()
    second = asyncio.create_task(ann.run(scripted.main, "privacy"))
    other = asyncio.create_task(bob.run(scripted.main, "contests"))
    await talker.has_heard(2)
    names = [hearing.member.name for hearing, _ in talker.heard]
    assert names == ["Ann", "Bob"]
    talker.waits_for.set()
    await asyncio.gather(first, second, other)
    assert [heard.text for _, heard in talker.heard if isinstance(heard, Said)][-1] == "/privacy"


async def test_nothing_that_is_sent_stays_in_the_librarys_memory(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    talker.answer_ = lambda _: [Post("Paper", buttons=(Button("approve:abc", "Approve"),))]
    paper = await ann.run(scripted.main, "contests")
    talker.answer_ = lambda _: [Post("", form=Form("entry:abc", "Spring", (Field("title", "Title"),)))]
    for _ in range(3):
        assert (await ann.press(paper.message, "Approve")).modal
    client = scripted.platform.connection.client
    assert client is not None
    store = client._connection._view_store
    assert not store._modals
    assert not store._views


async def test_a_stop_lets_what_is_under_way_be_answered(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    talker.waits_for = asyncio.Event()
    running = asyncio.create_task(ann.run(scripted.main, "contests"))
    await talker.has_heard()
    scripted.running_as.cancel()
    await asyncio.sleep(0.05)
    assert not scripted.running_as.done()
    talker.waits_for.set()
    assert (await running).text == "Hello"
    await asyncio.gather(scripted.running_as, return_exceptions=True)
    assert scripted.running_as.cancelled()


@pytest.mark.parametrize("kind", ["cut before", "cut after", "503 before", "503 after"])
async def test_a_call_that_breaks_off_is_made_again_and_nothing_is_said_twice(
    scripted: Place, talker: Scripted, kind: str
) -> None:
    talker.answer_ = lambda _: [Post("First"), Post("Second")]
    scripted.discord.fail("POST", "/interactions/*/callback", kind)
    reply = await scripted.member("Ann").run(scripted.main, "contests")
    await reply.until(2)
    assert [one.text for one in reply.messages] == ["First", "Second"]


async def test_a_command_of_before_is_answered(scripted: Place) -> None:
    data = {"id": "1", "name": "gone", "type": 1}
    reply = await scripted.member("Ann").forge_run(scripted.main, data)
    assert "reference" in reply.text


async def test_one_press_that_is_too_late_for_discord_does_what_it_says(scripted: Place, talker: Scripted) -> None:
    ann = scripted.member("Ann")
    scripted.discord.fail("POST", "/interactions/*/callback", "slow", seconds=3.2)
    talker.waits_for = asyncio.Event()
    running = asyncio.create_task(ann.run(scripted.main, "contests"))
    await talker.has_heard()
    await asyncio.sleep(0)
    talker.waits_for.set()
    reply = await running
    assert reply is not None
    assert len(talker.heard) == 1
    talker.waits_for = None
    assert (await ann.run(scripted.main, "contests")).text == "Hello"


async def test_what_is_shown_in_private_is_noted_with_where_and_for_whom(scripted: Place, talker: Scripted) -> None:
    talker.answer_ = lambda _: [Post("First", shows=("entry-one", "entry-two")), Post("Second", shows=("entry-one",))]
    reply = await scripted.member("Ann").run(scripted.main, "contests")
    await reply.until(2)
    await scripted.restart()
    async with scripted.running.store.reading() as work:
        one, two = await work.showings.of("entry-one"), await work.showings.of("entry-two")
    account = talker.heard[0][0].account.id
    assert {shown.private_to for shown in (*one, *two)} == {account}
    token = reply.interaction.token
    assert {shown.where for shown in one} == {f"~{token}/@original", f"~{token}/{reply.messages[1].id}"}
    assert [shown.where for shown in two] == [f"~{token}/@original"]
