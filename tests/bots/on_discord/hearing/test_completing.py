"""What is offered while somebody types."""

from typing import Any

from tests.bots.on_discord.hearing.house import Place, button
from tests.platforms.discord_server import Person


def names(choices: list[Any]) -> list[str]:
    return [one["name"] for one in choices]


async def _sent(place: Place, person: Person, title: str) -> str:
    shown = await person.run(place.main, "enter", title=title, text="Words")
    draft = button(shown.message, "send").rpartition(":")[2]
    await person.press(shown.message, button(shown.message, "send"))
    return draft


async def test_contests_that_fit_are_offered_by_what_is_typed(place: Place) -> None:
    spring = await place.contest("Spring")
    await place.contest("Autumn")
    await place.contest("Tests", template="review", product="Cup")
    ann = place.member("Ann")
    assert set(names(await ann.complete(place.main, "brief", "contest"))) == {"Spring", "Autumn", "Tests"}
    assert names(await ann.complete(place.main, "enter", "contest", "spr")) == ["Spring"]
    assert (await ann.complete(place.main, "enter", "contest", "spr"))[0]["value"] == spring
    assert names(await ann.complete(place.main, "review", "contest")) == ["Tests"]
    assert names(await ann.complete(place.main, "vote", "contest")) == []


async def test_a_draft_is_offered_to_managers_alone(place: Place) -> None:
    await place.manager.run(
        place.main, "contest new", template="remix", title="Secret", submissions="3 days", voting="2 days"
    )
    assert names(await place.manager.complete(place.main, "contest schedule", "contest")) == ["Secret"]
    assert names(await place.member("Ann").complete(place.main, "brief", "contest")) == []


async def test_entries_are_offered_by_their_titles_to_those_who_may_see_them(place: Place) -> None:
    await place.contest(review="on")
    ann, bob = place.member("Ann"), place.member("Bob")
    sun = await _sent(place, ann, "Sun 100%")
    await _sent(place, bob, "Moon")
    assert [one["value"] for one in await ann.complete(place.main, "entry", "entry", "100%")] == [sun]
    assert names(await ann.complete(place.main, "entry", "entry", "%")) == ["Sun 100%"], "no wildcard"
    assert names(await ann.complete(place.main, "entry", "entry")) == ["Sun 100%"], "what waits is its author's alone"
    assert names(await place.manager.complete(place.main, "moderate admit", "entry")) == ["Moon", "Sun 100%"]


async def test_products_are_those_of_the_contest(place: Place) -> None:
    await place.contest("Tests", template="review", product="Cup | Lamp")
    ann = place.member("Ann")
    assert names(await ann.complete(place.main, "review", "product")) == ["Cup", "Lamp"]
    assert names(await ann.complete(place.main, "review", "product", "la")) == ["Lamp"]


async def test_a_date_is_read_back_in_full_and_sent_as_it_was_typed(place: Place) -> None:
    [read] = await place.manager.complete(place.main, "contest new", "submissions", "2030-05-03 18:00")
    assert read["value"] == "2030-05-03 18:00"
    assert read["name"].startswith("Friday 3 May 2030, 18:00, Africa/Lagos, in ")
    [length] = await place.manager.complete(place.main, "contest new", "submissions", "3 days")
    assert length == {"name": "3 days", "value": "3 days"}
    assert await place.manager.complete(place.main, "contest new", "submissions", "whenever") == []


async def test_sources_are_completed_one_after_another(place: Place) -> None:
    await place.contest(entries=2)
    ann = place.member("Ann")
    sun = await _sent(place, ann, "Sun")
    [first] = await ann.complete(place.main, "enter", "from", "su")
    assert first == {"name": "Sun", "value": sun}
    [second] = await ann.complete(place.main, "enter", "from", f"{sun} | s")
    assert second["value"] == f"{sun} | {sun}"


async def test_where_nothing_can_be_told_nothing_is_offered(place: Place) -> None:
    elsewhere = place.discord.guild("Elsewhere")
    channel, dora = elsewhere.channel("talk"), place.discord.person("Dora")
    elsewhere.let_in(dora)
    assert await dora.complete(channel, "brief", "contest") == []
