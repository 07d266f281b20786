"""A thread as the place of a contest, and threads of a place."""

import discord

from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from tests.bots.on_discord.hearing.house import Place, button
from tests.platforms.discord_server import Channel, Guild

LINE = {"template": "remix", "title": "Moonlight", "submissions": "3 days", "voting": "2 days", "review": "off"}


async def a_thread(place: Place, guild: Guild, name: str) -> Channel:
    """Make a thread of a new forum, as the library does."""
    client = place.platform.connection.client
    assert client is not None
    forum = guild.channel("talk", "forum")
    await place.discord.gateway.heard()
    there = client.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    await there.create_thread(name=name, content="Here")
    await place.discord.gateway.heard()
    [thread] = forum.threads
    return thread


async def test_a_contest_is_set_up_announced_and_entered_in_a_thread(place: Place) -> None:
    guild = place.discord.guild("Moon fans")
    thread = await a_thread(place, guild, "Contest")
    otto = guild.owner
    plan = await otto.run(thread, "setup show")
    assert "Announcements, votes and results come to #Contest." in plan.text.replace("\\", "")
    await otto.press(plan.message, button(plan.message, "here_found"))
    async with place.running.store.reading() as work:
        [venue] = await work.people.venues_on("discord", f"{guild.id}/")
    assert venue.place == f"{guild.id}/{thread.id}"
    draft = await otto.run(thread, "contest new", **LINE)
    shown = await otto.press(draft.message, button(draft.message, "schedule"))
    await otto.press(shown.message, button(shown.message, "confirm"))
    await place.running.courier.flush()
    opened = thread.public[-1]
    assert "A new contest is open" in opened.text
    ann = guild.let_in(place.discord.person("Ann"))
    window = await ann.press(opened, button(opened, "enter"))
    assert window.modal
    preview = await ann.submit(window.modal, {"title": "Sun", "text": "Made at dawn"})
    assert button(preview.message, "send")


async def test_a_thread_belongs_to_the_community_of_its_channel(place: Place) -> None:
    await place.contest("Spring")
    thread = await a_thread(place, place.guild, "Small talk")
    assert thread.parent
    at = place.running.clock.now()
    venue = Venue("v2", "", "discord", f"{place.guild.id}/{thread.parent.id}", "#talk", "en", at)
    await found_here(place.running.store, venue, "Moon", "UTC", Stranger("discord", "7", "Otto", "en"), at)
    ann = place.member("Ann")
    assert "There is no contest yet" in (await ann.run(thread, "contests")).text, "it is that of the other community"
    assert "Spring" in (await ann.run(place.main, "contests")).text
