"""Somebody in a story: says, presses, submits and reads, by whichever door they came in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = dict[str, Any]
File = tuple[bytes, str]
"""Bytes and alt text."""


class Person(Protocol):
    """One person with one account."""

    @property
    def name(self) -> str:
        """What they are called."""

    async def say(self, text: str, *files: File, room: str = "main") -> list[Json]:
        """Type a line, and return what this person sees in answer."""

    async def press(self, message: Json, button: str, *values: str) -> list[Json]:
        """Press a button or a select of a message."""

    async def submit(self, form: Json, fields: Mapping[str, str], *files: File) -> list[Json]:
        """Send a form."""

    async def reads(self, room: str = "main") -> list[Json]:
        """Return every message of a room, as it stands now, oldest first."""


class Door(Protocol):
    """A way into a running Prosument."""

    async def person(self, name: str, role: str = "member") -> Person:
        """Let somebody in."""

    async def turn(self, seconds: float | None = None) -> list[Json]:
        """Turn the practice clock, to the next deadline if nothing is given; return what was played."""

    async def contest(self, contest: str) -> Json:
        """Return a contest as the interface shows it."""

    async def standings(self, contest: str) -> list[Json]:
        """Return a decided contest's standings."""


@dataclass(frozen=True, slots=True)
class Found:
    """A button of a message, found by its verb."""

    message: Json
    button: str


def button(messages: Sequence[Json], verb: str) -> Found:
    """Return the first button, or select, whose id begins with a verb."""
    for message in messages:
        for one in [*message["buttons"], *message["selects"]]:
            if one["id"].partition(":")[0] == verb and not one.get("disabled"):
                return Found(message, one["id"])
    raise AssertionError(f"no button {verb} in {[(one['text'], one['buttons']) for one in messages]}")


async def press(person: Person, messages: Sequence[Json], verb: str, *values: str) -> list[Json]:
    """Press the first button of a verb."""
    found = button(messages, verb)
    return await person.press(found.message, found.button, *values)


def subject(messages: Sequence[Json], verb: str) -> str:
    """Return what a button is about: the part of its id after the verb."""
    return button(messages, verb).button.partition(":")[2]


def refusal(messages: Sequence[Json]) -> str | None:
    """Return the key of the first refusal among messages."""
    return next((one["refusal"]["key"] for one in messages if one["refusal"]), None)


def form(messages: Sequence[Json]) -> Json:
    """Return the first form among messages."""
    for message in messages:
        if message["form"]:
            return dict(message["form"])
    raise AssertionError(f"no form in {[one['text'] for one in messages]}")


def filled(messages: Sequence[Json]) -> dict[str, str]:
    """Return the first form among messages as it is filled, its files aside."""
    return {field["name"]: field["value"] for field in form(messages)["fields"] if field["kind"] != "file"}


def texts(messages: Sequence[Json]) -> str:
    """Return all texts of messages, joined."""
    return "\n".join(str(one["text"]) for one in messages)
