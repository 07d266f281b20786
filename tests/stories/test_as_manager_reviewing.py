"""Moderation: the queue, verdicts by a listed rule and with a reason, what holds voting back, and taking it back."""

import asyncio
from datetime import datetime

from tests.stories.person import Json, Person, form, press, refusal, texts
from tests.stories.telling import DAY, HOUR, admitted, entered, heard, scheduled, state_of, until, votes
from tests.stories.web_door import WebDoor

LINE = '/contest new template=remix title="Bag battle" submissions="3 days" voting="2 days" reward="1:a bag"'


async def test_the_queue_shows_what_waits_oldest_first_and_a_button_approves(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    bob = await web.person("Bob")
    await scheduled(mona, LINE)
    assert "Nothing waits" in texts(await mo.say("/moderate"))
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(HOUR)
    await entered(bob, "/enter title=Moon")
    queue = await mo.say("/moderate")
    assert ["Sun" in queue[0]["text"], "Moon" in queue[1]["text"]] == [True, True]
    assert {one["id"].partition(":")[0] for one in queue[0]["buttons"]} >= {
        "admit",
        "changes",
        "reject",
        "disqualify",
        "undo",
    }
    assert "2 entries wait" in texts(await mona.say("/contest status"))
    assert "2 entries wait" in texts(await mo.say("/manage"))
    done = await press(mo, queue, "admit")
    assert refusal(done) is None
    assert "admitted by Mo" in texts(done)
    assert len(await mo.say('/moderate "Bag battle"')) == 1
    assert "takes part" in texts(await heard(web, ann, "me"))
    assert refusal(await bob.say(f"/entry {sun}")) is None, "everybody sees it now"


async def test_the_queue_tells_how_the_author_took_part_before(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    await scheduled(mona, f"{LINE} entries=4")
    first = await entered(ann, "/enter title=Sun")
    assert "first entry" in texts(await mo.say("/moderate"))
    await admitted(mo, [first])
    refused = await entered(ann, "/enter title=Moon")
    await mo.say(f'/moderate reject {refused} rule=off_topic reason="It shows no bag"')
    await press(ann, await ann.say(f"/entry {await entered(ann, '/enter title=Star')}"), "withdraw")
    await entered(ann, "/enter title=Dew")
    queue = texts(await mo.say("/moderate"))
    for sign in ("1 took part", "1 was not taken in", "1 was withdrawn"):
        assert sign in queue


async def test_reject_asks_for_a_listed_rule_and_a_reason_and_tells_the_author(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    asked = await press(mo, await mo.say("/moderate"), "reject")
    fields = {field["name"]: field for field in form(asked)["fields"]}
    assert "off_topic" in [one["value"] for one in fields["rule"]["options"]]
    without = await mo.submit(form(asked), {"rule": "off_topic"})
    assert refusal(without) == "needs_argument"
    assert {field["name"]: field["value"] for field in form(without)["fields"]}["rule"] == "off_topic"
    unknown = await mo.say(f'/moderate reject {sun} rule=negative reason="I do not like it"')
    assert refusal(unknown) == "no_such", "there is no rule against criticism"
    done = await mo.submit(form(without), {"rule": "off_topic", "reason": "It shows no bag"})
    assert refusal(done) is None, done
    told = texts(await heard(web, ann, "me"))
    assert "It shows no bag" in told
    assert "about something else" in told
    assert refusal(await ann.say("/enter title=Another")) is None, "a rejected entry does not count"


async def test_a_typed_verdict_without_its_parts_asks_for_them_with_the_rules_in_words(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    asked = await mo.say(f"/moderate reject {sun}")
    rules = next(field for field in form(asked)["fields"] if field["name"] == "rule")
    assert {"value": "off_topic", "label": "It is about something else"} in rules["options"]


async def test_changes_are_asked_for_and_the_changed_entry_is_reviewed_anew(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    asked = await mo.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')
    assert refusal(asked) is None, asked
    told = await heard(web, ann, "me")
    assert "Add a bag" in texts(told)
    changed = await press(ann, told, "edit")
    shown = await ann.submit(form(changed), {"title": "Sun with a bag"})
    assert refusal(await press(ann, shown, "send")) is None
    queue = await mo.say("/moderate")
    assert "Sun with a bag" in texts(queue)
    assert "Add a bag" in texts(queue), "what was decided before stands with it"


async def test_two_moderators_at_once_decide_once_and_the_slower_is_told_who_was_faster(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    meg = await web.person("Meg", "moderator")
    await scheduled(mona, LINE)
    await entered(ann, "/enter title=Sun")
    first, second = await mo.say("/moderate"), await meg.say("/moderate")
    done = await asyncio.gather(press(mo, first, "admit"), press(meg, second, "admit"))
    assert sorted(str(refusal(one)) for one in done) == ["None", "already_decided"]
    slower = next(one for one in done if refusal(one))
    assert "Mo decided it" in texts(slower) or "Meg decided it" in texts(slower)
    assert len(await heard(web, ann, "me")) == 1


async def test_a_verdict_can_be_taken_back_until_voting_opens(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    moon = await entered(await web.person("Bob"), "/enter title=Moon")
    await admitted(mo, [sun, moon])
    undone = await press(mo, await mo.say(f"/moderate undo {sun}"), "admit")
    assert refusal(undone) is None, "it waits again, and can be admitted again"
    await until(web, contest, "voting")
    late = await mo.say(f"/moderate undo {sun}")
    assert refusal(late) == "too_late"
    assert "disqualified" in texts(late)


async def test_an_unreviewed_entry_holds_voting_back_and_every_venue_is_told_why(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    planned = await web.contest(contest)
    await web.turn(3 * DAY)
    assert await state_of(web, contest) == "review"
    told = texts(await heard(web, ann))
    assert "opens a little later" in told
    assert "reviewed" in told
    status = texts(await mona.say(f"/contest status {contest}"))
    assert "1 entry waits for review" in status
    assert "Voting opens as soon as every entry is reviewed, and then runs for 2 days" in status
    await web.turn(30 * HOUR)
    await admitted(mo, [sun])
    opened = await web.contest(contest)
    assert opened["state"] == "voting"
    assert opened["voting_opens"] > planned["voting_opens"]
    assert await hours_of_voting(web, contest) == 48, "voting runs for its full time"


async def hours_of_voting(web: WebDoor, contest: str) -> int:
    one = await web.contest(contest)
    opens, closes = (datetime.fromisoformat(one[name]) for name in ("voting_opens", "voting_closes"))
    return round((closes - opens).total_seconds() / HOUR)


async def test_after_three_days_the_desk_asks_daily_to_decide_or_to_extend(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(3 * DAY)
    assert await heard(web, mo, "desk") == []
    await web.turn(3 * DAY)
    assert len(await heard(web, mo, "desk")) == 1
    await web.turn(2 * DAY)
    asked = await heard(web, mona, "desk")
    assert len(asked) == 3
    assert "/contest extend" in texts(asked)
    await mona.say('/contest extend by="2 days" reason="Holidays"')
    after = await web.contest(contest)
    assert after["state"] == "review"
    told = texts(await heard(web, ann))
    assert "Holidays" in told
    assert "Voting opens" in told.partition("Holidays")[0].rpartition("more time")[2]
    await web.turn(2 * DAY)
    assert await state_of(web, contest) == "review"
    await admitted(mo, [sun])
    assert await state_of(web, contest) == "voting"
    assert await hours_of_voting(web, contest) == 48


async def test_an_entry_that_waits_for_its_authors_changes_is_in_the_queue_once_it_holds_voting_back(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    moon = await entered(bob, "/enter title=Moon")
    await admitted(mo, [moon])
    await mo.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')
    assert "Nothing waits" in texts(await mo.say("/moderate"))
    await web.turn(3 * DAY)
    held = await mo.say("/moderate")
    assert "Sun" in texts(held)
    assert "Add a bag" in texts(held)
    asked = await press(mo, held, "reject")
    done = await mo.submit(form(asked), {"rule": "against_brief", "reason": "There is still no bag"})
    assert refusal(done) is None, done
    assert await state_of(web, contest) == "voting"


async def test_no_entry_left_when_voting_would_open_cancels_it_with_that_reason(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await web.turn(3 * DAY)
    await mo.say(f'/moderate reject {sun} rule=off_topic reason="No bag"')
    assert await state_of(web, contest) == "cancelled"
    assert "no entries were left" in texts(await heard(web, ann))


async def test_without_review_entries_are_shown_at_once(web: WebDoor, mona: Person, mo: Person, ann: Person) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, f"{LINE} review=off")
    sun = await entered(ann, "/enter title=Sun")
    assert "Sun" in texts(await bob.say(f"/entry {sun}"))
    assert "Nothing waits" in texts(await mo.say("/moderate"))
    await web.turn(3 * DAY)
    assert await state_of(web, contest) == "voting"


async def test_a_disqualified_entry_stays_to_be_seen_with_the_reason_and_out_of_the_vote_and_comes_back_by_undo(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    bob, cleo = [await web.person(name) for name in ("Bob", "Cleo")]
    contest = await scheduled(mona, f"{LINE} review=off")
    sun, moon = await entered(ann, "/enter title=Sun"), await entered(bob, "/enter title=Moon")
    await until(web, contest, "voting")
    await votes(cleo, [sun, moon], contest)
    struck = await mo.say(f'/moderate disqualify {sun} rule=not_own_work reason="From a calendar"')
    assert refusal(struck) is None, struck
    assert "From a calendar" in texts(await cleo.say(f"/entry {sun}"))
    offered = (await cleo.say(f"/vote {contest}"))[-1]["selects"][0]["options"]
    assert [one["value"] for one in offered] == [moon]
    again = await mo.say(f'/moderate disqualify {sun} rule=not_own_work reason="Twice"')
    assert refusal(again) == "already_decided"
    assert refusal(await mo.say(f"/moderate undo {sun}")) is None
    await until(web, contest, "announced")
    lines = {line["entry"]: line for line in await web.standings(contest)}
    assert lines[sun]["approvals"] == 1, "the ballots that were released count again"


async def test_members_do_not_moderate(web: WebDoor, mona: Person, ann: Person) -> None:
    await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    for line in ("/moderate", f"/moderate admit {sun}", f"/moderate undo {sun}", "/manage"):
        assert refusal(await ann.say(line)) == "role", line


async def test_a_moderator_mends_a_title_with_a_record_after_submissions_closed(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    contest = await scheduled(mona, f"{LINE} review=off")
    sun = await entered(ann, "/enter title=Sunn")
    await until(web, contest, "voting")
    assert refusal(await ann.press((await ann.say(f"/entry {sun}"))[-1], f"replace:{sun}")) in {None, "too_late"}
    mended = await mo.say(f"/moderate retitle {sun} title=Sun")
    assert refusal(mended) is None, mended
    assert "Sun\n" in texts(await web_reader(web, sun))


async def web_reader(web: WebDoor, entry: str) -> list[Json]:
    return await (await web.person("Reader")).say(f"/entry {entry}")
