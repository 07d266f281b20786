"""Ids that somebody made up or took from others: in buttons, forms, lines and addresses."""

import aiohttp
import pytest

from bots.commands import BUTTONS
from tests.files.makers import png
from tests.stories.person import Json, button, form, press, refusal, subject, texts
from tests.stories.telling import DAY, entered, heard, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'
HIDDEN = "A title that nobody else should read"


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are reviewed."""
    return await scheduled(mona, LINE)


async def a_message(person: WebPerson) -> Json:
    """Return some message that a person can press on."""
    return (await person.say("/help"))[0]


async def test_nothing_is_told_of_anothers_draft_or_unreviewed_entry(
    battle: str, ann: WebPerson, bob: WebPerson
) -> None:
    draft = subject(await ann.say(f'/enter title="{HIDDEN}"', (png(8, 8), "")), "send")
    message = await a_message(bob)
    for _ in range(2):
        for verb in sorted(BUTTONS):
            said = await bob.press(message, f"{verb}:{draft}", *(["de"] if verb == "language" else []))
            assert HIDDEN not in texts(said), verb
            assert refusal(said) in {"no_such", "role", "not_open", None}, (verb, said)
        for verb in ("change", "entry", "verdict:reject", "verdict:nothing"):
            said = await bob.submit({"id": f"{verb}:{draft}"}, {"title": "Mine", "rule": "off_topic", "reason": "x"})
            assert HIDDEN not in str(said)
            assert refusal(said) in {"no_such", "role"}, (verb, said)
        for line in (f"/entry {draft}", f"/enter title=Mine from={draft}", f"/brief {draft}", f"/vote {draft}"):
            assert refusal(await bob.say(line)) in {"no_such", "not_open"}
        await press(ann, await ann.say(f"/entry {draft}"), "send" if _ == 0 else "withdraw")
    assert battle


async def test_a_member_admits_nothing_by_any_way(battle: str, ann: WebPerson, bob: WebPerson) -> None:
    sun = await entered(ann, "/enter title=Sun")
    message = await a_message(ann)
    for verb in ("admit", "changes", "reject", "disqualify"):
        assert refusal(await ann.press(message, f"{verb}:{sun}")) == "role"
        said = await ann.submit({"id": f"verdict:{verb}:{sun}"}, {"rule": "off_topic", "reason": "x"})
        assert (refusal(said), said[0]["form"]) == ("role", None)
    assert refusal(await ann.press(message, f"undo:{sun}")) == "role"
    assert refusal(await bob.say(f"/moderate admit {sun}")) == "role"
    assert "waiting for review" in texts(await ann.say(f"/entry {sun}"))
    for verb in ("confirm", "again"):
        assert refusal(await ann.press(message, f"{verb}:{battle}")) == "role"


async def test_an_offer_is_answered_by_whom_it_was_made_to(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    battle = await scheduled(mona, f"{LINE} review=off")
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(2 * DAY)
    await votes(bob, [sun], battle)
    await until(web, battle, "announced")
    offered = button(await heard(web, ann, "me"), "accept").button
    for verb in ("accept", "decline", "leave"):
        said = await bob.press(await a_message(bob), offered.replace("accept", verb))
        assert refusal(said) == "not_yours"
    assert refusal(await bob.press(await a_message(bob), "accept:nothing")) == "no_such"
    assert refusal(await ann.press(await a_message(ann), offered)) is None


async def test_anothers_message_cannot_be_pressed_and_no_message_is_404(
    battle: str, ann: WebPerson, bob: WebPerson
) -> None:
    shown = await ann.say("/enter title=Sun")
    for message in (shown[0]["id"], "nothing", "", "a" * 100):
        body: Json = {"message": message, "button": button(shown, "send").button, "values": []}
        status, answer = await bob.call("POST", "/api/press", json=body)
        assert (status, answer["error"]["key"]) == (404, "no_such")
    form_of_ann = form(await ann.say("/enter"))
    used = await bob.submit(form_of_ann, {"title": "Moon"})
    assert "Moon" in texts(used)
    assert "Moon" not in texts(await ann.reads()), "a form is everybody's own"
    assert battle


@pytest.mark.parametrize(
    "button_id",
    ["", ":", "nothing", "nothing:x", "send", "send:", "SEND:x", "approve:" + "x" * 190, "edit:\u202e", "édit:x"],
)
async def test_a_button_that_there_is_not_is_answered_kindly(ann: WebPerson, button_id: str) -> None:
    said = await ann.press(await a_message(ann), button_id)
    assert refusal(said) == "no_such"
    assert len(texts(said)) < 300


@pytest.mark.parametrize("values", [None, "x", [1], [None], [["x"]], {"a": "b"}, [True], ["x"] * 101, ["x" * 201]])
async def test_values_that_are_no_list_of_texts_are_the_calls_own_fault(ann: WebPerson, values: object) -> None:
    body = {"message": (await a_message(ann))["id"], "button": "language:me", "values": values}
    status, answer = await ann.call("POST", "/api/press", json=body)
    assert (status, answer["error"]["key"], list(answer["error"]["fields"])) == (422, "fields", ["values"])


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": 5}, 200),
        ({"name": True}, 200),
        ({"name": None}, 200),
        ({"name": ["a", "b"]}, 200),
        ({"name": []}, 200),
        ({"name": {"a": "b"}}, 422),
        ({"name": [{"a": "b"}]}, 422),
        ({"nothing": "x"}, 200),
        ([], 422),
        ("x", 422),
        (None, 422),
    ],
)
async def test_fields_of_other_types_are_read_as_texts_or_named(ann: WebPerson, fields: object, status: int) -> None:
    answered, answer = await ann.call("POST", "/api/submit", json={"form": "run:me name", "fields": fields})
    assert answered == status, answer
    assert status != 422 or answer["error"]["key"] == "fields"


@pytest.mark.parametrize("path", ["contests/{}", "contests/{}/entries", "contests/{}/standings", "messages?room={}"])
@pytest.mark.parametrize("of", ["nothing", "..", "%2e%2e%2fhealthz", "a" * 300, "%00", "%F0%9F%A6%84", "'"])
async def test_an_address_that_there_is_not_is_404(battle: str, ann: WebPerson, path: str, of: str) -> None:
    status, answer = await ann.call("GET", f"/api/{path.format(of)}")
    assert (status, answer["error"]["key"]) == (404, "no_such")
    assert (await ann.call("GET", f"/api/contests/{battle}/entries?after={of}"))[0] in {200, 404}


@pytest.mark.parametrize("depth", [50, 500, 5_000])
async def test_a_body_of_many_layers_is_malformed_or_wrong(ann: WebPerson, depth: int) -> None:
    for raw in (
        '{"form":"run:me name","fields":{"name":' + "[" * depth + "]" * depth + "}}",
        '{"form":' + '{"a":' * depth + "1" + "}" * depth + "}",
    ):
        body = aiohttp.BytesPayload(raw.encode(), content_type="application/json")
        status, answer = await ann.call("POST", "/api/submit", data=body)
        assert status in {200, 400, 422}, answer
