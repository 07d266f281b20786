"""One server with one contest channel, for each test anew."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.on_discord.hearing.house import Place, a_place


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with a_place(tmp_path) as opened:
        yield opened
