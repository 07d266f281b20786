"""A newcomer finds a contest and takes part in it: by a line, by a form, by buttons alone."""

import asyncio

import pytest

from tests.files.makers import jpeg, png
from tests.stories.person import Json, Person, button, filled, form, press, refusal, subject, texts
from tests.stories.telling import admitted, entered, scheduled, state_of, until
from tests.stories.web_door import WebDoor, WebPerson

LINE = (
    '/contest new template=remix title="Bag battle" text="Show us your bag" sponsor="Bags Ltd, Łódź" '
    'submissions="2 days" voting="1 day" reward="1:a bag" reward="2:a cup"'
)


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle that is open for entries."""
    return await scheduled(mona, LINE)


async def entries_of(person: WebPerson, contest: str) -> list[Json]:
    """Return a contest's entries as the interface shows them."""
    status, page = await person.call("GET", f"/api/contests/{contest}/entries")
    assert status == 200, page
    items: list[Json] = page["items"]
    return items


async def test_before_there_is_a_contest_everything_says_so_kindly(ann: WebPerson) -> None:
    assert "no contest yet" in texts(await ann.say("/contests"))
    for line in ("/brief", "/enter", "/review", "/vote", "/entry"):
        said = await ann.say(line)
        assert refusal(said) in {"no_such", None}, said
        assert "went wrong" not in texts(said)
    assert "no entries yet" in texts(await ann.say("/me"))


async def test_the_brief_says_everything_before_one_takes_part(battle: str, ann: WebPerson) -> None:
    listed = await ann.say("/contests")
    assert "open for entries" in texts(listed)
    shown = await press(ann, listed, "brief")
    for sign in ("Bags Ltd, Łódź", "Show us your bag", "Place 1: a bag", "Place 2: a cup", "24 months", "in 2 days"):
        assert sign in texts(shown)
    assert texts(shown) == texts(await ann.say("/brief")) == texts(await ann.say('/brief "bag battle"'))
    assert texts(await ann.say(f"/brief contest={battle}")) == texts(shown)
    assert {one["id"] for one in shown[0]["buttons"]} == {f"enter:{battle}", f"remind:{battle}"}


async def test_buttons_alone_lead_from_the_list_into_the_contest(battle: str, ann: WebPerson) -> None:
    asked = await press(ann, await ann.say("/contests"), "enter")
    assert filled(asked)["gallery"] == filled(asked)["remix"] == "yes"
    preview = await ann.submit(form(asked), {**filled(asked), "title": "Sun"}, (jpeg(40, 30), "A sun"))
    assert preview[0]["id"] == asked[0]["id"], "the preview takes the place of the form"
    sent = await press(ann, preview, "send")
    assert "Sent" in texts(sent)
    entry = (await entries_of(ann, battle))[0]
    assert (entry["title"], entry["media"][0]["alt"]) == ("Sun", "A sun")


async def test_one_line_makes_a_preview_that_nobody_else_sees(battle: str, ann: WebPerson, bob: WebPerson) -> None:
    shown = await ann.say('/enter title="Sun at night" text="Made at dawn" alt="A sun"', (jpeg(40, 30), ""))
    for sign in ("only you see", "Sun at night", "Made at dawn", "24 months", "version 1", "By Ann"):
        assert sign in texts(shown)
    assert shown[0]["private"]
    assert shown[0]["media"][0]["alt"] == "A sun"
    draft = subject(shown, "send")
    assert refusal(await bob.say(f"/entry {draft}")) == "no_such"
    assert await entries_of(ann, battle) == await entries_of(bob, battle) == []
    assert (await bob.media(shown[0]["media"][0]["url"]))[0] == 404
    assert (await ann.media(shown[0]["media"][0]["url"]))[0] == 200
    assert texts(await ann.say(f"/entry {draft}")) == texts(shown), "a preview that scrolled away can be found again"


async def test_a_missing_title_is_asked_for_and_neither_words_nor_files_are_lost(battle: str, ann: WebPerson) -> None:
    asked = await ann.say(
        '/enter text="Made at dawn" name=Dawn gallery=no', (jpeg(40, 30), "A sun"), (png(30, 30), "A moon")
    )
    assert refusal(asked) == "needs_argument"
    assert filled(asked) | {"text": "Made at dawn", "name": "Dawn", "gallery": "no"} == filled(asked)
    shown = await ann.submit(form(asked), {**filled(asked), "title": "Sun"})
    assert refusal(shown) is None, shown
    assert [one["alt"] for one in shown[0]["media"]] == ["A sun", "A moon"]
    assert "By Dawn" in texts(shown)
    assert "not shown in the gallery" in texts(shown)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"title": "x" * 101}, "too_long"),
        ({"text": "x" * 4001}, "too_long"),
        ({"alt": "x" * 1001}, "too_long"),
        ({"name": "x" * 61}, "too_long"),
        ({"thanks": "x" * 1001}, "too_long"),
        ({"from": "nothing"}, "no_such"),
        ({"gallery": "maybe"}, "needs_argument"),
    ],
)
async def test_what_does_not_fit_comes_back_filled_and_the_file_waits(
    battle: str, ann: WebPerson, typed: dict[str, str], key: str
) -> None:
    whole = {"title": "Sun", "text": "Made at dawn", **typed}
    line = "/enter " + " ".join(f'{name}="{value}"' for name, value in whole.items())
    sun = (jpeg(40, 30), "" if "alt" in typed else "A sun")
    by_line = await ann.say(line, sun)
    asked = await press(ann, await ann.say("/brief"), "enter")
    by_form = await ann.submit(form(asked), {**filled(asked), **whole}, sun)
    for refused in (by_line, by_form):
        assert refusal(refused) == key
        assert filled(refused) | whole == filled(refused)
        mended = {**filled(refused), **dict.fromkeys(typed, ""), "title": "Sun", "alt": ""}
        shown = await ann.submit(form(refused), mended)
        assert refusal(shown) is None, shown
        assert len(shown[0]["media"]) == 1, "the file was kept"


async def test_a_preview_is_changed_until_it_says_the_right_thing(battle: str, ann: WebPerson) -> None:
    shown = await ann.say('/enter title=Sun text="First try"', (jpeg(40, 30), "A sun"))
    asked = await press(ann, shown, "edit")
    assert filled(asked)["text"] == "First try"
    changed = await ann.submit(form(asked), {**filled(asked), "text": "Second try", "name": "Dawn"})
    assert "Second try" in texts(changed)
    assert changed[0]["media"] == shown[0]["media"]
    asked = await press(ann, changed, "edit")
    changed = await ann.submit(form(asked), {**filled(asked), "alt": "A moon"}, (png(20, 20), "A moon"))
    assert [one["alt"] for one in changed[0]["media"]] == ["A moon"], "new files take the place of the old"
    assert changed[0]["media"] != shown[0]["media"]
    await press(ann, changed, "send")
    assert [one["text"] for one in await entries_of(ann, battle)] == ["Second try"]


async def test_a_preview_that_is_not_sent_is_gone(battle: str, ann: WebPerson) -> None:
    shown = await ann.say("/enter title=Sun", (jpeg(40, 30), "A sun"))
    dropped = await press(ann, shown, "cancel")
    assert dropped[0]["id"] == shown[0]["id"]
    assert dropped[0]["buttons"] == dropped[0]["media"] == []
    assert refusal(await ann.press(shown[0], button(shown, "send").button)) == "no_such"
    assert (await ann.media(shown[0]["media"][0]["url"]))[0] == 404
    assert await entries_of(ann, battle) == []
    assert "no entries yet" in texts(await ann.say("/me"))


async def test_send_pressed_by_two_hands_at_once_sends_one_entry(battle: str, ann: WebPerson) -> None:
    shown = await ann.say("/enter title=Sun")
    found = button(shown, "send")
    answers = await asyncio.gather(*(ann.press(found.message, found.button) for _ in range(3)))
    assert {one[-1]["id"] for one in answers} == {shown[-1]["id"]}
    assert {refusal(one) for one in answers} == {None}
    assert len(await entries_of(ann, battle)) == 1


async def test_of_two_previews_for_one_place_the_second_send_is_refused(battle: str, ann: WebPerson) -> None:
    first, second = await ann.say("/enter title=Sun"), await ann.say("/enter title=Moon")
    await press(ann, first, "send")
    refused = await press(ann, second, "send")
    assert refusal(refused) == "limit_entries"
    assert refused[0]["refusal"]["facts"]["limit"] == 1
    for again in (await ann.say("/enter title=Star"), await ann.say("/enter")):
        assert refusal(again) == "limit_entries"
    assert [one["title"] for one in await entries_of(ann, battle)] == ["Sun"]


async def test_terms_that_changed_since_the_preview_are_shown_before_send_agrees_to_them(
    battle: str, mona: Person, ann: WebPerson
) -> None:
    shown = await ann.say("/enter title=Sun")
    await mona.say(f"/contest edit {battle} licence=brand-use")
    again = await press(ann, shown, "send")
    assert refusal(again) == "too_late"
    assert "own channels" in texts(again)
    assert "version 2" in texts(again)
    assert await entries_of(ann, battle) == []
    assert again[0]["id"] == shown[0]["id"]
    assert refusal(await press(ann, again, "send")) is None
    assert len(await entries_of(ann, battle)) == 1


async def test_authors_are_hidden_until_the_result_and_then_named_as_they_chose(
    web: WebDoor, battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    entry = await entered(ann, "/enter title=Sun name=Dawn")
    await admitted(mo, [entry])
    for reader, author in ((ann, "Dawn"), (mo, "Dawn"), (bob, None)):
        assert (await entries_of(reader, battle))[0]["author"] == author
    assert "named after the close" in texts(await bob.say(f"/entry {entry}"))
    assert "Dawn" not in texts(await bob.say(f"/entry {entry}")) + texts(await bob.say("/entry"))
    while await state_of(web, battle) != "announced":
        await web.turn()
    assert (await entries_of(bob, battle))[0]["author"] == "Dawn"
    assert "By Dawn" in texts(await bob.say(f"/entry {entry}"))
    assert "“Sun” by Dawn" in texts(await bob.say("/brief"))


async def test_entries_can_be_looked_through_by_whoever_wants_to_remix_one(
    battle: str, mo: WebPerson, ann: WebPerson, bob: Person
) -> None:
    entry = await entered(ann, "/enter title=Sun")
    listed = await bob.say("/entry")
    assert "no entry to look at" in texts(listed)
    await admitted(mo, [entry])
    for listed in (await bob.say("/entry"), await press(bob, await bob.say("/brief"), "entries")):
        assert f"“Sun” (id {entry})" in texts(listed)
        assert "Entry " + entry in texts(await press(bob, listed, "look", entry))


async def test_entering_is_for_those_who_do_not_run_contests(battle: str, web: WebDoor, mona: Person) -> None:
    for person in (mona, await web.person("Mo", "moderator"), await web.person("Jo", "juror")):
        assert refusal(await person.say("/enter title=Mine")) == "role"
        assert refusal(await person.say("/enter")) == "role"


async def test_whether_an_entry_may_be_in_the_gallery_can_be_changed_at_any_time(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    await until(web, battle, "announced")
    shown = await ann.say(f"/entry {sun}")
    assert "It may be shown in the gallery." in texts(shown)
    hidden = await press(ann, shown, "hide")
    assert refusal(hidden) is None
    assert "It is not shown in the gallery." in texts(hidden)
    assert "It is not shown in the gallery." in texts(await ann.say(f"/entry {sun}"))
    assert "gallery" not in texts(await bob.say(f"/entry {sun}"))
    assert refusal(await bob.press((await bob.say("/me"))[0], f"hide:{sun}")) == "not_yours"
    await press(ann, hidden, "unhide")
    assert "It may be shown in the gallery." in texts(await ann.say(f"/entry {sun}"))
