"""An author takes an entry back: it leaves every surface at once, and the votes on it go back to their voters."""

import asyncio

import pytest

from tests.files.makers import jpeg
from tests.stories.person import Json, button, filled, form, press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(mona, f"{LINE} review=off")


async def as_it_stands(web: WebDoor, person: WebPerson, message: Json) -> Json:
    """Return a message once every edit that is owed was made."""
    await web.turn(0)
    return next(one for one in await person.reads() if one["id"] == message["id"])


async def test_a_withdrawn_entry_leaves_every_surface(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sunrise", (jpeg(40, 30), "A sun"))
    seen = [(await bob.say(f"/entry {sun}"))[0], (await bob.say("/entry"))[0]]
    moon = await entered(bob, f"/enter title=Moon from={sun}")
    url = seen[0]["media"][0]["url"]
    await web.turn(2 * DAY)
    ballot = (await cleo.say("/vote"))[0]
    assert "Sunrise" in ballot["text"]
    gone = await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    assert refusal(gone) is None
    assert (await ann.media(url))[0] == (await cleo.media(url))[0] == (await mo.media(url))[0] == 404
    for reader in (ann, bob, mo):
        page = (await reader.call("GET", f"/api/contests/{battle}/entries"))[1]["items"]
        assert [(one["id"], one["from"]) for one in page] == [(moon, [sun])]
    assert refusal(await bob.say(f"/entry {sun}")) == "withdrawn"
    tree = texts(await cleo.say(f"/entry {moon}"))
    assert "Made from a withdrawn entry" in tree
    assert "Sunrise" not in tree + texts(await cleo.say("/entry")) + texts(await cleo.say("/vote"))
    for person, message, sign in ((bob, seen[0], "withdrawn"), (bob, seen[1], "“Moon”"), (cleo, ballot, "Moon")):
        shown = await as_it_stands(web, person, message)
        assert sign in shown["text"]
        assert "Sunrise" not in shown["text"]
        assert shown["media"] == []
    assert (await web.contest(battle))["entries"] == 1


async def test_votes_on_a_withdrawn_entry_are_released(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    battle = await scheduled(mona, f"{LINE} review=off mode=queue method=single")
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sunrise"), (bob, "Moon"))]
    await web.turn(2 * DAY)
    await votes(cleo, [sun], battle)
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    again = await cleo.say("/vote")
    assert "Sunrise" not in texts(again)
    await press(cleo, await press(cleo, again, "back"), "approve")
    await until(web, battle, "announced")
    assert [(one["entry"], one["score"]) for one in await web.standings(battle)] == [(moon, "1")]


async def test_a_withdrawn_entry_makes_room_for_another(battle: str, ann: WebPerson) -> None:
    await entered(ann, "/enter title=Sunrise")
    assert refusal(await ann.say("/enter title=Moon")) == "limit_entries"
    found = button(await ann.say((await ann.say("/me"))[0]["buttons"][0]["id"].replace("look:", "/entry ")), "withdraw")
    first, second = await asyncio.gather(*(ann.press(found.message, found.button) for _ in range(2)))
    assert first == second
    await entered(ann, "/enter title=Moon")
    assert "“Sunrise” in “Bag battle”: withdrawn" in texts(await ann.say("/me"))


async def test_one_withdraws_while_the_contest_is_paused_and_what_was_not_taken_in(
    mona: WebPerson, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    await scheduled(mona, LINE)
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sunrise"), (bob, "Moon"))]
    await mo.say(f'/moderate reject {moon} rule=off_topic reason="It is no bag"')
    await mona.say("/contest pause")
    for person, entry in ((ann, sun), (bob, moon)):
        shown = await person.say(f"/entry {entry}")
        assert "withdrawn" in texts(await press(person, shown, "withdraw"))
        assert "withdrawn" in texts(await person.say(f"/entry {entry}"))


async def test_after_the_result_the_managers_are_asked_once(
    battle: str, web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sunrise")
    await until(web, battle, "announced")
    shown = await ann.say(f"/entry {sun}")
    for _ in range(2):
        asked = await press(ann, shown, "withdraw")
        assert refusal(asked) == "already_decided"
        assert "managers are asked" in texts(asked)
    await web.turn(1)
    assert texts(await mona.reads("desk")).count("Ann asks to have “Sunrise” taken out") == 1
    assert [one["title"] for one in await web.standings(battle)] == ["Sunrise"]


async def test_what_the_managers_take_out_keeps_a_nameless_place(
    battle: str, web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    mo = await web.person("Mo", "moderator")
    sun, moon = (
        await entered(ann, "/enter title=Sunrise", (jpeg(40, 30), "A sun")),
        await entered(bob, "/enter title=Moon"),
    )
    url = (await bob.say(f"/entry {sun}"))[0]["media"][0]["url"]
    await web.turn(2 * DAY)
    await votes(cleo, [sun], battle)
    unasked = await mona.press((await mona.say("/me"))[0], f"take_out:{sun}")
    assert refusal(unasked) == "not_open", "it is not decided"
    await until(web, battle, "announced")
    unasked = await mona.press((await mona.say("/me"))[0], f"take_out:{sun}")
    assert refusal(unasked) == "no_such", "nobody asked for it"
    before = await web.standings(battle)
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    await web.turn(40 * DAY)
    asked = [one for one in await mona.reads("desk") if "taken out" in one["text"]]
    assert refusal(await press(mo, asked, "take_out")) == "role"
    done = await press(mona, asked, "take_out")
    assert refusal(done) is None, done
    assert [one["id"] for one in await press(mona, asked, "take_out")] == [one["id"] for one in done]
    after = await web.standings(battle)
    assert [(one["title"], one["author"]) for one in after] == [(None, None), ("Moon", "Bob")]
    kept = ("rank", "entry", "score", "reward")
    assert [[one[name] for name in kept] for one in after] == [[one[name] for name in kept] for one in before]
    assert (await bob.media(url))[0] == 404
    assert refusal(await bob.say(f"/entry {sun}")) == "withdrawn"
    assert "Sunrise" not in texts(await mona.say("/contest results")) + texts(await bob.say("/brief"))
    assert "withdrawn" in texts(await ann.say("/me"))
    assert [one["title"] for one in (await bob.call("GET", f"/api/contests/{battle}/entries"))[1]["items"]] == ["Moon"]
    assert moon == after[1]["entry"]


async def test_nobody_withdraws_what_is_not_theirs(battle: str, ann: WebPerson, bob: WebPerson) -> None:
    sun = await entered(ann, "/enter title=Sunrise")
    assert refusal(await bob.press((await bob.say("/me"))[0], f"withdraw:{sun}")) == "not_yours"
    draft = button(await bob.say("/enter title=Moon"), "send").button.removeprefix("send:")
    message = (await bob.say("/me"))[0]
    assert refusal(await bob.press(message, f"withdraw:{draft}")) == "no_such", "a preview is dropped, not withdrawn"
    assert refusal(await bob.press(message, f"cancel:{draft}")) is None


async def test_a_change_that_was_begun_before_is_refused_afterwards(battle: str, ann: WebPerson) -> None:
    sun = await entered(ann, "/enter title=Sunrise")
    asked = await press(ann, await ann.say(f"/entry {sun}"), "edit")
    shown = await ann.submit(form(asked), {**filled(asked), "title": "Sun two"})
    other = await press(ann, await ann.say(f"/entry {sun}"), "edit")
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    assert refusal(await press(ann, shown, "send")) == "withdrawn"
    assert refusal(await ann.submit(form(other), {"title": "Sun three"})) == "withdrawn"
