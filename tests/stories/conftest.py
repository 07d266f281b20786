"""A house of its own for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.app import Running
from tests.benches import lent_benches  # noqa: F401 - a fixture for every test here
from tests.stories.toy_port import ToyPort, toy_house
from tests.stories.web_door import WebDoor, WebPerson, web_house


@pytest.fixture
async def housed(tmp_path: Path) -> AsyncIterator[tuple[WebDoor, Running]]:
    """A whole Prosument on the practice clock, and the web room's door into it."""
    async with web_house(tmp_path) as found:
        yield found


@pytest.fixture
def web(housed: tuple[WebDoor, Running]) -> WebDoor:
    """The web room's door."""
    return housed[0]


@pytest.fixture
def running(housed: tuple[WebDoor, Running]) -> Running:
    """The Prosument behind the web room's door."""
    return housed[1]


@pytest.fixture
async def toys(tmp_path: Path) -> AsyncIterator[ToyPort]:
    """The same with a second platform beside it, whose speaker can be broken."""
    async with toy_house(tmp_path) as (port, _):
        yield port


@pytest.fixture
async def mona(web: WebDoor) -> WebPerson:
    """A manager."""
    return await web.person("Mona", "manager")


@pytest.fixture
async def mo(web: WebDoor) -> WebPerson:
    """A moderator."""
    return await web.person("Mo", "moderator")


@pytest.fixture
async def ann(web: WebDoor) -> WebPerson:
    """A member."""
    return await web.person("Ann")


@pytest.fixture
async def bob(web: WebDoor) -> WebPerson:
    """Another member."""
    return await web.person("Bob")


@pytest.fixture
async def cleo(web: WebDoor) -> WebPerson:
    """A third member."""
    return await web.person("Cleo")
