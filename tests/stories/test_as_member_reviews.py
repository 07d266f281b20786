"""Members write reviews: by line or by form, with a picture, and always with how the product was got."""

import pytest

from tests.files.makers import jpeg
from tests.stories.person import Json, filled, form, press, refusal, texts
from tests.stories.telling import scheduled
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=review title="Cup drive" submissions="2 days" voting="1 day" review=off'


@pytest.fixture
async def drive(mona: WebPerson) -> str:
    """Return a review drive on two products."""
    return await scheduled(mona, f'{LINE} product=Cup product="Tea pot" entries=5')


async def entries_of(person: WebPerson, contest: str) -> list[Json]:
    """Return a contest's entries as the interface shows them."""
    items: list[Json] = (await person.call("GET", f"/api/contests/{contest}/entries"))[1]["items"]
    return items


async def test_a_review_by_one_line_says_everything(drive: str, ann: WebPerson, bob: WebPerson) -> None:
    shown = await ann.say(
        '/review product=cup rating=4 praised="handle, colour" criticised=price got=gift text="Warm for long" alt="A cup"',
        (jpeg(40, 30), ""),
    )
    assert refusal(shown) is None, shown
    await press(ann, shown, "send")
    entry = (await entries_of(bob, drive))[0]
    assert (entry["kind"], entry["title"], entry["media"][0]["alt"]) == ("review", "Cup", "A cup")
    seen = texts(await bob.say(f"/entry {entry['id']}"))
    for sign in ("Cup: 4 of 5", "a gift", "Good: handle and colour", "Not so good: price", "Warm for long"):
        assert sign in seen


async def test_the_form_offers_what_can_be_chosen(drive: str, ann: WebPerson) -> None:
    asked = await press(ann, await ann.say("/contests"), "enter")
    options = {one["name"]: [two["value"] for two in one["options"]] for one in form(asked)["fields"]}
    assert options["product"] == ["Cup", "Tea pot"]
    assert options["rating"] == ["1", "2", "3", "4", "5"]
    assert options["got"] == ["bought", "gift", "sample", "employee", "prize"]
    assert {one["name"] for one in form(asked)["fields"] if one["required"]} == {"product", "rating", "got"}
    shown = await ann.submit(form(asked), {"product": "Tea pot", "rating": "1", "got": "employee", "title": "Never"})
    await press(ann, shown, "send")
    assert "works for the brand" in texts(await ann.say(f"/entry {(await entries_of(ann, drive))[0]['id']}"))


async def test_what_is_missing_is_asked_for_and_the_rest_stays(drive: str, ann: WebPerson) -> None:
    asked = await ann.say('/review product=Cup text="Warm for long"', (jpeg(40, 30), "A cup"))
    assert refusal(asked) == "needs_argument"
    assert asked[0]["refusal"]["facts"]["name"] == "rating, got"
    assert filled(asked)["text"] == "Warm for long"
    shown = await ann.submit(form(asked), {**filled(asked), "rating": "5", "got": "bought"})
    assert shown[0]["media"][0]["alt"] == "A cup"
    empty = await ann.submit(form(await ann.say("/review")), {})
    assert empty[0]["refusal"]["facts"]["name"] == "product, rating, got"
    assert drive


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        *[({"rating": one}, "rating") for one in ("0", "6", "-1", "--5", "4.5", "five", "²", "9" * 30, "1e1", "4 ")],
        ({"got": "stolen"}, "got"),
        ({"product": "Kettle"}, "product"),
        ({"product": "Cup "}, None),
        ({"rating": "٤"}, None),
    ],
)
async def test_a_choice_that_is_none_is_refused_with_what_fits(
    drive: str, ann: WebPerson, typed: dict[str, str], names: str | None
) -> None:
    assert drive
    fields = {"product": "Cup", "rating": "3", "got": "bought", "text": "Words", **typed}
    names = None if typed == {"rating": "4 "} else names
    by_form = await ann.submit(form(await ann.say("/review")), fields)
    by_line = await ann.say("/review " + " ".join(f'{name}="{value}"' for name, value in fields.items()))
    for said in (by_form, by_line):
        assert refusal(said) == (names and "needs_argument"), said
        if names:
            assert said[0]["refusal"]["facts"]["name"] == names
            assert filled(said)["text"] == "Words"


async def test_at_most_five_reviews_each_where_the_brief_says_nothing_else(
    mona: WebPerson, ann: WebPerson, web: WebDoor
) -> None:
    drive = await scheduled(mona, LINE)
    for number in range(5):
        shown = await ann.say(f"/review product=Thing{number} rating=3 got=bought")
        assert refusal(await press(ann, shown, "send")) is None
    refused = await ann.say("/review product=Thing6 rating=3 got=bought")
    assert (refusal(refused), refused[0]["refusal"]["facts"]["limit"]) == ("limit_entries", 5)
    assert (await web.contest(drive))["entries"] == 5


async def test_each_command_finds_the_contest_of_its_kind(drive: str, mona: WebPerson, ann: WebPerson) -> None:
    battle = await scheduled(mona, '/contest new template=remix title=Bags submissions="2 days" voting="1 day"')
    for line in (f"/enter {drive} title=Sun", f"/review {battle} product=Cup rating=3 got=bought"):
        assert refusal(await ann.say(line)) == "wrong_type"
    assert "Bags" in texts(await press(ann, await ann.say("/enter title=Sun"), "send"))
    assert "Cup drive" in texts(await press(ann, await ann.say("/review product=Cup rating=3 got=bought"), "send"))
    which = await ann.say("/brief")
    assert {one["value"] for one in which[0]["selects"][0]["options"]} == {drive, battle}
    assert "Bags" in texts(await press(ann, which, "pick", battle))


async def test_how_it_was_got_stays_with_the_review(drive: str, ann: WebPerson, bob: WebPerson) -> None:
    await press(ann, await ann.say("/review product=Cup rating=5 got=sample"), "send")
    entry = (await entries_of(ann, drive))[0]["id"]
    asked = await press(ann, await ann.say(f"/entry {entry}"), "edit")
    assert [two["value"] for one in form(asked)["fields"] if one["name"] == "got" for two in one["options"]] == [
        "sample"
    ]
    other = await ann.submit(form(asked), {**filled(asked), "got": "bought", "text": "Words"})
    assert refusal(other) == "already_decided"
    assert filled(other)["text"] == "Words"
    shown = await ann.submit(form(other), {**filled(other), "got": "sample"})
    await press(ann, shown, "send")
    assert "a free sample" in texts(await bob.say(f"/entry {entry}"))
