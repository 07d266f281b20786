"""The commands that Telegram shows: by kind of chat, by what somebody may do, and in each language.

They hide, and forbid nothing: whoever types a command is checked by the conversation.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from typing import Any

import orjson
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ExtBot

from bots.commands.registry import COMMANDS, Command
from bots.house import House
from bots.on_telegram.command_names import name_on_telegram
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.updates import Raw
from bots.presenter.parts import shortened
from bots.words import LANGUAGES, words
from contests.model.member import Role
from contests.ports import StorageError

log = logging.getLogger(__name__)

LONGEST = 256
"""Characters of an explanation."""
MOST = 100
AGAIN_S = 60.0
IN_GROUPS = frozenset({"setup"})
"""What makes no sense in private where it stands alone."""
RUNS = (Role.MANAGER, Role.MODERATOR)
Menu = list[BotCommand]


def everybodys() -> list[Command]:
    """Return what everybody may use anywhere."""
    return [one for one in COMMANDS.values() if not one.roles and name_on_telegram(one.name) not in IN_GROUPS]


def administrators() -> list[Command]:
    """Return what is shown to administrators of a group: they may make it part of a community."""
    return [*everybodys(), *(one for one in COMMANDS.values() if name_on_telegram(one.name) in IN_GROUPS)]


def runners(roles: Collection[Role]) -> list[Command]:
    """Return what somebody of these roles may use in private."""
    theirs = [one for one in COMMANDS.values() if set(one.roles) & set(roles)]
    return [*theirs, *everybodys()]


def menu(commands: Iterable[Command], language: str) -> Menu:
    """Return commands as Telegram shows them."""
    t = words(language)
    return [BotCommand(name_on_telegram(one.name), shortened(t._(one.help), LONGEST)) for one in commands][:MOST]


class Menus:
    """Tells Telegram of menus, each only when it is another one than it was told of."""

    def __init__(
        self, house: House, bot: ExtBot[Any], wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Tell of them by this bot."""
        self._house = house
        self._bot = bot
        self._wait = wait
        self._told: dict[str, str] = {}

    async def tell(self) -> None:
        """Tell of all of them. Raises: TelegramError, StorageError."""
        await self._agree("private", BotCommandScopeAllPrivateChats(), everybodys())
        await self._agree("groups", BotCommandScopeAllGroupChats(), everybodys())
        await self._agree("administrators", BotCommandScopeAllChatAdministrators(), administrators())
        for handle, roles in (await self._who_runs()).items():
            await self._tell_one(handle, roles)

    async def told(self) -> None:
        """Tell of all of them, again after a while where that fails: nobody waits for them."""
        while True:
            try:
                await self.tell()
            except (TelegramError, StorageError) as cause:
                log.warning("Telegram could not be told of the commands, and will be: %s", cause)
                await self._wait(AGAIN_S)
            else:
                return

    async def after(self, raw: Raw) -> None:
        """Show somebody who typed a command in private what they may do now: that may have changed."""
        message = raw.get("message") or {}
        is_private = message.get("chat", {}).get("type") == "private"
        if is_private and str(message.get("text", "")).startswith("/"):
            await self.look_after(str(message["chat"]["id"]))

    async def look_after(self, handle: str) -> None:
        """Show somebody what they may do now; what goes wrong is tried again with their next command."""
        try:
            async with self._house.store.reading() as work:
                known = await work.people.known_at(PLATFORM, [handle])
            await self._tell_one(handle, frozenset(role for _, member in known for role in member.roles))
        except (TelegramError, StorageError) as cause:
            log.warning("the commands of a person could not be told to Telegram: %s", cause)

    async def _who_runs(self) -> Mapping[str, frozenset[Role]]:
        """Return the roles of those who run contests, by their id on Telegram."""
        found: dict[str, frozenset[Role]] = {}
        async with self._house.store.reading() as work:
            for community in await work.people.communities():
                for member in await work.people.with_role(community.id, *RUNS):
                    for account in await work.people.accounts(member.id):
                        if account.platform == PLATFORM:
                            found[account.handle] = found.get(account.handle, frozenset()) | member.roles
        return found

    async def _tell_one(self, handle: str, roles: Collection[Role]) -> None:
        try:
            commands = runners(roles) if set(roles) & set(RUNS) else []
            await self._agree(f"person:{handle}", BotCommandScopeChat(int(handle)), commands)
        except (BadRequest, Forbidden) as cause:  # they never began a chat with us, or ended it
            log.info("the commands of a person are not told to Telegram: %s", cause)

    async def _agree(self, name: str, scope: BotCommandScope, commands: Collection[Command]) -> None:
        """Make a scope's menu this; of no commands, that of the wider scope. Raises: TelegramError, StorageError."""
        menus = {language: menu(commands, language) for language in LANGUAGES} if commands else {}
        shown = {language: [one.to_dict() for one in listed] for language, listed in menus.items()}
        digest = hashlib.sha256(orjson.dumps(shown)).hexdigest() if shown else ""
        key = f"telegram-commands:{self._bot.id}:{name}"
        if name not in self._told:
            self._told[name] = await self._house.keep.get(key) or ""
        if self._told[name] == digest:
            return
        for language in LANGUAGES:
            code = None if language == "en" else language
            if commands:
                await self._bot.set_my_commands(menus[language], scope=scope, language_code=code)
            else:
                await self._bot.delete_my_commands(scope=scope, language_code=code)
        await self._house.keep.put(key, digest)
        self._told[name] = digest
