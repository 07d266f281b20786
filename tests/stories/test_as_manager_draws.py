"""A tie that is broken by lot: the public value is named in advance, and anybody can repeat the draw."""

import hashlib

from bots.app import Running
from contests.model.contest import TieRule
from tests.stories.chains import chained, confirmed, drafted, liked, stored
from tests.stories.person import Person, form, press, refusal, texts
from tests.stories.telling import DAY, heard, state_of
from tests.stories.web_door import WebDoor, WebPerson

PUBLIC = "The numbers of the national lottery of Saturday"
VALUE = "4 8 15 16 23 42"


async def tied(web: WebDoor, running: Running, mona: Person) -> tuple[str, list[str], list[Person]]:
    """Run a contest whose first two entries tie until its vote is closed."""
    contest, by = await chained(web, running, mona, 3, tie=TieRule.LOTTERY, lottery=PUBLIC)
    ids = list(by)
    await liked(web, contest, dict(zip(ids, (2, 2, 1), strict=True)))
    await web.turn(2 * DAY)
    return contest, ids, list(by.values())


async def test_a_contest_with_a_lottery_is_not_scheduled_before_its_public_value_is_named(
    running: Running, mona: Person
) -> None:
    contest = await drafted(running, mona, tie=TieRule.LOTTERY)
    shown = await mona.say(f"/contest schedule {contest}")
    assert "lottery=" in texts(shown)
    assert not [one for one in shown[-1]["buttons"] if one["id"].startswith("confirm:")]
    named = await drafted(running, mona, tie=TieRule.LOTTERY, lottery=PUBLIC)
    await confirmed(mona, named)


async def test_the_desk_is_asked_daily_and_the_draw_can_be_repeated_by_anybody(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson
) -> None:
    contest, (first, second, third), _ = await tied(web, running, mona)
    assert await state_of(web, contest) == "voting"
    assert (await ann.call("GET", f"/api/contests/{contest}/standings"))[0] == 404
    desk = await heard(web, mona, "desk")
    assert f"The draw rests on this, as the brief says: {PUBLIC}" in texts(desk)
    assert refusal(await mona.say(f'/contest extend {contest} by="1 day" reason="rain"')) == "not_open"
    await web.turn(DAY)
    assert texts(await heard(web, mona, "desk")).count("waits for a draw") == 2
    asked = form(await press(mona, desk, "draw"))
    assert refusal(await mona.submit(asked, {"contest": contest, "value": f" {VALUE} ", "again": VALUE})) is None
    assert await state_of(web, contest) in {"decided", "announced"}
    one = await stored(running, contest)
    assert (one.draw, len(one.draw_seed)) == (VALUE, 64)
    seed = hashlib.sha256(f"{one.draw_seed}{one.draw}".encode()).hexdigest()
    drawn = sorted((first, second), key=lambda entry: hashlib.sha256(f"{seed}{entry}".encode()).digest())
    assert [(line.entry, line.rank) for line in one.standings] == [(drawn[0], 1), (drawn[1], 2), (third, 3)]
    assert refusal(await mona.say(f'/contest draw {contest} value="1 2 3" again="1 2 3"')) == "already_decided"


async def test_a_value_that_was_mistyped_decides_nothing_and_comes_back(
    web: WebDoor, running: Running, mona: WebPerson
) -> None:
    contest, _, _ = await tied(web, running, mona)
    asked = form(await press(mona, await heard(web, mona, "desk"), "draw"))
    answer = await mona.submit(asked, {"contest": contest, "value": VALUE, "again": "4 8 15 16 23 43"})
    assert refusal(answer) == "needs_argument"
    assert "“4 8 15 16 23 42” and “4 8 15 16 23 43” are not the same." in texts(answer)
    back = {one["name"]: one["value"] for one in form(answer)["fields"]}
    assert back == {"contest": contest, "value": VALUE, "again": "4 8 15 16 23 43"}
    alone = await mona.say(f'/contest draw {contest} value="{VALUE}"')
    assert refusal(alone) == "needs_argument"
    assert await state_of(web, contest) == "voting"
    assert refusal(await mona.submit(form(alone), {"contest": contest, "value": VALUE, "again": VALUE})) is None
    assert await state_of(web, contest) in {"decided", "announced"}


async def test_only_managers_draw_and_never_without_a_value(
    web: WebDoor, running: Running, mona: Person, ann: Person, mo: Person
) -> None:
    contest, _, _ = await tied(web, running, mona)
    for person in (ann, mo):
        assert refusal(await person.say(f'/contest draw {contest} value="{VALUE}" again="{VALUE}"')) == "role"
    assert refusal(await mona.say(f'/contest draw {contest} value=" " again=" "')) == "needs_argument"
    assert await state_of(web, contest) == "voting"


async def test_a_withdrawal_that_leaves_nothing_to_draw_for_decides(
    web: WebDoor, running: Running, mona: Person
) -> None:
    contest, (first, second, third), authors = await tied(web, running, mona)
    author = authors[0]
    assert refusal(await press(author, await author.say(f"/entry {first}"), "withdraw")) is None
    one = await stored(running, contest)
    assert one.is_frozen
    assert [(line.entry, line.reward) for line in one.standings] == [(second, "a bag"), (third, "a cup")]
    assert one.draw == ""
