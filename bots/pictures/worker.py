"""A process that draws one card: its input as JSON, its output as JPEG. `python -m bots.pictures.worker`."""

import json
import resource
import sys

from bots.pictures.card import Card
from bots.pictures.drawing import draw
from bots.pictures.fonts import Fonts

MEMORY = 1536 * 2**20
"""Bytes of address space: room for the largest picture that is taken in, decoded."""


def main() -> None:
    """Draw what is asked for."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin)
    width, height = job["size"]
    fonts = Fonts.floor() if job["floor"] else Fonts.found()
    sys.stdout.buffer.write(draw(Card.from_json(job["card"]), (width, height), fonts))


if __name__ == "__main__":
    main()
