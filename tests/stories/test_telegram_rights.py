"""Who may do what on Telegram: every command, button and link, tried as everybody, in private and in a group."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bots.commands.registry import BUTTONS, COMMANDS, FORMS
from bots.on_telegram import ids
from bots.on_telegram.deep_links import OPENING, payload_of
from tests.halves import long_but
from tests.stories import rights
from tests.stories.rights import EVERYBODY, MANAGER, MEMBER, STRANGER, Rule
from tests.stories.telegram_door import TelegramPerson
from tests.stories.telegram_people import House, house, line_of, opened
from tests.stories.telegram_told import Told, quiet_log, told, unhurried

__all__ = ["house", "quiet_log", "unhurried"]

DENIALS = {"role", "not_yours", "no_such", "own_entry"}
"""What somebody is told who may not: that it is not theirs to do, or, of what they may not see, that there is none."""
pytestmark = pytest.mark.timeout(600)  # some hundred things are asked for, one after the other
PLACES = pytest.mark.parametrize("place", long_but({"private"}, ["private", "group"]))


def test_everything_that_can_be_asked_for_has_a_rule() -> None:
    assert set(COMMANDS) - {"setup show"} == set(rights.COMMANDS)
    assert set(BUTTONS) == set(rights.BUTTONS)
    assert set(FORMS) == set(rights.FORMS)


@PLACES
async def test_every_command_as_everybody(house: House, place: str) -> None:
    wrong = []
    for name, rule in rights.COMMANDS.items():
        line = line_of(COMMANDS[name], house, rule)
        wrong += await _tried(house, name, rule, partial(house.typed, line=line, place=place), place)
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.long
@PLACES
async def test_every_button_as_everybody(house: House, place: str) -> None:
    wrong = []
    await opened(house)
    for verb, rule in rights.BUTTONS.items():
        data = ids.button_data(f"{verb}:{house.things.get(rule.about, rule.about)}")
        wrong += await _tried(house, verb, rule, partial(house.pressed, data=data, place=place), place)
    assert not wrong, "\n".join(map(str, wrong))


async def test_every_link_into_the_private_chat_as_everybody(house: House) -> None:
    wrong = []
    for verb in sorted(OPENING):
        rule = rights.BUTTONS[verb]
        link = f"/start {payload_of(f'{verb}:{house.things[rule.about]}')}"
        wrong += await _tried(house, verb, rule, partial(house.typed, line=link, place="private"), "private")
    assert not wrong, "\n".join(map(str, wrong))


async def _tried(
    house: House, name: str, rule: Rule, act: Callable[[TelegramPerson], Awaitable[Told]], place: str
) -> list[tuple[str, str, str | None]]:
    """Have everybody do something, who may not before who may; return what should not have come."""
    wrong = []
    if rule.about:
        key = (await act(house.rita)).key
        if not _is_no_more_than_a_stranger(key, rule, place):
            wrong.append((name, "manager of another group", key))
    denied = sorted(EVERYBODY - rule.may)
    came = await asyncio.gather(*(act(house.people[one]) for one in denied))
    keys = dict(zip(denied, (one.key for one in came), strict=True))
    for one in sorted(rule.may):
        keys[one] = (await act(house.people[one])).key
    is_told = rule.about or name in COMMANDS
    asked = {one: key for one, key in keys.items() if is_told or one not in rule.may}
    return [*wrong, *((name, one, key) for one, key in asked.items() if not _is_right(key, one, rule, name))]


def _is_right(key: str | None, one: str, rule: Rule, name: str) -> bool:
    return (name in rights.NOT_THERE and key == "no_such") or (key in DENIALS) != (one in rule.may)


def _is_no_more_than_a_stranger(key: str | None, rule: Rule, place: str) -> bool:
    """Tell whether a manager of another community got at most what anybody gets who was told of a contest's id.

    In her own group there is no such contest; in private she comes in as who follows a link does.
    """
    return key is not None if place == "group" else key in DENIALS or STRANGER in rule.may


async def test_who_never_opened_the_private_chat_is_told_in_the_group_only_where_to_go_on(house: House) -> None:
    port = house.port
    shy = port.server.person("Shy")
    port.group.let_in(shy)
    who = TelegramPerson("Shy", port, shy, port.group)
    await told(who, shy.say(port.group, "/me"))
    added = await house.people[MANAGER].say("/brand people add person=Shy role=manager")
    assert not added[-1]["refusal"], added
    for name, rule in rights.COMMANDS.items():
        came = await told(who, shy.say(port.group, line_of(COMMANDS[name], house, rule)))
        if came.posts and all(post.private for post in came.posts):
            assert {one.said for one in came.group} == {"This goes on in your private chat with me."}, name
            [link] = came.group[0].buttons
            assert link.url is not None
            if name in {"manage", "brand show"}:
                bob = house.people[MEMBER]
                stolen, own = [await told(bob, act) for act in (bob.who.follow(link), bob.who.start())]
                assert stolen.text == own.text, "a link that is somebody else's opens the chat, and nothing more"
