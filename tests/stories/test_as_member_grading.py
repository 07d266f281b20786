"""A member gives grades entry by entry: one, or one for each criterion; until all are given an entry is not answered."""

from bots.app import Running
from contests.model.ballot import Method
from contests.model.contest import Criterion
from tests.stories.deciding import graded, opened
from tests.stories.person import press, refusal, subject, texts
from tests.stories.telling import until
from tests.stories.web_door import WebDoor, WebPerson


async def test_five_grades_and_pass_are_one_press_each_and_back_changes_one(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, entries = await opened(web, running, mona, {"Sun": (bob, None), "Sea": (bob, None)}, method=Method.SCORE)
    shown = first = await ann.say("/vote")
    assert shown[0]["private"]
    assert "Which grade does it get, from 1 to 5?" in texts(shown)
    entry = subject(shown, "pass")
    assert [one["label"] for one in shown[0]["buttons"]] == ["1", "2", "3", "4", "5", "Pass"]
    shown = await ann.press(shown[0], f"grade:{entry}:1:4")
    assert [one["id"] for one in shown] == [first[0]["id"]], "the next entry is shown in its place"
    assert shown[0]["receipt"]
    back = await press(ann, shown, "back")
    assert "Your grade so far: 4." in texts(back)
    again = await ann.press(back[0], f"grade:{entry}:1:5")
    assert again[0]["receipt"] != shown[0]["receipt"]
    same = await ann.press(again[0], f"grade:{entry}:1:5")
    assert same[0]["receipt"] == again[0]["receipt"], "the same again changes nothing"
    ended = await press(ann, same, "pass")
    assert "You have looked at all 2 entries" in texts(ended)
    assert (await press(ann, ended, "done"))[0]["receipt"] in texts(await ann.say("/me"))
    assert {entry} < {*entries.values()}
    assert (await web.contest(contest))["turnout"] == 1


async def test_each_criterion_is_asked_for_and_the_heavier_counts_for_more(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    criteria = (Criterion("Taste", 2), Criterion("Look"))
    works = {"Sun": (bob, None), "Sea": (bob, None)}
    contest, entries = await opened(web, running, mona, works, method=Method.SCORE, criteria=criteria)
    shown = await ann.say("/vote")
    entry = subject(shown, "pass")
    assert "Taste: which grade, from 1 to 5? (1 of 2)" in texts(shown)
    shown = await ann.press(shown[0], f"grade:{entry}:1:2")
    assert (subject(shown, "pass"), "Look: which grade" in texts(shown)) == (entry, True)
    assert "Your grades so far: Taste 2." in texts(shown)
    assert "Still to look at: 2" in texts(shown), "half of its grades are no answer"
    assert "Look: which grade" in texts(await ann.say("/vote")), "it goes on where one was"
    shown = await ann.press(shown[0], f"grade:{entry}:2:5")
    assert subject(shown, "pass") != entry
    last = await graded(bob, contest, {})
    assert "nobody votes for their own entry" in last["text"]
    last = await graded(ann, contest, {entries["Sun"]: (5, 1), entries["Sea"]: (5, 1)})
    assert "all 2 entries" in last["text"]
    await until(web, contest, "announced")
    lines = await web.standings(contest)
    assert [line["entry"] for line in lines][1] == entry, "twice 2 and 5 is less than twice 5 and 1"


async def test_what_was_made_up_is_refused_and_changes_nothing(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, entries = await opened(web, running, mona, {"Sun": (bob, None), "Sea": (ann, None)}, method=Method.SCORE)
    shown = await ann.say("/vote")
    sun, sea = entries["Sun"], entries["Sea"]
    for forged in (
        f"{sun}:1:6",
        f"{sun}:1:0",
        f"{sun}:2:3",
        f"{sun}:1",
        sun,
        f"{sun}:1:²",
        f"{sun}:9:{9**99}",
        "x:1:1",
    ):
        assert refusal(await ann.press(shown[0], f"grade:{forged}")) == "no_such", forged
    assert refusal(await ann.press(shown[0], f"grade:{sea}:1:5")) == "own_entry"
    assert refusal(await ann.press(shown[0], f"approve:{sun}")) == "not_open"
    assert "get grades here" in texts(await ann.press(shown[0], f"approve:{sun}"))
    assert (await web.contest(contest))["turnout"] == 0
