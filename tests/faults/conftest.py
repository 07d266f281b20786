"""The prepared world, told once for all tests here."""

import asyncio
from pathlib import Path

import pytest

from tests.faults.prepare import World, prepared
from tests.faults.prepare_discord import prepared_on_discord
from tests.faults.prepare_telegram import prepared_on_telegram


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Tell the story of one contest up to its close."""
    return asyncio.run(prepared(Path(tmp_path_factory.mktemp("world"))))


@pytest.fixture(scope="session")
def on_discord(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Tell the story of one contest on Discord, up to the end of an ambassador's term."""
    return asyncio.run(prepared_on_discord(Path(tmp_path_factory.mktemp("discord"))))


@pytest.fixture(scope="session")
def on_telegram(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Tell the story of one contest on Telegram, up to the end of an ambassador's term."""
    return asyncio.run(prepared_on_telegram(Path(tmp_path_factory.mktemp("telegram"))))
