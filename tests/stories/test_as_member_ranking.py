"""A member puts entries in order, a press a place; what is pressed twice is there once, and what is taken back goes."""

from bots.app import Running
from contests.model.ballot import Method
from tests.stories.deciding import opened, ranked, with_no_award
from tests.stories.person import Json, press, refusal, texts
from tests.stories.telling import until
from tests.stories.web_door import WebDoor, WebPerson

WORKS = ("Sun", "Sea", "Fog")


async def battle_of(
    web: WebDoor, running: Running, mona: WebPerson, bob: WebPerson, method: Method = Method.SCHULZE
) -> tuple[str, str, dict[str, str]]:
    """Return a contest whose entries are put in order, its round, and the entries by title."""
    contest, entries = await opened(web, running, mona, dict.fromkeys(WORKS, (bob, None)), method=method)
    async with running.store.reading() as work:
        return contest, (await work.contests.get(contest)).rounds[-1].id, entries


def order(messages: list[Json]) -> list[str]:
    """Return the titles that have a place, best first."""
    placed = [one["label"].split(". ") for one in messages[0]["buttons"] if one["id"].startswith("unplace:")]
    return [title for _, title in sorted(placed)]


async def test_a_press_is_a_place_and_the_order_so_far_is_told(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, voting, entries = await battle_of(web, running, mona, bob)
    shown = first = await ann.say("/vote")
    assert "You have not put anything in order yet." in texts(shown)
    assert not shown[0]["selects"]
    for pressed, title in enumerate(("Sea", "Sun", "Fog"), 1):
        shown = await ann.press(shown[0], f"place:{voting}:{entries[title]}")
        assert len(order(shown)) == pressed
    assert order(shown) == ["Sea", "Sun", "Fog"]
    assert "\n1. Sea\n2. Sun\n3. Fog" in texts(shown)
    assert shown[0]["id"] == first[0]["id"]
    assert shown[0]["receipt"] in texts(shown)
    done = await press(ann, shown, "done")
    assert "Thank you for voting" in texts(done)
    assert order(await press(ann, done, "vote")) == ["Sea", "Sun", "Fog"]
    await ranked(await web.person("Dan"), contest, (entries["Sun"],))
    await ranked(await web.person("Eve"), contest, (entries["Sea"], entries["Sun"]))
    assert (await web.contest(contest))["turnout"] == 3
    await until(web, contest, "announced")
    assert [line["title"] for line in await web.standings(contest)] == ["Sea", "Sun", "Fog"]


async def test_what_is_pressed_again_stays_what_is_taken_back_goes_and_those_below_rise(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, voting, entries = await battle_of(web, running, mona, bob)
    await ranked(ann, contest, (entries["Sea"], entries["Sun"], entries["Fog"]))
    shown = await ann.say("/vote")
    twice = await ann.press(shown[0], f"place:{voting}:{entries['Sea']}")
    assert order(twice) == ["Sea", "Sun", "Fog"], "a second press of a button has the effect of one"
    assert twice[0]["receipt"] == shown[0]["receipt"]
    without = await ann.press(twice[0], f"unplace:{voting}:{entries['Sea']}")
    assert order(without) == ["Sun", "Fog"]
    assert without[0]["receipt"] != shown[0]["receipt"]
    assert order(await ann.press(without[0], f"unplace:{voting}:{entries['Sea']}")) == ["Sun", "Fog"]
    assert order(await ann.press(without[0], f"place:{voting}:{entries['Sea']}")) == ["Sun", "Fog", "Sea"]
    cleared = await press(ann, await ann.say("/vote"), "unrank")
    assert order(cleared) == []
    assert [one["id"].partition(":")[0] for one in cleared[0]["buttons"]] == ["place"] * 3


async def test_a_whole_order_is_one_press_for_scripts(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    _, voting, entries = await battle_of(web, running, mona, bob, Method.IRV)
    shown = await ann.say("/vote")
    ranked_ = await ann.press(shown[0], f"rank:{voting}", entries["Fog"], entries["Sun"])
    assert order(ranked_) == ["Fog", "Sun"]
    other = await ann.press(ranked_[0], f"rank:{voting}", entries["Sun"])
    assert order(other) == ["Sun"]


async def test_what_was_made_up_is_refused_and_changes_nothing(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, voting, entries = await battle_of(web, running, mona, bob)
    shown = await ann.say("/vote")
    sun = entries["Sun"]
    for forged in (f"place:{voting}:x", f"place:x:{sun}", f"place:{sun}", f"rank:{sun}", f"unrank:{sun}"):
        assert refusal(await ann.press(shown[0], forged)) == "no_such", forged
    assert refusal(await ann.press(shown[0], f"rank:{voting}", sun, "x")) == "no_such"
    assert refusal(await ann.press(shown[0], f"place:{voting}:none")) == "no_such", "no award is not offered here"
    assert refusal(await ann.press(shown[0], f"ballot:{voting}", sun)) == "not_open"
    assert refusal(await bob.press((await bob.say("/vote"))[0], f"place:{voting}:{sun}")) == "own_entry"
    assert (await web.contest(contest))["turnout"] == 0


async def test_no_award_has_a_place_like_an_entry(
    web: WebDoor, running: Running, mona: WebPerson, ann: WebPerson, bob: WebPerson
) -> None:
    contest, voting, entries = await battle_of(web, running, mona, bob)
    await with_no_award(running, contest)
    shown = await ann.say("/vote")
    assert "No award this time" in [one["label"] for one in shown[0]["buttons"]]
    shown = await ann.press(shown[0], f"place:{voting}:{entries['Fog']}")
    shown = await ann.press(shown[0], f"place:{voting}:none")
    assert order(shown) == ["Fog", "No award this time"]
