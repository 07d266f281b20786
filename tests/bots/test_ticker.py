"""The alarm clock's alarm: set for the deadline that is next, whatever is committed while it is being set."""

import asyncio
from pathlib import Path

import pytest

from bots import ticker
from contests.desk.running import Due, next_due
from contests.ports import Store
from tests.stories.telling import scheduled
from tests.stories.web_door import web_house

SOON_S = 10.0


async def test_a_deadline_that_is_committed_while_the_alarm_is_being_set_is_not_slept_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, go_on = asyncio.Event(), asyncio.Event()

    async def read_long_ago(store: Store) -> Due | None:
        due = await next_due(store)
        held.set()
        await go_on.wait()
        return due

    async with web_house(tmp_path) as (door, running):
        mona = await door.person("Mona", "manager")
        monkeypatch.setattr(ticker, "next_due", read_long_ago)
        running.ticker.stirred()
        await asyncio.wait_for(held.wait(), SOON_S)
        await scheduled(mona, "/contest new template=remix title=Bags submissions='1 day' voting='1 day'")
        assert running.ticker.next_deadline is None
        monkeypatch.setattr(ticker, "next_due", next_due)
        go_on.set()
        arming = running.ticker._arming
        assert arming is not None
        await asyncio.wait_for(arming, SOON_S)
        due = await next_due(running.store)
        assert due is not None
        assert running.ticker.next_deadline == due.at
