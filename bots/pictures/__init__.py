"""Draws the cards that announcements carry; every text on them is worded by the presenter.

Pillow is not imported here: only the worker process draws (`bots.pictures.result` does it at once, for tests).
"""

from bots.pictures.card import TALL, WIDE, Place, ResultCard, Size
from bots.pictures.process import render

__all__ = ["TALL", "WIDE", "Place", "ResultCard", "Size", "render"]
