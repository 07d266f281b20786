"""One group with one contest, for each test anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.on_telegram.ear.house import Place, a_place


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with a_place(tmp_path) as opened:
        yield opened
