"""Cards are drawn by a process of their own, which may hang or die."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bots.pictures import WIDE, Place, render
from bots.pictures.drawing import draw
from tests.bots.cards import CARD, FLOOR, WORDS, winners


def test_only_the_worker_imports_what_draws() -> None:
    code = "import sys, bots.pictures; print({'PIL', 'fontTools', 'matplotlib', 'numpy'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert said.stdout == "set()\n"


async def test_another_process_draws_what_this_one_would(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (300, 200), "#C8102E").save(picture)
    card = replace(CARD, contest="\ud83d broken, and 日本 🎒", logo=picture, places=winners([picture]))
    assert await render(card) == draw(card)


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """Make a file that whoever opens it waits for."""
    os.mkfifo(tmp_path / "endless")
    return tmp_path / "endless"


def workers() -> Iterator[int]:
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        with suppress(FileNotFoundError):  # it has ended meanwhile
            if b"bots.pictures.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield int(child)


async def test_a_killed_worker_costs_the_pictures_and_not_the_card(endless: Path) -> None:
    card = replace(CARD, places=(Place(1, "Winner", "Warm hands", "Mo", picture=endless, words=WORDS),))
    drawing = asyncio.create_task(render(card))
    with await asyncio.to_thread(endless.open, "wb"):  # returns when the worker opens it, too
        for worker in workers():
            os.kill(worker, signal.SIGKILL)
        assert await drawing == draw(card.in_words(), WIDE, FLOOR)
    assert list(workers()) == []


async def test_who_gives_up_waiting_ends_the_worker(endless: Path) -> None:
    drawing = asyncio.create_task(render(replace(CARD, places=winners([endless]))))
    with await asyncio.to_thread(endless.open, "wb"):
        assert len(list(workers())) == 1
        drawing.cancel()
        await asyncio.wait([drawing])
        assert list(workers()) == []
