"""A manager pauses, resumes, extends and cancels; every venue is told; no deadline moves earlier (RULES.md 3-5)."""

from datetime import datetime, timedelta

from tests.stories.person import Json, Person, form, press, refusal, texts
from tests.stories.telling import DAY, HOUR, admitted, entered, heard, scheduled, state_of, until, votes
from tests.stories.web_door import WebDoor

LINE = '/contest new template=remix title="Bag battle" submissions="3 days" voting="2 days" reward="1:a bag"'


def later(before: Json, after: Json, date: str) -> timedelta:
    """Return by how much a date has moved."""
    return datetime.fromisoformat(after[date]) - datetime.fromisoformat(before[date])


def nearly(moved: timedelta, by: timedelta) -> bool:
    """Tell whether it moved by that, give or take what the test itself took."""
    return abs(moved - by) < timedelta(seconds=30)


async def test_a_contest_opens_by_itself_and_every_venue_is_told_with_the_brief(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 2 days" text="Show us your bag"')
    assert await heard(web, ann) == []
    assert refusal(await ann.say(f"/enter {contest} title=Sun")) == "not_open"
    played = await web.turn()
    assert [one["step"] for one in played] == ["open_submission"]
    told = await heard(web, ann)
    assert len(told) == 1
    assert "Show us your bag" in texts(told)


async def test_while_paused_nothing_is_entered_or_voted_and_the_rest_goes_on(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    moon = await entered(bob, "/enter title=Moon")
    refused = await mona.say("/contest pause")
    assert refusal(refused) is None
    assert "Paused since" in texts(refused)
    assert refusal(await web_enter(web)) == "paused"
    assert refusal(await ann.press((await ann.say(f"/entry {sun}"))[-1], f"replace:{sun}")) in {None, "paused"}
    assert refusal(await mo.say(f"/moderate admit {sun}")) is None, "moderating goes on"
    assert refusal(await press(bob, await bob.say(f"/entry {moon}"), "withdraw")) is None, "withdrawing goes on"
    assert "Bag battle" in texts(await ann.say(f"/brief {contest}"))
    assert refusal(await mona.say("/contest pause")) == "paused"
    assert (await web.contest(contest))["paused"]


async def web_enter(web: WebDoor) -> list[Json]:
    return await (await web.person("Cleo")).say("/enter title=Stars")


async def test_resume_moves_every_later_deadline_by_the_pause_and_a_deadline_in_it_closes_nothing(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    before = await web.contest(contest)
    await mona.say("/contest pause")
    await web.turn(5 * DAY)
    assert await state_of(web, contest) == "submission", "the close lay in the pause"
    resumed = await mona.say("/contest resume")
    assert refusal(resumed) is None
    after = await web.contest(contest)
    for date in ("submissions_close", "voting_opens", "voting_closes"):
        assert nearly(later(before, after, date), timedelta(days=5)), date
    assert before["opens"] == after["opens"]
    told = texts(await heard(web, ann))
    assert "is paused" in told
    assert "goes on" in told
    assert refusal(await mona.say(f"/contest resume {contest}")) == "not_open"


async def test_extend_moves_the_running_deadline_and_all_later_ones_for_a_reason_that_all_read(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    before = await web.contest(contest)
    asked = await mona.say('/contest extend by="2 days"')
    assert refusal(asked) == "needs_argument"
    assert [one["value"] for one in form(asked)["fields"] if one["name"] == "by"] == ["2 days"]
    assert refusal(await mona.say('/contest extend by="2 days" reason="The network was down"')) is None
    after = await web.contest(contest)
    for date in ("submissions_close", "voting_opens", "voting_closes"):
        assert nearly(later(before, after, date), timedelta(days=2)), date
    told = texts(await heard(web, ann))
    assert "The network was down" in told
    assert "Entries close" in told.partition("There is more time")[2], "the new date is told"


async def test_cancel_needs_a_reason_and_tells_every_venue(web: WebDoor, mona: Person, ann: Person) -> None:
    contest = await scheduled(mona, LINE)
    asked = await mona.say("/contest cancel")
    assert refusal(asked) == "needs_argument"
    gone = await mona.submit(form(asked), {"contest": contest, "reason": "We moved house"})
    assert refusal(gone) is None, gone
    await web.turn(DAY)
    assert await state_of(web, contest) == "cancelled"
    assert "We moved house" in texts(await heard(web, ann))
    again = await ann.say(f"/enter {contest} title=Sun")
    assert refusal(again) == "cancelled"
    assert "We moved house" in texts(again)
    for line in ("pause {}", "resume {}", "cancel {} reason=No", 'extend {} by="1 day" reason=More', "schedule {}"):
        assert refusal(await mona.say(f"/contest {line.format(contest)}")) == "cancelled", line


async def test_a_scheduled_contest_can_be_paused_extended_and_cancelled_before_it_opens(
    web: WebDoor, mona: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    before = await web.contest(contest)
    await mona.say("/contest pause")
    await web.turn(2 * DAY)
    assert await state_of(web, contest) == "scheduled"
    await mona.say("/contest resume")
    await mona.say('/contest extend by="1 day" reason="The hall is not ready"')
    after = await web.contest(contest)
    assert nearly(later(before, after, "opens"), timedelta(days=3))
    assert refusal(await mona.say('/contest cancel reason="No hall"')) is None
    assert await state_of(web, contest) == "cancelled"


async def test_reviews_that_are_done_during_a_pause_open_the_voting_when_it_is_resumed(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(3 * DAY + HOUR)
    assert await state_of(web, contest) == "review"
    await mona.say("/contest pause")
    await admitted(mo, [sun])
    assert await state_of(web, contest) == "review"
    await mona.say("/contest resume")
    assert await state_of(web, contest) == "voting"


async def test_voting_is_extended_and_paused_too(web: WebDoor, mona: Person, mo: Person, ann: Person) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await admitted(mo, [sun])
    await until(web, contest, "voting")
    before = await web.contest(contest)
    await mona.say('/contest extend by="1 day" reason="A holiday"')
    await mona.say("/contest pause")
    assert refusal(await bob.say(f"/vote {contest}")) == "paused"
    await web.turn(4 * DAY)
    await mona.say("/contest resume")
    after = await web.contest(contest)
    assert nearly(later(before, after, "voting_closes"), timedelta(days=5))
    assert before["voting_opens"] == after["voting_opens"]
    assert (await votes(bob, [sun], contest))["receipt"]


async def test_the_clock_stops_at_each_deadline_so_nothing_is_late(web: WebDoor, mona: Person, ann: Person) -> None:
    contest = await scheduled(mona, f"{LINE} review=off")
    await entered(ann, "/enter title=Sun")
    await press(ann, await ann.say(f"/brief {contest}"), "remind")
    played = await web.turn(6 * DAY)
    steps = [one["step"] for one in played]
    assert steps == ["remind", "remind", "close_submission", "open_voting", "remind", "remind", "close_voting"]
    assert not [one for one in await heard(web, ann) if "comes late" in one["text"]]


async def test_reminders_come_to_those_who_pressed_remind_me_and_stop_with_no_reminders(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    bob, cleo = [await web.person(name) for name in ("Bob", "Cleo")]
    contest = await scheduled(mona, LINE)
    for person in (ann, bob):
        await press(person, await person.say(f"/brief {contest}"), "remind")
    shown = await bob.say(f"/brief {contest}")
    assert refusal(await press(bob, shown, "forget")) is None
    await web.turn(2 * DAY)
    reminded = await heard(web, ann, "me")
    assert len(reminded) == 1
    assert "in 1 day" in texts(reminded)
    await web.turn(23 * HOUR)
    assert "in 1 hour" in texts(await heard(web, ann, "me"))
    assert await heard(web, bob, "me") == await heard(web, cleo, "me") == []


async def test_while_it_is_paused_no_date_is_said_to_be_over_that_still_moves(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    await mona.say("/contest pause")
    await web.turn(6 * DAY)
    for shown in (texts(await mona.say("/contest status")), texts(await ann.say("/brief"))):
        assert "Entries closed" not in shown
        assert "Voting closed" not in shown
        assert "moves on by the length of the pause" in shown
    extended = await mona.say('/contest extend by="1 hour" reason="A storm"')
    assert refusal(extended) is None
    told = (await heard(web, ann))[-1]["text"]
    assert "A storm" in told
    assert "Entries closed" not in told
    assert "in 3 days 1 hour" in told
    assert "moves on by the length of the pause" in told
    await mona.say("/contest resume")
    assert await state_of(web, contest) == "submission"
    assert "in 3 days" in (await heard(web, ann))[-1]["text"]
