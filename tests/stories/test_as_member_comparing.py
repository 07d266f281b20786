"""A member compares two entries at a time, for as long as they like; never their own, and never the same two twice."""

from bots.app import Running
from contests.model.ballot import Method, pair_of
from tests.stories.deciding import compared, opened
from tests.stories.person import press, refusal, subject, texts
from tests.stories.telling import until
from tests.stories.web_door import WebDoor, WebPerson

WORKS = ("Sun", "Sea", "Fog")


async def test_two_are_shown_one_is_preferred_and_the_next_two_come_in_their_place(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, entries = await opened(web, running, mona, dict.fromkeys(WORKS, (bob, None)), method=Method.PAIRWISE)
    shown = first = await ann.say("/vote")
    pairs = []
    for number in range(3):
        sides = [one for one in shown[0]["buttons"] if one["id"].startswith("prefer:")]
        pair, preferred = sides[0]["id"].split(":")[1:]
        assert [one["label"][:3] for one in sides[:2]] == ["A: ", "B: "]
        assert sides[2]["id"] == f"prefer:{pair}:pass"
        pairs.append(pair)
        shown = await ann.press(shown[0], sides[2]["id"] if number == 1 else f"prefer:{pair}:{preferred}")
        assert shown[0]["id"] == first[0]["id"]
        assert shown[0]["receipt"]
    assert len({*pairs}) == 3
    assert {*pairs} == {
        pair_of(entries[one], entries[other]) for one, other in (("Sun", "Sea"), ("Sun", "Fog"), ("Sea", "Fog"))
    }
    assert "You have compared all that there is." in texts(shown)
    back = await press(ann, shown, "back")
    assert "Your answer so far" in texts(back)
    assert (await web.contest(contest))["turnout"] == 1


async def test_the_answers_of_all_make_an_order_and_anybody_may_stop_after_one(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson, cleo: WebPerson
) -> None:
    contest, entries = await opened(web, running, mona, dict.fromkeys(WORKS, (bob, None)), method=Method.PAIRWISE)
    order = tuple(entries[title] for title in ("Fog", "Sun", "Sea"))
    await compared(ann, contest, order)
    shown = await press(cleo, await cleo.say("/vote"), "prefer")
    done = await press(cleo, shown, "done")
    assert "Thank you for voting" in texts(done)
    assert done[0]["receipt"]
    dan = await web.person("Dan")
    await compared(dan, contest, order)
    assert (await web.contest(contest))["turnout"] == 3
    await until(web, contest, "announced")
    assert [line["title"] for line in await web.standings(contest)] == ["Fog", "Sun", "Sea"]


async def test_ones_own_entry_is_in_no_pair_and_what_was_made_up_is_refused(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    works = {"Sun": (ann, None), "Sea": (bob, None), "Fog": (bob, None)}
    contest, entries = await opened(web, running, mona, works, method=Method.PAIRWISE)
    shown = await ann.say("/vote")
    pair = subject(shown, "prefer").split(":")[0]
    assert pair == pair_of(entries["Sea"], entries["Fog"])
    own = pair_of(entries["Sun"], entries["Sea"])
    assert refusal(await ann.press(shown[0], f"prefer:{own}:{entries['Sea']}")) == "own_entry"
    turned = "~".join(reversed(pair.split("~")))
    for forged in (f"{pair}:{entries['Sun']}", f"{turned}:pass", pair, f"{entries['Sea']}:pass", "a~b:a", "~:", "x"):
        assert refusal(await ann.press(shown[0], f"prefer:{forged}")) == "no_such", forged
    assert "two at a time" in texts(await ann.press(shown[0], f"approve:{entries['Sea']}"))
    assert (await web.contest(contest))["turnout"] == 0
    assert refusal(await bob.say("/vote")) is None
