"""Cards that were drawn, kept by a hash of what they show: a changed fact draws anew, an unused card is thrown away."""

import asyncio
import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from weakref import WeakValueDictionary

from bots.pictures.card import WIDE, Card, Size
from bots.pictures.process import render

AT_ONCE = 2
"""Cards that are drawn at the same time; others wait."""
MOST = 400
"""Cards that are kept, the last used ones."""
KEPT_S = 3600.0
"""How long a card that nobody asks for is kept."""


class Shelf:
    """One folder of drawn cards. Safe for many callers at once; whatever is in the folder may be deleted."""

    def __init__(self, folder: Path) -> None:
        """Keep cards in a folder, which is made when it is missing."""
        self._folder = folder
        self._drawing = asyncio.Semaphore(AT_ONCE)
        self._locks = WeakValueDictionary[str, asyncio.Lock]()

    async def card(self, card: Card, size: Size = WIDE) -> bytes:
        """Return a card as a JPEG, drawn where it is not kept. Raises: ChildProcessError where it cannot be drawn."""
        said = json.dumps([card.to_json(), size], sort_keys=True)
        path = self._folder / f"{hashlib.sha256(said.encode()).hexdigest()}.jpg"
        lock = self._locks.setdefault(path.name, asyncio.Lock())
        async with lock:  # of those who ask for the same card, one has it drawn
            kept = await asyncio.to_thread(_taken, path)
            if kept is not None:
                return kept
            async with self._drawing:
                drawn = await render(card, size)
            with suppress(OSError):  # a full disk costs time, not the card
                await asyncio.to_thread(self._put, path, drawn)
            return drawn

    def _put(self, path: Path, drawn: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(drawn)
        unfinished.replace(path)
        throw_away(self._folder)


def throw_away(folder: Path) -> None:
    """Delete the cards of a folder that are too many, or that nobody has asked for lately. Raises: OSError."""
    found = list(folder.iterdir()) if folder.exists() else []
    used = {one: one.stat().st_mtime for one in found}
    for place, one in enumerate(sorted(used, key=lambda one: used[one], reverse=True)):
        if place >= MOST or time.time() - used[one] > KEPT_S:
            one.unlink(missing_ok=True)


def _taken(path: Path) -> bytes | None:
    """Return a kept card, and note that it is used."""
    try:
        kept = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return kept
