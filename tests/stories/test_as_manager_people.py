"""The brand, its kit, and the people who run its contests (RULES.md 26-28)."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bots.app import make_link
from contests.desk.settling import join_by_code
from contests.refusals import Refusal
from tests.files.makers import jpeg, mp3
from tests.stories.person import Person, button, form, press, refusal, texts
from tests.stories.telling import DAY, entered, scheduled, until, votes
from tests.stories.toy_port import ToyPort
from tests.stories.web_door import WebDoor, WebPerson, web_house

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off'


async def test_the_brand_is_shown_with_a_form_that_changes_it(
    web: WebDoor, mona: Person, mo: Person, ann: Person
) -> None:
    shown = await mona.say("/brand")
    filled = {field["name"]: field["value"] for field in form(shown)["fields"]}
    assert (filled["name"], filled["zone"]) == ("Prosument", "UTC")
    for sign in ("Mona: manager", "Mo: moderator"):
        assert sign in texts(shown)
    changed = await mona.submit(
        form(shown), {**filled, "name": "Red Bags", "colour": "#aa0000", "zone": "Europe/Warsaw"}
    )
    assert refusal(changed) is None, texts(changed)
    await scheduled(mona, LINE)
    brief = texts(await ann.say("/brief"))
    assert "By Red Bags" in brief
    assert "Europe/Warsaw" in brief
    assert refusal(await mo.say("/brand")) == refusal(await ann.say("/brand")) == "role"


async def test_a_colour_or_a_zone_that_is_none_is_refused_with_what_was_typed_given_back(mona: Person) -> None:
    for typed, key in (
        ("colour=red", "needs_argument"),
        ("zone=Europe/Atlantis", "when_unclear"),
        (f"name={'x' * 61}", "too_long"),
    ):
        said = await mona.say(f"/brand set {typed}")
        assert refusal(said) == key, typed
        name, _, value = typed.partition("=")
        assert {field["name"]: field["value"] for field in form(said)["fields"]}[name] == value


async def test_kit_pieces_have_a_title_an_alt_text_and_a_licence_and_everybody_sees_them(
    web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    made = await mona.say(
        '/brand kit title="Red logo" title="Jingle" licence="CC BY 4.0"',
        (jpeg(30, 30, "red"), "The logo"),
        (mp3(1), "A jingle"),
    )
    assert refusal(made) is None, texts(made)
    first, second = re.findall(r"^([a-z2-7]{12}): (.+)$", texts(made), re.MULTILINE)
    assert (first[1], second[1]) == ("Red logo", "Jingle")
    await scheduled(mona, LINE)
    brief = await ann.say("/brief")
    assert f"Red logo (id {first[0]}, licence: CC BY 4.0)" in texts(brief)
    shown = texts(await mona.say("/brand"))
    assert "Red logo (CC BY 4.0)" in shown
    [jingle, picture] = (await mona.say("/brand"))[0]["media"]
    assert (jingle["alt"], picture["alt"]) == ("A jingle", "The logo"), "by their titles"
    assert (await ann.media(picture["url"]))[0] == 200
    sun = await entered(ann, f"/enter title=Sun from={first[0]}")
    assert "Made from “Red logo”" in texts(await mona.say(f"/entry {sun}"))


async def test_the_kit_form_takes_several_files_each_with_its_title_and_alt_text(mona: WebPerson) -> None:
    asked = await mona.say("/brand kit")
    assert refusal(asked) == "needs_argument"
    made = await mona.submit(
        form(asked), {"title": "Logo\nSecond", "licence": "Only here"}, (jpeg(9, 9), "A"), (jpeg(8, 9), "B")
    )
    assert refusal(made) is None, texts(made)
    assert re.findall(r": (Logo|Second)$", texts(made), re.MULTILINE) == ["Logo", "Second"]
    bad = await mona.say("/brand kit title=Logo", (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "A logo"))
    assert refusal(bad) == "wrong_type"
    long = await mona.say(f"/brand kit licence={'x' * 1001}", (jpeg(9, 9), "A"))
    assert refusal(long) == "too_long"


async def test_a_manager_appoints_and_removes_and_the_right_is_there_at_once(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    asked = await mona.say("/brand people add Ann")
    assert refusal(asked) == "needs_argument"
    done = await mona.submit(form(asked), {"person": "Ann", "role": "moderator"})
    assert "Ann is moderator now" in texts(done)
    assert refusal(await ann.say("/moderate")) is None
    gone = await mona.say("/brand people remove Ann role=moderator")
    assert "Ann is member now" in texts(gone)
    assert refusal(await ann.say("/moderate")) == "role"
    again = await mona.say("/brand people remove Ann role=moderator")
    assert refusal(again) == "no_such"
    assert "Ann does not have that role" in texts(again)


async def test_the_last_manager_cannot_be_removed(web: WebDoor, mona: Person) -> None:
    last = await mona.say("/brand people remove Mona role=manager")
    assert refusal(last) == "role"
    assert "Make somebody else a manager first" in texts(last)
    await web.person("Max", "manager")
    assert refusal(await mona.say("/brand people remove Mona role=manager")) is None
    assert refusal(await mona.say("/brand")) == "role"


async def test_whoever_takes_part_in_a_running_contest_is_refused_a_role_and_the_refusal_says_which(
    web: WebDoor, mona: Person, ann: Person
) -> None:
    bob = await web.person("Bob")
    contest = await scheduled(mona, LINE)
    sun = await entered(ann, "/enter title=Sun")
    moon = await entered(bob, "/enter title=Moon")
    refused = await mona.say("/brand people add Ann role=juror")
    assert refusal(refused) == "role"
    assert "Ann takes part in “Bag battle”" in texts(refused)
    await press(ann, await ann.say(f"/entry {sun}"), "withdraw")
    assert refusal(await mona.say("/brand people add Ann role=juror")) is None, "after the withdrawal it is possible"
    cleo = await web.person("Cleo")
    await until(web, contest, "voting")
    await votes(cleo, [moon], contest)
    assert refusal(await mona.say("/brand people add Cleo role=moderator")) == "role"
    await until(web, contest, "announced")
    for name in ("Bob", "Cleo"):
        assert refusal(await mona.say(f"/brand people add {name} role=moderator")) is None, "decided, it is possible"


async def test_of_two_with_one_name_the_ids_are_offered(web: WebDoor, mona: Person) -> None:
    one, other = [await web.person("Sam") for _ in range(2)]
    several = await mona.say("/brand people add Sam role=juror")
    assert refusal(several) == "needs_argument"
    assert one.id in texts(several)
    assert other.id in texts(several)
    assert "Sam is juror now" in texts(await mona.say(f"/brand people add {one.id} role=juror"))
    nobody = await mona.say("/brand people add Zoe role=juror")
    assert refusal(nobody) == "no_such"
    assert "Zoe" in texts(nobody)


async def test_a_personal_link_lets_somebody_in_once(web: WebDoor, mona: WebPerson, ann: Person) -> None:
    made = texts(await mona.say("/setup link Zoe role=moderator"))
    path = "/" + made.partition("http://")[2].partition("/")[2].split()[0]
    assert path.startswith("/enter/")
    async with web.session.get(web.address + path) as page:
        assert page.status == 200
        assert "Zoe" in await page.text()
    assert refusal(await ann.say("/setup link Zoe")) == "role"
    assert refusal(await mona.say("/setup link")) == "needs_argument"


async def test_a_code_joins_another_place_once_and_members_get_none(toys: ToyPort) -> None:
    mona = await WebDoor.person(toys, "Mona", "manager")
    ann = await toys.person("Ann")
    await scheduled(mona, LINE)
    await toys.turn(0)
    assert "Bag battle" in texts(await ann.reads()), "the place that joined by a code is told"
    assert refusal(await ann.say("/setup code")) == "role"
    assert "until" in texts(await mona.say("/setup code"))
    assert refusal(await mona.say("/setup join=whatever")) == "already_decided"
    assert "belongs to Prosument" in texts(await ann.say("/setup"))


async def test_a_code_works_once_and_for_a_day_and_a_place_that_joins_later_is_owed_what_comes_after(
    toys: ToyPort,
) -> None:
    mona = await WebDoor.person(toys, "Mona", "manager")
    contest = await scheduled(mona, LINE)
    await toys.turn(0)
    store, now = toys.running.store, toys.running.clock.now
    code, old = [texts(await mona.say("/setup code")).partition("join=")[2].split()[0] for _ in range(2)]
    late = replace(toys.venue, id="late", place="late-group", title="Late group")
    await join_by_code(store, code, late, now())
    with pytest.raises(Refusal) as used:
        await join_by_code(store, code, replace(late, id="later", place="later"), now())
    assert used.value.key == "no_such"
    await mona.say("/contest pause")
    await toys.turn(DAY)
    told = [one for one in toys.speaker.said.values() if one["place"] == "late-group"]
    assert len(told) == 1
    assert "is paused" in told[0]["text"], "and nothing of what was told before"
    with pytest.raises(Refusal) as outlived:
        await join_by_code(store, old, replace(late, id="later", place="later"), now())
    assert outlived.value.key == "too_late"
    assert (await toys.contest(contest))["paused"]


async def test_a_link_of_the_command_line_is_dated_by_the_practice_clock_of_the_program_beside_it(
    tmp_path: Path,
) -> None:
    async with web_house(tmp_path) as (web, running):
        await web.turn(10 * DAY)
        link = await make_link(running.settings, "Zoe", "member")
        path = f"/enter/{link.rpartition('/')[2]}"
        async with web.session.post(web.address + path, headers={"Accept": "application/json"}) as entered_by:
            assert entered_by.status == 200
        late = await make_link(running.settings, "Zoe", "member")
        await web.turn(7 * DAY)
        async with web.session.get(f"{web.address}/enter/{late.rpartition('/')[2]}") as page:
            assert page.status == 404, "7 days, by that clock"


async def test_a_manager_takes_a_personal_link_back_by_a_press_or_by_typing_it(
    web: WebDoor, mona: WebPerson, ann: WebPerson
) -> None:
    made = [await mona.say(f"/setup link {name}") for name in ("Zoe", "Yan")]
    links = [texts(one).partition("http://")[2].split()[0] for one in made]
    for line in ("/setup revoke link", f"/setup revoke {links[1]}"):
        assert refusal(await ann.say(line)) == "role"
    forged = (await ann.say("/me"))[0]
    assert refusal(await ann.press(forged, button(made[0], "revoke").button)) == "role"
    pressed = await press(mona, made[0], "revoke")
    assert (refusal(pressed), pressed[0]["id"]) == (None, made[0][0]["id"])
    assert links[0] not in texts(pressed)
    assert refusal(await mona.say(f"/setup revoke http://{links[1]}")) is None
    for link in links:
        async with web.session.post(f"{web.address}/{link.partition('/')[2]}") as door:
            assert door.status == 404
    assert refusal(await mona.say("/setup revoke whatever")) == "no_such"
