"""One process on a loopback Telegram, for each test anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.on_telegram.life.house import Life, a_life


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    async with a_life(tmp_path) as opened:
        yield opened
