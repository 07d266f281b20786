"""Updates are written down before they are confirmed: a crash loses none and repeats none, each person's in order."""

import asyncio
import logging
from datetime import timedelta

import pytest
from telegram.error import NetworkError

from bots.clock import PracticeClock
from bots.hearing import CannotRunError
from bots.on_telegram import polling
from bots.on_telegram.updates import KINDS, Raw, turn_of
from bots.on_telegram.updates import log as own_log
from contests.ports import StorageError
from tests.bots.on_telegram.life.house import SOON_S, Life, text_of


async def test_what_people_write_is_heard_in_order_and_is_done(life: Life) -> None:
    ann, ben = life.server.person("Ann"), life.server.person("Ben")
    await life.begin()
    await ann.start()
    for number in range(5):
        await ann.say(life.server.bot, f"a{number}")
        await ben.start(f"b{number}")
    heard = await life.until(11)
    assert [one for one in heard if one.startswith("a")] == [f"a{number}" for number in range(5)]
    assert [one for one in heard if "b" in one] == [f"/start b{number}" for number in range(5)]
    assert await life.server.updates.all_taken()
    await life.stop()
    assert await life.waiting() == []


async def test_it_always_says_which_kinds_it_wants(life: Life) -> None:
    await life.begin()
    assert set(life.server.updates.allowed) == set(KINDS)


async def test_what_was_written_down_before_a_crash_is_heard_once_after_it(life: Life) -> None:
    ann = life.server.person("Ann")
    life.meanwhile = lambda _: asyncio.sleep(60)
    await life.begin()
    await ann.start()
    await ann.say(life.server.bot, "one")
    await ann.say(life.server.bot, "two")
    assert await life.server.updates.all_taken()
    assert life.heard == []
    written = life.running.clock.now()
    again = await life.die()
    await life.go_on_as(again)
    assert await again.until(3) == ["/start", "one", "two"]
    assert all(at <= written for _, at in again.heard)


async def test_what_was_not_confirmed_before_a_crash_is_not_heard_again(life: Life) -> None:
    ann = life.server.person("Ann")
    await life.begin()
    await ann.start()
    await life.until(1)
    await life.updates.finish(SOON_S)
    raws = [one.payload() for one in life.server.updates.waiting]
    again = await life.die()
    await life.go_on_as(again)
    await again.updates.take([{"update_id": 700_000_001, "message": {"text": "/start", "from": {"id": ann.id}}}, *raws])
    await ann.say(life.server.bot, "news")
    assert await again.until(1) == ["news"]


async def test_nothing_is_confirmed_that_could_not_be_written_down(life: Life) -> None:
    life.inbox.takes = 2
    await life.begin()
    ann = life.server.person("Ann")
    await ann.start()
    assert await life.until(1) == ["/start"]
    assert life.inbox.takes == 0


async def test_one_who_is_slow_keeps_nobody_else_waiting(life: Life) -> None:
    ann, ben = life.server.person("Ann"), life.server.person("Ben")
    go_on = asyncio.Event()
    life.meanwhile = lambda raw: go_on.wait() if turn_of(raw) == ann.id else None
    await life.begin()
    await ann.start()
    await ben.start()
    await ben.say(life.server.bot, "quick")
    assert await life.until(2) == ["/start", "quick"]
    go_on.set()
    assert len(await life.until(3)) == 3


async def test_what_cannot_be_stored_is_tried_again_before_what_comes_after_it(life: Life) -> None:
    fails = iter([True, True, False])

    def full(raw: Raw) -> None:
        if text_of(raw) == "one" and next(fails):
            raise StorageError("the disk is full")

    life.meanwhile = full
    ann = life.server.person("Ann")
    await life.begin()
    await ann.start()
    await ann.say(life.server.bot, "one")
    await ann.say(life.server.bot, "two")
    assert await life.until(3) == ["/start", "one", "two"]


async def test_what_breaks_us_is_told_of_and_done_with(life: Life, caplog: pytest.LogCaptureFixture) -> None:
    def broken(raw: Raw) -> None:
        if text_of(raw) == "bad":
            raise ValueError("a fault of ours")

    life.meanwhile = broken
    ann = life.server.person("Ann")
    await life.begin()
    await ann.start()
    await ann.say(life.server.bot, "bad")
    await ann.say(life.server.bot, "good")
    assert await life.until(2) == ["/start", "good"]
    await life.stop()
    assert await life.waiting() == []
    assert [one.levelno for one in caplog.records if one.name == own_log.name] == [logging.ERROR]


async def test_what_is_done_and_could_not_be_noted_is_noted_later(life: Life) -> None:
    life.inbox.notes = 2
    await life.begin()
    await life.server.person("Ann").start()
    await life.until(1)
    await asyncio.wait_for(life.inbox.noted.wait(), SOON_S)
    assert life.inbox.notes == 0
    assert await life.waiting() == []


async def test_a_close_waits_for_what_was_written_down_before_it(life: Life) -> None:
    ann = life.server.person("Ann")
    life.meanwhile = lambda _: asyncio.sleep(60)
    await life.begin()
    await ann.start()
    assert await life.server.updates.all_taken()
    again = await life.die()
    await again.updates.recall()
    clock = life.running.clock
    assert isinstance(clock, PracticeClock)
    await clock.move_to(clock.now() + timedelta(hours=1))
    closing = asyncio.create_task(life.running.arrivals.settled(clock.now()))
    await asyncio.sleep(0.05)
    assert not closing.done()
    await life.go_on_as(again)
    await again.until(1)
    await asyncio.wait_for(closing, SOON_S)


async def test_a_second_process_is_named_and_what_is_left_of_our_own_is_not(life: Life) -> None:
    await life.begin()
    other = Life(life.server, life.running, life.house, life.inbox)
    await other.begin()
    with pytest.raises(CannotRunError) as refused:
        await asyncio.wait_for(asyncio.shield(_first_of(life, other)), SOON_S)
    assert "Another program answers" in refused.value.cause
    assert "token" in refused.value.cure
    await other.stop()


async def _first_of(*lives: Life) -> None:
    done, _ = await asyncio.wait([one.polls for one in lives], return_when=asyncio.FIRST_COMPLETED)
    await done.pop()


@pytest.mark.parametrize("fault", ["429", "500", "502 html", "cut before", "cut after"])
async def test_a_fault_that_passes_loses_nothing(life: Life, fault: str) -> None:
    await life.begin()
    ann = life.server.person("Ann")
    life.server.faults.add("getUpdates", fault, 2)
    await ann.start()
    await ann.say(life.server.bot, "one")
    assert await life.until(2) == ["/start", "one"]
    await ann.say(life.server.bot, "two")
    assert await life.until(3) == ["/start", "one", "two"]
    assert life.server.faults.injected[fault] == 2


async def test_a_fault_that_stays_is_for_whoever_keeps_us_running(life: Life) -> None:
    life.server.faults.add("getUpdates", "502", 99)
    await life.begin()
    with pytest.raises(NetworkError):
        await asyncio.wait_for(asyncio.shield(life.polls), SOON_S)
    assert life.server.faults.injected["502"] == len(polling.AGAIN_S) + 1


@pytest.mark.parametrize(
    ("raw", "turn"),
    [
        ({"message": {"from": {"id": 5}, "chat": {"id": -7}}}, 5),
        ({"message": {"sender_chat": {"id": -8}, "chat": {"id": -7}}}, -8),
        ({"edited_message": {"from": {"id": 5}}}, 5),
        ({"callback_query": {"from": {"id": 6}}}, 6),
        ({"my_chat_member": {"chat": {"id": -7}, "from": {"id": 5}}}, -7),
        ({"chat_member": {"chat": {"id": -7}, "from": {"id": 5}}}, -7),
        ({"poll": {}}, 0),
    ],
)
def test_whose_turn_an_update_waits_for(raw: Raw, turn: int) -> None:
    assert turn_of(raw) == turn
