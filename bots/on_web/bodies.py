"""Reading what a call brings: JSON or multipart, nothing else, and no more than fits."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from bots.hearing import Upload
from bots.on_web.errors import CallError, wrong
from bots.on_web.multipart import Intake

TEXT_BYTES = 1024**2
"""All texts of a call together: far more than the limits of each allow."""
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class Body:
    """What a call brought: values by name, and files with their alt texts."""

    values: dict[str, Any] = field(default_factory=dict)
    """JSON as it came; of multipart, lists of texts."""
    files: tuple[Upload, ...] = ()
    is_json: bool = True

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text. Raises: CallError 422 where it is missing without a default, or none."""
        value = self.values.get(name, default)
        if isinstance(value, list) and not self.is_json:
            value = value[-1]
        if value is None:
            raise wrong(name, "needed")
        if not isinstance(value, str):
            raise wrong(name)
        return value

    def short(self, name: str, default: str | None = None, limit: int = 200) -> str:
        """Return a text that is an id or a key. Raises: CallError 422."""
        value = self.text(name, default)
        if len(value) > limit:
            raise wrong(name, "too_long")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; none where it is missing. Raises: CallError 422."""
        values = self.values.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise wrong(name)
        return tuple(values)

    def fields(self, *others: str) -> Mapping[str, tuple[str, ...]]:
        """Return a form's fields; of multipart, all parts but the others. Raises: CallError 422."""
        if not self.is_json:
            return {name: tuple(values) for name, values in self.values.items() if name not in others}
        given = self.values.get("fields", {})
        if not isinstance(given, dict):
            raise wrong("fields")
        return {name: _as_texts(name, value) for name, value in given.items() if value is not None}


@asynccontextmanager
async def received(request: web.Request, incoming: Path, most_bytes: int) -> AsyncIterator[Body]:
    """Read a call's body in full; its files are gone when the block ends.

    Raises:
        CallError: 400, 413, 415.
        StorageError: the disk is full.
    """
    if request.content_type == "application/json":
        yield await json_body(request)
        return
    if request.content_type != "multipart/form-data":
        raise CallError(415, "wrong_type")
    intake = Intake(incoming, most_bytes, TEXT_BYTES)
    try:
        await intake.take_all(request)
        yield Body(
            {clean(name): [clean(one) for one in texts] for name, texts in intake.texts.items()},
            intake.uploads(clean(alt) for alt in intake.texts.get("alt", ())),
            is_json=False,
        )
    finally:
        intake.remove()


async def json_body(request: web.Request) -> Body:
    """Read a body that must be a JSON object. Raises: CallError 400, 413, 415."""
    if request.content_type != "application/json":
        raise CallError(415, "wrong_type")
    raw = bytearray()
    async for chunk in request.content.iter_any():
        raw += chunk
        if len(raw) > TEXT_BYTES:
            raise CallError(413, "too_large")
    try:
        values = clean(orjson.loads(raw))
    except (orjson.JSONDecodeError, RecursionError) as unreadable:  # the second of lists in lists in lists
        raise CallError(400, "malformed") from unreadable
    if not isinstance(values, dict):
        raise CallError(400, "malformed")
    return Body(values)


def clean(value: Any) -> Any:  # noqa: ANN401 - JSON as it comes
    """Return a value without the one character that no database keeps: zero."""
    if isinstance(value, str):
        return value.replace("\0", UNREADABLE)
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {clean(name): clean(one) for name, one in value.items()}
    return value


def _as_texts(name: str, value: object) -> tuple[str, ...]:
    match value:
        case bool():
            return ("yes" if value else "no",)
        case str() | int() | float():
            return (str(value),)
        case list() if not any(isinstance(one, list) for one in value):
            return tuple(text for one in value for text in _as_texts(name, one))
    raise wrong(name)
