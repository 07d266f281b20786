"""Whatever is said, pressed or submitted, by whomever: an answer that makes sense, never "something went wrong"."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.commands import BUTTONS, COMMANDS, FORMS
from bots.commands.registry import Argument
from contests.refusals import KEYS
from tests.files.makers import png
from tests.halves import of_a_hundred
from tests.stories.person import Json, subject
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebDoor, WebPerson

MESSAGE = {
    *("id", "room", "at", "author", "text", "private", "edited", "refusal", "receipt"),
    *("pictures", "media", "buttons", "selects", "form"),
}
LINE = '/contest new template={} title="{}" submissions="2 days" voting="1 day" review=off product=Cup'
QUICK = settings(
    max_examples=of_a_hundred(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""One house for all examples: what was done before is part of the mess."""


class House:
    """Two contests, one open for entries and one for votes, and three people who do anything."""

    def __init__(self) -> None:
        """Begin empty."""
        self.people: list[WebPerson] = []
        self.messages: list[str] = []
        self.ids: list[str] = ["", "nothing", "a" * 200]


@pytest.fixture
async def house(web: WebDoor, mona: WebPerson, mo: WebPerson, ann: WebPerson, bob: WebPerson) -> House:
    """Return a house in which something of everything is there."""
    found = House()
    found.people = [mona, mo, ann]
    voted = await scheduled(mona, LINE.format("remix", "Bag battle"))
    entry = await entered(bob, "/enter title=Sun", (png(8, 8), "A sun"))
    await web.turn(2 * DAY)
    open_ = await scheduled(mona, LINE.format("review", "Cup drive"))
    draft = subject(await ann.say("/review product=Cup rating=3 got=bought"), "send")
    await mona.say(LINE.format("remix", "A draft"))
    found.ids += [voted, entry, open_, draft, ann.id]
    found.messages = [(await one.say("/me"))[0]["id"] for one in found.people]
    return found


def sane(status: int, answer: Json) -> list[Json]:
    """Return the messages of an answer, after a look at every part of it."""
    assert status in {200, 400, 404, 422, 429}, answer
    if status != 200:
        assert {"key", "text", "reference"} <= answer["error"].keys()
        assert answer["error"]["key"] != "went_wrong"
        return []
    messages: list[Json] = answer["messages"]
    for one in messages:
        assert one.keys() == MESSAGE
        assert "went wrong" not in one["text"]
        assert one["text"] or one["form"] or one["media"]
        refusal = one["refusal"]
        assert refusal is None or refusal["key"] in KEYS
        assert refusal is None or all(isinstance(fact, str | int | None) for fact in refusal["facts"].values())
        assert all(len(button["id"].encode()) <= 64 for button in one["buttons"])
    return messages


def values_of(argument: Argument, ids: list[str]) -> st.SearchStrategy[str]:
    """Return what might be given for an argument: what fits, what nearly fits, and anything."""
    choices = [value for value, _ in argument.choices]
    likely = [*choices, *ids, "1", "-1", "--1", "yes", "no", "2 days", "1:a bag", "friday 18:00", "0", "9" * 40]
    return st.sampled_from(likely) | st.text(max_size=20)


@st.composite
def lines(draw: st.DrawFn, ids: list[str]) -> str:
    """Return a command with some of its arguments, in some order, in some quotes."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    parts = []
    for argument in (
        draw(st.lists(st.sampled_from(COMMANDS[name].arguments), max_size=5)) if COMMANDS[name].arguments else ()
    ):
        quote = draw(st.sampled_from(["", '"', "'"]))
        key = draw(st.sampled_from([f"{argument.name}=", ""]))
        parts.append(f"{key}{quote}{draw(values_of(argument, ids))}{quote}")
    return f"/{name} {' '.join(parts)}"


@given(data=st.data())
@QUICK
async def test_anything_that_is_said(house: House, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(house.people))
    text = data.draw(lines(house.ids) | st.text(max_size=60) | st.text(max_size=40).map("/{}".format), "text")
    room = data.draw(st.sampled_from(["main", "me", "desk", ""]))
    sane(*await person.call("POST", "/api/say", json={"room": room, "text": text}))


@given(data=st.data())
@QUICK
async def test_anything_that_is_pressed(house: House, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(house.people))
    verb = data.draw(st.sampled_from(sorted(BUTTONS)))
    about = data.draw(st.sampled_from([*house.ids, *COMMANDS]) | st.text(max_size=20), "subject")
    values = data.draw(st.lists(st.sampled_from([*house.ids, "de"]) | st.text(max_size=10), max_size=3))
    body = {"message": data.draw(st.sampled_from(house.messages)), "button": f"{verb}:{about}", "values": values}
    sane(*await person.call("POST", "/api/press", json=body))


@given(data=st.data())
@QUICK
async def test_anything_that_is_submitted(house: House, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(house.people))
    verb = data.draw(st.sampled_from(["run", *sorted(FORMS), "verdict:admit", "verdict:disqualify", "verdict:foo"]))
    about = data.draw(st.sampled_from([*house.ids, *COMMANDS]) | st.text(max_size=20), "subject")
    named = sorted({argument.name for command in COMMANDS.values() for argument in command.arguments})
    simple: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    anything = simple | st.lists(simple, max_size=3) | st.sampled_from([*house.ids, "2 days", "1:a bag"])
    fields = data.draw(st.dictionaries(st.sampled_from(named) | st.text(max_size=5), anything, max_size=6), "fields")
    sane(*await person.call("POST", "/api/submit", json={"form": f"{verb}:{about}", "fields": fields}))
