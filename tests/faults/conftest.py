"""The prepared world, told once for all tests here."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.prepare import World, prepared


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Tell the story of one contest up to its close."""
    return asyncio.run(prepared(Path(tmp_path_factory.mktemp("world"))))
