"""A house of its own for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.toy_port import ToyPort, toy_house
from tests.stories.web_door import WebDoor, WebPerson, web_house


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[WebDoor]:
    """A whole Prosument on the practice clock, by the web room's door."""
    async with web_house(tmp_path) as (door, _):
        yield door


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
