"""Starting and stopping: why a program cannot start, in the operator's language, and how it ends in good order."""

import asyncio
import os
import signal
from pathlib import Path

from bots.settings import Settings
from bots.words import words

DRAIN_S = 10.0
"""How long a graceful stop may take."""


class CannotStartError(Exception):
    """What an operator must mend first."""

    def __init__(self, cause: str, cure: str) -> None:
        """Say the cause and the cure; neither holds a secret."""
        super().__init__(cause)
        self.cause = cause
        self.cure = cure


def folder_for_files(settings: Settings) -> Path:
    """Make the data folder, and in it the one where files lie that come in. Raises: CannotStartError."""
    incoming, t = settings.data / "incoming", words(settings.language)
    try:
        incoming.mkdir(parents=True, exist_ok=True)
    except OSError as barred:
        folder, why = settings.data, barred.strerror
        cause = t._("Nothing can be written in the data folder {folder}: {why}.", folder=folder, why=why)
        cure = t._("Let the user who runs Prosument write there, or set PROSUMENT_DATA to another folder.")
        raise CannotStartError(cause, cure) from barred
    return incoming


def listen_for_signals(stop: asyncio.Event) -> None:
    """Stop in good order at the first signal, within `DRAIN_S`; at once at the second."""
    loop = asyncio.get_running_loop()

    def heard() -> None:
        if stop.is_set():
            os._exit(130)
        stop.set()
        loop.call_later(DRAIN_S, os._exit, 1)

    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, heard)
