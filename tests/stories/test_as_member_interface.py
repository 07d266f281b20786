"""What scripts rely on: every key of every answer, paging, keys that make a call happen once, edits in order of change."""

import asyncio
from pathlib import Path

import pytest

from tests.files.makers import png
from tests.stories.person import Json, button, form, press, refusal
from tests.stories.telling import DAY, entered, heard, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson, web_house

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off reward="1:a bag"'
CONTEST = {
    *("id", "title", "template", "state", "paused", "method", "mode", "opens", "submissions_close"),
    *("voting_opens", "voting_closes", "turnout", "entries"),
}
ENTRY = {"id", "contest", "kind", "title", "text", "author", "state", "from", "media"}
STANDING = {"rank", "entry", "title", "author", "score", "approvals", "exposures", "reward", "office"}


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are shown at once."""
    return await scheduled(mona, LINE)


async def got(person: WebPerson, path: str) -> Json:
    """Return what a page answers."""
    status, answer = await person.call("GET", path)
    assert status == 200, answer
    return answer


async def test_contests_entries_and_standings_have_every_key_from_the_first_day_to_the_last(
    battle: str, web: WebDoor, ann: WebPerson, bob: WebPerson
) -> None:
    contest = await got(ann, f"/api/contests/{battle}")
    assert contest.keys() == CONTEST
    assert (contest["state"], contest["template"], contest["method"], contest["mode"]) == (
        "submission",
        "remix",
        "approval",
        None,
    )
    assert (contest["paused"], contest["turnout"], contest["entries"]) == (False, 0, 0)
    assert contest["opens"] < contest["submissions_close"] == contest["voting_opens"] < contest["voting_closes"]
    assert contest["opens"].endswith("+00:00")
    assert (await got(ann, "/api/contests")) == {"items": [contest], "next": None}
    sun = await entered(ann, '/enter title=Sun text="Made at dawn"', (png(8, 8), "A sun"))
    page = await got(bob, f"/api/contests/{battle}/entries")
    assert page["next"] is None
    assert page["items"][0].keys() == ENTRY
    assert page["items"][0] | {"id": sun, "contest": battle, "kind": "remix", "state": "admitted"} == page["items"][0]
    assert page["items"][0]["media"][0].keys() == {"url", "kind", "alt"}
    await web.turn(2 * DAY)
    assert (await got(ann, f"/api/contests/{battle}"))["mode"] == "list"
    await votes(bob, [sun], battle)
    await until(web, battle, "announced")
    standings = await got(bob, f"/api/contests/{battle}/standings")
    assert standings["items"][0].keys() == STANDING
    assert standings["items"] == [
        {
            "rank": 1,
            "entry": sun,
            "title": "Sun",
            "author": "Ann",
            "score": "1",
            "approvals": 1,
            "exposures": 1,
            "reward": "a bag",
            "office": "offered",
        }
    ]


async def test_a_message_has_every_key_whoever_wrote_it(battle: str, web: WebDoor, ann: WebPerson) -> None:
    typed = (await ann.say("Hello"))[0]
    asked = (await ann.say("/enter"))[0]
    assert typed.keys() == asked.keys()
    assert typed["author"] == {"id": ann.id, "name": "Ann", "badges": []}
    assert (typed["private"], asked["private"], asked["room"]) == (False, True, "main")
    for field in asked["form"]["fields"]:
        assert field.keys() == {"name", "label", "kind", "required", "value", "options"}
        assert field["kind"] in {"text", "long", "choice", "choices", "number", "time", "file", "check"}
    shown = await ann.say("/enter title=Sun", (png(8, 8), "A sun"))
    assert shown[0]["buttons"][0].keys() == {"id", "label", "style", "disabled"}
    (opening,) = await heard(web, ann)
    assert (opening["author"]["id"], opening["private"], opening["refusal"]) == ("prosument", False, None)
    assert battle


async def test_a_call_with_a_key_happens_once_whatever_it_is(battle: str, ann: WebPerson) -> None:
    line = {"room": "main", "text": "/enter title=Sun", "once": "one"}
    first, second = [await ann.call("POST", "/api/say", json=line) for _ in range(2)]
    assert first == second
    other = await ann.call("POST", "/api/say", json={**line, "text": "/enter title=Moon"})
    assert other == first, "it is the key that counts"
    assert (await ann.call("POST", "/api/say", json={**line, "once": "two"}))[1] != first[1]
    named = {"form": "run:me name", "fields": {"name": "Änn"}, "once": "three"}
    answers = await asyncio.gather(*(ann.call("POST", "/api/submit", json=named) for _ in range(3)))
    assert {one[1]["messages"][0]["id"] for one in answers} == {answers[0][1]["messages"][0]["id"]}
    assert battle


async def test_an_edited_message_comes_again_in_order_of_its_change(battle: str, ann: WebPerson) -> None:
    shown = await ann.say("/enter title=Sun")
    await ann.say("Between")
    page = await got(ann, "/api/messages?room=main")
    assert page == await got(ann, "/api/messages?room=main&since=")
    seen = [one["id"] for one in page["messages"]]
    await press(ann, shown, "send")
    later = await got(ann, f"/api/messages?room=main&since={page['next']}")
    assert [(one["id"], one["edited"]) for one in later["messages"]] == [(shown[0]["id"], True)]
    whole = [one["id"] for one in (await got(ann, "/api/messages?room=main"))["messages"]]
    assert whole == [one for one in seen if one != shown[0]["id"]] + [shown[0]["id"]]
    assert await got(ann, f"/api/messages?room=main&since={later['next']}") == {"messages": [], "next": later["next"]}
    assert battle


async def test_whoever_waits_hears_a_new_message_at_once(battle: str, ann: WebPerson, bob: WebPerson) -> None:
    since = (await got(ann, "/api/messages?room=main"))["next"]
    waiting = asyncio.create_task(got(ann, f"/api/messages?room=main&since={since}&wait=20"))
    await asyncio.sleep(0)
    await bob.say("Hello")
    assert [one["text"] for one in (await asyncio.wait_for(waiting, 10))["messages"]] == ["Hello"]
    assert battle


async def test_rooms_are_what_one_may_be_in(ann: WebPerson, mo: WebPerson, mona: WebPerson) -> None:
    for person, kinds in ((ann, ["public", "me"]), (mo, ["public", "desk", "me"]), (mona, ["public", "desk", "me"])):
        items = (await got(person, "/api/rooms"))["items"]
        assert [one.keys() for one in items] == [{"id", "title", "kind"}] * len(kinds)
        assert [one["kind"] for one in items] == kinds
    status, answer = await ann.call("GET", "/api/messages?room=desk")
    assert (status, answer["error"]["key"]) == (404, "no_such")


async def test_health_is_told_to_anybody(web: WebDoor, battle: str) -> None:
    async with web.session.get(f"{web.address}/healthz") as answer:
        told = await answer.json()
    assert answer.status == 200, told
    assert told.keys() == {"status", "adapters", "database", "scheduler", "oldest_unsent_s", "next_deadline"}
    assert told["status"] == "ok"
    assert told["adapters"]["web"] == "up"
    assert told["next_deadline"]
    assert battle


async def test_the_clock_is_turned_by_managers_to_the_next_deadline_or_by_seconds(
    battle: str, mona: WebPerson, ann: WebPerson
) -> None:
    assert (await ann.call("POST", "/api/clock", json={"to": "next"}))[0] == 403
    status, turned = await mona.call("POST", "/api/clock", json={"to": "next"})
    assert (status, set(turned)) == (200, {"now", "due"})
    assert [one["contest"] for one in turned["due"]] == [battle]
    assert turned["due"][0].keys() == {"contest", "step", "at"}
    for body in ({}, {"advance_s": "1"}, {"advance_s": -1}, {"advance_s": True}, {"to": "then"}, {"advance_s": 1e99}):
        assert (await mona.call("POST", "/api/clock", json=body))[0] == 422, body


async def test_tokens_places_and_previews_outlive_a_restart(tmp_path: Path) -> None:
    async with web_house(tmp_path) as (web, _):
        await scheduled(await web.person("Mona", "manager"), LINE)
        ann = await web.person("Ann")
        shown = await ann.say("/enter title=Sun")
        asked = await press(ann, shown, "edit")
        since = (await got(ann, "/api/messages?room=main"))["next"]
    async with web_house(tmp_path) as (web, _):
        again = WebPerson("Ann", web.session, web.address, ann.token, ann.id)
        assert (await got(again, f"/api/messages?room=main&since={since}"))["messages"] == []
        changed = await again.submit(form(asked), {"title": "Moon"})
        assert changed[0]["id"] == asked[0]["id"]
        sent = await again.press(shown[0], button(shown, "send").button)
        assert refusal(sent) is None
        assert "Moon" in sent[0]["text"]
