"""Members remix the kit and each other's entries, thank for it, and may keep theirs from being remixed."""

import pytest

from tests.files.makers import png
from tests.stories.person import press, refusal, texts
from tests.stories.telling import DAY, admitted, entered, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


@pytest.fixture
async def piece(mona: WebPerson) -> str:
    """Return a piece of the brand's kit."""
    added = await mona.say('/brand kit title=Logo licence="remix freely"', (png(30, 30), "Our logo"))
    return texts(added).splitlines()[-1].partition(":")[0]


@pytest.fixture
async def battle(mona: WebPerson, piece: str) -> str:
    """Return a remix battle, after the kit was filled."""
    assert piece
    return await scheduled(mona, LINE)


async def test_a_remix_of_the_kit_and_of_an_entry_names_both_with_thanks(
    battle: str, piece: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    cleo = await web.person("Cleo")
    assert f"Logo (id {piece}, licence: remix freely)" in texts(await ann.say("/brief"))
    sun = await entered(ann, f"/enter title=Sun from={piece} name=Dawn")
    assert refusal(await bob.say(f"/enter title=Moon from={sun}")) == "no_such", "it is not shown yet"
    await admitted(mo, [sun])
    moon = await entered(bob, f'/enter title=Moon from={sun},{piece} thanks="Thank you for the light"')
    await admitted(mo, [moon])
    shown = texts(await cleo.say(f"/entry {moon}"))
    assert "Made from “Sun” and “Logo”" in shown
    assert "Thanks: Thank you for the light" in shown
    assert "Dawn" not in shown, "authors are named after the close"
    assert "Made from this: “Moon”" in texts(await cleo.say(f"/entry {sun}"))
    page = (await cleo.call("GET", f"/api/contests/{battle}/entries"))[1]["items"]
    assert {one["id"]: one["from"] for one in page} == {sun: [piece], moon: [sun, piece]}
    await web.turn(2 * DAY)
    for voter in (ann, cleo):
        await votes(voter, [moon], battle)
    await until(web, battle, "announced")
    assert "Made from “Sun” by Dawn" in texts(await cleo.say(f"/entry {moon}"))
    result = next(one for one in await cleo.reads() if one["pictures"])
    assert "“Sun” by Dawn" in result["text"], "the author of what a winner was made from is credited"


async def test_an_author_may_vote_for_a_remix_of_their_own_work_alone(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    moon = await entered(bob, f"/enter title=Moon from={sun}")
    await admitted(mo, [moon])
    await web.turn(2 * DAY)
    ballot = await ann.say("/vote")
    assert [one["value"] for one in ballot[0]["selects"][0]["options"]] == [moon]
    chosen = await press(ann, ballot, "ballot", moon)
    assert chosen[0]["receipt"]
    assert refusal(await press(ann, ballot, "ballot", moon, sun)) == "own_entry"


async def test_what_its_author_keeps_from_being_remixed_is_no_source(
    battle: str, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    shown = await ann.say("/enter title=Sun remix=no")
    assert "may not remix" in texts(shown)
    await press(ann, shown, "send")
    sun = (await ann.call("GET", f"/api/contests/{battle}/entries"))[1]["items"][0]["id"]
    await admitted(mo, [sun])
    refused = await bob.say(f"/enter title=Moon text=Words from={sun}")
    assert refusal(refused) == "not_yours"
    assert "Sun" in texts(refused)
    assert refused[0]["form"], "what was typed comes back to be mended"


@pytest.mark.parametrize("source", ["nothing", "' or 1=1 --", "../../etc/passwd", "ä" * 50, ",,,", "\u202e"])
async def test_a_source_that_there_is_not_is_named(battle: str, ann: WebPerson, source: str) -> None:
    assert battle
    said = await ann.say(f'/enter title=Sun from="{source}"')
    assert refusal(said) == (None if source == ",,," else "no_such"), said
    assert source == ",,," or said[0]["refusal"]["facts"]["id"] == source


async def test_a_thousand_sources_are_too_many(battle: str, ann: WebPerson) -> None:
    assert battle
    assert refusal(await ann.say("/enter title=Sun " + "from=abcdefghijkl " * 50_000)) == "too_long"
