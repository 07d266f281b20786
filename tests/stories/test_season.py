"""The season, through the web room's interface, in Discord and through a toy port: the same story, word for word."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.halves import long_but
from tests.stories import the_season
from tests.stories.discord_door import discord_house
from tests.stories.person import Door
from tests.stories.telegram_door import telegram_house
from tests.stories.toy_port import toy_house
from tests.stories.web_door import web_house

HOUSES: dict[str, Any] = {"web": web_house, "toy": toy_house, "discord": discord_house, "telegram": telegram_house}


@pytest.fixture(params=long_but({"web"}, HOUSES))
async def door(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Door]:
    opened: AbstractAsyncContextManager[tuple[Door, object]] = HOUSES[request.param](tmp_path)
    async with opened as (door, _):
        yield door


async def test_a_remix_battle(door: Door) -> None:
    await the_season.remix_battle(door, await the_season.cast_of(door))


async def test_a_review_drive(door: Door) -> None:
    await the_season.review_drive(door, await the_season.cast_of(door))


async def test_a_quorum_that_is_never_met(door: Door) -> None:
    contest = await the_season.quorum_never_met(door, await the_season.cast_of(door))
    assert contest["turnout"] == 1


async def test_pause_extend_and_cancel(door: Door) -> None:
    await the_season.pause_extend_cancel(door, await the_season.cast_of(door))
