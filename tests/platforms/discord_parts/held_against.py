"""Requests held against Discord's official description, where it stands beside the project."""

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parents[3].parent / "shared" / "specs"
EXCEPTIONS: dict[str, str] = {}
"""Parts of a reason that is let pass, and why: what Discord takes though its description lags behind."""

LONG = 12
"""Characters from which on a string is no word of the description's."""
MOST_KNOWN = 5000

Checks = tuple[Callable[[str, str, Any], list[str]], Callable[[str, str, int, Any], list[str]]]


@functools.cache
def description() -> Checks | None:
    """Return the checks of a request's method, path and body, and of an answer's status and body too.

    None in a clone without the description.
    """
    place = SPECS / "discord_validate.py"
    if not place.is_file():
        return None
    spec = importlib.util.spec_from_file_location("discord_validate", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check_request, module.check_response


_known: dict[tuple[str, str], list[str]] = {}
"""What was found before, by endpoint and shape: a crowd's requests differ in little but their numbers."""


def reasons_against(endpoint: str, method: str, path: str, body: Any) -> list[str] | None:
    """Return what the description has against a request, or None where it was not held against it."""
    checks = description()
    if checks is None:
        return None
    return _once(endpoint, body, lambda: checks[0](method, path, body))


def reasons_against_answer(endpoint: str, method: str, path: str, status: int, body: Any) -> list[str]:
    """Return what the description has against an answer of this server's own."""
    checks = description()
    if checks is None:
        return []
    return _once(f"{endpoint} {status}", body, lambda: checks[1](method, path, status, body))


def _once(endpoint: str, body: Any, find: Callable[[], list[str]]) -> list[str]:
    key = (endpoint, repr(shape(body)))
    if key not in _known:
        if len(_known) > MOST_KNOWN:
            _known.clear()
        _known[key] = [reason for reason in find() if not any(part in reason for part in EXCEPTIONS)]
    return _known[key]


def shape(body: Any) -> Any:
    """Return a body without what the description cannot tell apart: long strings become lengths and kinds."""
    if isinstance(body, dict):
        return {key: shape(value) for key, value in body.items()}
    if isinstance(body, list):
        return [shape(value) for value in body]
    if isinstance(body, str) and (len(body) > LONG or body.isdecimal()):
        return (len(body), body.isdecimal())
    return body
