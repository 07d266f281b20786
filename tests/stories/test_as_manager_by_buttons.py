"""A contest run without typing a command twice: from the desk, by buttons and forms."""

from tests.stories.person import Json, Person, button, form, press, refusal, texts
from tests.stories.telling import DAY, entered, state_of
from tests.stories.web_door import WebDoor


def verbs(messages: list[Json]) -> set[str]:
    return {one["id"].partition(":")[0] for message in messages for one in message["buttons"] if not one["disabled"]}


async def test_from_the_desk_a_contest_is_made_changed_scheduled_paused_extended_and_called_off(
    web: WebDoor, mona: Person
) -> None:
    asked = await press(mona, await mona.say("/manage"), "new")
    made = await mona.submit(
        form(asked), {"template": "remix", "title": "Bag battle", "submissions": "3 days", "voting": "2 days"}
    )
    changed = await press(mona, made, "alter")
    made = await mona.submit(
        form(changed), {"contest": button(made, "alter").button.partition(":")[2], "text": "Show us"}
    )
    assert "Show us" in texts(made)
    shown = await press(mona, made, "schedule")
    contest = button(shown, "confirm").button.partition(":")[2]
    status = await press(mona, shown, "confirm")
    assert verbs(status) == {"pause", "extend", "alter", "call_off"}
    paused = await press(mona, status, "pause")
    assert (await web.contest(contest))["paused"]
    running = await press(mona, paused, "resume")
    again = await press(mona, running, "pause")
    assert (await web.contest(contest))["paused"], "a button that is there again works again"
    running = await press(mona, again, "resume")
    before = (await web.contest(contest))["submissions_close"]
    more = form(await press(mona, running, "extend"))
    assert refusal(await mona.submit(more, {"contest": contest, "by": "1 day", "reason": "A holiday"})) is None
    assert (await web.contest(contest))["submissions_close"] > before
    why = form(await press(mona, await press(mona, await mona.say("/manage"), "status"), "call_off"))
    assert refusal(await mona.submit(why, {"contest": contest, "reason": "We moved house"})) is None
    assert await state_of(web, contest) == "cancelled"


async def test_the_desk_opens_the_review_queue_and_the_results(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    await mona.say('/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day"')
    contest = button(await mona.say("/contest schedule"), "confirm").button.partition(":")[2]
    await mona.say("/contest schedule confirm=yes")
    assert verbs(await mo.say("/manage")) == set(), "nothing waits"
    await entered(ann, "/enter title=Sun")
    desk = await mo.say("/manage")
    assert verbs(desk) == {"queue"}, "a moderator reviews, and runs nothing"
    assert refusal(await press(mo, await press(mo, desk, "queue"), "admit")) is None
    await web.turn(3 * DAY)
    assert await state_of(web, contest) == "announced"
    assert "Sun" in texts(await press(mona, await mona.say(f"/contest status {contest}"), "results"))


async def test_a_members_press_of_a_managers_button_is_refused(web: WebDoor, mona: Person, ann: Person) -> None:
    await mona.say('/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day"')
    contest = button(await mona.say("/contest schedule"), "confirm").button.partition(":")[2]
    await mona.say("/contest schedule confirm=yes")
    hers = await ann.say("/contests")
    for verb in (
        "pause",
        "extend",
        "call_off",
        "alter",
        "status",
        "queue",
        "new",
        "schedule",
        "results",
        "resume",
        "confirm",
    ):
        assert refusal(await ann.press(hers[0], f"{verb}:{contest}")) in {"role", "no_such"}, verb
