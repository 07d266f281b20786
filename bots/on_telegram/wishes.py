"""What somebody wants set up on Telegram, as they typed it; kept until they confirm it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import orjson
import telegram

from bots.commands.line import read_line
from bots.on_telegram.places import Place

Part = Literal["venue", "gallery", "desk"]
PARTS: Sequence[Part] = ("gallery", "desk")
NOT_OURS = frozenset({"code", "link", "revoke"})
"""What else `/setup` does: the conversation answers it."""
NONE = frozenset({"no", "none", "off", "nein", "aus", "kein", "keine"})
PAYLOAD = "here-"
"""Begins what a link into the private chat carries to go on with setting something up."""
JOINER = "\u2060"
"""Comes along with a command that was copied from a message of ours, where it keeps Telegram from finding one."""
BEGUN = "setup"
"""What the link that adds the bot to a group has it told there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A typed `/setup`, taken apart."""

    part: Part = "venue"
    join: str = ""
    """The code of a community to join."""
    channel: str = ""
    """The channel that is meant, as its @name or its number: nobody can type in one under their own name."""
    is_to_go: bool = False
    """The gallery or the desk is to be no more."""
    key: str = ""
    """Goes on with what was kept under a key."""


def asked_in(message: telegram.Message, username: str) -> Asked | None:
    """Return what a message asks to set up; None for whatever else it says."""
    text = (message.text or "").replace(JOINER, "")
    if not text.startswith("/"):
        return None
    line = read_line(text)
    command, at, bot = line.words[0][1:].casefold().partition("@")
    if at and bot != username.casefold():
        return None
    words = list(line.words[1:])
    if command == "start":
        return _begun(words[0]) if words else None
    if command == "setup_show":
        command = "setup"
    elif words[:1] == ["show"]:
        words = words[1:]
    if command != "setup" or (words and words[0] in NOT_OURS):
        return None
    named = {name: values[-1] for name, values in line.named.items()}
    part: Part = next((one for one in PARTS if one in {*words, *named}), "venue")
    channel = named.get("channel") or next((one for one in words if _is_a_channel(one)), "")
    return Asked(part, named.get("join", "").strip(), channel, named.get(part, "").casefold() in NONE)


def _begun(payload: str) -> Asked | None:
    if payload == BEGUN:
        return Asked()
    return Asked(key=payload.removeprefix(PAYLOAD)) if payload.startswith(PAYLOAD) else None


def _is_a_channel(word: str) -> bool:
    return word.startswith("@") or (word.startswith("-") and word[1:].isdecimal())


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to become of a place, until it is confirmed."""

    place: str
    title: str
    """What people call the place."""
    user: int
    """Who wished it; nobody else confirms it."""
    part: Part = "venue"
    join: str = ""
    community: str = ""
    """The community that it is added to, of those that whoever wished it manages."""
    venue: str = ""
    """The venue whose gallery or desk it is to be."""
    is_to_go: bool = False

    @classmethod
    def read(cls, kept: str) -> "Wishes":
        """Read what `written` wrote."""
        return cls(**orjson.loads(kept))

    def written(self) -> str:
        """Return it as it is kept."""
        return orjson.dumps(asdict(self)).decode()

    @property
    def at(self) -> Place:
        """Where it is."""
        return Place.read(self.place)
