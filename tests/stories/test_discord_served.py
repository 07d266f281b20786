"""Discord as the whole program serves it: connected to, said to, down with its cause, and by one process alone."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bots.app import Running
from contests.desk.arriving import Stranger
from contests.desk.settling import found_here, settle_venue
from contests.model.community import Venue
from contests.ports import Actor
from tests.faults.program import database, is_done, set_clock
from tests.platforms.discord_server import Channel, DiscordServer, Guild, Message, Person, Reply, loopback_discord
from tests.stories.person import texts
from tests.stories.telling import DAY
from tests.stories.web_door import web_house

WITHIN_S = 30.0


@pytest.fixture(autouse=True)
def library() -> Iterator[None]:
    """Give the library its own addresses back."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with loopback_discord() as running:
        yield running


async def holds(what: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(WITHIN_S):
        while not what():  # noqa: ASYNC110 - what another program shows is looked at again and again
            await asyncio.sleep(0.05)


def state(running: Running) -> str:
    condition = running.conditions.get("discord")
    return condition.state if condition else "off"


async def founded(running: Running, guild: Guild, main: Channel, desk: Channel, gallery: Channel) -> None:
    """Make a community of a server, with a desk and a gallery."""
    at = datetime.now(UTC)
    venue = Venue("venue-one", "", "discord", f"{guild.id}/{main.id}", "#contest", "en", at)
    who = Stranger("discord", str(guild.owner.id), "Mara", "en")
    mara = await found_here(running.store, venue, "Sunrise", "UTC", who, at)
    actor = Actor(mara.member, mara.account, at)
    places = {"gallery": f"{guild.id}/{gallery.id}", "desk": f"{guild.id}/{desk.id}"}
    await settle_venue(running.store, actor, venue.id, **places, office=None, has_calendar=False)


def shown(channel: Channel, person: Person, sign: str) -> list[Message]:
    """Return what somebody sees in a channel that says something."""
    return [one for one in person.sees(channel) if sign in one.text]


async def pressed(person: Person, message: Message, verb: str) -> Reply:
    """Press the first button of a verb."""
    found = [one.custom_id for one in message.buttons if f":{verb}:" in one.custom_id]
    assert found, (verb, [one.custom_id for one in message.buttons])
    return await person.press(message, found[0])


async def test_a_contest_is_run_through_the_whole_program(tmp_path: Path, server: DiscordServer) -> None:
    guild = server.guild("Sunrise fans")
    main, desk, gallery = (guild.channel(name) for name in ("contest", "desk", "gallery"))
    cleo, piet, mara = guild.let_in(server.person("Cleo")), guild.let_in(server.person("Piet")), guild.owner
    async with web_house(tmp_path, discord_token=server.token, discord_api_url=server.api_url) as (web, running):
        await founded(running, guild, main, desk, gallery)
        await holds(lambda: state(running) == "up")
        status, told = await (await web.keep()).call("GET", "/healthz")
        assert (status, told["adapters"]) == (200, {"web": "up", "discord": "up", "telegram": "off"})

        line = {"template": "remix", "title": "Spring", "submissions": "3 days", "voting": "2 days"}
        draft = await mara.run(main, "contest new", **line)
        await pressed(mara, (await pressed(mara, draft.message, "schedule")).message, "confirm")
        await holds(lambda: bool(shown(main, cleo, "A new contest is open")))
        assert "<t:" in shown(main, cleo, "A new contest is open")[0].text, "each reader sees their own zone"

        preview = await cleo.run(main, "enter", title="Sun", text="Made at dawn")
        await pressed(cleo, preview.message, "send")
        await holds(lambda: bool(shown(desk, mara, "Made at dawn")))
        await pressed(mara, shown(desk, mara, "Made at dawn")[0], "admit")
        await holds(lambda: bool(shown(gallery, piet, "The author is named after the close")))
        await holds(lambda: bool(shown(desk, mara, "admitted by")))

        await web.turn(3 * DAY)
        await holds(lambda: bool(shown(main, piet, "0 people have voted.")))
        await holds(lambda: any(":vote:" in one.custom_id for one in shown(gallery, piet, "Sun")[0].buttons))
        ballot = await pressed(piet, shown(gallery, piet, "Sun")[0], "vote")
        await piet.choose(ballot.message, ballot.message.selects[0].custom_id, "Sun")
        await holds(lambda: bool(shown(main, piet, "1 person has voted.")))

        await web.turn(2 * DAY)
        await holds(lambda: bool(shown(main, piet, "The result of")))
        [result] = shown(main, piet, "The result of")
        assert [one.id for one in result.mentions] == [cleo.id], "the winner is told, and nobody else"
        await holds(lambda: bool(shown(gallery, piet, "By Cleo")))
        await holds(lambda: bool(shown(main, piet, "1 person voted.")))
        assert len(shown(gallery, cleo, "Sun")) == 1


async def test_what_is_owed_at_a_start_is_said_as_soon_as_discord_is_up(tmp_path: Path, server: DiscordServer) -> None:
    guild = server.guild("Sunrise fans")
    main, desk, gallery = (guild.channel(name) for name in ("contest", "desk", "gallery"))
    both, mara = {"discord_token": server.token, "discord_api_url": server.api_url}, guild.owner
    async with web_house(tmp_path, **both) as (_, running):
        await founded(running, guild, main, desk, gallery)
        await holds(lambda: state(running) == "up")
        line = {"template": "remix", "title": "Spring", "submissions": "3 days", "voting": "2 days"}
        draft = await mara.run(main, "contest new", **line)
        await pressed(mara, (await pressed(mara, draft.message, "schedule")).message, "confirm")
        await holds(lambda: bool(shown(main, mara, "A new contest is open")))
        later = running.clock.now() + timedelta(days=4)
    said = len(main.messages)
    set_clock(tmp_path, later)
    async with web_house(tmp_path, **both):
        await holds(lambda: len(main.messages) > said and is_done(tmp_path, "SELECT 1"))
    with closing(database(tmp_path)) as by_hand:
        assert by_hand.execute("SELECT max(attempts) FROM outbox").fetchone() == (1,), "it was not tried in vain before"


async def test_a_wrong_token_is_down_with_its_cure_while_the_web_room_runs_on(
    tmp_path: Path, server: DiscordServer
) -> None:
    async with web_house(tmp_path, discord_token="wrong", discord_api_url=server.api_url) as (web, running):  # noqa: S106 - nobody's
        mona = await web.person("Mona", "manager")
        await holds(lambda: state(running) == "down")
        status, told = await mona.call("GET", "/healthz")
        assert (status, told["adapters"]["web"], told["adapters"]["discord"]) == (503, "up", "down")
        desk = texts(await mona.say("/manage"))
        assert "Discord is down: " in desk
        assert "PROSUMENT_DISCORD_TOKEN" in desk


async def test_a_second_process_of_one_token_says_so_and_the_first_goes_on(
    tmp_path: Path, server: DiscordServer
) -> None:
    both = {"discord_token": server.token, "discord_api_url": server.api_url}
    async with web_house(tmp_path, **both) as (_, first):
        await holds(lambda: state(first) == "up")
        async with web_house(tmp_path, **both) as (web, second):
            await holds(lambda: state(second) == "down")
            mona = await web.person("Mona", "manager")
            assert "Another Prosument answers for this bot already" in texts(await mona.say("/manage"))
        assert state(first) == "up"
