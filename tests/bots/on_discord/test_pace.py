"""Our own pace: no second has as many as 50 requests, and news go before new looks."""

import asyncio
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.on_discord.pace import A_SECOND, AT_ONCE, Haste, Pace
from bots.pace import Bucket

ON_THE_WAY = 5
"""Requests that were sent before a second, and come to Discord in it."""


@given(st.lists(st.floats(min_value=0, max_value=0.3), min_size=100, max_size=300))
def test_no_second_has_more_than_discord_takes(pauses: list[float]) -> None:
    now, went = 0.0, []
    bucket = Bucket(A_SECOND, AT_ONCE, now)
    for pause in pauses:
        now += pause
        while (wait := bucket.take(now)) > 0:
            now += wait
        went.append(now)
    for index, at in enumerate(went):
        assert sum(at <= other < at + 1 for other in went[index:]) + ON_THE_WAY <= 50


async def test_news_go_before_new_looks_each_in_order_of_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    pace, went, loop = Pace(), list[str](), asyncio.get_running_loop()
    monkeypatch.setattr(loop, "time", repeat(loop.time()).__next__)  # no turn comes before all have asked

    async def go(name: str, haste: Haste) -> None:
        await pace.turn(haste)
        went.append(name)

    for _ in range(AT_ONCE):
        await pace.turn(Haste.NEWS)
    asked = [("edit 1", Haste.EDIT), ("edit 2", Haste.EDIT), ("news 1", Haste.NEWS), ("news 2", Haste.NEWS)]
    tasks = [asyncio.create_task(go(*one)) for one in asked]
    await asyncio.sleep(0)
    monkeypatch.undo()
    await asyncio.wait_for(asyncio.gather(*tasks), 5)
    assert went == ["news 1", "news 2", "edit 1", "edit 2"]


async def test_who_gives_up_waiting_takes_nobodys_turn() -> None:
    pace = Pace()
    for _ in range(AT_ONCE):
        await pace.turn(Haste.NEWS)
    given_up = [asyncio.create_task(pace.turn(Haste.NEWS)) for _ in range(3)]
    await asyncio.sleep(0)
    for one in given_up:
        one.cancel()
    await asyncio.wait_for(pace.turn(Haste.EDIT), 5)
