"""The main process's end: a card is drawn by a process of its own, which ends with it."""

import asyncio
import json
import logging
import os
import sys

from bots.pictures.card import WIDE, Card, Size

PATIENCE_S = 20.0
"""The longest that drawing a card may take; it takes less than one on an idle machine."""
_log = logging.getLogger(__name__)


async def render(card: Card, size: Size = WIDE) -> bytes:
    """Draw a card off the event loop; return a JPEG of less than 400 kB.

    A process that dies or hangs over a file is replaced by one that draws the card's texts alone, in DejaVu.
    There is nothing to close: who gives up waiting ends the process.

    Raises:
        ChildProcessError: no process could draw it, not even the texts alone.
    """
    for attempt, with_files in ((card, True), (card.in_words(), False)):
        job = {"card": attempt.to_json(), "size": size, "floor": not with_files}
        drawn = await _in_a_process(json.dumps(job).encode())
        if drawn is not None:
            return drawn
    raise ChildProcessError("no card could be drawn")


async def _in_a_process(job: bytes) -> bytes | None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "bots.pictures.worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},  # none of our secrets
        start_new_session=True,  # Ctrl-C is for us: a card at work may finish
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            drawn, _ = await process.communicate(job)
    except TimeoutError:
        _log.warning("drawing a card took more than %s s", PATIENCE_S)
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        _log.warning("the process that draws cards ended with %s", process.returncode)
        return None
    return drawn
