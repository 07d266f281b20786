"""A server is set up from inside: by whoever Discord lets manage it, with all that is missing named before."""

from dataclasses import replace

import pytest

from bots.on_discord.wishes import Spot, Wishes
from bots.post import Button, Post
from contests.desk.arriving import known_as
from contests.desk.people import make_join_code
from contests.model.community import Venue
from contests.model.member import Role
from contests.ports import Actor
from tests.bots.on_discord.hearing.conftest import place as place  # noqa: PLC0414 - the fixture is used here, too
from tests.bots.on_discord.hearing.house import Place
from tests.bots.on_discord.reading import seen
from tests.platforms.discord_server import Can, Guild, Message, Person

FOUND, JOIN, ADD = "here_found", "here_join", "here_add"


def moon(place: Place) -> Guild:
    """A second server, which is not part of any community, and speaks German."""
    return place.discord.guild("Moon fans", locale="de")


def verbs(message: Message) -> list[str]:
    return [one.custom_id.split(":")[1] for one in message.buttons]


def press(message: Message, verb: str) -> str:
    return next(one.custom_id for one in message.buttons if one.custom_id.split(":")[1] == verb)


async def venues(place: Place, guild: Guild) -> list[Venue]:
    async with place.running.store.reading() as work:
        return await work.people.venues_on("discord", f"{guild.id}/")


async def roles(place: Place, person: Person) -> list[frozenset[Role]]:
    return [one.member.roles for one in await known_as(place.running.store, "discord", str(person.id))]


async def test_a_server_is_made_a_community_of_its_own_with_all_that_was_chosen(place: Place) -> None:
    guild = moon(place)
    main, gallery, desk = guild.channel("wettbewerb"), guild.channel("galerie", "forum"), guild.channel("team")
    role = guild.role("Botschafter")
    plan = await guild.owner.run(main, "setup show", gallery=gallery, desk=desk, role=role, calendar=True)
    assert plan.message.is_private
    assert await venues(place, guild) == []
    assert verbs(plan.message) == [FOUND]
    pressed = press(plan.message, FOUND)
    done = await guild.owner.press(plan.message, pressed)
    assert done.message is plan.message
    (venue,) = await venues(place, guild)
    assert (venue.place, venue.gallery) == (f"{guild.id}/{main.id}", f"{guild.id}/{gallery.id}")
    assert (venue.desk, venue.office, venue.has_calendar) == (f"{guild.id}/{desk.id}", str(role.id), True)
    assert venue.language == "de"
    async with place.running.store.reading() as work:
        assert (await work.people.community(venue.community)).brand.name == "Moon fans"
    assert await roles(place, guild.owner) == [frozenset({Role.MANAGER})]
    assert done.message.buttons == []
    await guild.owner.forge_press(plan.message, pressed)
    assert len(await venues(place, guild)) == 1


async def test_what_is_missing_is_named_with_a_cure_before_anything_depends_on_it(place: Place) -> None:
    guild = moon(place)
    main, gallery, desk = guild.channel("wettbewerb"), guild.channel("galerie", "forum"), guild.channel("team")
    role = guild.role("Botschafter", position=200)
    guild.owner.locale = "en-US"
    guild.overwrite(gallery, guild.everyone, deny=Can.ATTACH_FILES)
    guild.overwrite(desk, guild.everyone, deny=Can.VIEW_CHANNEL)
    guild.allow_bot(Can.MANAGE_ROLES)
    plan = await guild.owner.run(main, "setup show", gallery=gallery, desk=desk, role=role, calendar=True)
    for said in (
        "#galerie",
        "“Attach Files”",
        "#team",
        "“View Channels”",
        "“Create Events”",
        "Botschafter",
    ):
        assert said in plan.text
    assert "“Send Messages” " not in plan.text.partition("#team")[0]
    guild.overwrite(gallery, guild.everyone)
    guild.overwrite(desk, guild.everyone)
    guild.change_role(role, position=2)
    guild.allow_bot(Can.MANAGE_ROLES | Can.CREATE_EVENTS)
    done = await guild.owner.press(plan.message, press(plan.message, FOUND))
    assert "✓" in done.text


async def test_who_may_not_manage_the_server_sets_nothing_up_not_even_by_a_forged_press(place: Place) -> None:
    guild = moon(place)
    main = guild.channel("wettbewerb")
    guild.open_commands()
    eve = guild.let_in(place.discord.person("Eve"))
    refused = await eve.run(main, "setup show")
    assert refused.message.buttons == []
    assert "Manage Server" in refused.text
    plan = await guild.owner.run(main, "setup show")
    await eve.forge_press(plan.message, press(plan.message, FOUND))
    assert await venues(place, guild) == []
    elsewhere = place.discord.guild("Eves own")
    mine = elsewhere.channel("contest")
    elsewhere.let_in(eve)
    own = await elsewhere.owner.run(mine, "setup show")
    await elsewhere.owner.forge_press(own.message, press(plan.message, FOUND))
    assert await venues(place, elsewhere) == await venues(place, guild) == []


async def test_nobody_has_a_role_given_that_may_more_than_they_may_themselves(place: Place) -> None:
    guild = moon(place)
    main, steward = guild.channel("wettbewerb"), guild.role("Steward", permissions=Can.MANAGE_GUILD)
    mighty = guild.role("Moderation", permissions=Can.BAN_MEMBERS)
    sam = guild.let_in(place.discord.person("Sam"), [steward])
    refused = await sam.run(main, "setup show", role=mighty)
    assert "may do more than you may yourself" in refused.text
    assert refused.message.buttons == []
    assert verbs((await sam.run(main, "setup show", role=steward)).message) == [FOUND]
    assert verbs((await guild.owner.run(main, "setup show", role=mighty)).message) == [FOUND]


async def test_a_manager_of_the_community_who_may_not_manage_the_server_changes_nothing_in_it(place: Place) -> None:
    second = place.guild.channel("second")
    cleo = place.member("Cleo")
    await cleo.run(place.main, "contests")
    async with place.running.store.work() as work:
        [known] = await known_as(place.running.store, "discord", str(cleo.id))
        await work.people.save_member(replace(known.member, roles=frozenset({Role.MANAGER})))
    place.guild.open_commands()
    before = await venues(place, place.guild)
    for options in ({"gallery": second}, {"channel": second}):
        assert "Manage Server" in (await cleo.run(place.main, "setup show", **options)).text
    assert await venues(place, place.guild) == before


async def test_a_private_answer_is_changed_for_as_long_as_discord_lets_us_and_then_left(place: Place) -> None:
    shown = await place.member("Cleo").run(place.main, "contests")
    where = f"~{shown.interaction.token}/@original"
    await place.platform.speaker.replace(where, Post("Something else", buttons=(Button("contests", "Look"),)))
    assert shown.message.text == "Something else"
    assert shown.message.is_private
    place.discord.clock.turn(16 * 60)
    await place.platform.speaker.replace(where, Post("Too late"))
    assert shown.message.text == "Something else"


async def test_a_code_joins_a_community_once_and_gives_no_role(place: Place) -> None:
    [manager] = await known_as(place.running.store, "discord", str(place.manager.id))
    await make_join_code(
        place.running.store, Actor(manager.member, manager.account, place.running.clock.now()), "code-1"
    )
    guild = moon(place)
    main, other = guild.channel("wettbewerb"), guild.channel("noch-einer")
    plan = await guild.owner.run(main, "setup show", join="code-1")
    assert verbs(plan.message) == [JOIN]
    await guild.owner.press(plan.message, press(plan.message, JOIN))
    (venue,) = await venues(place, guild)
    assert venue.community == place.running.community.id
    assert await roles(place, guild.owner) == [frozenset()]
    again = await guild.owner.run(other, "setup show", join="code-1")
    refused = await guild.owner.press(again.message, press(again.message, JOIN))
    assert "Code" in refused.text
    assert len(await venues(place, guild)) == 1


async def test_a_manager_changes_a_place_and_adds_another_and_others_do_not(place: Place) -> None:
    gallery, second = place.guild.channel("gallery", "forum"), place.guild.channel("second")
    shown = await place.manager.run(place.main, "setup show")
    assert "#contest belongs to the community of Sunrise." in seen(shown.text)
    assert "no channel of their own" in seen(shown.text)
    changed = await place.manager.run(place.main, "setup show", gallery=gallery)
    assert "Entries are shown in #gallery." in seen(changed.text)
    kept = await place.manager.run(place.main, "setup show", calendar=True)
    assert "Entries are shown in #gallery." in seen(kept.text)
    plan = await place.manager.run(place.main, "setup show", channel=second)
    assert verbs(plan.message) == [ADD, FOUND]
    await place.manager.press(plan.message, press(plan.message, ADD))
    assert {one.community for one in await venues(place, place.guild)} == {place.running.community.id}
    assert len(await venues(place, place.guild)) == 2
    place.guild.open_commands()
    cleo = place.member("Cleo")
    before = await venues(place, place.guild)
    await cleo.run(place.main, "setup show", desk=second)
    await cleo.run(place.main, "setup show", join="code-2")
    assert await venues(place, place.guild) == before


@pytest.mark.parametrize("gallery", [None, Spot(3, "gallery")])
def test_wishes_are_read_as_they_were_written(gallery: Spot | None) -> None:
    wishes = Wishes(1, Spot(2, "main"), gallery=gallery, role=Spot(4, "A"), calendar=True, join="c")
    assert Wishes.read(wishes.written()) == wishes
