"""The slash commands, made from the neutral commands themselves."""

import hashlib
import logging
from collections.abc import Mapping

import discord
import orjson
from discord import app_commands

from bots.commands.registry import COMMANDS, Command
from bots.on_discord.commanding import commanded
from bots.on_discord.completing import Completing
from bots.on_discord.listening import Ear
from bots.on_discord.menus import menus
from bots.on_discord.options import with_options
from bots.on_discord.translating import CatalogueTranslator, explained
from bots.words import N_
from contests.model.member import Role
from contests.ports import Keep

log = logging.getLogger(__name__)

BARE = "show"
"""What the bare form of a command with subcommands is called."""
GROUPS: Mapping[str, str] = {
    "brand": N_("The brand: name, colour, kit, people"),
    "brand people": N_("Who runs contests"),
    "contest": N_("Make and steer contests"),
    "me": N_("You: entries, name, language"),
    "moderate": N_("Review entries"),
    "setup": N_("Make this place part of a community"),
}
"""How commands with subcommands are explained."""
IN_SERVERS = frozenset({"setup"})
"""Commands that make no sense in private."""
Slash = app_commands.Command[app_commands.Group, ..., None]


class Tree(app_commands.CommandTree[discord.Client]):
    """The command tree; what goes wrong in it reaches the person."""

    def __init__(self, client: discord.Client, ear: Ear) -> None:
        """Answer a client's commands by this ear."""
        super().__init__(client, fallback_to_global=True)
        self._ear = ear

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer what the library itself could not run, such as a command of before."""

        async def broken(*_: object) -> None:
            raise error

        await self._ear.answer(interaction, broken)  # type: ignore[arg-type]  # it never returns an answer


def build(client: discord.Client, ear: Ear, setup: Slash | None = None) -> Tree:
    """Return the tree of all commands and menus; `setup` takes the place of the neutral `/setup show`."""
    tree, groups = Tree(client, ear), dict[str, app_commands.Group]()
    completing = Completing(ear)
    rooted = {name for name in COMMANDS if any(other.startswith(f"{name} ") for other in COMMANDS)}
    for name, command in COMMANDS.items():
        *path, last = name.split() if name not in rooted else (*name.split(), BARE)
        made = _command(last, command, ear, completing)
        if name == f"setup {BARE}" and setup is not None:
            made = setup
        if path:
            _group(path, groups, tree).add_command(made)
        else:
            tree.add_command(_alone(made, command))
    for menu in menus(ear):
        tree.add_command(menu)
    return tree


def _command(name: str, command: Command, ear: Ear, completing: Completing) -> Slash:
    async def answer(interaction: discord.Interaction, given: Mapping[str, object]) -> None:
        await commanded(ear, interaction, command, given)

    callback = with_options(command, answer, completing.offers(command))
    return app_commands.Command(name=name, description=explained(command.help), callback=callback)


def _alone(made: Slash, command: Command) -> Slash:
    made.default_permissions = permissions([command])
    made.allowed_contexts = contexts(command.name)
    made.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    return made


def _group(path: list[str], groups: dict[str, app_commands.Group], tree: Tree) -> app_commands.Group:
    """Return the group of a path, made where it is not yet."""
    name = " ".join(path)
    if name in groups:
        return groups[name]
    if len(path) == 1:
        commands = [one for one in COMMANDS.values() if one.name.split()[0] == name]
        groups[name] = app_commands.Group(
            name=name,
            description=explained(GROUPS[name]),
            default_permissions=permissions(commands),
            allowed_contexts=contexts(name),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        tree.add_command(groups[name])
    else:
        parent = _group(path[:-1], groups, tree)
        groups[name] = app_commands.Group(name=path[-1], description=explained(GROUPS[name]), parent=parent)
    return groups[name]


def permissions(commands: list[Command]) -> discord.Permissions | None:
    """Return what hides commands from those who may not use them; each is checked again when it is run."""
    if commands[0].name.split()[0] in IN_SERVERS:
        return discord.Permissions(manage_guild=True)
    if not all(one.roles for one in commands):
        return None
    if all(Role.MODERATOR in one.roles for one in commands):
        return discord.Permissions(manage_messages=True)
    return discord.Permissions(manage_guild=True)


def contexts(name: str) -> app_commands.AppCommandContext:
    """Return where a command can be used: in servers, and most in private with us, too."""
    return app_commands.AppCommandContext(guild=True, dm_channel=name not in IN_SERVERS, private_channel=False)


async def synchronise(tree: Tree, keep: Keep, application: int) -> bool:
    """Tell Discord of the commands, if they are others than those it was told of; return whether they were.

    Raises: HTTPException; StorageError.
    """
    await tree.set_translator(CatalogueTranslator())
    translator = tree.translator
    payload = [
        await one.get_translated_payload(tree, translator) if translator else one.to_dict(tree)
        for one in tree.get_commands()
    ]
    digest = hashlib.sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
    key = f"discord-commands:{application}"
    if await keep.get(key) == digest:
        return False
    await tree.sync()
    await keep.put(key, digest)
    log.info("Discord was told of %d commands", len(payload))
    return True
