"""What the doctor finds: a sentence and, where something is to be done, its cure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bots.settings import Problem
from bots.words import N_, Words


class Level(StrEnum):
    """How grave a finding is; only red changes the exit code."""

    FINE = "fine"
    NOTE = "note"
    WARNING = "warning"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says; `name` is for scripts."""

    name: str
    level: Level
    said: str
    cure: str = ""


_PROBLEMS: Mapping[str, tuple[str, str]] = {
    "unknown": (N_("{name} is not a setting."), N_("Take it out, or pick a name from .env.example.")),
    "unknown_misspelt": (
        N_("{name} is not a setting."),
        N_("Did you mean {nearest}? Rename it, or take it out."),
    ),
    "choice": (
        N_("{name} has a value that it cannot take."),
        N_("Write one of {choices}, or leave it out for {default}."),
    ),
    "number": (
        N_("{name} is not a whole number from {low} to {high}."),
        N_("Write a number between the two, or leave it out for {default}."),
    ),
    "zone": (N_("{name} is not a time zone."), N_("Write one such as Europe/Warsaw, or leave it out for UTC.")),
    "zone_misspelt": (
        N_("{name} is not a time zone."),
        N_("Did you mean {nearest}? Write it so, or leave it out for UTC."),
    ),
    "folder": (
        N_("{name} is not a folder that can be used."),
        N_("Write a path without a question mark, such as data or /srv/prosument."),
    ),
    "host": (
        N_("{name} is not an address to listen on."),
        N_("Write 127.0.0.1 for this machine only, or 0.0.0.0 for everybody."),
    ),
    "public_url": (
        N_("{name} is not an address that people can open."),
        N_("Write it without a path, such as https://contests.example.org, or leave it out."),
    ),
    "api_url": (
        N_("{name} is not a web address."),
        N_("Leave it out, unless you test against a server of your own."),
    ),
    "database_url": (
        N_("{name} is not a database that Prosument can use."),
        N_("Write postgresql+asyncpg://user:password@host/name, or leave it out for SQLite."),
    ),
    "secret_short": (
        N_("{name} is too short to keep anything secret."),
        N_("Leave it out: Prosument makes a good one and keeps it in its data folder."),
    ),
    "secret_file": (
        N_("The key in {name} is too short to keep anything secret."),
        N_("Delete the file: the next start makes a new one. Everybody then logs in once more."),
    ),
    "webhook_url": (
        N_("{name} is on, but PROSUMENT_PUBLIC_URL is no https address that Telegram could call."),
        N_("Set PROSUMENT_PUBLIC_URL to the https address that leads here, or set {name} to off."),
    ),
    "unreadable": (
        N_("{name} cannot be read as text."),
        N_("Save it as UTF-8, readable by the user who runs Prosument, or take it away."),
    ),
}
_ANY_OTHER = (N_("{name} has a value that it cannot take."), N_("See .env.example for what it means."))


def of_problem(problem: Problem, t: Words) -> Finding:
    """Word what is wrong with the settings."""
    said, cure = _PROBLEMS.get(problem.key, _ANY_OTHER)
    facts = {"name": problem.name, **problem.facts}
    return Finding("settings", Level.RED, t._(said, **facts), t._(cure, **facts))
