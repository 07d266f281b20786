"""One thing that cannot be done stops nothing else, and is tried again in good time."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bots.hearing import Speaker
from bots.post import Post
from bots.words import Dates
from contests.model.member import Account
from contests.ports import StorageError
from tests.faults.program import database
from tests.stories.person import texts
from tests.stories.telling import DAY, scheduled, state_of
from tests.stories.web_door import WebDoor, web_house

ANSWERED_IN_S = 20.0
NEW = '/contest new template=remix title="{}" submissions="2 days" voting="1 day"'


class SpeaksLater:
    """A mouth that finds the storage gone for a while."""

    platform = "web"
    dates: Dates = "words"
    mentions = False
    counts_live = False
    keeps_notices = False

    def __init__(self, mouth: Speaker) -> None:
        self.mouth = mouth
        self.is_gone = True

    async def say(self, place: str, post: Post, key: str) -> str:
        self._try()
        return await self.mouth.say(place, post, key)

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        self._try()
        return await self.mouth.whisper(account, post, key)

    async def alert(self, place: str, post: Post, key: str) -> str:
        self._try()
        return await self.mouth.alert(place, post, key)

    async def replace(self, where: str, post: Post) -> None:
        self._try()
        await self.mouth.replace(where, post)

    def _try(self) -> None:
        if self.is_gone:
            raise StorageError("the disk is full")


async def two_contests(door: WebDoor, folder: Path) -> str:
    """Open two contests at the same time, break the first one's row, and return the second one's id."""
    mona = await door.person("Mona", "manager")
    broken, whole = [await scheduled(mona, NEW.format(title)) for title in ("Broken", "Whole")]
    with closing(database(folder)) as by_hand, by_hand:
        by_hand.execute("UPDATE contests SET document = '{}' WHERE id = ?", (broken,))
    return whole


async def test_a_contest_that_cannot_be_played_does_not_stop_the_clock_nor_another_contest(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, _):
        whole = await two_contests(door, tmp_path)
        async with asyncio.timeout(ANSWERED_IN_S):
            await door.turn(2 * DAY)
        assert await state_of(door, whole) == "cancelled"  # for nobody entered


async def test_a_contest_that_cannot_be_played_is_tried_again_but_not_at_once(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, running):
        await two_contests(door, tmp_path)
        async with asyncio.timeout(ANSWERED_IN_S):
            await door.turn(2 * DAY)
        rings = running.ticker._alarm.get_job("tick").next_run_time
        assert timedelta(seconds=1) < rings - datetime.now(UTC) <= timedelta(seconds=30)


async def test_what_was_being_said_when_the_storage_failed_is_said_once_it_is_back(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (door, running):
        mouth = running.speakers["web"] = SpeaksLater(running.speakers["web"])
        mona = await door.person("Mona", "manager")
        await scheduled(mona, NEW.format("Bag battle"))
        status, _ = await mona.call("POST", "/api/clock", json={"advance_s": 1})
        assert status == 503
        mouth.is_gone = False
        await door.turn(1)
        assert texts(await mona.reads("main")).count("A new contest is open: Bag battle") == 1
