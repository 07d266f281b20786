"""Every way to decide, through the web room's interface, in Discord and in Telegram: the same stories, word for word."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.halves import long_but
from tests.platforms.discord_parts.interactions import Act
from tests.stories import ways_to_decide
from tests.stories.discord_door import DiscordPerson, discord_house
from tests.stories.person import Person
from tests.stories.telegram_door import TelegramPerson, telegram_house
from tests.stories.ways_to_decide import House, Presses
from tests.stories.web_door import web_house

HOUSES: dict[str, Any] = {"web": web_house, "discord": discord_house, "telegram": telegram_house}
ON_PLATFORMS = ["discord", "telegram"]


def presses(person: Person) -> int:
    """Return how often a platform has told the bot that somebody pressed something."""
    if isinstance(person, DiscordPerson):
        acts = person.who.world.interactions.values()
        return sum(one.person is person.who and one.act is Act.COMPONENT for one in acts)
    assert isinstance(person, TelegramPerson)
    return sum(one.person is person.who for one in person.who.world.queries.values())


@pytest.fixture(params=long_but({"web"}, HOUSES))
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    opened: AbstractAsyncContextManager[tuple[House, object]] = HOUSES[request.param](tmp_path)
    async with opened as (house, _):
        yield house


@pytest.fixture
def counted(request: pytest.FixtureRequest, house: House) -> Presses | None:
    """How presses are counted, where a platform does it."""
    return presses if request.node.callspec.params["house"] in ON_PLATFORMS else None


async def test_grades_by_two_weighted_criteria(house: House) -> None:
    await ways_to_decide.two_criteria(house)


async def test_an_order_counted_pair_by_pair_is_a_press_a_place(house: House, counted: Presses | None) -> None:
    await ways_to_decide.schulze(house, counted)


@pytest.mark.parametrize("house", ["web"], indirect=True)
async def test_the_same_orders_counted_by_instant_run_off_have_another_winner(house: House) -> None:
    await ways_to_decide.instant_runoff(house)


async def test_two_at_a_time(house: House) -> None:
    await ways_to_decide.pairwise(house)


async def test_a_jury_beside_the_public(house: House) -> None:
    await ways_to_decide.jury_beside_public(house)


async def test_a_vote_that_qualifies_then_a_final_then_a_run_off(house: House) -> None:
    await ways_to_decide.qualify_final_runoff(house)
