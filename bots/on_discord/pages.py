"""A neutral form on Discord, where a window holds five fields: its pages, and what is kept of it between them."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from bots.filling import Values, is_known, is_missing, read_form
from bots.filling import submitted as told_in
from bots.on_discord.uploads import Attached
from bots.post import Field, Form
from contests.ports import RoomLog

IN_A_WINDOW = 5
LONGEST_VALUE = 4000
"""Characters that a field of a window can hold."""
MOST_USED = ("title", "text", "file", "alt", "from", "praised", "criticised")
"""Fields that come first where not all fit, after those that must still be filled in."""
TITLE = MOST_USED[0]
Page = tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A form with what was typed, as it waits for the rest; it never changes: more typing is another one."""

    form: Form
    carried: tuple[Attached, ...] = ()
    """Files that were attached before the form was opened."""


class Keeper:
    """Keeps forms in rows, so that any process after any restart can open and take them."""

    def __init__(self, log: RoomLog) -> None:
        """Keep them in this log."""
        self._log = log

    async def keep(self, account: str, kept: Kept, at: datetime) -> str:
        """Keep a form for an account, and return its key. Raises: StorageError."""
        key = secrets.token_hex(8)
        await self._log.remember(account, _row(key), orjson.dumps(kept).decode(), at)
        return key

    async def kept(self, account: str, key: str) -> Kept | None:
        """Return the form that an account has under a key, if it is still kept. Raises: StorageError."""
        row = await self._log.remembered(account, _row(key))
        return _read(orjson.loads(row)) if row else None


def _row(key: str) -> str:
    return f"discord-form:{key}"


def _read(row: Mapping[str, object]) -> Kept:
    form, carried = row["form"], row["carried"]
    if not isinstance(form, dict) or not isinstance(carried, list):
        raise TypeError("no form of ours")
    return Kept(read_form(form), tuple(Attached(**one) for one in carried))


def pages(form: Form) -> tuple[Page, ...]:
    """Return a form's fields, at most five a page; what it is about is not asked for.

    Where they are more than a window holds, what must still be filled in comes first, then what is most used.
    """
    asked = [one for one in form.fields if not is_known(one, form)]
    if len(asked) > IN_A_WINDOW:
        asked.sort(key=lambda one: _place(one, form))
    return tuple(tuple(asked[n : n + IN_A_WINDOW]) for n in range(0, len(asked), IN_A_WINDOW))


def _place(field: Field, form: Form) -> int:
    if is_missing(field):
        return -1
    is_review = any(one.name == "product" for one in form.fields)
    if field.name in MOST_USED and not (is_review and field.name == TITLE):
        return MOST_USED.index(field.name)
    return len(MOST_USED)


def is_too_long(field: Field) -> bool:
    """Tell whether what is typed is longer than a window can show; it is then kept unless it is typed anew."""
    return len(field.value) > LONGEST_VALUE


def filled(form: Form, values: Values) -> Form:
    """Return a form with what was typed on some of its fields."""
    return replace(form, fields=tuple(_with(one, values.get(one.name)) for one in form.fields))


def _with(field: Field, typed: tuple[str, ...] | None) -> Field:
    if typed is None:
        return field
    value = "\n".join(typed)
    if not value and is_too_long(field):
        return field
    return replace(field, value=value)


def submitted(form: Form, page: Page) -> Values:
    """Return what a form says once a page of it is sent: everything that is typed.

    A command that changes what is set is given that page alone: it leaves the rest as it is.
    """
    return told_in(form, frozenset(one.name for one in page))
