"""What Discord's gateway may do to us: put us out for good, or part its servers among several shards."""

import asyncio

import pytest

from bots.hearing import CannotRunError
from contests.desk.arriving import Stranger
from contests.desk.settling import found_here
from contests.model.community import Venue
from tests.bots.on_discord.hearing.house import Place
from tests.platforms.discord_server import Guild


@pytest.mark.parametrize(
    ("code", "said"), [(4004, "PROSUMENT_DISCORD_TOKEN"), (4013, "privileged"), (4014, "privileged")]
)
async def test_a_gateway_that_puts_us_out_says_what_to_mend(place: Place, code: int, said: str) -> None:
    await place.discord.gateway.drop(code=code)
    with pytest.raises(CannotRunError) as refused:
        await asyncio.wait_for(asyncio.shield(place.running_as), 20)
    assert said in refused.value.cure


async def test_a_server_of_each_shard_is_heard_and_answered(place: Place) -> None:
    place.discord.gateway.shards = 2
    guilds = [place.guild]
    while len({shard_of(one) for one in guilds}) == 1:
        guilds.append(place.discord.guild(f"Guild {len(guilds)}"))
        await asyncio.sleep(0.001)  # ids are made from milliseconds, and shards from ids
    other = guilds[-1]
    main = other.channel("contest")
    await place.restart()
    assert {one.shard for one in place.discord.gateway.sessions.values() if one.socket} == {(0, 2), (1, 2)}
    at = place.running.clock.now()
    venue = Venue("venue-two", "", "discord", f"{other.id}/{main.id}", "#contest", "en", at)
    who = Stranger("discord", str(other.owner.id), "Otto", "en")
    await found_here(place.running.store, venue, "Moon", "UTC", who, at)
    await place.contest("Spring")
    assert "Spring" in (await place.member("Ann").run(place.main, "contests")).text
    bob = other.let_in(place.discord.person("Bob"))
    assert "There is no contest yet" in (await bob.run(main, "contests")).text
    await place.running.courier.flush()
    assert "A new contest is open" in place.main.public[-1].text


def shard_of(guild: Guild) -> int:
    return (guild.id >> 22) % 2
