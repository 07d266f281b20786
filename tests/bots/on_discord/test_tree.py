"""The command tree, made from the commands, against Discord's limits in both languages."""

import re
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from discord import Locale

from bots.commands.registry import COMMANDS
from bots.on_discord.listening import Ear
from bots.on_discord.translating import CatalogueTranslator, explained
from bots.on_discord.tree import GROUPS, Tree, build

NAME = re.compile(r"[-_'0-9a-z]{1,32}")
CHAT, MESSAGE_MENU = 1, 3
GROUP_TYPES = {1, 2}
LOCALE = "de"


class NoEar:
    """Nobody is heard: the tree is only looked at."""


@pytest.fixture
async def tree() -> Tree:
    client = discord.AutoShardedClient(intents=discord.Intents.none())
    ear: Any = NoEar()
    assert Ear is not None
    return build(client, ear)


async def payloads(tree: Tree) -> list[Any]:
    translator = CatalogueTranslator()
    return [await one.get_translated_payload(tree, translator) for one in tree.get_commands()]


def leaves(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    path = f"{path} {command['name']}".strip()
    inner = [one for one in command.get("options", ()) if one["type"] in GROUP_TYPES]
    if not inner:
        yield path, command
    for one in inner:
        yield from leaves(one, path)


def described(command: Any) -> Iterator[Any]:
    yield command
    for one in command.get("options", ()):
        yield from described(one)


async def test_every_command_is_there_and_only_those(tree: Tree) -> None:
    found = {name for one in await payloads(tree) if one["type"] == CHAT for name, _ in leaves(one)}
    with_inner = {name for name in COMMANDS if any(other.startswith(f"{name} ") for other in COMMANDS)}
    assert found == {f"{name} show" if name in with_inner else name for name in COMMANDS}


async def test_names_descriptions_and_options_fit_in_both_languages(tree: Tree) -> None:
    for command in await payloads(tree):
        if command["type"] != CHAT:
            continue
        for one in described(command):
            assert NAME.fullmatch(one["name"]), one["name"]
            assert 1 <= len(one["description"]) <= 100, one
            assert all(1 <= len(text) <= 100 for text in one.get("description_localizations", {}).values()), one
            assert len(one.get("options", ())) <= 25, one["name"]
            assert len(one.get("choices", ())) <= 25, one["name"]
            for choice in one.get("choices", ()):
                assert 1 <= len(choice["name"]) <= 100, choice
                assert len(str(choice["value"])) <= 100, choice


async def test_a_command_holds_at_most_8000_characters(tree: Tree) -> None:
    for command in await payloads(tree):
        assert sum(map(_longest, described(command))) <= 8000, command["name"]


def _longest(one: Any) -> int:
    """Count as Discord does: of each text, its longest translation."""
    texts = [
        (one["name"], one.get("name_localizations")),
        (one.get("description", ""), one.get("description_localizations")),
    ]
    texts += [(choice["name"], choice.get("name_localizations")) for choice in one.get("choices", ())]
    values = sum(len(str(choice["value"])) for choice in one.get("choices", ()))
    return values + sum(max(map(len, [text, *(others or {}).values()])) for text, others in texts)


async def test_what_is_required_comes_first_and_the_contest_never_is(tree: Tree) -> None:
    for command in await payloads(tree):
        for name, leaf in leaves(command):
            required = [one.get("required", False) for one in leaf.get("options", ())]
            assert required == sorted(required, reverse=True), name
            assert not any(one["name"] == "contest" and one.get("required") for one in leaf.get("options", ())), name


async def test_descriptions_are_german_for_germans_and_names_are_not_translated(tree: Tree) -> None:
    commands = {one["name"]: one for one in await payloads(tree)}
    contests = commands["contests"]
    assert contests["description"] == "What is on"
    assert contests["description_localizations"] == {"de": "Was gerade läuft"}
    assert not contests.get("name_localizations")
    assert "Enter this in a contest" in commands
    assert commands["Enter this in a contest"]["name_localizations"]["de"]


async def test_what_is_longer_than_discord_takes_is_cut_and_translated_as_a_whole() -> None:
    long = explained("x" * 130)
    assert len(str(long)) == 100
    assert await CatalogueTranslator().translate(long, Locale.british_english, None) is None  # type: ignore[arg-type]  # unused


async def test_commands_for_those_who_run_contests_are_hidden_from_others(tree: Tree) -> None:
    commands = {one["name"]: one for one in await payloads(tree)}
    manage_guild, manage_messages = str(1 << 5), str(1 << 13)
    hidden = {name: str(one.get("default_member_permissions")) for name, one in commands.items()}
    assert hidden["contest"] == hidden["brand"] == hidden["setup"] == manage_guild
    assert hidden["moderate"] == hidden["manage"] == manage_messages
    assert hidden["enter"] == hidden["vote"] == hidden["me"] == "None"


async def test_kinds_of_arguments_are_types_of_options(tree: Tree) -> None:
    commands = {one["name"]: one for one in await payloads(tree)}
    options = {one["name"]: one for one in commands["enter"]["options"]}
    assert options["file"]["type"] == options["file10"]["type"] == 11
    assert "file11" not in options
    assert options["gallery"]["type"] == 5
    assert options["contest"]["autocomplete"]
    new = {
        one["name"]: one for name, one in leaves(commands["contest"]) if name == "contest new" for one in one["options"]
    }
    assert new["entries"]["type"] == 4
    assert new["submissions"]["autocomplete"]
    assert [one["value"] for one in new["template"]["choices"]] == ["remix", "review"]


def test_every_group_is_explained() -> None:
    groups = {" ".join(name.split()[:n]) for name in COMMANDS for n in range(1, len(name.split()))}
    assert groups == set(GROUPS)
