"""The commands that a bot has registered, and what a person's client lets be sent with one."""

import re
from collections.abc import Iterator
from typing import Any

from tests.platforms.discord_parts.components import length
from tests.platforms.discord_parts.wire import Json, Problem, RefusedError, invalid

NAME = re.compile(r"[-_'\w]{1,32}")
SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)
CREATES_A_DAY = 200
MOST = {1: 100, 2: 15, 3: 15}
"""How many commands of a type a scope holds."""


def problems_of(commands: list[Json]) -> Iterator[Problem]:
    """Yield what Discord would not take in a list of commands."""
    for kind, most in MOST.items():
        if sum(1 for one in commands if one.get("type", 1) == kind) > most:
            yield "_errors", "APPLICATION_COMMANDS_MAX", f"At most {most} commands of type {kind}"
    seen = set()
    for number, one in enumerate(commands):
        key = (one.get("type", 1), one.get("name"))
        if key in seen:
            yield f"{number}.name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"
        seen.add(key)
        yield from _of_command(str(number), one)


def _of_command(path: str, one: Json) -> Iterator[Problem]:
    if one.get("type", 1) == 1:
        yield from _named(path, one)
        yield from _options(f"{path}.options", one.get("options") or [], depth=0)
        if size(one) > 8000:
            yield path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)"
    else:
        yield from length(f"{path}.name", one.get("name") or "", 1, 32)
        if one.get("description"):
            yield f"{path}.description", "APPLICATION_COMMANDS_DESCRIPTION_INVALID", "Context menus have no description"


def _named(path: str, one: Json) -> Iterator[Problem]:
    for name in (one.get("name") or "", *(one.get("name_localizations") or {}).values()):
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"{path}.name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"
    for said in (one.get("description") or "", *(one.get("description_localizations") or {}).values()):
        yield from length(f"{path}.description", said, 1, 100)


def _options(path: str, options: list[Json], *, depth: int) -> Iterator[Problem]:
    yield from length(path, options, 0, 25)
    names = [one.get("name") for one in options]
    was_optional = False
    for number, one in enumerate(options):
        here = f"{path}.{number}"
        yield from _named(here, one)
        if names.index(one.get("name")) != number:
            yield f"{here}.name", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option name is not unique"
        kind = one.get("type")
        if (kind == GROUP and depth) or (kind == SUBCOMMAND and depth > 1):
            yield f"{here}.type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep"
        if kind in {GROUP, SUBCOMMAND}:
            yield from _options(f"{here}.options", one.get("options") or [], depth=depth + 1)
            continue
        if one.get("required") and was_optional:
            yield here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before others"
        was_optional = was_optional or not one.get("required")
        yield from _choices(here, one)


def _choices(path: str, option: Json) -> Iterator[Problem]:
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield path, "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", "Choices and autocompletion exclude each other"
    yield from length(f"{path}.choices", choices, 0, 25)
    for number, choice in enumerate(choices):
        yield from length(f"{path}.choices.{number}.name", choice.get("name") or "", 1, 100)
        yield from length(f"{path}.choices.{number}.value", str(choice.get("value", "")), 1, 100)


def size(command: Json) -> int:
    """Return the characters that count: the longest localisation of each name and description, and choices."""
    said = 0
    for key in ("name", "description"):
        said += max(map(len, [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]))
    for choice in command.get("choices") or []:
        said += len(choice["name"]) + len(str(choice["value"]))
    return said + sum(size(option) for option in command.get("options") or [])


class Registered:
    """The commands of one scope: the whole application's, or one guild's."""

    def __init__(self, guild_id: int | None = None) -> None:
        self.guild_id = guild_id
        self.commands: dict[tuple[int, str], Json] = {}
        self.created_on: dict[str, int] = {}
        """How many were created, by the day."""

    def overwrite(self, said: list[Json], *, app_id: int, new_id: Any, day: str) -> list[Json]:
        """Replace all. Raises: RefusedError."""
        problems = list(problems_of(said))
        if problems:
            raise invalid(*problems)
        fresh: dict[tuple[int, str], Json] = {}
        for one in said:
            key = (one.get("type", 1), one["name"])
            old = self.commands.get(key)
            if old is None:
                self._count(day)
            made = _completed(one, app_id, self.guild_id) | {"id": old["id"] if old else str(new_id())}
            changed = old is None or {**made, "version": 0} != {**old, "version": 0}
            fresh[key] = made | {"version": str(new_id()) if changed or old is None else old["version"]}
        self.commands = fresh
        return list(fresh.values())

    def _count(self, day: str) -> None:
        self.created_on[day] = self.created_on.get(day, 0) + 1
        if self.created_on[day] > CREATES_A_DAY:
            raise RefusedError(400, 30034, "Max number of daily application command creates has been reached (200)")


def _completed(one: Json, app_id: int, guild_id: int | None) -> Json:
    body = {
        "application_id": str(app_id),
        "type": 1,
        "description": "",
        "options": [],
        "default_member_permissions": None,
        "dm_permission": True,
        "nsfw": False,
        "name_localizations": None,
        "description_localizations": None,
        "contexts": None,
        "integration_types": [0],
        **one,
    }
    if guild_id is not None:
        body["guild_id"] = str(guild_id)
    body["integration_types"] = body["integration_types"] or [0]
    permissions = body["default_member_permissions"]
    body["default_member_permissions"] = str(permissions) if permissions is not None else None
    return body
