"""Where dialogues wait between two things that somebody does: a row each, and one that says which is going on."""

import hashlib
import logging
import re
from datetime import datetime
from typing import Any

import orjson

from bots.filling import read_form
from bots.on_telegram.dialogue import Dialogue, Given, begin, go_on_with
from bots.post import Form
from contests.ports import Keep

log = logging.getLogger(__name__)

ROW, NOW = "telegram dialogue ", "telegram talk "
"""Begin the keys of a person's dialogue, and of the one that goes on."""
DATA = re.compile(r"d1:(?P<key>[0-9a-f]{10}):(?P<step>[0-9]{1,15}):(?P<act>[a-z][0-9]{0,4})")
"""What a button of a dialogue says: of which one it is, at which step, and what it does."""


def data_of(dialogue: Dialogue, act: str) -> str:
    """Return what a button of a dialogue says."""
    return f"d1:{dialogue.key}:{dialogue.step}:{act}"


def key_of(community: str, form: Form) -> str:
    """Return the key of the dialogue of a form: the same form again is the same dialogue."""
    return hashlib.blake2b(f"{community} {form.id}".encode(), digest_size=5).hexdigest()


class Dialogues:
    """Keeps the dialogues of all people."""

    def __init__(self, keep: Keep) -> None:
        """Keep them here."""
        self._keep = keep

    async def current(self, user: int) -> Dialogue | None:
        """Return the dialogue that goes on with somebody. Raises: StorageError."""
        key = await self._keep.noted(f"{NOW}{user}")
        return await self.get(user, key) if key else None

    async def get(self, user: int, key: str) -> Dialogue | None:
        """Return somebody's dialogue, if it is not over. Raises: StorageError."""
        row = await self._keep.noted(f"{ROW}{user} {key}")
        if not row:
            return None
        try:
            return read(row)
        except (KeyError, TypeError, ValueError):
            log.warning("a dialogue of an older make is given up")
            return None

    async def put(self, user: int, dialogue: Dialogue, at: datetime) -> None:
        """Keep a dialogue; it is the one that goes on. Raises: StorageError."""
        await self._keep.note(f"{ROW}{user} {dialogue.key}", written(dialogue), at)
        if await self._keep.noted(f"{NOW}{user}") != dialogue.key:
            await self._keep.note(f"{NOW}{user}", dialogue.key, at)

    async def rest(self, user: int, at: datetime) -> None:
        """Have no dialogue go on; those that wait still wait. Raises: StorageError."""
        await self._keep.note(f"{NOW}{user}", "", at)

    async def end(self, user: int, dialogue: Dialogue, at: datetime) -> None:
        """Forget a dialogue: it is over. Raises: StorageError."""
        await self._keep.note(f"{ROW}{user} {dialogue.key}", "", at)
        if await self._keep.noted(f"{NOW}{user}") == dialogue.key:
            await self._keep.note(f"{NOW}{user}", "", at)

    async def begun(self, user: int, community: str, form: Form, at: datetime, wrong: tuple[str, ...]) -> Dialogue:
        """Return the dialogue of a form: the one that waits, if it was begun before, else a new one.

        Raises: StorageError.
        """
        key, step = key_of(community, form), int(at.timestamp() * 1000)
        waiting = None if wrong else await self.get(user, key)
        return go_on_with(waiting, form, step) if waiting else begin(key, community, form, step, wrong)


def written(dialogue: Dialogue) -> str:
    """Write a dialogue as it is kept."""
    return orjson.dumps(dialogue).decode()


def read(row: str) -> Dialogue:
    """Read a dialogue as it is kept. Raises: KeyError, TypeError, ValueError where it is none of ours."""
    told: dict[str, Any] = orjson.loads(row)
    form = read_form(told.pop("form"))
    files = tuple(Given(**one) for one in told.pop("files"))
    walk, touched = tuple(told.pop("walk")), tuple(told.pop("touched"))
    return Dialogue(form=form, files=files, walk=walk, touched=touched, **told)
