"""A member votes on a short list: all entries at once, any or one of them, the last press stands."""

import pytest

from tests.stories.person import press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled, until
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day" review=off'


async def battle_of(web: WebDoor, mona: WebPerson, more: str = "", titles: str = "ABC") -> tuple[str, dict[str, str]]:
    """Return a contest that is open for votes, and its entries by title."""
    contest = await scheduled(mona, f"{LINE} {more}")
    found = {
        one: await entered(await web.person(f"Author {one}"), f"/enter title={one} text={one * 300}") for one in titles
    }
    await web.turn(2 * DAY)
    return contest, found


async def test_all_entries_are_on_one_list_and_a_press_replaces_the_whole_ballot(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, entries = await battle_of(web, mona)
    assert (await web.contest(contest))["mode"] == "list", "up to six entries are a list"
    shown = await ann.say("/vote")
    select = shown[0]["selects"][0]
    assert {one["value"] for one in select["options"]} == {*entries.values()}
    assert (select["min"], select["max"]) == (0, 3)
    both = await press(ann, shown, "ballot", entries["A"], entries["B"])
    assert both[0]["id"] == shown[0]["id"]
    assert both[0]["receipt"] in texts(both)
    one = await press(ann, both, "ballot", entries["C"])
    assert "Your vote now: “C”" in texts(one)
    twice = await press(ann, one, "ballot", entries["C"], entries["C"])
    assert twice[0]["receipt"] == one[0]["receipt"] != both[0]["receipt"]
    assert one[0]["receipt"] in texts(await ann.say("/vote"))
    await press(bob, await bob.say("/vote"), "ballot", entries["A"], entries["C"])
    mine = texts(await ann.say("/me"))
    assert mine.count("replaced by a later one") == 1
    await until(web, contest, "announced")
    lines = {line["entry"]: (line["rank"], line["score"]) for line in await web.standings(contest)}
    assert lines == {entries["C"]: (1, "2"), entries["A"]: (2, "1"), entries["B"]: (3, "0")}


async def test_an_empty_list_takes_every_approval_back(web: WebDoor, mona: WebPerson, ann: WebPerson) -> None:
    contest, entries = await battle_of(web, mona)
    shown = await press(ann, await ann.say("/vote"), "ballot", entries["A"])
    emptied = await ann.press(shown[0], shown[0]["selects"][0]["id"])
    assert refusal(emptied) is None
    assert "not chosen anything" in texts(emptied)
    assert (await web.contest(contest))["turnout"] == 1
    await until(web, contest, "announced")
    assert {line["approvals"] for line in await web.standings(contest)} == {0}
    assert {line["reward"] for line in await web.standings(contest)} == {None}


async def test_in_single_choice_two_are_too_many(web: WebDoor, mona: WebPerson, ann: WebPerson) -> None:
    _, entries = await battle_of(web, mona, "method=single")
    shown = await ann.say("/vote")
    assert shown[0]["selects"][0]["max"] == 1
    two = await press(ann, shown, "ballot", entries["A"], entries["B"])
    assert (refusal(two), two[0]["refusal"]["facts"]["limit"]) == ("too_large", 1)
    assert refusal(await press(ann, shown, "ballot", entries["B"])) is None


@pytest.mark.parametrize("value", ["", "nothing", "a" * 200, "' or 1=1 --", "\u202eA", "*"])
async def test_a_value_that_is_no_entry_changes_nothing(
    web: WebDoor, mona: WebPerson, ann: WebPerson, value: str
) -> None:
    contest, entries = await battle_of(web, mona, titles="A")
    shown = await ann.say("/vote")
    assert refusal(await press(ann, shown, "ballot", value)) == "no_such"
    assert refusal(await press(ann, shown, "ballot", entries["A"], value)) == "no_such"
    assert (await web.contest(contest))["turnout"] == 0


async def test_the_order_of_display_is_each_voters_own(web: WebDoor, mona: WebPerson) -> None:
    await battle_of(web, mona, "mode=list", "ABCDEFG")
    orders = set()
    for number in range(4):
        voter = await web.person(f"Voter {number}")
        options = [one["label"] for one in (await voter.say("/vote"))[0]["selects"][0]["options"]]
        assert options == [one["label"] for one in (await voter.say("/vote"))[0]["selects"][0]["options"]]
        orders.add(tuple(options))
    assert len(orders) > 1


async def test_a_button_of_a_queue_is_refused_on_a_list_and_seven_entries_are_a_queue(
    web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    _, entries = await battle_of(web, mona, titles="A")
    assert refusal(await ann.press((await ann.say("/vote"))[0], f"approve:{entries['A']}")) == "not_open"
    contest, _ = await battle_of(web, mona, "languages=en", "ABCDEFG")
    assert (await web.contest(contest))["mode"] == "queue"
