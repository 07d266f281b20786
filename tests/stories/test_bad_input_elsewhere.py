"""Two communities in one process: nothing crosses between them, by whatever id it is asked for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bots.commands import BUTTONS
from contests.desk.arriving import make_link
from contests.desk.founding import found_community
from contests.desk.people import digest_of
from contests.model.community import Brand
from contests.model.member import Role
from tests.files.makers import png
from tests.stories.person import Json, form, press, refusal, subject, texts
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebDoor, WebPerson, web_house

LINE = '/contest new template=remix title="{}" submissions="2 days" voting="1 day" review=off'


@dataclass(frozen=True, slots=True)
class Two:
    """Two communities with a manager and a member each; theirs has a contest, an entry and a draft contest."""

    web: WebDoor
    ours: dict[str, WebPerson]
    theirs: dict[str, WebPerson]
    contest: str
    entry: str
    message: Json
    media: str


@pytest.fixture
async def two(tmp_path: Path) -> AsyncIterator[Two]:
    """Found a second community, and let something be in it that its author does not show to the public."""
    async with web_house(tmp_path) as (web, running):
        now = running.clock.now()
        async with running.store.work() as work:
            other = await found_community(work, Brand("Others"), "en", "UTC", now)
        theirs = {}
        for name, role in (("Olga", Role.MANAGER), ("Otto", Role.MEMBER)):
            await make_link(running.store, other.id, name, role, now, digest=digest_of(f"link of {name}"))
            theirs[name] = await by_link(web, name, f"link of {name}")
        ours = {"Mona": await web.person("Mona", "manager"), "Ann": await web.person("Ann")}
        contest = await scheduled(theirs["Olga"], LINE.format("Their battle"))
        entry = await entered(theirs["Otto"], "/enter title=Theirs gallery=no", (png(8, 8), "Theirs"))
        shown = (await theirs["Otto"].say(f"/entry {entry}"))[0]
        yield Two(web, ours, theirs, contest, entry, shown, shown["media"][0]["url"])


async def by_link(web: WebDoor, name: str, link: str) -> WebPerson:
    """Come in by a personal link."""
    headers = {"Accept": "application/json"}
    async with web.session.post(f"{web.address}/enter/{link}", headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        made = await answer.json()
    return WebPerson(name, web.session, web.address, made["token"], made["id"])


async def test_nothing_of_theirs_is_listed_or_read(two: Two) -> None:
    for person in two.ours.values():
        for path in (f"contests/{two.contest}", f"contests/{two.contest}/entries", f"contests/{two.contest}/standings"):
            assert (await person.call("GET", f"/api/{path}"))[0] == 404
        assert (await person.call("GET", "/api/contests"))[1]["items"] == []
        assert (await person.media(two.media))[0] == 404
        said = [*await person.say("/contests"), *await person.say("/me"), *await person.reads()]
        assert "Their" not in texts(said)
        for line in (
            f"/brief {two.contest}",
            '/brief "Their battle"',
            f"/entry {two.entry}",
            f"/enter {two.contest} title=X",
        ):
            assert refusal(await person.say(line)) == "no_such", line
    assert "Theirs" in texts(await two.theirs["Olga"].say("/entry"))


async def test_no_button_or_form_works_with_their_ids(two: Two) -> None:
    for person in two.ours.values():
        message = (await person.say("/help"))[0]
        for verb in sorted(BUTTONS):
            for about in (two.contest, two.entry):
                said = await person.press(message, f"{verb}:{about}", *(["xx"] if verb == "language" else []))
                assert "Their" not in texts(said), verb
                assert refusal(said) in {"no_such", "role", "needs_argument", None}, (verb, said)
        for verb in ("entry", "change", "verdict:reject", "verdict:disqualify"):
            for about in (two.contest, two.entry):
                fields = {"title": "X", "rule": "off_topic", "reason": "x"}
                assert refusal(await person.submit({"id": f"{verb}:{about}"}, fields)) in {"no_such", "role"}
    assert "taking part" in texts(await two.theirs["Otto"].say(f"/entry {two.entry}"))


async def test_their_messages_cannot_be_pressed_and_their_people_cannot_be_appointed(two: Two) -> None:
    for person in two.ours.values():
        body = {"message": two.message["id"], "button": f"withdraw:{two.entry}", "values": []}
        assert (await person.call("POST", "/api/press", json=body))[0] == 404
    mona = two.ours["Mona"]
    for name in ("Otto", two.theirs["Otto"].id, two.theirs["Olga"].id):
        assert refusal(await mona.say(f"/brand people add {name} manager")) == "no_such"
    for line in ("pause", "cancel reason=x", "status", "results", "extend by=1d reason=x", "edit title=Ours"):
        assert refusal(await mona.say(f"/contest {line} contest={two.contest}")) == "no_such", line
    for verdict in ("admit", "reject", "disqualify"):
        said = await mona.say(
            f"/moderate {verdict} {two.entry} {'' if verdict == 'admit' else 'rule=off_topic reason=x'}"
        )
        assert refusal(said) == "no_such"


async def test_their_entries_are_no_sources_and_no_choices(two: Two) -> None:
    mona, ann = two.ours["Mona"], two.ours["Ann"]
    await scheduled(mona, LINE.format("Our battle"))
    assert refusal(await ann.say(f"/enter title=X from={two.entry}")) == "no_such"
    ours = await entered(ann, "/enter title=Ours")
    await two.web.turn(2 * DAY)
    bob = await two.web.person("Bob")
    ballot = await bob.say("/vote")
    chosen = await press(bob, ballot, "ballot", two.entry)
    assert refusal(chosen) == "no_such"
    otto = two.theirs["Otto"]
    message = (await otto.say("/help"))[0]
    assert refusal(await otto.press(message, subject(ballot, "ballot").join(["ballot:", ""]), ours)) == "no_such"
    assert refusal(await otto.press(message, f"approve:{ours}")) == "no_such"


async def test_what_is_said_in_one_room_is_not_heard_in_the_other(two: Two) -> None:
    await two.ours["Ann"].say("Hello from Ann")
    await two.theirs["Otto"].say("Hello from Otto")
    assert "from Otto" not in texts(await two.ours["Ann"].reads())
    assert "from Ann" not in texts(await two.theirs["Otto"].reads())
    asked = await two.ours["Ann"].say("/me")
    renamed = await two.theirs["Otto"].submit(form(asked), {"name": "Otto the Great"})
    assert "Otto the Great" in texts(renamed)
    assert "You are Ann." in texts(await two.ours["Ann"].say("/me"))
