"""Say, press and submit: what is heard, what is answered, and that twice is once."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bots.hearing import Heard, Hearing, Pressed, Said, Submitted
from bots.on_web import tidy
from bots.post import Attachment, Button, Field, Form, Option, Post, Select
from contests.refusals import Refusal
from tests.bots.on_web.house import NOON, House, Json, Visitor

FORM = Form("run:enter", "Enter", (Field("title", "Title", required=True), Field("more", "More", "long", value="was")))


async def test_a_command_is_heard_and_answered_in_private_where_it_was_said(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [answer] = await ada.say("/contests")
    [(hearing, heard)] = house.talk.heard
    assert heard == Said("/contests")
    assert (hearing.member.id, hearing.at) == (ada.id, NOON)
    assert hearing.venue
    assert hearing.is_present == {hearing.venue.id: True}
    assert (answer["text"], answer["room"], answer["private"]) == ("Heard.", "main", True)
    assert await ada.reads() == [answer]
    assert await bob.reads() == []


async def test_a_message_has_every_part_that_the_interface_names(house: House) -> None:
    picture = Attachment("a" * 64, "picture", "image/png", "a card")
    clip = Attachment("b" * 64, "video", "video/mp4", "a clip")
    house.talk.answers = lambda *_: [
        Post(
            "All of it",
            buttons=(Button("send:d", "Send", "primary"),),
            selects=(Select("ballot:r", "Choose", (Option("e", "Entry"),), 0, 3),),
            form=FORM,
            pictures=(picture,),
            media=(clip,),
            refusal=Refusal("too_late", at="2026-11-23T12:00:00+00:00"),
            receipt="abc",
        )
    ]
    ada = await house.person("Ada")
    [answer] = await ada.say("/all")
    assert answer == {
        "id": answer["id"],
        "room": "main",
        "at": NOON.isoformat(),
        "author": {"id": "prosument", "name": "Prosument", "badges": []},
        "text": "All of it",
        "private": True,
        "edited": False,
        "refusal": {"key": "too_late", "facts": {"at": "2026-11-23T12:00:00+00:00"}},
        "receipt": "abc",
        "pictures": [{"url": f"/media/{'a' * 64}.png", "alt": "a card"}],
        "media": [{"url": f"/media/{'b' * 64}.mp4", "kind": "video", "alt": "a clip"}],
        "buttons": [{"id": "send:d", "label": "Send", "style": "primary", "disabled": False}],
        "selects": [
            {"id": "ballot:r", "label": "Choose", "min": 0, "max": 3, "options": [{"value": "e", "label": "Entry"}]}
        ],
        "form": {
            "id": "run:enter",
            "title": "Enter",
            "fields": [
                {"name": "title", "label": "Title", "kind": "text", "required": True, "value": "", "options": []},
                {"name": "more", "label": "More", "kind": "long", "required": False, "value": "was", "options": []},
            ],
        },
    }


async def test_a_chat_line_is_seen_by_everybody_with_its_author(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [line] = await ada.say("Hello <b>all</b> \u202eabc")
    assert house.talk.heard == []
    assert line["author"] == {"id": ada.id, "name": "Ada", "badges": []}
    assert (line["text"], line["private"]) == ("Hello <b>all</b> \u202eabc", False)
    assert await bob.reads() == [line]


async def test_a_chat_line_in_ones_own_room_is_seen_by_oneself_alone(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [line] = await ada.say("A note", room="me")
    assert line["private"]
    assert await ada.reads("me") == [line]
    assert await bob.reads("me") == []


async def test_a_chat_line_that_is_too_long_is_refused_with_the_limit_named(house: House) -> None:
    ada = await house.person()
    [answer] = await ada.say("x" * 4001)
    assert answer["refusal"] == {"key": "too_long", "facts": {"field": "text", "limit": 4000, "length": 4001}}
    assert [one["private"] for one in await ada.reads()] == [True]


async def test_a_public_answer_is_seen_by_everybody_in_the_room(house: House) -> None:
    house.talk.answers = lambda *_: [Post("To all", private=False)]
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [answer] = await ada.say("/tell")
    assert not answer["private"]
    assert await bob.reads() == [answer]


async def test_nothing_said_in_ones_own_room_becomes_public(house: House) -> None:
    house.talk.answers = lambda *_: [Post("To all", private=False)]
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [answer] = await ada.say("/tell", room="me")
    assert answer["private"]
    assert house.talk.heard[0][0].venue is None
    assert await bob.reads("me") == []


async def test_an_answer_in_place_edits_the_private_message_that_was_pressed(house: House) -> None:
    house.talk.answers = lambda _, heard: [
        Post("Now sent", in_place=True) if isinstance(heard, Pressed) else Post("Send?")
    ]
    ada = await house.person()
    [asked] = await ada.say("/enter")
    [answer] = await ada.press(asked, "send:d")
    assert (answer["id"], answer["text"], answer["edited"]) == (asked["id"], "Now sent", True)
    assert await ada.reads() == [answer]


async def test_a_private_answer_never_takes_a_public_messages_place(house: House) -> None:
    public = await house.put(Post("Vote now", private=False, buttons=(Button("vote:c", "Vote"),)))
    house.talk.answers = lambda *_: [Post("Your ballot", in_place=True)]
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [answer] = await ada.press(public, "vote:c")
    assert answer["id"] != public["id"]
    assert answer["private"]
    assert await bob.reads() == [public]


async def test_a_public_answer_in_place_edits_the_public_message(house: House) -> None:
    public = await house.put(Post("Waiting", private=False))
    house.talk.answers = lambda *_: [Post("Decided", in_place=True, private=False)]
    ada, bob = await house.person("Ada"), await house.person("Bob")
    await ada.press(public, "admit:e")
    [seen] = await bob.reads()
    assert (seen["id"], seen["text"]) == (public["id"], "Decided")


async def test_a_message_of_somebody_else_cannot_be_pressed(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    [asked] = await ada.say("/enter")
    status, body = await bob.call("POST", "/api/press", json={"message": asked["id"], "button": "send:d", "values": []})
    assert (status, body["error"]["key"]) == (404, "no_such")
    assert len(house.talk.heard) == 1


async def test_the_desk_is_for_managers_and_moderators_alone(house: House) -> None:
    ada, mia = await house.person("Ada"), await house.person("Mia", "moderator")
    await house.speaker.alert(f"{house.community.id}/main", Post("Look"), "k1")
    [seen] = await mia.reads("desk")
    assert seen["text"] == "Look"
    for call in (
        ada.call("GET", "/api/messages?room=desk"),
        ada.call("POST", "/api/say", json={"room": "desk", "text": "/contest new"}),
        ada.call("POST", "/api/press", json={"message": seen["id"], "button": "retry:x", "values": []}),
    ):
        status, body = await call
        assert (status, body["error"]["key"]) == (404, "no_such")


def counting(*posts: Post) -> "Counting":
    return Counting(list(posts))


class Counting:
    """Answers with the posts in turn, the last one for ever."""

    def __init__(self, posts: list[Post]) -> None:
        self.posts = posts

    def __call__(self, _hearing: Hearing, _heard: Heard) -> list[Post]:
        return [self.posts.pop(0) if len(self.posts) > 1 else self.posts[0]]


async def pressable(house: House, ada: Visitor, *buttons: str) -> Json:
    house.talk.answers = lambda *_: [Post("Send?", buttons=tuple(Button(one, one) for one in buttons))]
    [asked] = await ada.say("/enter")
    house.talk.heard.clear()
    return asked


async def test_a_second_press_has_the_effect_of_one_and_the_same_answer(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "send:d")
    house.talk.answers = counting(Post("Sent"), Post("Sent twice"))
    first = await ada.press(asked, "send:d")
    assert await ada.press(asked, "send:d") == first
    assert len(house.talk.heard) == 1


async def test_a_second_press_answers_with_the_message_as_it_stands_now(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "send:d")
    house.talk.answers = lambda *_: [Post("Sent", in_place=True)]
    [first] = await ada.press(asked, "send:d")
    assert await ada.press(asked, "send:d") == [first]
    await house.speaker.replace(asked["id"], Post("Withdrawn"))
    [again] = await ada.press(asked, "send:d")
    assert again["text"] == "Withdrawn"
    assert len(house.talk.heard) == 1


async def test_many_presses_at_once_are_one(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "send:d")
    house.talk.answers = counting(Post("Sent"), Post("Sent twice"))
    house.talk.before = lambda: asyncio.sleep(0)
    answers = await asyncio.gather(*(ada.press(asked, "send:d") for _ in range(20)))
    assert all(answer == answers[0] for answer in answers)
    assert len(house.talk.heard) == 1


async def test_other_values_or_another_person_are_another_press(house: House) -> None:
    public = await house.put(Post("Choose", private=False))
    ada, bob = await house.person("Ada"), await house.person("Bob")
    await ada.press(public, "pick:c", "one")
    await ada.press(public, "pick:c", "two")
    await bob.press(public, "pick:c", "one")
    assert len(house.talk.heard) == 3


async def test_a_press_on_a_message_that_changed_and_offers_the_button_again_is_a_new_one(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "admit:e")
    undo = Post("Admitted", in_place=True, buttons=(Button("undo:e", "Undo"),))
    waits = Post("Waiting", in_place=True, buttons=(Button("admit:e", "Admit"),))
    house.talk.answers = counting(undo, waits, undo)
    for button in ("admit:e", "undo:e", "admit:e"):
        [now] = await ada.press(asked, button)
    assert len(house.talk.heard) == 3
    assert now["text"] == "Admitted"


async def test_a_refused_press_may_be_tried_again_and_says_the_same_by_the_same_message(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "send:d")
    paused = Post("Paused", refusal=Refusal("paused"))
    house.talk.answers = counting(paused, paused, Post("Sent", in_place=True))
    first = await ada.press(asked, "send:d")
    assert await ada.press(asked, "send:d") == first
    [sent] = await ada.press(asked, "send:d")
    assert sent["text"] == "Sent"


async def test_a_press_that_was_refused_and_then_done_is_done_once(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "send:d")
    house.talk.answers = counting(Post("Paused", refusal=Refusal("paused")), Post("Sent"), Post("Sent twice"))
    await ada.press(asked, "send:d")
    sent = await ada.press(asked, "send:d")
    assert await ada.press(asked, "send:d") == sent


@pytest.mark.parametrize("button", ["approve:e", "pass:e", "back:e", "ballot:r"])
async def test_a_ballot_is_never_answered_from_memory(house: House, button: str) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, button)
    house.talk.answers = lambda *_: [Post("Next", in_place=True)]
    first = await ada.press(asked, button)
    assert await ada.press(asked, button) == first
    assert len(house.talk.heard) == 2


async def test_presses_of_one_person_are_answered_one_by_one_in_order(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "approve:e", "pass:e")
    inside: list[int] = []

    async def alone() -> None:
        inside.append(1)
        await asyncio.sleep(0)
        assert len(inside) == 1
        inside.pop()

    house.talk.before = alone
    await asyncio.gather(*(ada.press(asked, button) for button in ("approve:e", "pass:e") * 5))
    assert len(house.talk.heard) == 10


async def test_a_once_key_is_remembered_for_a_day(house: House) -> None:
    ada, bob = await house.person("Ada"), await house.person("Bob")
    house.talk.answers = lambda *_: [Post(f"Answer {len(house.talk.heard)}")]
    first = await ada.say("/contest new", once="k")
    assert await ada.say("/contest new", once="k") == first
    assert await bob.say("/contest new", once="k") != first
    house.clock.turn(hours=24)
    assert await ada.say("/contest new", once="k") != first


async def test_a_chat_line_with_a_once_key_is_written_once(house: House) -> None:
    ada = await house.person()
    first = await ada.say("Hello", once="k")
    assert await ada.say("Hello", once="k") == first == await ada.reads()


async def test_a_form_is_heard_with_its_fields_as_texts(house: House) -> None:
    ada = await house.person()
    await ada.submit("run:enter", title="Sun", tags=["a", "b"], gallery=True, n=3, nothing=None)
    [(_, heard)] = house.talk.heard
    fields = {"title": ("Sun",), "tags": ("a", "b"), "gallery": ("yes",), "n": ("3",)}
    assert heard == Submitted("run:enter", fields)


async def test_the_answer_to_a_form_takes_its_place_in_the_room_it_was_shown(house: House) -> None:
    ada = await house.person()
    house.talk.answers = counting(
        Post("Fill in", form=FORM), Post("No", refusal=Refusal("too_long"), form=FORM), Post("Fine")
    )
    [asked] = await ada.say("/enter", room="me")
    [refused] = await ada.submit("run:enter", title="x")
    assert (refused["id"], refused["room"], refused["form"]["id"]) == (asked["id"], "me", "run:enter")
    [done] = await ada.submit("run:enter", title="y")
    assert (done["id"], done["form"]) == (asked["id"], None)
    [another] = await ada.submit("run:enter", title="z")
    assert another["id"] != asked["id"]


async def test_a_form_that_is_sent_as_soon_as_it_is_seen_is_answered_in_its_place(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    written, known, remember = asyncio.Event(), asyncio.Event(), house.room.log.remember

    async def remember_late(*kept: Any) -> None:
        written.set()
        await known.wait()
        await remember(*kept)

    monkeypatch.setattr(house.room.log, "remember", remember_late)
    ada = await house.person()
    house.talk.answers = counting(Post("Fill in", form=FORM), Post("Fine"))
    asking = asyncio.create_task(ada.say("/enter"))
    await written.wait()
    shown = await ada.reads()
    sending = asyncio.create_task(ada.submit("run:enter", title="Sun"))
    await ada.reads()  # a call that came later is answered: the form is being taken
    known.set()
    await asking
    [answer] = await sending
    assert answer["id"] == shown[0]["id"]
    assert await ada.reads() == [answer]


async def test_a_button_whose_form_was_answered_can_be_pressed_again(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "edit:e")
    house.talk.answers = counting(Post("Form", form=FORM), Post("Changed"), Post("Form again", form=FORM))
    [form] = await ada.press(asked, "edit:e")
    assert await ada.press(asked, "edit:e") == [form]
    await ada.submit("run:enter", title="x")
    [again] = await ada.press(asked, "edit:e")
    assert again["text"] == "Form again"
    house.talk.answers = lambda *_: [Post("Changed again")]
    [changed] = await ada.submit("run:enter", title="y")
    assert changed["id"] == again["id"]


async def test_files_are_there_while_they_are_heard_and_gone_afterwards(house: House) -> None:
    ada = await house.person()
    data = aiohttp.FormData({"room": "main", "text": "/enter title=Sun"})
    for content, alt in ((b"one", "first"), (b"two" * 200_000, "second")):
        data.add_field("file", content, filename="../../etc/passwd", content_type="image/png")
        data.add_field("alt", alt)
    status, _ = await ada.call("POST", "/api/say", data=data)
    assert status == 200
    assert house.talk.files == [[(b"one", "first"), (b"two" * 200_000, "second")]]
    assert list(house.room.incoming_folder.iterdir()) == []


async def test_a_form_may_come_as_multipart_with_its_fields_as_plain_parts(house: House) -> None:
    ada = await house.person()
    data = aiohttp.FormData([("form", "run:enter"), ("tag", "a"), ("tag", "b"), ("once", "k")])
    data.add_field("file", b"", filename="empty.png")
    status, _ = await ada.call("POST", "/api/submit", data=data)
    [(_, heard)] = house.talk.heard
    assert status == 200
    assert isinstance(heard, Submitted)
    assert (heard.form, heard.fields) == ("run:enter", {"tag": ("a", "b")})
    assert house.talk.files == [[(b"", "")]]


async def test_files_without_a_command_are_told_where_they_belong(house: House) -> None:
    ada = await house.person()
    data = aiohttp.FormData({"room": "main", "text": "Look at this"})
    data.add_field("file", b"one", filename="a.png")
    _, body = await ada.call("POST", "/api/say", data=data)
    [answer] = body["messages"]
    assert answer["refusal"]["key"] == "needs_argument"
    assert answer["private"]


async def test_arrival_is_when_the_call_was_held_in_full_not_when_its_turn_came(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "approve:e")
    go = asyncio.Event()
    house.talk.before = go.wait  # type: ignore[assignment]  # an event's wait answers True
    calls = [asyncio.create_task(ada.press(asked, "approve:e")) for _ in range(2)]
    while len(house.room.arrivals._inside) < 2:
        await ada.get("/api/rooms")
    house.clock.turn(hours=1)
    go.set()
    await asyncio.gather(*calls)
    assert [hearing.at for hearing, _ in house.talk.heard] == [NOON, NOON]
    assert house.clock.now() == NOON + timedelta(hours=1)


async def test_what_shows_an_entry_is_noted_so_that_it_can_be_taken_away(house: House) -> None:
    house.talk.answers = lambda *_: [Post("An entry", shows=("e1", "e2"))]
    ada = await house.person()
    [shown] = await ada.say("/entry e1")
    async with house.store.reading() as work:
        [one] = await work.showings.of("e1")
        assert await work.showings.of("e2")
    assert (one.platform, one.where) == ("web", shown["id"])
    await house.speaker.replace(one.where, Post("Withdrawn"))
    assert [message["text"] for message in await ada.reads()] == ["Withdrawn"]


async def test_what_is_remembered_is_forgotten_after_a_day(house: House) -> None:
    ada = await house.person()
    asked = await pressable(house, ada, "remind:c")
    await ada.press(asked, "remind:c")
    house.clock.turn(hours=23)
    await tidy(house.room, house.clock.now())
    await ada.press(asked, "remind:c")
    assert len(house.talk.heard) == 1
    house.clock.turn(hours=2)
    await tidy(house.room, house.clock.now())
    await ada.press(asked, "remind:c")
    assert len(house.talk.heard) == 2
