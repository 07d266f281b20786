"""A manager says how a contest is decided: by which votes, with a final, a jury, a draw, a quorum, and caps."""

import pytest

from tests.stories.person import Json, Person, button, form, press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled
from tests.stories.web_door import WebDoor

MOST_BYTES = 61
"""Of a button's id on Telegram, which takes 64 with what stands before it."""
LINE = '/contest new template=remix title="Bag battle" submissions="3 days" voting="2 days" review=off'
WHOLE = (
    'method=limited stars=4 final="1 day" finalists=5 final_method=score final_voters=linked preview="2 hours" '
    'no_award=yes criteria="taste:2, look" jury=40 points=linear tie=lottery lottery="the lottery of 5 December" '
    'quorum="5, 20%, 3 looks" one_each=yes repeat="6 months" scoring=wilson'
)


def typed_in(one: Json) -> dict[str, str]:
    return {field["name"]: field["value"] for field in one["fields"]}


async def test_everything_that_decides_can_be_typed_and_is_read_back_before_it_is_public(mona: Person) -> None:
    made = await mona.say(f"{LINE} {WHOLE}")
    assert refusal(made) is None, texts(made)
    preview = texts(await mona.say("/contest schedule"))
    for sign in (
        "approve at most 4 entries",
        "The best 5 go on to a final",
        "2 hours before everybody",
        "Members grade entries from 1 to 5",
        "taste (weight 2) and look (weight 1)",
        "To vote in the final takes linked accounts",
        "“No award this time” can be voted for",
        "the jury's points weigh 40 of 100, the public's 60",
        "the lottery of 5 December",
        "At least 5 members have to vote for something. At least 20% of all who may vote have to do so.",
        "At least 3 members have to look at each entry.",
        "One reward for each member",
        "within 6 months",
        "as low as it may be by chance",
        "The final opens:",
        "The final closes:",
        "who goes on to the final, to you and the other managers alone",
    ):
        assert sign in preview, sign


async def test_the_form_holds_what_was_typed_and_sent_as_it_is_it_changes_nothing(mona: Person) -> None:
    before = await mona.say(f"{LINE} {WHOLE}")
    shown = await mona.say("/contest edit")
    filled = typed_in(form(shown))
    for name, value in {
        "method": "limited",
        "stars": "4",
        "final": "1 day",
        "finalists": "5",
        "bar": "",
        "final_method": "score",
        "preview": "2 hours",
        "criteria": "taste:2, look",
        "jury": "40",
        "lottery": "the lottery of 5 December",
        "quorum": "5, 20%, 3 looks",
        "repeat": "6 months",
    }.items():
        assert filled[name] == value, name
    same = await mona.submit(form(shown), filled)
    assert refusal(same) is None, texts(same)
    assert texts(same) == texts(before)
    without = await mona.submit(form(await mona.say("/contest edit")), {**filled, "final": "", "jury": ""})
    assert refusal(without) is None, texts(without)
    assert "final" not in texts(without).partition("How it is decided")[2].lower()
    assert "40 of 100" not in texts(without)


async def test_a_form_asks_only_for_what_has_something_to_act_on(mona: Person) -> None:
    asked = set(typed_in(form(await mona.say("/contest new"))))
    assert {"method", "final", "jury", "quorum", "tie"} <= asked
    assert not asked & {"stars", "criteria", "finalists", "bar", "points", "lottery", "unranked"}
    await mona.say(f"{LINE} method=schulze")
    plain = set(typed_in(form(await mona.say("/contest edit"))))
    assert "unranked" in plain
    assert not plain & {"stars", "criteria", "finalists", "points", "lottery"}


@pytest.mark.parametrize(
    ("typed", "sign", "cure"),
    [
        ("tie=jury", "There is no jury to break a tie", {"jury": "50"}),
        ("tie=lottery", "nobody knows yet", {"lottery": "the lottery of 5 December"}),
        ("jury=100", "from 1 to 99", {"jury": "50"}),
        ("method=schulze mode=queue", "Leave mode= empty", {"mode": ""}),
        ("method=eph", "Add final=", {"final": "1 day"}),
        ('final="1 day" finalists=30 final_method=irv', "Choose fewer finalists", {"finalists": "10"}),
        ("finalists=5", "Add final=", {"final": "1 day"}),
        ("quorum=some", "such as 20%", {"quorum": "20%"}),
    ],
)
async def test_what_does_not_go_together_is_refused_with_the_cure_and_the_form_to_mend_it_in(
    mona: Person, typed: str, sign: str, cure: dict[str, str]
) -> None:
    said = await mona.say(f"{LINE} {typed}")
    assert (refusal(said), sign in texts(said)) == ("needs_argument", True), texts(said)
    mended = await mona.submit(form(said), {**typed_in(form(said)), **cure})
    assert refusal(mended) is None, texts(mended)


async def test_a_final_has_its_dates_for_scripts_and_only_where_there_is_one(web: WebDoor, mona: Person) -> None:
    contest = await scheduled(mona, f'{LINE} final="1 day" finalists=2 final_method=schulze preview="2 hours"')
    shown = await web.contest(contest)
    assert shown["final_method"] == "schulze"
    assert shown["voting_closes"] < shown["final_opens"] < shown["final_closes"]
    plain = await web.contest(await scheduled(mona, LINE.replace("Bag battle", "Cup battle")))
    assert not {"final_method", "final_opens", "final_closes"} & plain.keys()


async def test_the_final_of_a_scheduled_contest_moves_later_once_that_is_confirmed(web: WebDoor, mona: Person) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day" final="1 day"')
    planned = await web.contest(contest)
    asked = await mona.say('/contest edit final="4 days"')
    assert refusal(asked) is None, texts(asked)
    assert await web.contest(contest) == planned
    done = await press(mona, asked, "confirm")
    assert refusal(done) is None, texts(done)
    moved = await web.contest(contest)
    assert moved["final_closes"] > planned["final_closes"]
    assert moved["final_opens"] == planned["final_opens"]
    assert refusal(await mona.say('/contest edit final="1 day"')) == "when_unclear"


async def test_the_button_that_moves_every_date_at_once_fits_any_platform(web: WebDoor, mona: Person) -> None:
    contest = await scheduled(mona, f'{LINE} opens="in 1 day" final="1 day"')
    odd = "5 days 3 hours 4 minutes"
    asked = await mona.say(f'/contest edit opens="in 2 days" submissions="{odd}" voting="{odd}" final="{odd}"')
    assert refusal(asked) is None, texts(asked)
    assert len(button(asked, "confirm").button) <= MOST_BYTES
    before = await web.contest(contest)
    done = await press(mona, asked, "confirm")
    assert refusal(done) is None, texts(done)
    after = await web.contest(contest)
    dates = ("opens", "submissions_close", "voting_closes", "final_closes")
    assert all(after[one] > before[one] for one in dates)


async def test_the_text_of_a_command_tells_all_that_can_be_set(mona: Person) -> None:
    assert "• schulze: put in order" in texts(await mona.say("/help deciding"))
    told = texts(await mona.say("/help contest new"))
    for name in ("method", "stars", "criteria", "final", "finalists", "bar", "jury", "lottery", "one_each", "repeat"):
        assert f"{name}=" in told, name


async def test_members_read_how_it_is_decided_and_see_no_standings_of_a_vote_that_goes_on(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    contest = await scheduled(mona, f'{LINE} method=score criteria="taste, look" jury=50')
    await entered(ann, "/enter title=Sun")
    await web.turn(3 * DAY)
    told = texts(await ann.say(f"/brief {contest}"))
    assert "What is graded: taste and look." in told
    assert "weigh 50 of 100" in told
    assert "jurors only vote" in told
