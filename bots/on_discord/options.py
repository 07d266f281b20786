"""The options of a slash command: what a neutral argument looks like on Discord, and what was given for it."""

import inspect
import re
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

import discord
from discord import app_commands

from bots.commands.line import read_line
from bots.commands.registry import Argument, Command
from bots.on_discord.translating import explained
from bots.on_discord.uploads import Attached
from bots.speaking import cleaned
from bots.words import N_

MOST = 25
"""Options of a command."""
MOST_FILES = 10
ASKED_BY_FORM = frozenset({"enter title"})
"""What is needed, and yet no required option: the bare command opens its form."""
PARTED = re.compile(r"\s*\|\s*")
PARTED_SHORT = re.compile(r"\s*[|;]\s*")
"""What parts the values of an argument that may be repeated; a long text may hold semicolons of its own."""
MORE = Argument("more", N_('Anything else, as it is typed: final="2 days" finalists=5; /help has all of it'))
"""Takes the arguments that there is no room for."""
TYPES: Mapping[str, type] = {"number": int, "flag": bool, "file": discord.Attachment}
Taken = tuple[dict[str, tuple[str, ...]], tuple[Attached, ...]]
Callback = Callable[..., Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class _Option:
    """One option of a command."""

    name: str
    argument: Argument
    required: bool

    @property
    def key(self) -> str:
        """What it is called in Python."""
        return f"{self.name}_" if iskeyword(self.name) else self.name


def options(command: Command) -> list[_Option]:
    """Return a command's options, the required first; as many files as fit; what is rare in one, if all do not."""
    plain = [one for one in command.arguments if not (one.kind == "file" and one.repeated)]
    if len(plain) > MOST:
        plain = [*[one for one in plain if not one.rare][: MOST - 1], MORE]
    found = [_Option(one.name, one, _is_required(command, one)) for one in plain]
    found.sort(key=lambda one: not one.required)
    for one in command.arguments:
        if one.kind == "file" and one.repeated:
            names = [one.name, *(f"{one.name}{n}" for n in range(2, MOST_FILES + 1))]
            found += [_Option(name, one, required=False) for name in names[: MOST - len(found)]]
    return found


def _is_required(command: Command, one: Argument) -> bool:
    """Tell whether it must be given: not a contest, where only one fits, nor a long text, which a window takes."""
    return one.needed and one.kind not in {"contest", "long"} and f"{command.name} {one.name}" not in ASKED_BY_FORM


def with_options(command: Command, answer: Callback, offers: Mapping[str, Any]) -> Callback:
    """Return a function that the library reads a command's options from; `offers` completes kinds of arguments."""

    async def run(interaction: discord.Interaction, **given: object) -> None:
        await answer(interaction, given)

    found = options(command)
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    run.__signature__ = inspect.Signature([first, *map(_parameter, found)])  # type: ignore[attr-defined]  # read by inspect
    described: Any = app_commands.describe(**{one.key: explained(one.argument.help) for one in found})(run)
    described = app_commands.rename(**{one.key: one.name for one in found if one.key != one.name})(described)
    choices = {one.key: _choices(one.argument) for one in found if one.argument.choices}
    described = app_commands.choices(**choices)(described) if choices else described
    completed = {one.key: offers[kind] for one in found if (kind := completes(one.argument)) in offers}
    result: Callback = app_commands.autocomplete(**completed)(described) if completed else described
    return result


def completes(one: Argument) -> str:
    """Return what completes an argument: the name of a kind of things."""
    if one.choices:
        return ""
    if one.kind in {"contest", "when"}:
        return one.kind
    by_name = {"contest": "contest", "entry": "entry", "from": "source", "product": "product"}
    return by_name.get(one.name, "") if one.kind == "text" else ""


def _parameter(one: _Option) -> inspect.Parameter:
    kind = TYPES.get(one.argument.kind, str)
    annotation = kind if one.required else kind | None
    default = inspect.Parameter.empty if one.required else None
    return inspect.Parameter(one.key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _choices(one: Argument) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=explained(label), value=value) for value, label in one.choices]


def taken_apart(command: Command, given: Mapping[str, object]) -> Taken:
    """Return what was given by the names of the arguments, and the files."""
    arguments: dict[str, tuple[str, ...]] = {}
    files = []
    for one in options(command):
        match given.get(one.key):
            case discord.Attachment() as file:
                files.append(Attached(file.url, file.size, file.description or ""))
            case None:
                continue
            case str() as typed if one.argument is MORE:
                arguments |= _typed(cleaned(typed))
            case value:
                arguments[one.name] = tuple(_values(one.argument, value))
    return arguments, tuple(files)


def _typed(line: str) -> dict[str, tuple[str, ...]]:
    """Return what a line of arguments says; what is no argument at all is looked for among them, and named."""
    read = read_line(f"{MORE.name} {line}")
    return {**read.named, **dict.fromkeys(read.words[1:], ("",))}


def _values(one: Argument, value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield "yes" if value else "no"
    elif one.repeated and isinstance(value, str):
        yield from (PARTED if one.kind == "long" else PARTED_SHORT).split(cleaned(value))
    else:
        yield cleaned(str(value))
