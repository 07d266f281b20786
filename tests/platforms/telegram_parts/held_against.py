"""Calls held against the official description of the Bot API, where it stands beside the project."""

import functools
import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parents[3].parent / "shared" / "specs"


@functools.cache
def description() -> Callable[..., str | None] | None:
    """Return the check of a method, its parameters and the names of its uploads; None without the description."""
    place = SPECS / "telegram_validate.py"
    if not place.is_file():
        return None
    spec = importlib.util.spec_from_file_location("telegram_validate", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., str | None] = module.validate
    return found


def reason_against(method: str, params: dict[str, Any], files: Iterable[str], *, is_form: bool) -> str | None:
    """Return what the description has against a call, or None. Raises: LookupError where it is not there."""
    check = description()
    if check is None:
        raise LookupError
    return check(method, params, tuple(files), form=is_form)
