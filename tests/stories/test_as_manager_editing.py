"""What of a contest can still be changed: all of a draft, then less and less (RULES.md, States)."""

from datetime import datetime, timedelta

from tests.stories.person import Json, Person, button, form, press, refusal, texts
from tests.stories.telling import DAY, HOUR, entered, heard, scheduled, until, votes
from tests.stories.web_door import WebDoor

LINE = (
    '/contest new template=remix title="Bag battle" text="Old text" submissions="3 days" voting="2 days" '
    'review=off reward="1:a bag"'
)


def typed_in(one: Json) -> dict[str, str]:
    return {field["name"]: field["value"] for field in one["fields"]}


async def moved_on(manager: Person, line: str) -> None:
    """Move the dates of a scheduled contest, and confirm them as they are read back."""
    asked = await manager.say(line)
    assert refusal(asked) is None, texts(asked)
    done = await press(manager, asked, "confirm")
    assert refusal(done) is None, texts(done)


async def test_a_draft_can_be_edited_in_every_part(mona: Person) -> None:
    await mona.say(LINE)
    edited = await mona.say(
        '/contest edit title="Cup battle" text="New text" review=on mode=list reward="1:a cup" submissions="5 days"'
    )
    for sign in (
        "Cup battle",
        "New text",
        "5 days",
        "2 days",
        "a moderator looks",
        "All entries are shown at once",
        "a cup",
    ):
        assert sign.lower() in texts(edited).lower(), sign
    assert "a bag" not in texts(edited)


async def test_a_draft_can_become_another_kind_and_a_scheduled_contest_cannot(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    await mona.say(LINE)
    fields = {field["name"]: field["value"] for field in form(await mona.say("/contest edit"))["fields"]}
    assert fields["template"] == "remix"
    edited = await mona.say("/contest edit template=review product=Lamp")
    assert refusal(edited) is None, texts(edited)
    assert "5 entries" in texts(edited), "as many as a review drive takes unless it says otherwise"
    contest = (await press(mona, await mona.say("/contest schedule"), "confirm"))[0]["buttons"][0]["id"].split(":")[1]
    assert (await web.contest(contest))["template"] == "review"
    assert refusal(await ann.say("/review product=Lamp rating=5 got=gift")) is None
    assert refusal(await mona.say("/contest edit template=remix")) == "too_late"
    assert "template" not in typed_in(form(await mona.say("/contest edit")))


async def test_edit_alone_gives_a_form_filled_with_what_is_set_and_sent_as_it_is_it_changes_nothing(
    mona: Person,
) -> None:
    before = await mona.say(f'{LINE} opens="in 1 day" tie=run-off term="1 year" ambassadors=2')
    shown = await mona.say("/contest edit")
    filled = typed_in(form(shown))
    assert (filled["title"], filled["submissions"], filled["reward"]) == ("Bag battle", "3 days", "1:a bag")
    assert (filled["term"], filled["runoff"], filled["review"]) == ("12 months", "24 hours", "off")
    same = await mona.submit(form(shown), filled)
    assert refusal(same) is None, same
    assert texts(same) == texts(before)
    other = await mona.submit(form(await mona.say("/contest edit")), {**filled, "title": "Cup battle", "reward": ""})
    assert "Cup battle" in texts(other)
    assert "Nothing but honour" in texts(other), "what is emptied is taken out"
    assert "Cup battle" in texts(await mona.submit(form(await mona.say("/contest edit")), {**filled, "title": ""}))


async def test_the_filled_form_can_be_sent_back_in_german_too(mona: Person) -> None:
    await mona.say("/me language de")
    before = await mona.say(f'{LINE} opens="in 1 Tag" term="1 Jahr"'.replace("days", "Tage"))
    assert refusal(before) is None, before
    shown = await mona.say("/contest edit")
    assert typed_in(form(shown))["term"] == "12 Monate"
    same = await mona.submit(form(shown), typed_in(form(shown)))
    assert refusal(same) is None, texts(same)
    assert texts(same) == texts(before)


async def test_a_scheduled_contest_takes_other_texts_and_later_dates_only(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    planned = await web.contest(contest)
    assert refusal(await mona.say('/contest edit text="New text"')) is None
    await moved_on(mona, '/contest edit submissions="5 days"')
    moved = await web.contest(contest)
    assert moved["opens"] == planned["opens"]
    assert moved["submissions_close"] > planned["submissions_close"]
    assert moved["voting_closes"] > planned["voting_closes"], "voting runs for its two days from there"
    earlier = await mona.say('/contest edit submissions="1 day"')
    assert refusal(earlier) == "when_unclear"
    assert "only move later. “Entries close”" in texts(earlier)
    given_back = typed_in(form(earlier))
    assert (given_back["submissions"], given_back["text"], given_back["reward"]) == ("1 day", "New text", "1:a bag")
    assert refusal(await mona.submit(form(earlier), {**given_back, "submissions": "6 days"})) is None
    assert "“Entries open”" in texts(await mona.say('/contest edit opens="in 2 hours"'))
    rules = await mona.say("/contest edit quorum=9")
    assert refusal(rules) == "too_late"
    assert refusal(await mona.say("/contest edit opens=tomorrow")) == "when_unclear"
    fields = set(typed_in(form(await mona.say("/contest edit"))))
    assert {"text", "submissions", "reward"} <= fields
    assert not fields & {"quorum", "tie", "review"}
    await web.turn(DAY)
    assert "New text" in texts(await heard(web, ann))


async def test_other_dates_are_read_back_in_full_and_stand_only_once_they_are_confirmed(
    web: WebDoor, mona: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    planned = await web.contest(contest)
    asked = await mona.say('/contest edit text="New text" submissions="in 40 days" voting="3 weeks"')
    assert "UTC, in 40 days" in texts(asked)
    assert "UTC, in 61 days" in texts(asked)
    assert await web.contest(contest) == planned, "a slip of the finger could not be taken back"
    assert "New text" in texts(await mona.say("/brief")), "texts can be changed again"
    await web.turn(HOUR)
    done = await press(mona, asked, "confirm")
    assert refusal(done) is None, texts(done)
    moved = await web.contest(contest)
    for date, length in (("submissions_close", 40 * DAY), ("voting_closes", 61 * DAY)):
        shift = datetime.fromisoformat(moved[date]) - datetime.fromisoformat(planned[date])
        assert shift > timedelta(seconds=length - 7 * DAY), date
    assert refusal(await mona.say('/contest edit submissions="in 39 days" confirm=yes')) == "when_unclear"
    assert refusal(await mona.say('/contest edit submissions="in 41 days" confirm=yes')) is None
    again = await web.contest(contest)
    assert again["submissions_close"] > moved["submissions_close"]
    assert again["voting_closes"] > moved["voting_closes"], "voting still runs for its three weeks"


async def test_dates_that_were_read_back_before_it_opened_are_refused_afterwards(web: WebDoor, mona: Person) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    asked = await mona.say('/contest edit submissions="in 40 days"')
    await web.turn(2 * DAY)
    opened = await web.contest(contest)
    assert refusal(await press(mona, asked, "confirm")) == "too_late"
    assert refusal(await mona.say('/contest edit submissions="in 50 days"')) == "too_late"
    assert refusal(await mona.press(asked[0], f"confirm:{contest}:zz.zz")) == "no_such"
    assert await web.contest(contest) == opened


async def test_dates_of_a_scheduled_contest_move_on_from_where_an_extension_or_a_pause_put_them(
    web: WebDoor, mona: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    await mona.say('/contest extend by="2 days" reason="The hall is not ready"')
    await mona.say("/contest pause")
    await web.turn(DAY)
    await mona.say("/contest resume")
    extended = await web.contest(contest)
    await moved_on(mona, '/contest edit submissions="4 days"')
    moved = await web.contest(contest)
    assert moved["opens"] == extended["opens"], "the opening stays where it was moved to"
    assert moved["submissions_close"] > extended["submissions_close"]


async def test_dates_are_fixed_once_it_is_open(web: WebDoor, mona: Person) -> None:
    await scheduled(mona, LINE)
    said = await mona.say('/contest edit voting="9 days"')
    assert refusal(said) == "too_late"
    assert "/contest extend" in texts(said)


async def test_before_the_first_entry_a_new_text_asks_nobody(web: WebDoor, mona: Person, ann: Person) -> None:
    await scheduled(mona, LINE)
    await mona.say('/contest edit text="New text"')
    assert "version 1" in texts(await ann.say("/enter title=Sun"))


async def test_from_the_first_entry_on_it_is_a_new_version_and_silence_is_no(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    bob, cleo, dan = [await web.person(name) for name in ("Bob", "Cleo", "Dan")]
    await scheduled(mona, LINE)
    for person in (ann, bob, cleo):
        await entered(person, f"/enter title={person.name}")
    gone = await cleo.say("/me")
    await press(cleo, await press(cleo, gone, "look"), "withdraw")
    edited = await mona.say('/contest edit reward="1:two bags" licence=brand-use')
    assert refusal(edited) is None, edited
    assert "version 2" in texts(edited)
    asked = await heard(web, ann, "me")
    assert "two bags" in texts(asked)
    assert "own channels" in texts(asked)
    agreed = await press(ann, asked, "agree")
    assert refusal(agreed) is None
    assert "new terms" in texts(agreed)
    assert button(await heard(web, bob, "me"), "agree"), "asked, and not yet answered"
    assert await heard(web, cleo, "me") == [], "who withdrew is not asked"
    assert "version 2" in texts(await dan.say("/enter title=Later"))


async def test_from_the_first_ballot_on_only_extend_pause_and_cancel(web: WebDoor, mona: Person, ann: Person) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    await until(web, contest, "voting")
    await votes(bob, [sun], contest)
    said = await mona.say(f'/contest edit {contest} text="New text"')
    assert refusal(said) == "too_late"
    assert "extend, pause or cancel" in texts(said)
    for line in ("pause", "resume", 'extend by="1 day" reason="More time"', 'cancel reason="The shop closes"'):
        done = await mona.say(
            f"/contest {line.replace(' ', f' {contest} ', 1) if ' ' in line else f'{line} {contest}'}"
        )
        assert refusal(done) is None, done
        await web.turn(HOUR)


async def test_a_decided_contest_is_not_edited(web: WebDoor, mona: Person, ann: Person) -> None:
    contest = await scheduled(mona, LINE)
    await entered(ann, "/enter title=Sun")
    await until(web, contest, "announced")
    for line in (
        "edit {} text=New",
        "pause {}",
        "resume {}",
        'extend {} by="1 day" reason=More',
        "cancel {} reason=No",
    ):
        assert refusal(await mona.say(f"/contest {line.format(contest)}")) == "already_decided", line


async def test_dates_can_be_moved_while_a_pause_holds_the_opening_back(web: WebDoor, mona: Person) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day"')
    await mona.say("/contest pause")
    await web.turn(5 * DAY)
    before = await web.contest(contest)
    await moved_on(mona, '/contest edit submissions="9 days"')
    moved = await web.contest(contest)
    assert moved["opens"] == before["opens"]
    assert moved["submissions_close"] > before["submissions_close"]
    await mona.say("/contest resume")
    assert await web.turn(DAY + HOUR)
    assert (await web.contest(contest))["state"] == "submission"
