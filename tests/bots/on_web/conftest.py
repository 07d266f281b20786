"""The web room for a test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.benches import lent_benches  # noqa: F401 - a fixture for every test here
from tests.bots.on_web.house import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path) as opened:
        yield opened
