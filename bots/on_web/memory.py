"""What was answered already: the second press of a button has the effect of one, and so has a `once` key."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import orjson

from bots.on_web.log import LiveLog
from bots.on_web.messages import Json, form_id, offers, refuses
from contests.ports import Line

KEPT = timedelta(hours=24)
"""How long an answer is remembered."""
BALLOTS = tuple(
    f"{verb}:"
    for verb in ("approve", "pass", "back", "ballot", "grade", "place", "unplace", "unrank", "rank", "prefer")
)
"""Buttons whose second press the rules themselves answer as the first: they are never answered from here."""


class Turns:
    """One thing at a time for each person, on however many connections; in order of asking."""

    def __init__(self) -> None:
        """Let everybody begin."""
        self._locks = WeakValueDictionary[str, asyncio.Lock]()

    @asynccontextmanager
    async def of(self, account: str) -> AsyncIterator[None]:
        """Wait for this person's turn."""
        lock = self._locks.setdefault(account, asyncio.Lock())
        async with lock:
            yield


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given: its messages as they stand now."""

    at: datetime
    lines: tuple[Line, ...]
    is_refusal: bool
    """It changed nothing, and may be answered otherwise the next time."""
    still_stands: bool
    """Neither its messages nor the one that was pressed were edited since."""


class Memory:
    """Remembers answers in the log, so that a restart forgets none."""

    def __init__(self, log: LiveLog) -> None:
        """Remember in this log."""
        self._log = log

    async def keep(
        self, account: str, key: str, lines: Sequence[Line], at: datetime, *, beside: Line | None = None
    ) -> None:
        """Remember an answer, and how the pressed message stood `beside` it."""
        watched = [beside, *lines] if beside else lines
        answer = {
            "at": at.isoformat(),
            "lines": [line.id for line in lines],
            "refusal": any(refuses(line) for line in lines),
            "revisions": {line.id: line.revision for line in watched},
        }
        number = len(await self._kept(account, key))
        await self._log.remember(account, f"{key}#{number}", orjson.dumps(answer).decode(), at)

    async def given(self, account: str, key: str) -> Given | None:
        """Return the answer that was last given under a key."""
        answers = await self._kept(account, key)
        if not answers:
            return None
        _, kept = max(enumerate(answers), key=lambda one: (one[1]["at"], one[0]))
        found = {one: await self._log.get(one) for one in kept["revisions"]}
        return Given(
            at=datetime.fromisoformat(kept["at"]),
            lines=tuple(line for one in kept["lines"] if (line := found[one])),
            is_refusal=kept["refusal"],
            still_stands=all(line and line.revision == kept["revisions"][one] for one, line in found.items()),
        )

    async def once(self, account: str, key: str, at: datetime) -> Given | None:
        """Return the answer to a `once` key of the last 24 hours."""
        given = await self.given(account, once_key(key))
        return given if given and at - given.at < KEPT else None

    async def form(self, account: str, form: str) -> Line | None:
        """Return the message that shows a form to somebody alone, if it still does."""
        given = await self.given(account, form_key(form))
        shown = [line for line in given.lines if form_id(line) == form and line.private_to == account] if given else []
        return shown[0] if shown else None

    async def _kept(self, account: str, key: str) -> list[Json]:
        """Return every answer kept under a key; the log, where the first of one key stands, knows each by a number.

        An old one may stand after a newer one, where those before it were forgotten.
        """
        found: list[Json] = []
        while answer := await self._log.remembered(account, f"{key}#{len(found)}"):
            found.append(orjson.loads(answer))
        return found


def is_repeated(given: Given, pressed: Line, button: str) -> bool:
    """Tell whether a press that was answered is only repeated, so that it has no second effect.

    It is, while its answer still stands, or where the message no longer offers the button.
    """
    if given.is_refusal or button.startswith(BALLOTS):
        return False
    return given.still_stands or not offers(pressed, button)


def press_key(pressed: Line, button: str, values: Sequence[str]) -> str:
    """Return under which key the answer to a press is remembered."""
    return f"press:{pressed.id}:{button}:{orjson.dumps(list(values)).decode()}"


def once_key(key: str) -> str:
    """Return under which key an answer that is wanted once is remembered."""
    return f"once:{key}"


def form_key(form: str) -> str:
    """Return under which key the message is remembered that shows a form."""
    return f"form:{form}"
