"""A Telegram with everybody in it who may do something or may not, and a thing of each kind."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from bots.commands.registry import Command
from tests.platforms import telegram_server as telegram
from tests.stories.rights import ARGUMENTS, AUTHOR, JUROR, MANAGER, MEMBER, MODERATOR, STRANGER, Rule
from tests.stories.telegram_door import PATIENCE_S, TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import Told, settled, told
from tests.stories.things import things_of


@dataclass(slots=True)
class House:
    """Everybody, and a thing of each kind."""

    port: TelegramPort
    people: dict[str, TelegramPerson]
    rita: TelegramPerson
    """She manages another community, in another group."""
    things: dict[str, str]

    async def typed(self, who: TelegramPerson, line: str, place: str) -> Told:
        """Have a line typed; what is private is in no group."""
        chat = self.port.server.bot if place == "private" else who.group
        return _checked(await told(who, who.who.say(chat, line)), place)

    async def pressed(self, who: TelegramPerson, data: str, place: str = "private") -> Told:
        """Have a button pressed that the message need not have."""
        on = ours(who, None if place == "private" else who.group)
        return _checked(await told(who, who.who.forge_press(on, data)), place)


def _checked(came: Told, place: str) -> Told:
    """Return what came. Raises: AssertionError where something private answers in a group, beside what is announced."""
    if place == "group" and all(one.private for one in came.posts):
        secrets = [line for post in came.posts for line in post.text.split("\n") if len(line) > 9]
        shown = "\n".join(one.said for one in came.group if one.reply_to is not None)
        assert not any(line in shown for line in secrets), shown
    return came


def ours(who: TelegramPerson, chat: telegram.Group | None) -> telegram.Message:
    """Return a message of ours that somebody may press what they like on."""
    return next(one for one in reversed(who.who.sees(chat)) if one.is_of_bot)


@pytest.fixture
async def house(tmp_path: Path, unhurried: None, quiet_log: None) -> AsyncIterator[House]:
    async with telegram_house(tmp_path) as (port, _):
        names = {MANAGER: "Mona", MODERATOR: "Mo", JUROR: "Jo", MEMBER: "Bob", AUTHOR: "Ann"}
        roles = {MANAGER: "manager", MODERATOR: "moderator", JUROR: "juror"}
        people = {one: await port.person(name, roles.get(one, "member")) for one, name in names.items()}
        people[STRANGER] = await _unknown(port, port.group, "Zed")
        house = House(port, people, await _elsewhere(port), {})
        house.things = await things_of(port, house.people, partial(settled, port))
        yield house


async def _unknown(port: TelegramPort, group: telegram.Group, name: str) -> TelegramPerson:
    """Return somebody in a group who has opened the private chat, and said nothing yet."""
    who = port.server.person(name)
    group.let_in(who)
    await who.start("privacy")
    await who.until(1, within=PATIENCE_S)
    return TelegramPerson(name, port, who, group)


async def _elsewhere(port: TelegramPort) -> TelegramPerson:
    """Make another community in another group, and return its manager."""
    owner = port.server.person("Rita")
    group = port.server.group("Cup fans", owner=owner)
    rita = TelegramPerson("Rita", port, owner, group)
    await owner.start("privacy")
    await owner.until(1, within=PATIENCE_S)
    group.add_bot({"can_delete_messages"}, by=owner)
    await owner.say(group, "/setup")
    [found] = await owner.until(
        lambda one: any(":here_found" in (b.data or "") for b in one.buttons), within=PATIENCE_S
    )
    await owner.press(found, next(one.data or "" for one in found.buttons if ":here_found" in (one.data or "")))
    await settled(port)
    return rita


def line_of(command: Command, house: House, rule: Rule) -> str:
    about = next((one.name for one in command.arguments if one.name in {"contest", "entry"}), None)
    named = f"{about}={house.things[rule.about]}" if about and rule.about else ""
    given = " ".join(f'{name}="{value}"' for name, value in ARGUMENTS.get(command.name, {}).items())
    return f"/{command.name} {given} {named}".strip()


async def opened(house: House) -> None:
    """Have something of ours in every group that can be pressed on."""
    await house.typed(house.people[MANAGER], "/privacy", "group")
    await house.typed(house.rita, "/privacy", "group")
