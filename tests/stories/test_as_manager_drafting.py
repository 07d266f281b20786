"""A manager makes a contest: by one line, or by a form; looks at all that will be said; and starts it."""

from tests.stories.person import Person, button, form, press, refusal, subject, texts
from tests.stories.telling import DAY, heard, scheduled, state_of
from tests.stories.web_door import WebDoor, WebPerson

LINE = '/contest new template=remix title="Bag battle" submissions="3 days" voting="2 days"'


async def test_one_line_makes_a_draft_that_only_managers_see(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    shown = texts(await mona.say(f'{LINE} reward="1:2 tickets" reward="2-3:a sticker"'))
    for sign in ("Bag battle", "draft", "3 days", "2 days", "Place 1: 2 tickets", "Place 3: a sticker"):
        assert sign in shown
    for other in (mo, ann):
        assert "Bag battle" not in texts(await other.say("/contests"))
        assert refusal(await other.say('/brief "Bag battle"')) == "no_such"
    assert "Bag battle" not in texts(await mo.say("/manage"))
    assert await heard(web, ann) == [], "nothing is said in public"
    assert "Bag battle" in texts(await mona.say("/manage"))


async def test_a_bare_command_answers_with_a_form_and_an_unclear_time_gives_it_back_filled(mona: Person) -> None:
    asked = await mona.say("/contest new")
    assert refusal(asked) == "needs_argument"
    needed = {field["name"] for field in form(asked)["fields"] if field["required"]}
    assert needed == {"template", "title", "submissions", "voting"}
    typed = {"template": "remix", "title": "Bag battle", "submissions": "someday", "voting": "2 days"}
    unclear = await mona.submit(form(asked), {**typed, "reward": "1:a bag\n2:a cup", "product": "A, B"})
    assert refusal(unclear) == "when_unclear"
    given_back = {field["name"]: field["value"] for field in form(unclear)["fields"]}
    assert given_back | typed == given_back
    assert given_back["reward"] == "1:a bag\n2:a cup"
    made = await mona.submit(form(unclear), {**given_back, "submissions": "3 days"})
    assert refusal(made) is None, made
    assert "a cup" in texts(made)


async def test_what_a_line_lacks_comes_as_a_form_that_holds_what_was_typed(mona: Person) -> None:
    asked = await mona.say('/contest new title="Bag battle" voting="2 days" quorum=5')
    assert refusal(asked) == "needs_argument"
    filled = {field["name"]: field["value"] for field in form(asked)["fields"]}
    assert (filled["title"], filled["voting"], filled["quorum"]) == ("Bag battle", "2 days", "5")
    made = await mona.submit(form(asked), {**filled, "template": "review", "submissions": "3 days"})
    assert "At least 5 members" in texts(made)


async def test_a_line_with_an_unclear_time_is_asked_about_in_a_form_that_holds_the_whole_line(mona: Person) -> None:
    unclear = await mona.say('/contest new template=remix title="Bag battle" submissions="friday" voting="2 days"')
    assert refusal(unclear) == "when_unclear"
    filled = {field["name"]: field["value"] for field in form(unclear)["fields"]}
    assert (filled["title"], filled["submissions"], filled["voting"]) == ("Bag battle", "friday", "2 days")
    made = await mona.submit(form(unclear), {**filled, "submissions": "in 3 days"})
    assert refusal(made) is None
    assert "in 3 days" in texts(made)


async def test_every_part_of_a_contest_can_be_set_and_is_read_back(mona: Person) -> None:
    made = await mona.say(
        '/contest new template=review title="Cup reviews" text="Tell us" sponsor="Cup Ltd, Warsaw" product=Cup '
        'product=Mug opens="in 1 day" submissions="3 days" voting="2 days" review=off method=single mode=list '
        'entries=2 reward="1:a cup" ambassadors=2 answer="3 days" term="1 year" tie=run-off runoff="6 hours" '
        'quorum=3 extension="12 hours" licence=cc-by languages=en,de'
    )
    assert refusal(made) is None, made
    preview = texts(await mona.say("/contest schedule"))
    for sign in (
        "By Cup Ltd, Warsaw",
        "Products: Cup and Mug",
        "up to 2 entries",
        "Place 1: a cup",
        "The first 2 are asked to be ambassadors",
        "12 months",
        "Creative Commons Attribution",
        "choose one entry",
        "All entries are shown at once",
        "a run-off of 6 hours",
        "At least 3 members",
        "extended once by 12 hours",
        "Languages: English and German",
        "3 days",
    ):
        assert sign in preview, sign


async def test_the_preview_shows_the_brief_and_every_message_with_its_time_and_is_public_only_when_confirmed(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    await mona.say(f'{LINE} opens="in 1 day" text="Show us your bag" ambassadors=1')
    shown = await mona.say("/contest schedule")
    told = texts(shown)
    assert "Show us your bag" in told
    for message in ("it opens", "reminder that entries close", "entries are closed", "voting opens", "the result"):
        line = next(one for one in told.partition("and when:")[2].splitlines() if message in one)
        assert ":" in line
        assert "UTC" in line, "each message has its time in full"
    assert "ambassador" in told.partition("and when:")[2], "the offer is a message, too"
    contest = subject(shown, "confirm")
    assert await state_of(web, contest) == "draft"
    assert await heard(web, ann) == []
    confirmed = await press(mona, shown, "confirm")
    assert refusal(confirmed) is None
    assert await state_of(web, contest) == "scheduled"
    await web.turn(DAY)
    assert "Show us your bag" in texts(await heard(web, ann))


async def test_confirm_yes_shows_the_preview_and_schedules(web: WebDoor, mona: Person) -> None:
    await mona.say(LINE)
    done = texts(await mona.say("/contest schedule confirm=yes"))
    assert "the result" in done
    assert "open for entries" in done
    assert refusal(await mona.say('/contest schedule "Bag battle"')) == "already_decided"


async def test_two_managers_confirm_at_once_and_it_is_scheduled_once(web: WebDoor, mona: Person, ann: Person) -> None:
    max_ = await web.person("Max", "manager")
    await mona.say(LINE)
    first, second = await mona.say("/contest schedule"), await max_.say("/contest schedule")
    assert refusal(await press(mona, first, "confirm")) is None
    assert refusal(await press(max_, second, "confirm")) == "already_decided"
    assert len(await heard(web, ann)) == 1, "the opening is told once"


async def test_dates_that_come_in_the_wrong_order_or_are_past_are_refused_before_anything_is_scheduled(
    web: WebDoor, mona: Person
) -> None:
    past = await mona.say(LINE.replace("3 days", "2020-01-01 12:00"))
    assert refusal(past) == "when_unclear"
    await mona.say(f'{LINE} opens="in 5 days"'.replace('"3 days"', '"in 3 days"'))
    wrong = await mona.say("/contest schedule")
    assert refusal(wrong) == "when_unclear"
    assert "after" in texts(wrong)
    await mona.say('/contest edit submissions="in 6 days"')
    late = await mona.say("/contest schedule")
    assert button(late, "confirm")
    await web.turn(7 * DAY)
    assert refusal(await press(mona, late, "confirm")) == "when_unclear", "what was previewed is past by now"


async def test_a_draft_is_deleted_without_a_reason_and_nobody_is_told(web: WebDoor, mona: Person, ann: Person) -> None:
    await mona.say(LINE)
    gone = await mona.say('/contest cancel "Bag battle"')
    assert refusal(gone) is None, gone
    assert "deleted" in texts(gone)
    await web.turn(DAY)
    assert await heard(web, ann) == []
    assert refusal(await mona.say('/contest status "Bag battle"')) == "no_such"


async def test_bad_parts_are_refused_each_with_its_cure(mona: Person) -> None:
    for more, key, sign in (
        ("reward=tickets", "needs_argument", "1:2 tickets"),
        ("entries=0", "needs_argument", "from 1"),
        ("quorum=many", "needs_argument", "“many” cannot be read there. Type a number of ballots"),
        ("method=banana", "needs_argument", "“banana” is not a way to vote"),
        ("tie=coin", "needs_argument", "run-off"),
        ("licence=all", "needs_argument", "promotion"),
        ("languages=tlh", "needs_argument", "en, de"),
        ("venues=nowhere", "no_such", "Prosument"),
        ("runoff=soon", "when_unclear", "24 hours"),
        (f"sponsor={'x' * 1001}", "too_long", "1,000"),
        ("prize=gold", "unknown_command", "prize"),
    ):
        said = await mona.say(f"{LINE} {more}")
        assert (refusal(said), sign in texts(said)) == (key, True), (more, texts(said))


async def test_the_web_room_is_named_as_the_list_of_rooms_names_it(web: WebDoor, mona: WebPerson, ann: Person) -> None:
    (room,) = [one["id"] for one in (await mona.call("GET", "/api/rooms"))[1]["items"] if one["kind"] == "public"]
    assert room == "main"
    await scheduled(mona, f"{LINE} venues={room}")
    assert "A new contest is open" in texts(await heard(web, ann))


async def test_members_and_moderators_may_not_run_contests(mo: Person, ann: Person) -> None:
    for person in (mo, ann):
        said = await person.say(LINE)
        assert refusal(said) == "role"
        assert "managers" in texts(said)
