"""Requests held against Discord's official description, where it stands beside the project."""

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parents[3].parent / "shared" / "specs"
EXCEPTIONS: dict[str, str] = {}
"""Parts of a reason that is let pass, and why: what Discord takes though its description lags behind."""

Check = Callable[[str, str, Any], list[str]]


@functools.cache
def description() -> Check | None:
    """Return the check of a request's method, path and body: reasons against it. None in a clone without it."""
    place = SPECS / "discord_validate.py"
    if not place.is_file():
        return None
    spec = importlib.util.spec_from_file_location("discord_validate", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Check = module.check_request
    return check


def reasons_against(method: str, path: str, body: Any) -> list[str] | None:
    """Return what the description has against a request, or None where it was not held against it."""
    check = description()
    if check is None:
        return None
    return [reason for reason in check(method, path, body) if not any(part in reason for part in EXCEPTIONS)]
