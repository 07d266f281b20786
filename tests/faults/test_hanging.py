"""A process that is waited for in vain is no riddle: what was waited for is named, and where its tasks stand."""

import asyncio
from pathlib import Path

import pytest

from tests.faults import program as running


def test_a_wait_in_vain_names_what_it_waits_for_and_where_the_process_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()

    async def waited() -> None:
        async with running.program(folder) as house:
            monkeypatch.setattr(running, "PATIENCE_S", 0.5)
            with pytest.raises(TimeoutError) as told:
                await house.until("SELECT 0")
            assert "this is 1: SELECT 0" in str(told.value)
            assert "bots/courier.py" in str(told.value), "a task"
            assert "aiosqlite/core.py" in str(told.value), "a thread"
            assert not house.has_ended, "it only wrote that down"

    asyncio.run(waited())
