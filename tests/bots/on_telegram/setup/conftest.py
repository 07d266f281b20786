"""A stage for setting chats up."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.on_telegram.setup.stage import Stage, a_stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with a_stage(tmp_path) as one:
        yield one
