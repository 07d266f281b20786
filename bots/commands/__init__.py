"""The commands, a file a group; importing this package declares them all."""

from bots.commands import (
    brand,
    contest,
    deciding,
    entering,
    help_,
    linking,
    looking,
    me,
    moderating,
    offers,
    reporting,
    setup,
    steering,
    voting,
    what_is_on,
)
from bots.commands.registry import BUTTONS, COMMANDS, FORMS

__all__ = [
    "BUTTONS",
    "COMMANDS",
    "FORMS",
    "brand",
    "contest",
    "deciding",
    "entering",
    "help_",
    "linking",
    "looking",
    "me",
    "moderating",
    "offers",
    "reporting",
    "setup",
    "steering",
    "voting",
    "what_is_on",
]
