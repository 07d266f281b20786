"""Who may do what on Telegram: every command, button, link and dialogue, tried as everybody, in private and in a group."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bots.commands.registry import BUTTONS, COMMANDS, FORMS, Command
from bots.on_telegram import ids
from bots.on_telegram.deep_links import OPENING, payload_of
from tests.platforms import telegram_server as telegram
from tests.stories import rights
from tests.stories.person import Json, subject
from tests.stories.rights import AUTHOR, EVERYBODY, JUROR, MANAGER, MEMBER, MODERATOR, STRANGER, Rule
from tests.stories.telegram_door import PATIENCE_S, TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import Told, quiet_log, settled, told, unhurried
from tests.stories.telling import DAY, entered, scheduled, state_of, until, votes

__all__ = ["quiet_log", "unhurried"]

DENIALS = {"role", "not_yours", "no_such", "own_entry"}
"""What somebody is told who may not: that it is not theirs to do, or, of what they may not see, that there is none."""
FORGED = ("aaaaaaaaaaaa", "x:y:z", "…" * 8, "'; DROP TABLE members; --", "-1")
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
ANYHOW = {"new", "queue", "pick", "language", "done", "brief", "again", "there"}
"""Verbs that mean something without a subject, or take it from the message, or say the same of whatever is not there."""
PLACES = pytest.mark.parametrize("place", ["private", "group"])


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
        on = _ours(who, None if place == "private" else who.group)
        return _checked(await told(who, who.who.forge_press(on, data)), place)


def _checked(came: Told, place: str) -> Told:
    """Return what came. Raises: AssertionError where something private answers in a group, beside what is announced."""
    if place == "group" and all(one.private for one in came.posts):
        secrets = [line for post in came.posts for line in post.text.split("\n") if len(line) > 9]
        shown = "\n".join(one.said for one in came.group if one.reply_to is not None)
        assert not any(line in shown for line in secrets), shown
    return came


def _ours(who: TelegramPerson, chat: telegram.Group | None) -> telegram.Message:
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
    [found] = await owner.until(lambda one: any(":here_found" in (b.data or "") for b in one.buttons), within=PATIENCE_S)
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


def test_everything_that_can_be_asked_for_has_a_rule() -> None:
    assert set(COMMANDS) - {"setup show"} == set(rights.COMMANDS)
    assert set(BUTTONS) == set(rights.BUTTONS)
    assert set(FORMS) == set(rights.FORMS)


def _line(command: Command, house: House, rule: Rule) -> str:
    about = next((one.name for one in command.arguments if one.name in {"contest", "entry"}), None)
    named = f"{about}={house.things[rule.about]}" if about and rule.about else ""
    return f"/{command.name} {ARGUMENTS.get(command.name, '')} {named}".strip()


def _is_right(key: str | None, one: str, rule: Rule, name: str) -> bool:
    if name in rights.NOT_THERE and key == "no_such":
        return True
    return (key in DENIALS) != (one in rule.may)


@PLACES
async def test_every_command_as_everybody(house: House, place: str) -> None:
    wrong = []
    for name, rule in rights.COMMANDS.items():
        line = _line(COMMANDS[name], house, rule)
        wrong += await _tried(house, name, rule, lambda who, line=line: house.typed(who, line, place), place)
    assert not wrong, "\n".join(map(str, wrong))


@PLACES
async def test_every_button_as_everybody(house: House, place: str) -> None:
    wrong = []
    await _opened(house)
    for verb, rule in rights.BUTTONS.items():
        data = ids.button_data(f"{verb}:{house.things.get(rule.about, rule.about)}")
        wrong += await _tried(house, verb, rule, lambda who, data=data: house.pressed(who, data, place), place)
    assert not wrong, "\n".join(map(str, wrong))


async def test_every_link_into_the_private_chat_as_everybody(house: House) -> None:
    wrong = []
    for verb in sorted(OPENING):
        rule = rights.BUTTONS[verb]
        link = f"/start {payload_of(f'{verb}:{house.things[rule.about]}')}"
        wrong += await _tried(house, verb, rule, lambda who, link=link: house.typed(who, link, "private"), "private")
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
    came = [(await asyncio.gather(*(act(house.people[one]) for one in denied))), denied]
    keys = dict(zip(denied, (one.key for one in came[0]), strict=True))
    for one in sorted(rule.may):
        keys[one] = (await act(house.people[one])).key
    is_told = rule.about or name in COMMANDS
    return [*wrong, *((name, one, key) for one, key in keys.items() if not _is_right(key, one, rule, name) and (is_told or one not in rule.may))]


def _is_right(key: str | None, one: str, rule: Rule, name: str) -> bool:
    return (name in rights.NOT_THERE and key == "no_such") or (key in DENIALS) != (one in rule.may)


def _is_no_more_than_a_stranger(key: str | None, rule: Rule, place: str) -> bool:
    """Tell whether a manager of another community got at most what anybody gets who was told of a contest's id.

    In her own group there is no such contest; in private she comes in as who follows a link does.
    """
    return key is not None if place == "group" else key in DENIALS or STRANGER in rule.may


async def _opened(house: House) -> None:
    """Have something of ours in every group that can be pressed on."""
    await house.typed(house.people[MANAGER], "/privacy", "group")
    await house.typed(house.rita, "/privacy", "group")


async def test_forged_ids_do_nothing_and_break_nothing(house: House) -> None:
    people = [house.people[MANAGER], house.people[MEMBER], house.rita]
    before = await _state(house)
    for number, verb in enumerate(sorted(set(BUTTONS) - ANYHOW)):
        forged = FORGED[number % len(FORGED)]
        for data in (f"{ids.BUTTON}{verb}:{forged}", f"{ids.OPTION}{verb}:{forged}\nx", f"{ids.DONE}{verb}:{forged}"):
            came = await asyncio.gather(*(house.pressed(who, data) for who in people))
            assert all(one.key is not None for one in came), (data, [one.key for one in came])
    assert await _state(house) == before


ODD = (
    *("", "x", "b1:", "h1:", "o1:\n", "t1:\n", "e1:", "d1:", "w1:", "b1::::", "\0", "b1:\ue000@1\ue001:x", "h1:revoke:ééé"),
    *("h1:undo:AAAA", "t1:ballot:x\ny", "d1:0000000000:1:s", "d1:zzzzzzzzzz:9:k", "w1:x:y", "w1::", "o1:vote", "😀" * 16),
    *("b1:here_found:x", "b1:here_join:", "b1:here_show:here_show:1", "b1:" + "a" * 61),
)
"""Data that is none of ours, or only begins like it."""


@PLACES
async def test_data_that_is_none_of_ours_is_answered_and_breaks_nothing(house: House, place: str) -> None:
    await _opened(house)
    before = await _state(house)
    for who in (house.people[MANAGER], house.people[MEMBER], house.rita):
        for data in ODD:
            await house.pressed(who, data, place)
    assert await _state(house) == before


async def test_payloads_that_are_none_of_ours_only_open_the_chat(house: House) -> None:
    before = await _state(house)
    verbs = sorted(set(BUTTONS) - OPENING)
    made = [f"{verb}-{house.things.get(rights.BUTTONS[verb].about, 'x')}" for verb in verbs]
    for one in (MANAGER, AUTHOR, MEMBER):
        for payload in (*made, *FORGED, "go_" + "0" * 16, "go_", "here-", "here-nothing", "me", "link", "manage", "-", "send-"):
            await house.typed(house.people[one], f"/start {payload}", "private")
    assert await _state(house) == before


async def _state(house: House) -> list[object]:
    """Return what a contest's things are like, which nobody may change who may not."""
    found: list[object] = []
    async with house.port.running.store.reading() as work:
        for name in ("open contest", "vote", "draft contest", "spare contest"):
            contest = await work.contests.get(house.things[name])
            found += [contest.state, await work.entries.of_contest(contest.id)]
    return found


async def test_a_dialogue_of_somebody_else_cannot_be_answered(house: House) -> None:
    mona, bob = house.people[MANAGER], house.people[MEMBER]
    await mona.press((await mona.say("/manage"))[-1], "new")
    theirs = [one.data or "" for one in _ours(mona, None).buttons if (one.data or "").startswith("d1:")]
    assert theirs
    for data in theirs:
        came = await house.pressed(bob, data)
        assert "This button is from before" in came.text
    still = await house.pressed(mona, theirs[-1])
    assert "from before" not in still.text


FORMS_OPENED = {"change": "edit:draft", "entry": "enter:open contest", "verdict": "reject:waiting entry"}
"""The button that opens each form, and what about."""


async def test_every_form_as_everybody(house: House) -> None:
    assert set(FORMS_OPENED) == set(FORMS)
    for name, opens in FORMS_OPENED.items():
        verb, _, about = opens.partition(":")
        for one in sorted(EVERYBODY):
            came = await house.pressed(house.people[one], ids.button_data(f"{verb}:{house.things[about]}"))
            assert any(post.form for post in came.posts) == (one in rights.FORMS[name].may), (name, one, came.posts)


async def test_who_lost_an_office_cannot_send_the_form_that_they_opened_with_it(house: House) -> None:
    mona, mo, waiting = house.people[MANAGER], house.people[MODERATOR], house.things["waiting entry"]
    mine = await mo.say(f"/moderate reject {waiting} rule=off_topic")
    assert mine[-1]["form"] or mine[-1]["buttons"], mine
    gone = await mona.say("/brand people remove person=Mo role=moderator")
    assert not gone[-1]["refusal"], gone
    before = await _state(house)
    for data in [one.data or "" for one in _ours(mo.who and mo, None).buttons]:
        came = await house.pressed(mo, data)
    came = await house.typed(mo, "Not a bag", "private")
    assert await _state(house) == before
    assert came


async def test_a_chat_is_set_up_by_its_administrators_alone(house: House) -> None:
    rita, bob = house.rita, house.people[MEMBER]
    house.port.group.let_in(rita.who)
    for who in (bob, house.people[MANAGER], house.people[STRANGER], rita):
        for line in ("/setup", "/setup desk", "/setup gallery", "/setup join=AAAAAAAA", "/setup desk=off"):
            came = await told(who, who.who.say(house.port.group, line))
            assert not any("here_" in (b.data or "") for one in (*came.private, *came.group) for b in one.buttons), came


async def test_who_never_opened_the_private_chat_is_told_in_the_group_only_where_to_go_on(house: House) -> None:
    port = house.port
    shy = port.server.person("Shy")
    port.group.let_in(shy)
    who = TelegramPerson("Shy", port, shy, port.group)
    await told(who, shy.say(port.group, "/me"))
    added = await house.people[MANAGER].say("/brand people add person=Shy role=manager")
    assert not added[-1]["refusal"], added
    for name, rule in rights.COMMANDS.items():
        came = await told(who, shy.say(port.group, _line(COMMANDS[name], house, rule)))
        if came.posts and all(post.private for post in came.posts):
            assert {one.said for one in came.group} == {"This goes on in your private chat with me."}, name
            [link] = came.group[0].buttons
            assert link.url is not None
            if name in {"manage", "brand show"}:
                bob = house.people[MEMBER]
                stolen, own = [await told(bob, act) for act in (bob.who.follow(link), bob.who.start())]
                assert stolen.text == own.text, "a link that is somebody else's opens the chat, and nothing more"
