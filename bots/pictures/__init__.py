"""Draws the cards that announcements and pages carry; every text on them is worded by the presenter.

Pillow is not imported here: only the worker process draws (`bots.pictures.drawing` does it at once, for tests).
"""

from bots.pictures.card import TALL, WIDE, Card, Certificate, EntryCard, FamilyTree, Node, Place, ResultCard, Size
from bots.pictures.process import render
from bots.pictures.shelf import Shelf, throw_away

__all__ = [
    "TALL",
    "WIDE",
    "Card",
    "Certificate",
    "EntryCard",
    "FamilyTree",
    "Node",
    "Place",
    "ResultCard",
    "Shelf",
    "Size",
    "render",
    "throw_away",
]
