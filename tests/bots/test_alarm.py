"""The alarm: whoever is not over in time is called, in order, and nobody else is."""

import asyncio
from itertools import repeat

import pytest

from bots.alarm import Alarm

SOON_S = 5.0


async def test_those_who_are_not_over_in_time_are_called_in_order() -> None:
    alarm, called, last = Alarm(0.02), list[str](), asyncio.Event()
    rings = {name: alarm.set(lambda name=name: called.append(name)) for name in "abcd"}  # type: ignore[misc]  # of a default
    alarm.set(last.set)
    for name in "ac":
        rings[name].cancel()
        rings[name].cancel()
    await asyncio.wait_for(last.wait(), SOON_S)
    assert called == ["b", "d"]


async def test_none_is_called_before_its_time_and_one_that_comes_late_is_called_at_once() -> None:
    alarm, loop, rung = Alarm(0.05), asyncio.get_running_loop(), asyncio.Event()
    began, times = loop.time(), list[float]()

    def ring() -> None:
        times.append(loop.time())
        if len(times) == 3:
            rung.set()

    alarm.set(ring, began - 1)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert len(times) == 1
    first = alarm.set(ring)
    await asyncio.sleep(0.01)
    later = alarm.set(ring)
    await asyncio.wait_for(rung.wait(), SOON_S)
    assert times[1] >= first.at - 0.001
    assert times[2] >= later.at - 0.001


async def test_what_an_alarm_calls_may_set_it_again() -> None:
    alarm, rung, left = Alarm(0.001), asyncio.Event(), [3]

    def again() -> None:
        left[0] -= 1
        if left[0]:
            alarm.set(again)
        else:
            rung.set()

    alarm.set(again)
    await asyncio.wait_for(rung.wait(), SOON_S)
    assert left == [0]


async def test_those_that_are_over_are_not_kept() -> None:
    alarm = Alarm(3600)
    for _ in range(100):
        alarm.set(lambda: None).cancel()
    assert len(alarm._waiting) == 1


async def test_a_block_ends_when_it_is_late_and_one_that_is_not_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    alarm, loop = Alarm(0.02), asyncio.get_running_loop()
    with monkeypatch.context() as still:
        still.setattr(loop, "time", repeat(loop.time()).__next__)  # however slow the machine is
        async with alarm.within():
            await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        async with alarm.within():
            await asyncio.Event().wait()
    with pytest.raises(ValueError, match="its own"):
        async with alarm.within():
            raise ValueError("its own")
    await asyncio.sleep(0.05)  # those that are over are called no more


async def test_a_block_that_is_cancelled_by_another_is_no_late_one() -> None:
    alarm, begun = Alarm(3600), asyncio.Event()

    async def wait() -> None:
        async with alarm.within():
            begun.set()
            await asyncio.Event().wait()

    waiting = asyncio.create_task(wait())
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
