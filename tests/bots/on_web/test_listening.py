"""Rooms, and messages as they come: nothing is missed, and nobody waits who need not."""

import asyncio

import pytest

from bots.post import Post
from contests.model.member import Role
from tests.bots.on_web.house import House


async def test_everybody_has_the_main_room_and_their_own_and_those_who_run_contests_the_desk(house: House) -> None:
    for role in Role:
        desk = ["desk"] if role in {Role.MODERATOR, Role.MANAGER} else []
        rooms = (await (await house.person("P", role)).get("/api/rooms"))["items"]
        assert [one["kind"] for one in rooms] == ["public", *desk, "me"]
        assert [one["id"] for one in rooms] == ["main", *desk, "me"]
    assert rooms[0]["title"] == "Kit & Co"


async def test_messages_come_in_order_of_change_and_next_goes_on_from_there(house: House) -> None:
    ada = await house.person()
    first, second = [(await ada.say(text))[0] for text in ("one", "two")]
    page = await ada.get("/api/messages?room=main")
    assert page["messages"] == [first, second]
    await house.speaker.replace(first["id"], Post("one, mended"))
    after = await ada.get(f"/api/messages?room=main&since={page['next']}")
    assert [(one["id"], one["text"], one["edited"]) for one in after["messages"]] == [
        (first["id"], "one, mended", True)
    ]
    assert (await ada.get(f"/api/messages?room=main&since={after['next']}"))["messages"] == []


async def test_a_long_room_is_read_page_by_page_without_a_gap(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.on_web.listening.PAGE", 3)
    ada = await house.person()
    said = [(await ada.say(f"line {n}"))[0] for n in range(8)]
    read, since = [], ""
    while page := await ada.get(f"/api/messages?room=main&since={since}"):
        if not page["messages"]:
            break
        read += page["messages"]
        since = page["next"]
    assert read == said


async def test_whoever_waits_is_woken_by_a_message_and_by_an_edit(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    waiting = asyncio.create_task(ada.get("/api/messages?room=main&wait=25"))
    await _listening(house)
    [line] = await bob.say("Hello")
    page = await waiting
    assert page["messages"] == [line]
    waiting = asyncio.create_task(ada.get(f"/api/messages?room=main&since={page['next']}&wait=25"))
    await _listening(house)
    await house.speaker.replace(line["id"], Post("Gone"))
    assert [one["text"] for one in (await waiting)["messages"]] == ["Gone"]


async def test_what_somebody_else_is_told_in_private_wakes_nobody(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    waiting = asyncio.create_task(ada.get("/api/messages?room=main&wait=25"))
    await _listening(house)
    await bob.say("/me")
    [heard] = house.room.log._listening
    assert not heard.is_set()
    await bob.say("Hello")
    assert [one["text"] for one in (await waiting)["messages"]] == ["Hello"]


async def test_waiting_ends_with_an_empty_page_and_the_same_next(house: House) -> None:
    ada = await house.person()
    await ada.say("one")
    page = await ada.get("/api/messages?room=main")
    assert await ada.get(f"/api/messages?room=main&since={page['next']}&wait=0.01") == {
        "messages": [],
        "next": page["next"],
    }


async def test_nobody_waits_for_a_room_that_closes(house: House) -> None:
    ada = await house.person()
    waiting = asyncio.create_task(ada.get("/api/messages?room=main&wait=25"))
    await _listening(house)
    house.room.log.close()
    assert (await waiting)["messages"] == []
    assert (await ada.get("/api/messages?room=main&wait=25"))["messages"] == []


@pytest.mark.parametrize(
    "query", ["since=x", "since=-1", "since=²", "wait=x", "wait=-1", "wait=nan", f"since={'9' * 30}"]
)
async def test_what_cannot_be_read_is_malformed(house: House, query: str) -> None:
    status, body = await (await house.person()).call("GET", f"/api/messages?room=main&{query}")
    assert (status, body["error"]["key"]) == (400, "malformed")


@pytest.mark.parametrize("room", ["", "elsewhere", "Main"])
async def test_an_unknown_room_is_not_there(house: House, room: str) -> None:
    status, body = await (await house.person()).call("GET", f"/api/messages?room={room}")
    assert (status, body["error"]["key"]) == (404, "no_such")


async def test_the_speaker_says_each_thing_once_whatever_is_tried_again(house: House) -> None:
    ada = await house.person()
    place = f"{house.community.id}/main"
    first = await house.speaker.say(place, Post("Voting is open"), "owed-1")
    assert await house.speaker.say(place, Post("Voting is open"), "owed-1") == first
    assert [one["id"] for one in await ada.reads()] == [first]


async def test_a_whisper_is_read_in_ones_own_room_by_oneself_alone(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    async with house.store.reading() as work:
        [account] = await work.people.accounts(ada.id)
    await house.speaker.whisper(account, Post("You are third"), "owed-1")
    [told] = await ada.reads("me")
    assert (told["text"], told["private"], told["room"]) == ("You are third", True, "me")
    assert await bob.reads("me") == []


async def test_replacing_what_is_gone_needs_nothing(house: House) -> None:
    await house.speaker.replace("nowhere", Post("Withdrawn"))


async def _listening(house: House) -> None:
    """Return once somebody waits."""
    while not house.room.log._listening:
        await (await house.person("Probe")).get("/api/rooms")
