"""Links that open the private chat with the bot at something: what a person in a group goes on with in private.

Anybody can make such a link and have another person follow it, so that a link only ever opens something to look at;
nothing is sent, changed or taken back by one, but for a reminder. What needs more than a link holds is kept, for one
person, under a token.
"""

import re

from bots.post import Button

OPENING = frozenset({"enter", "vote", "brief", "look", "entries", "remind", "report"})
"""Verbs of buttons that a link may stand for."""
TYPED = frozenset({"me", "contests", "help", "privacy"})
"""Commands that a link may stand for."""
LONGEST = 64
"""Characters that Telegram takes in a link."""
KEPT = "go_"
"""Begins the payload of what is kept for one person."""

_FITS = re.compile(r"[A-Za-z0-9_]+")
_KEPT = re.compile(r"go_(?P<token>[A-Za-z0-9_]{8,40})")


def address(username: str, payload: str) -> str:
    """Return the link that opens the bot of a name with a payload."""
    return f"https://t.me/{username}?start={payload}"


def deep_link(button: Button, username: str) -> str | None:
    """Return the link that does in private what a button in a group asks for; None where a press must do it."""
    payload = payload_of(button.id)
    return None if payload is None or button.disabled else address(username, payload)


def payload_of(button: str) -> str | None:
    """Return the payload that stands for a button, or None."""
    verb, _, subject = button.partition(":")
    made = f"{verb}-{subject}"
    if verb not in OPENING or not _FITS.fullmatch(subject) or len(made) > LONGEST:
        return None
    return made


def button_of(payload: str) -> str | None:
    """Return the id of the button that a payload stands for, or None."""
    verb, _, subject = payload.partition("-")
    return f"{verb}:{subject}" if payload_of(f"{verb}:{subject}") == payload else None


def kept_payload(token: str) -> str:
    """Return the payload of what is kept under a token. Raises: ValueError where it cannot be one."""
    made = f"{KEPT}{token}"
    if not _KEPT.fullmatch(made):
        raise ValueError(made)
    return made


def token_of(payload: str) -> str | None:
    """Return the token that a payload names, or None."""
    found = _KEPT.fullmatch(payload)
    return found["token"] if found else None
