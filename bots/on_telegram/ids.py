"""What a press says to any process, at any age: the data of an inline button, at most 64 bytes.

Clients can forge any of it: what is read here is only what somebody claims to have pressed. Each kind carries the
version of its make; `d1:` belongs to the dialogue.
"""

import base64
import re

LONGEST = 64
"""Bytes that Telegram takes."""
BUTTON, DIGEST, OPTION, TOGGLE, DONE = "b1:", "h1:", "o1:", "t1:", "e1:"
"""A button; one about a SHA-256 in hex, written shorter; one option of a select; an option that is only ticked; what
ends the ticking."""

_HEX = re.compile(r"(?P<verb>[a-z_]+):(?P<hex>[0-9a-f]{64})")


def button_data(id_: str) -> str:
    """Return the data of a button. Raises: ValueError where it is empty or too long for Telegram."""
    if found := _HEX.fullmatch(id_):
        digest = base64.urlsafe_b64encode(bytes.fromhex(found["hex"])).decode().rstrip("=")
        return _checked(DIGEST, f"{found['verb']}:{digest}")
    return _checked(BUTTON, id_)


def option_data(select: str, value: str) -> str:
    """Return the data of an option of a select. Raises: ValueError where it cannot be one."""
    return _checked(OPTION, f"{select}\n{value}")


def toggle_data(select: str, value: str) -> str:
    """Return the data of an option that a press ticks or unticks. Raises: ValueError where it cannot be one."""
    return _checked(TOGGLE, f"{select}\n{value}")


def done_data(select: str) -> str:
    """Return the data of what ends the ticking of a select. Raises: ValueError where it cannot be one."""
    return _checked(DONE, select)


def button_of(data: str) -> str | None:
    """Return the id of the button that some data says was pressed; None where it is no button's."""
    if data.startswith(BUTTON):
        return data.removeprefix(BUTTON) or None
    verb, colon, digest = data.removeprefix(DIGEST).partition(":")
    if not (data.startswith(DIGEST) and colon):
        return None
    try:
        raw = base64.urlsafe_b64decode(digest + "=")
    except ValueError:  # forged: ours are of this alphabet
        return None
    return f"{verb}:{raw.hex()}"


def choice_of(data: str, kind: str) -> tuple[str, str] | None:
    """Return the select and the value that an option's or a toggle's data names, or None."""
    select, gap, value = data.removeprefix(kind).partition("\n")
    return (select, value) if data.startswith(kind) and gap and select and value else None


def _checked(kind: str, said: str) -> str:
    made = kind + said
    if not said or len(made.encode()) > LONGEST:
        raise ValueError(f"no button can have the data {made!r}")
    return made
