"""An author changes an entry until submissions close; one that is asked for changes, until voting opens."""

import pytest

from tests.files.makers import jpeg, png
from tests.stories.person import Json, filled, form, press, refusal, texts
from tests.stories.telling import DAY, HOUR, admitted, entered, scheduled, state_of
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are reviewed."""
    return await scheduled(mona, LINE)


async def changed(person: WebPerson, entry: str, **typed: str) -> list[Json]:
    """Change an entry by its button and form, and send it."""
    asked = await press(person, await person.say(f"/entry {entry}"), "replace")
    shown = await person.submit(form(asked), {**filled(asked), **typed})
    assert "takes the place" in texts(shown)
    return await press(person, shown, "send")


async def titles(person: WebPerson, contest: str) -> list[str]:
    """Return the titles of the entries that a person may see."""
    return [one["title"] for one in (await person.call("GET", f"/api/contests/{contest}/entries"))[1]["items"]]


async def test_a_replaced_entry_keeps_its_place_its_files_and_counts_once(
    battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, '/enter title=Sun text="First" name=Dawn', (jpeg(40, 30), "A sun"))
    await admitted(mo, [sun])
    before = (await bob.say(f"/entry {sun}"))[0]
    sent = await changed(ann, sun, text="Second")
    assert f"Entry {sun}" in texts(sent)
    assert sent[0]["media"] == before["media"]
    assert await titles(bob, battle) == [], "it is reviewed anew"
    assert (await bob.media(before["media"][0]["url"]))[0] == 404
    await admitted(mo, [sun])
    assert "Second" in texts(await bob.say(f"/entry {sun}"))
    assert refusal(await ann.say("/enter title=Moon")) == "limit_entries"
    asked = await press(ann, await ann.say(f"/entry {sun}"), "replace")
    shown = await ann.submit(form(asked), {**filled(asked), "alt": ""}, (png(20, 20), "A moon"))
    assert len((await press(ann, shown, "send"))[0]["media"]) == 1
    assert (await ann.media(before["media"][0]["url"]))[0] == 404, "the old file is gone"


async def test_until_send_everybody_sees_the_entry_as_it_was(
    battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    asked = await press(ann, await ann.say(f"/entry {sun}"), "edit")
    shown = await ann.submit(form(asked), {**filled(asked), "title": "Moon"})
    assert await titles(bob, battle) == ["Sun"]
    await press(ann, shown, "cancel")
    assert await titles(bob, battle) == ["Sun"]
    assert "taking part" in texts(await ann.say(f"/entry {sun}"))


async def test_what_is_reviewed_anew_is_nowhere_shown_with_its_new_words(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    seen = (await bob.say(f"/entry {sun}"))[0]
    moon = await entered(bob, f"/enter title=Moon from={sun}")
    await admitted(mo, [moon])
    await changed(ann, sun, title="Something rude")
    await web.turn(1)
    tree = texts(await bob.say(f"/entry {moon}"))
    assert "rude" not in tree + texts(await bob.say("/entry"))
    assert "an entry that is not shown now" in tree
    now = next(one for one in await bob.reads() if one["id"] == seen["id"])
    assert now["text"] == "This entry is not shown now."


async def test_a_source_that_is_gone_does_not_keep_its_remix_from_being_changed(
    battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    moon = await entered(bob, f"/enter title=Moon from={sun}")
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    assert "Sent" in texts(await changed(bob, moon, text="Better"))
    assert "Made from a withdrawn entry" in texts(await bob.say(f"/entry {moon}"))
    again = await press(bob, await bob.say(f"/entry {moon}"), "edit")
    assert refusal(await bob.submit(form(again), {**filled(again), "from": moon})) == "no_such", "not from itself"


async def test_after_the_close_only_asked_for_changes_can_be_made(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sun"), (bob, "Moon"))]
    await admitted(mo, [sun])
    stale = await ann.say(f"/entry {sun}")
    begun = await press(ann, stale, "edit")
    await mo.say(f'/moderate changes {moon} rule=against_brief reason="Add a bag"')
    await web.turn(2 * DAY)
    assert await state_of(web, battle) == "review"
    assert refusal(await press(ann, stale, "replace")) == "too_late"
    assert refusal(await ann.submit(form(begun), {"title": "Late"})) == "too_late"
    assert {one["id"] for one in (await ann.say(f"/entry {sun}"))[0]["buttons"]} == {f"withdraw:{sun}", f"hide:{sun}"}
    assert "Add a bag" in texts(await bob.say(f"/entry {moon}"))
    await web.turn(5 * HOUR)
    assert "Sent" in texts(await changed(bob, moon, title="Moon with a bag"))
    await admitted(mo, [moon])
    assert await state_of(web, battle) == "voting"
    assert refusal(await bob.press((await bob.say("/me"))[0], f"edit:{moon}")) == "too_late"


async def test_nothing_is_replaced_while_the_contest_is_paused(battle: str, mona: WebPerson, ann: WebPerson) -> None:
    sun = await entered(ann, "/enter title=Sun")
    stale = await ann.say(f"/entry {sun}")
    await mona.say("/contest pause")
    assert refusal(await press(ann, stale, "edit")) == "paused"
    for line in ("/enter title=Moon", "/enter"):
        assert refusal(await ann.say(line)) == "paused"
    await mona.say("/contest resume")
    assert refusal(await press(ann, await ann.say(f"/entry {sun}"), "edit")) is None
