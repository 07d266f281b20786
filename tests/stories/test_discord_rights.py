"""Who may do what on Discord: every command, button, window, completion and menu, tried as everybody."""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bots.commands.registry import BUTTONS, COMMANDS, FORMS, Command
from bots.on_discord.ids import button_id, modal_id
from tests.halves import long_but
from tests.platforms import discord_server as discord
from tests.stories import rights
from tests.stories.discord_door import DiscordPerson, DiscordPort, discord_house
from tests.stories.person import Json
from tests.stories.rights import AUTHOR, EVERYBODY, JUROR, MANAGER, MEMBER, MODERATOR, PEOPLE, STRANGER, Rule
from tests.stories.things import things_of

DENIALS = {"role", "not_yours", "no_such", "own_entry"}
"""What somebody is told who may not: that it is not theirs to do, or, of what they may not see, that there is none."""
FORGED = ("aaaaaaaaaaaa", "x:y:z", "…" * 8, "'; DROP TABLE members; --", "-1")


@dataclass(slots=True)
class House:
    """Everybody, and a thing of each kind."""

    port: DiscordPort
    people: dict[str, DiscordPerson]
    rita: DiscordPerson
    """She manages another community, in another server."""
    things: dict[str, str]

    async def key(self, who: DiscordPerson, doing: Awaitable[discord.Reply]) -> str | None:
        """Do something, and return the key of its refusal. Nothing may be without an answer, or break."""
        self.port.overheard.answers.pop(str(who.who.id), None)
        reply = await doing
        assert not reply.failed, "the application did not respond"
        assert "reference" not in reply.text, reply.text
        posts = self.port.overheard.answers.pop(str(who.who.id), [])
        return next((one.refusal.key for one in posts if one.refusal), None)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with discord_house(tmp_path) as (port, _):
        names = {MANAGER: "Mona", MODERATOR: "Mo", JUROR: "Jo", MEMBER: "Bob", AUTHOR: "Ann"}
        roles = {MANAGER: "manager", MODERATOR: "moderator", JUROR: "juror"}
        people = {one: await port.person(name, roles.get(one, "member")) for one, name in names.items()}
        people[STRANGER] = await port.person("Zed")
        port.guild.open_commands()
        house = House(port, people, await _elsewhere(port), {})
        house.things = await things_of(port, people)
        yield house


async def _elsewhere(port: DiscordPort) -> DiscordPerson:
    """Make another community in another server, and return its manager."""
    guild = port.server.guild("Cup fans")
    channel = guild.channel("contest")
    rita = DiscordPerson("Rita", port, guild.owner, channel)
    reply = await rita.who.run(channel, "setup show")
    while reply.message.buttons:
        reply = await rita.who.press(reply.message, reply.message.buttons[0].custom_id)
    guild.open_commands()
    return rita


def test_everything_that_can_be_asked_for_has_a_rule() -> None:
    assert set(COMMANDS) - {"setup show"} == set(rights.COMMANDS)
    assert set(BUTTONS) == set(rights.BUTTONS)
    assert set(FORMS) == set(rights.FORMS)


def test_a_command_that_comes_later_without_a_rule_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "later", COMMANDS["help"])
    with pytest.raises(AssertionError):
        test_everything_that_can_be_asked_for_has_a_rule()


def _options(command: Command, house: House, rule: Rule) -> Json:
    options: Json = dict(rights.ARGUMENTS.get(command.name, {}))
    about = next((one.name for one in command.arguments if one.name in {"contest", "entry"}), None)
    if about and rule.about:
        options[about] = house.things[rule.about]
    return options


def _slash(command: Command) -> str:
    rooted = any(other.startswith(f"{command.name} ") for other in COMMANDS)
    return f"{command.name} show" if rooted else command.name


async def test_every_command_as_everybody(house: House) -> None:
    wrong = []
    for name, rule in rights.COMMANDS.items():
        command = COMMANDS[name]
        options = _options(command, house, rule)
        for one in (*sorted(EVERYBODY - rule.may), *sorted(rule.may)):
            who = house.people[one]
            key = await house.key(who, who.who.run(who.at, _slash(command), **options))
            if (key in DENIALS) == (one in rule.may) and not (key == "no_such" and name in rights.NOT_THERE):
                wrong.append((name, one, key))
        if rule.about:
            rita = house.rita
            key = await house.key(rita, rita.who.run(rita.at, _slash(command), **options))
            if key is None:
                wrong.append((name, "manager of another server", key))
    assert not wrong, "\n".join(map(str, wrong))


async def _message_of(who: DiscordPerson) -> discord.Message:
    """Return a message of ours that somebody may press what they like on."""
    return (await who.who.run(who.at, "contests")).message


@pytest.mark.long
async def test_every_button_as_everybody(house: House) -> None:
    wrong = []
    for verb, rule in rights.BUTTONS.items():
        about = house.things.get(rule.about, rule.about)
        for one in (*sorted(EVERYBODY - rule.may), *sorted(rule.may)):
            key = await _pressed(house, house.people[one], f"{verb}:{about}")
            if verb in rights.NOT_THERE and key == "no_such":
                continue
            if (key in DENIALS) == (one in rule.may) and (rule.about or one not in rule.may):
                wrong.append((verb, one, key))
        if rule.about and await _pressed(house, house.rita, f"{verb}:{about}") is None:
            wrong.append((verb, "manager of another server", None))
    assert not wrong, "\n".join(map(str, wrong))


async def _pressed(house: House, who: DiscordPerson, pressed: str) -> str | None:
    message = await _message_of(who)
    return await house.key(who, who.who.forge_press(message, button_id(pressed)))


@pytest.mark.parametrize("forged", long_but({FORGED[0]}, FORGED))
async def test_forged_ids_do_nothing_and_break_nothing(house: House, forged: str) -> None:
    for verb in BUTTONS:
        if verb in {"new", "queue", "pick", "language", "done", "brief"}:
            continue  # they mean something without a subject, or take it from the message
        for who in (house.people[MANAGER], house.people[MEMBER]):
            assert await _pressed(house, who, f"{verb}:{forged}") is not None, (verb, forged, who.name)


async def test_a_window_of_somebody_else_cannot_be_sent(house: House) -> None:
    mona, bob = house.people[MANAGER], house.people[MEMBER]
    opened = await mona.press((await mona.say("/manage"))[-1], "new")
    key = opened[-1]["form"]["id"]
    assert key.startswith("m1:")
    sent = await bob.who.forge_submit(bob.at, {"custom_id": key, "components": [], "resolved": {}})
    assert not sent.failed
    assert "too old" in sent.text
    made_up = await bob.who.forge_submit(bob.at, {"custom_id": modal_id("0" * 16, 0), "components": []})
    assert "too old" in made_up.text


async def test_nobody_is_offered_what_they_may_not_see(house: House) -> None:
    secret = house.things["draft contest"]
    seen: dict[str, set[str]] = {}
    for one in (*PEOPLE, "rita"):
        who = house.rita if one == "rita" else house.people[one]
        seen[one] = set()
        for command, option in _completing(who):
            offered = await who.who.complete(who.at, command, option, "")
            seen[one] |= {str(choice["value"]) for choice in offered}
    assert secret in seen[MANAGER]
    assert not any(secret in seen[one] for one in seen if one != MANAGER)
    assert house.things["waiting entry"] in seen[MODERATOR] & seen[MANAGER]
    assert house.things["waiting entry"] not in seen[MEMBER] | seen[STRANGER] | seen[JUROR]
    assert not seen["rita"] & set(house.things.values())


def _completing(who: DiscordPerson) -> list[tuple[str, str]]:
    """Return every option that completes, by its command."""
    found: list[tuple[str, str]] = []

    def walk(path: str, parts: list[Json]) -> None:
        for part in parts:
            if part["type"] in {1, 2}:
                walk(f"{path} {part['name']}", part.get("options", []))
            elif part.get("autocomplete"):
                found.append((path, part["name"]))

    for name, command in who.who.offered(who.at).items():
        walk(name, command.get("options", []))
    assert found
    return found


async def test_every_menu_as_everybody(house: House) -> None:
    assert set(house.people[MANAGER].who.offered(house.port.main, kind=3)) == set(rights.MENUS)
    wrong = []
    for name, rule in rights.MENUS.items():
        for one in PEOPLE:
            who = house.people[one]
            written = await who.who.type(house.port.main, "my remix")
            key = await house.key(who, who.who.menu(written, name))
            if (key in DENIALS) == (one in rule.may):
                wrong.append((name, one, key))
    assert not wrong, "\n".join(map(str, wrong))
