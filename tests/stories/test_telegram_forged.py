"""What a client of one's own could send on Telegram: made-up buttons, links and dialogues do nothing, break nothing."""

import asyncio

import pytest

from bots.commands.registry import BUTTONS, FORMS
from bots.on_telegram import ids
from bots.on_telegram.deep_links import OPENING
from tests.halves import long_but
from tests.stories import rights
from tests.stories.rights import AUTHOR, EVERYBODY, MANAGER, MEMBER, MODERATOR, STRANGER
from tests.stories.telegram_people import House, house, opened, ours
from tests.stories.telegram_told import quiet_log, told, unhurried

__all__ = ["house", "quiet_log", "unhurried"]

FORGED = ("aaaaaaaaaaaa", "x:y:z", "…" * 8, "'; DROP TABLE members; --", "-1")
ANYHOW = {"new", "queue", "pick", "language", "done", "brief", "again", "there"}
"""Verbs that mean something without a subject, or take it from the message, or say the same of whatever is not there."""
pytestmark = pytest.mark.timeout(600)  # some hundred things are asked for, one after the other
PLACES = pytest.mark.parametrize("place", long_but({"private"}, ["private", "group"]))


@pytest.mark.long
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
    *(
        "",
        "x",
        "b1:",
        "h1:",
        "o1:\n",
        "t1:\n",
        "e1:",
        "d1:",
        "w1:",
        "b1::::",
        "\0",
        "b1:\ue000@1\ue001:x",
        "h1:revoke:ééé",
    ),
    *(
        "h1:undo:AAAA",
        "t1:ballot:x\ny",
        "d1:0000000000:1:s",
        "d1:zzzzzzzzzz:9:k",
        "w1:x:y",
        "w1::",
        "o1:vote",
        "😀" * 16,
    ),
    *("b1:here_found:x", "b1:here_join:", "b1:here_show:here_show:1", "b1:" + "a" * 61),
)
"""Data that is none of ours, or only begins like it."""


@PLACES
async def test_data_that_is_none_of_ours_is_answered_and_breaks_nothing(house: House, place: str) -> None:
    await opened(house)
    before = await _state(house)
    for who in (house.people[MANAGER], house.people[MEMBER], house.rita):
        for data in ODD:
            await house.pressed(who, data, place)
    assert await _state(house) == before


@pytest.mark.long
async def test_payloads_that_are_none_of_ours_only_open_the_chat(house: House) -> None:
    before = await _state(house)
    verbs = sorted(set(BUTTONS) - OPENING)
    made = [f"{verb}-{house.things.get(rights.BUTTONS[verb].about, 'x')}" for verb in verbs]
    for one in (MANAGER, AUTHOR, MEMBER):
        for payload in (
            *made,
            *FORGED,
            "go_" + "0" * 16,
            "go_",
            "here-",
            "here-nothing",
            "me",
            "link",
            "manage",
            "-",
            "send-",
        ):
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
    theirs = [one.data or "" for one in ours(mona, None).buttons if (one.data or "").startswith("d1:")]
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
    for data in [one.data or "" for one in ours(mo, None).buttons]:
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
