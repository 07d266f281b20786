"""A Telegram with everybody in it who may do something or may not, and a thing of each kind."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bots.commands.registry import Command
from tests.platforms import telegram_server as telegram
from tests.stories.person import Json, subject
from tests.stories.rights import AUTHOR, JUROR, MANAGER, MEMBER, MODERATOR, STRANGER, Rule
from tests.stories.telegram_door import PATIENCE_S, TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import Told, settled, told
from tests.stories.telling import DAY, entered, scheduled, state_of, until, votes

ARGUMENTS: Mapping[str, str] = {
    "brand people add": "person=Nobody role=juror",
    "brand people remove": "person=Nobody role=juror",
    "contest extend": 'by="1 day" reason=Rain',
    "contest new": 'template=remix title=Another submissions="1 day" voting="1 day"',
    "enter": "title=Dew",
    "me language": "language=en",
    "me name": "name=Somebody",
    "moderate changes": 'rule=off_topic reason="No bag"',
    "moderate disqualify": 'rule=off_topic reason="No bag"',
    "moderate reject": 'rule=off_topic reason="No bag"',
    "moderate retitle": "title=Moon",
    "report": 'reason="It is mine"',
    "review": "product=Cup rating=5 got=bought",
    "setup link": "name=Nobody",
    "setup revoke": "link=nothing",
}


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
        house.things = await _prepared(house)
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


async def _prepared(house: House) -> dict[str, str]:
    port, mona, ann, bob = house.port, house.people[MANAGER], house.people[AUTHOR], house.people[MEMBER]
    new = "/contest new template=remix submissions='1 day' voting='9 days' review=off entries=5 mode=queue title="
    past = await scheduled(mona, f"{new}Past".replace("9 days", "1 day"))
    sun = await entered(ann, f"/enter {past} title=Sun")
    await port.turn(DAY)
    await votes(bob, [sun], past)
    await until(port, past, "announced")
    await settled(port)
    offer = subject(await ann.reads("me"), "accept")
    vote = await scheduled(mona, f"{new}Vote")
    moon = await entered(ann, f"/enter {vote} title=Moon")
    star = await entered(bob, f"/enter {vote} title=Star")
    await port.turn(DAY)
    assert await state_of(port, vote) == "voting"
    on = await scheduled(mona, "/contest new template=remix submissions='9 days' voting='9 days' entries=5 title=Open")
    waiting = await entered(ann, f"/enter {on} title=Dew")
    preview, spare = [await ann.say(f"/enter {on} title={title}") for title in ("Rain", "Hail")]
    doomed = await mona.say("/contest new template=remix submissions='9 days' voting='9 days' title=Doomed")
    made = await mona.say("/contest new template=remix submissions='9 days' voting='9 days' title=Draft")
    async with port.running.store.reading() as work:
        voting = (await work.contests.get(vote)).rounds[-1].id
    await settled(port)
    return {
        "draft": subject(preview, "send"),
        "draft contest": _contest_of(made),
        "entry": moon,
        "offer": offer,
        "open contest": on,
        "other entry": star,
        "round": voting,
        "spare contest": _contest_of(doomed),
        "spare draft": subject(spare, "send"),
        "terms": f"{on}:1",
        "verdict": f"reject:{waiting}",
        "vote": vote,
        "waiting entry": waiting,
    }


def _contest_of(made: list[Json]) -> str:
    return next(str(one["id"]).split(":")[1] for message in made for one in message["buttons"] if ":" in one["id"])


def line_of(command: Command, house: House, rule: Rule) -> str:
    about = next((one.name for one in command.arguments if one.name in {"contest", "entry"}), None)
    named = f"{about}={house.things[rule.about]}" if about and rule.about else ""
    return f"/{command.name} {ARGUMENTS.get(command.name, '')} {named}".strip()


async def opened(house: House) -> None:
    """Have something of ours in every group that can be pressed on."""
    await house.typed(house.people[MANAGER], "/privacy", "group")
    await house.typed(house.rita, "/privacy", "group")
