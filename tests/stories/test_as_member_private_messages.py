"""What nobody asked for comes in one's own room, about one's own entries alone, and stops with one tap."""

import pytest

from tests.stories.person import Json, button, press, refusal, subject, texts
from tests.stories.telling import DAY, HOUR, entered, heard, scheduled, until, votes
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


@pytest.fixture
async def battle(mona: WebPerson) -> str:
    """Return a remix battle whose entries are reviewed."""
    return await scheduled(mona, LINE)


async def newest(web: WebDoor, person: WebPerson) -> Json:
    """Return the newest message in a person's own room, once what is owed was delivered."""
    await web.turn(1)
    return (await heard(web, person, "me"))[-1]


async def test_each_decision_is_told_to_the_author_alone_with_its_reason(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun = await entered(ann, "/enter title=Sun")
    await mo.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')
    told = await newest(web, ann)
    assert "Add a bag" in told["text"]
    assert (told["room"], told["private"], told["author"]["id"]) == ("me", True, "prosument")
    assert {one["id"].partition(":")[0] for one in told["buttons"]} >= {"edit", "withdraw", "stop"}
    await mo.say(f"/moderate admit {sun}")
    assert "takes part" in (await newest(web, ann))["text"]
    await mo.say(f'/moderate disqualify {sun} rule=not_own_work reason="From a calendar"')
    assert "From a calendar" in (await newest(web, ann))["text"]
    await mo.say(f"/moderate undo {sun}")
    assert "taken back" in (await newest(web, ann))["text"]
    assert await heard(web, bob, "me") == await heard(web, mo, "me") == []
    assert battle


async def test_one_tap_stops_the_messages_about_an_entry_and_another_starts_them(
    battle: str, web: WebDoor, mo: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sun"), (bob, "Moon"))]
    await mo.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')
    told = await newest(web, ann)
    stopped = await press(ann, [told], "stop")
    assert "No more messages" in texts(stopped)
    await mo.say(f"/moderate admit {sun}")
    await web.turn(1)
    assert len(await heard(web, ann, "me")) == 1, "only the message with the button, edited"
    await press(ann, stopped, "start")
    await mo.say(f'/moderate disqualify {sun} rule=not_own_work reason="From a calendar"')
    assert "calendar" in (await newest(web, ann))["text"]
    assert refusal(await bob.press((await bob.say("/me"))[0], f"stop:{sun}")) == "not_yours"
    assert refusal(await ann.press((await ann.say("/me"))[0], f"stop:{moon}")) == "no_such", "it is not shown yet"
    assert battle


async def test_everybody_who_entered_gets_their_rank_and_a_winner_the_offer(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    battle = await scheduled(mona, f'{LINE} review=off reward="1:a bag"')
    sun = await entered(ann, "/enter title=Sun")
    await entered(bob, "/enter title=Moon")
    await web.turn(2 * DAY)
    await votes(cleo, [sun], battle)
    await until(web, battle, "announced")
    won, offered = await heard(web, ann, "me")
    assert "place 1 of 2" in won["text"]
    assert "a bag" in won["text"]
    assert "6 months" in offered["text"]
    (lost,) = await heard(web, bob, "me")
    assert "place 2 of 2" in lost["text"]
    assert await heard(web, cleo, "me") == []
    assert refusal(await bob.press(lost, button([offered], "accept").button)) == "not_yours"
    accepted = await press(ann, [offered], "accept")
    assert refusal(accepted) is None
    assert "ambassador" in texts(await ann.say("/me"))
    assert (await ann.say("/me"))[0]["author"]["id"] == "prosument"
    left = await press(ann, accepted, "leave")
    assert "no longer" in texts(left)
    assert refusal(await press(ann, [offered], "decline")) == "already_decided"
    assert "You left" in texts(await press(ann, [offered], "decline"))


async def test_an_offer_that_is_declined_passes_on_and_the_reward_stays(
    web: WebDoor, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    battle = await scheduled(mona, f'{LINE} review=off reward="1:a bag"')
    sun, moon = [await entered(one, f"/enter title={title}") for one, title in ((ann, "Sun"), (bob, "Moon"))]
    await web.turn(2 * DAY)
    for voter, liked in ((bob, [sun]), (await web.person("Dan"), [sun, moon])):
        await votes(voter, liked, battle)
    await until(web, battle, "announced")
    declined = await press(ann, await heard(web, ann, "me"), "decline")
    assert "Your reward for Bag battle stays yours" in texts(declined)
    await web.turn(1)
    assert subject(await heard(web, bob, "me"), "accept")
    lines = {one["entry"]: (one["reward"], one["office"]) for one in await web.standings(battle)}
    assert lines == {sun: ("a bag", None), moon: (None, "offered")}


async def test_reminders_come_to_those_who_asked_a_day_and_an_hour_before_a_close(
    battle: str, web: WebDoor, ann: WebPerson, bob: WebPerson
) -> None:
    asked = await press(ann, await ann.say("/brief"), "remind")
    assert button(asked, "forget")
    await web.turn(DAY + 1)
    await web.turn(23 * HOUR)
    reminders = await heard(web, ann, "me")
    assert len(reminders) == 2, texts(reminders)
    assert all("Bag battle" in one["text"] for one in reminders)
    assert await heard(web, bob, "me") == []
    assert refusal(await press(ann, await ann.say("/brief"), "forget")) is None
    await entered(bob, "/enter title=Moon")
    await web.turn(3 * DAY)
    assert len(await heard(web, ann, "me")) == 2
    assert battle
