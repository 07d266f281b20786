"""Requests held against Discord's official description, where it stands beside the project."""

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parents[3].parent / "shared" / "specs"
EXCEPTIONS: dict[str, str] = {}
"""Parts of a reason that is let pass, and why: what Discord takes though its description lags behind."""

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


def reasons_against(method: str, path: str, body: Any) -> list[str] | None:
    """Return what the description has against a request, or None where it was not held against it."""
    checks = description()
    return None if checks is None else _kept(checks[0](method, path, body))


def reasons_against_answer(method: str, path: str, status: int, body: Any) -> list[str]:
    """Return what the description has against an answer of this server's own."""
    checks = description()
    return [] if checks is None else _kept(checks[1](method, path, status, body))


def _kept(reasons: list[str]) -> list[str]:
    return [reason for reason in reasons if not any(part in reason for part in EXCEPTIONS)]
