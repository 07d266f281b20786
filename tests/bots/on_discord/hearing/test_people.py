"""Who speaks for which community, and where they are found to be."""

from dataclasses import replace

from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from contests.model.member import Account, Member
from tests.bots.on_discord.hearing.house import Place, button
from tests.platforms.discord_server import Channel, Guild, Person


async def _venue(place: Place, guild: Guild, channel: Channel, **more: str) -> Venue:
    """Make a channel one more venue of the place's community."""
    async with place.running.store.work() as work:
        community, at = place.running.community.id, place.running.clock.now()
        venue = Venue(work.new_id(), community, "discord", f"{guild.id}/{channel.id}", channel.name, "en", at)
        venue = replace(venue, **more)  # type: ignore[arg-type]  # a venue's own fields
        await work.people.save_venue(venue)
    return venue


async def _another_community(place: Place, guild: Guild, channel: Channel) -> None:
    venue = Venue("venue-two", "", "discord", f"{guild.id}/{channel.id}", "#other", "en", place.running.clock.now())
    who = Stranger("discord", "1", "Otto", "en")
    await found_here(place.running.store, venue, "Moonrise", "Europe/Berlin", who, place.running.clock.now())


async def _account(place: Place, person: Person) -> tuple[Account, Member]:
    async with place.running.store.reading() as work:
        [account] = await work.people.accounts_of("discord", str(person.id))
        return account, await work.people.member(account.member)


async def test_somebody_comes_in_once_with_their_name_there_and_their_language(place: Place) -> None:
    ann = place.guild.let_in(place.discord.person("ann", locale="de"), nick="Ann of the Suns")
    for _ in range(2):
        await ann.run(place.main, "contests")
    account, member = await _account(place, ann)
    assert (account.handle, account.language, member.name) == (str(ann.id), "de", "Ann of the Suns")


async def test_a_thread_belongs_to_its_channel_and_any_channel_to_the_only_community(place: Place) -> None:
    await place.contest()
    other = place.guild.channel("small talk")
    assert "Spring" in (await place.member("Ann").run(other, "contests")).text


async def test_with_two_communities_in_a_server_the_channel_tells_and_elsewhere_one_is_asked(place: Place) -> None:
    await place.contest()
    other, neutral = place.guild.channel("other"), place.guild.channel("neutral")
    await _another_community(place, place.guild, other)
    ann = place.member("Ann")
    assert "Spring" in (await ann.run(place.main, "contests")).text
    assert "There is no contest yet" in (await ann.run(other, "contests")).text
    assert "more than one contest community" in (await ann.run(neutral, "contests")).text


async def test_in_private_the_button_tells_which_of_two_communities_is_meant(place: Place) -> None:
    contest = await place.contest()
    other = place.guild.channel("other")
    await _another_community(place, place.guild, other)
    ann = place.member("Ann")
    for channel in (place.main, other):
        await ann.run(channel, "contests")
    asked = await ann.run(ann.dm, "contests")
    assert "more than one contest community" in asked.text
    opened = await ann.forge_press(asked.message, f"b1:enter:{contest}")
    assert opened.modal
    shown = await ann.submit(opened.modal, {"title": "Sun", "text": "Words"})
    assert button(shown.message, "send")


async def test_who_is_in_another_server_of_the_community_is_asked_at_most_every_five_minutes(place: Place) -> None:
    away = place.discord.guild("Away")
    there = away.channel("contest")
    venue = await _venue(place, away, there)
    await place.contest(more=f"venues={venue.id}")
    ann, bob = place.member("Ann"), place.member("Bob")
    away.let_in(ann)
    entered = [await one.run(place.main, "enter", title="Sun", text="Words") for one in (ann, bob)]
    assert [bool(one.message.buttons) for one in entered] == [True, False]
    asked = [one for one in place.discord.requests if one == f"GET /guilds/{away.id}/members/{ann.id}"]
    await ann.run(place.main, "enter", title="Sun", text="Words")
    assert [one for one in place.discord.requests if one == asked[0]] == asked, "asked once"
    await place.turn(minutes=6)
    await ann.run(place.main, "enter", title="Sun", text="Words")
    assert len([one for one in place.discord.requests if one == asked[0]]) == len(asked) + 1


async def test_where_discord_does_not_say_nobody_waits_and_nobody_is_shut_out(place: Place) -> None:
    await place.contest()
    ann = place.member("Ann")
    await ann.run(place.main, "contests")
    place.discord.fail("GET", "/guilds/*/members/*", "slow", 5, seconds=3.0)
    reply = await ann.run(ann.dm, "enter", title="Sun", text="Words")
    assert not reply.failed
    assert button(reply.message, "send"), "accepted, and marked"


async def test_on_the_desk_a_decision_takes_the_place_of_the_entry_for_all_who_moderate(place: Place) -> None:
    desk = place.guild.channel("team")
    async with place.running.store.work() as work:
        venue = await work.people.venue("venue-one")
        await work.people.save_venue(replace(venue, desk=f"{place.guild.id}/{desk.id}"))
    await place.contest(review="on")
    ann = place.member("Ann")
    shown = await ann.run(place.main, "enter", title="Sun", text="Words")
    await ann.press(shown.message, button(shown.message, "send"))
    await place.running.courier.flush()
    [waiting] = [one for one in place.manager.sees(desk) if "Sun" in one.text]
    assert not waiting.is_private
    before = len(place.manager.sees(desk))
    decided = await place.manager.press(waiting, button(waiting, "admit"))
    assert decided.message is waiting
    assert len(place.manager.sees(desk)) == before


async def test_a_private_answer_never_takes_the_place_of_what_others_see(place: Place) -> None:
    contest = await place.contest()
    ann, bob = place.member("Ann"), place.member("Bob")
    await place.running.courier.flush()
    [opening] = [one for one in ann.sees(place.main) if not one.is_private and "Spring" in one.text]
    text = opening.text
    reply = await ann.forge_press(opening, f"b1:remind:{contest}")
    assert reply.message is not opening
    assert reply.message.is_private
    assert opening.text == text
    assert reply.message not in bob.sees(place.main)
