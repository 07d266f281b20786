"""Keeps a demo apart from all real data: settings, folder, key, and who can reach it."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from bots.settings import Settings
from bots.settings.values import is_loopback

Progress = Callable[[int, int], None]
"""Told how many steps of how many are done."""


def settings_of_demo(settings: Settings, folder: Path, port: int) -> Settings:
    """Return settings of a demo: nothing of the real data or secrets, and nobody outside this machine comes in."""
    nothing = SecretStr("")
    apart = {
        "data": folder,
        "database_url": nothing,
        "secret_key": nothing,
        "discord_token": nothing,
        "telegram_token": nothing,
        "public_url": "",
        "practice_wanted": "on",
        "web_host": settings.web_host if is_loopback(settings.web_host) else "127.0.0.1",
        "web_port": port,
    }
    return settings.model_copy(update=apart)


def unfinished(folder: Path) -> Path:
    """Return where a demo lies while it is being made."""
    return folder.with_name(f"{folder.name}.unfinished")


async def throw_away(folder: Path) -> None:
    """Delete a demo's folder, whatever is in it."""
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
