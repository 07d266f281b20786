"""The command as it is typed, and what it says."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from bots.cli import app


def tally(method: str, file: Path | str, *words: str) -> Result:
    return CliRunner().invoke(app, ["tally", "--method", method, *words, str(file)])


def counted(method: str, file: Path, *words: str) -> dict[str, Any]:
    ended = tally(method, file, "--json", *words)
    assert ended.exit_code == 0, ended.output
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def order(method: str, file: Path, *words: str) -> list[list[str]]:
    found: list[list[str]] = counted(method, file, *words)["order"]
    return found


def refused(method: str, file: Path | str, *words: str) -> str:
    """Return the cause; a refusal is a line of it, a line of the cure, and exit code 2."""
    ended = tally(method, file, *words)
    cause, cure = ended.stderr.splitlines()
    assert (ended.exit_code, ended.stdout, cure[:4]) == (2, "", "  → ")
    return cause
