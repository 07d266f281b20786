"""One contest in two Discord servers and the web room together: one electorate, one result, told everywhere once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.files import makers
from tests.platforms import discord_server as discord
from tests.platforms.discord_server import Can
from tests.stories.discord_door import DiscordPerson, DiscordPort, discord_house, set_up
from tests.stories.person import Person, press, refusal, texts
from tests.stories.telling import DAY, admitted, entered, heard, own_entry, scheduled, state_of, votes
from tests.stories.web_door import WebPerson


@dataclass(slots=True)
class Town:
    """Two servers and the web room of one community."""

    port: DiscordPort
    north: discord.Guild
    south: discord.Guild
    south_main: discord.Channel
    roles: dict[str, discord.Role]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with discord_house(tmp_path) as (port, _):
        south = port.server.guild("Cup fans", locale="de")
        south_main = south.channel("wettbewerb")
        gallery = south.channel("galerie", "forum", tags=["Remix"])
        role = south.role("Botschafter:in", position=1)
        await set_up(port, south, south_main, gallery=gallery, role=role)
        yield Town(port, port.guild, south, south_main, {"south": role})


async def _web(port: DiscordPort, name: str, role: str = "member") -> WebPerson:
    keeper = await port.keep()
    body = {"name": name, "role": role}
    async with port.session.post(f"{port.address}/api/people", json=body) as answer:
        made = await answer.json()
    return WebPerson(name, keeper.session, port.address, made["token"], made["id"])


async def test_a_contest_over_three_places(town: Town) -> None:
    port = town.port
    mona = await port.person("Mona", "manager")
    mo = await port.person("Mo", "moderator")
    ann = await port.person("Ann")
    ben = await port.person_in(town.south, town.south_main, "Ben")
    cleo = await _web(port, "Cleo")
    contest = await scheduled(
        mona, '/contest new template=remix title="Bag battle" submissions="2 days" voting="2 days" reward="1:a bag"'
    )
    await port.turn(0)
    assert "Bag battle" in texts(await ben.reads()), "the other server is told of the opening, too"
    picture = (makers.jpeg(80, 60, "orange"), "A sun")
    entries = {
        "Ann": await entered(ann, '/enter title="Sun" text="At dawn"', picture),
        "Ben": await entered(ben, "/enter title=Moon"),
        "Cleo": await entered(cleo, "/enter title=Star"),
    }
    await _moderated_twice_at_once(port, mo, await port.person("Max", "moderator"), entries["Ann"])
    await admitted(mo, [entries["Ben"], entries["Cleo"]])
    await port.turn(0)
    _shown_in_both_galleries(town)
    await port.turn(2 * DAY)
    assert await state_of(port, contest) == "voting"
    both = town.south.let_in(ben.who) and port.guild.let_in(ben.who)
    here = DiscordPerson("Ben", port, both, port.main)
    for who, approved in ((ann, "Ben"), (ben, "Ann"), (cleo, "Ann"), (here, "Ann")):
        assert (await votes(who, [entries[approved]], contest))["receipt"]
    await port.turn(2 * DAY)
    assert await state_of(port, contest) == "announced"
    lines = await port.standings(contest)
    assert [(line["entry"], line["rank"], line["approvals"]) for line in lines[:2]] == [
        (entries["Ann"], 1, 2),
        (entries["Ben"], 2, 1),
    ], "who is in both servers is one voter"
    await _told_once_everywhere(town, [ann, ben, cleo])
    await _becomes_ambassador(town, ann)


async def _moderated_twice_at_once(port: DiscordPort, mo: DiscordPerson, other: DiscordPerson, entry: str) -> None:
    """Let two moderators press on the same card of their channel at the same moment."""
    await port.turn(0)
    [card] = [one for one in await mo.reads("desk") if any(b["id"] == f"admit:{entry}" for b in one["buttons"])]
    assert "first entry" in card["text"], "the member's history is told"
    both = await asyncio.gather(mo.press(card, f"admit:{entry}"), other.press(card, f"admit:{entry}"))
    assert sorted(str(refusal(one)) for one in both) == ["None", "already_decided"]
    await port.turn(0)
    [now] = [one for one in await mo.reads("desk") if one["id"] == card["id"]]
    assert "admitted by Mo" in now["text"] or "admitted by Max" in now["text"]


def _shown_in_both_galleries(town: Town) -> None:
    shown = {one.text.splitlines()[0].strip("*# ") for one in town.port.gallery.messages.values()}
    assert {"Sun", "Moon", "Star"} <= shown
    [sun] = [one for one in town.port.gallery.messages.values() if "Sun" in one.text]
    assert [one.alt for one in sun.media] == ["A sun"]
    assert "named after the close" in sun.text
    posts = [one for one in town.south.channels.values() if one.is_thread]
    assert {one.name for one in posts} >= {"Sun", "Moon", "Star"}


async def _told_once_everywhere(town: Town, people: list[Person]) -> None:
    ann, ben, cleo = people
    for who in (ann, ben, cleo):
        told = [one for one in await who.reads() if one["pictures"]]
        assert len(told) == 1, who.name
        assert "Sun" in told[0]["pictures"][0]["alt"]
    results = [one for one in town.port.main.messages.values() if any("Sun" in (m.alt or "") for m in one.media)]
    assert isinstance(ann, DiscordPerson)
    assert [one.pinged for one in results] == [{ann.who.id}], "the winner is told, and nobody else"
    others = {who for one in town.port.main.messages.values() if one not in results for who in one.pinged}
    assert others == set()


async def _becomes_ambassador(town: Town, ann: DiscordPerson) -> None:
    town.south.let_in(ann.who)
    accepted = await press(ann, await ann.reads("me"), "accept")
    assert refusal(accepted) is None, accepted
    await town.port.turn(0)
    assert town.roles["south"] in town.south.roles_of(ann.who)
    await town.port.turn(400 * DAY)
    assert town.roles["south"] not in town.south.roles_of(ann.who), "the term is over"


async def test_a_role_that_stands_too_high_is_owed_and_told(town: Town) -> None:
    owner = town.south.owner
    await town.port.appoint(owner.global_name or "", "manager")
    high = town.south.role("Boss", position=town.south.bot_role.position + 1, permissions=Can.ADMINISTRATOR)
    reply = await owner.run(town.south_main, "setup show", role=high)
    assert "steht über meiner" in reply.text, reply.text


async def test_the_web_room_reads_what_discord_entered(town: Town) -> None:
    port = town.port
    mona, ben = await port.person("Mona", "manager"), await port.person_in(town.south, town.south_main, "Ben")
    await scheduled(mona, "/contest new template=remix title=Cups submissions='1 day' voting='1 day' review=off")
    await entered(ben, "/enter title=Moon text='By night'")
    assert "Moon" in texts(await (await port.keep()).say(f"/entry {await own_entry(ben)}"))
    assert "Cups" in texts(await heard(port, ben))
