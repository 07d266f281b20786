"""Texts that try to ping, to break out or to mislead: in every message of a whole contest they ping nobody."""

from pathlib import Path

import pytest

from tests.halves import long_but
from tests.platforms.discord_server import Message
from tests.stories.discord_door import DiscordPort, discord_house
from tests.stories.person import press, refusal, subject
from tests.stories.telling import DAY, HOUR, until, votes

HOSTILE = (
    "@everyone look",
    "@here <@{user}> <@!{user}> <@&{role}> <#{channel}>",
    "```\n@everyone\n```",
    "\u202e@everyone\u202c",
    "@\u200beveryone \u200b@everyone",
    "\\@everyone ** [x](https://example.org) ||<@{user}>||",
    "<t:0:F> </contest new:1> \ue000@{user}\ue001 \ue000t:0:F\ue001",
)
"""What people type; the marks of our own for people and times are among it."""


@pytest.mark.parametrize("number", long_but({"0"}, range(len(HOSTILE))))
async def test_nobody_is_pinged_but_the_winner(tmp_path: Path, number: int) -> None:
    async with discord_house(tmp_path) as (port, _):
        victim = port.guild.let_in(port.server.person("Victor"))
        role = port.guild.role("Everybody here")
        text = HOSTILE[number].format(user=victim.id, role=role.id, channel=port.main.id).replace("\n", " ")
        winner = await _contest_of_hostile_texts(port, text)
        said = _said(port)
        assert len(said) > 20
        assert {who for message in said for who in message.pinged} == {winner}
        shown = "\n".join(_literally(message) for message in said)
        assert str(victim.id) not in text or str(victim.id) in shown, "what was typed is shown, as it was typed"


async def _contest_of_hostile_texts(port: DiscordPort, text: str) -> int:
    """Tell a contest in which everything that can be typed is the same hostile text; return who won."""
    mona, mo = await port.person("Mona", "manager"), await port.person("Mo", "moderator")
    ann, bob = await port.person("Ann"), await port.person("Bob")
    quoted = text.replace("\\", "").replace('"', "")
    await mona.say(f'/brand set name="{quoted[:40]}"')
    made = await mona.say(
        f'/contest new template=remix title="{quoted}" text="{quoted}" submissions="1 day" voting="1 day" '
        f'reward="1:{quoted.replace("|", "")}" sponsor="{quoted}" mode=queue'
    )
    assert refusal(made) is None, made
    shown = await mona.say("/contest schedule")
    contest = subject(shown, "confirm")
    await press(mona, shown, "confirm")
    for who in (ann, bob):
        await who.say(f'/me name "{quoted[:30]}"') if who is bob else None
        preview = await who.say(f'/enter title="{quoted}" text="{quoted}" thanks="{quoted}" alt="{quoted}"')
        await press(who, preview, "send")
    entries = [subject(await who.say("/me"), "look") for who in (ann, bob)]
    await mo.say(f'/moderate changes {entries[1]} rule=against_brief reason="{quoted}"')
    for entry in entries:
        await mo.say(f"/moderate admit {entry}")
    await bob.say(f'/report {entries[0]} reason="{quoted}"')
    await mona.say(f'/contest extend {contest} by="1 hour" reason="{quoted}"')
    await port.turn(DAY + 2 * HOUR)
    await votes(bob, [entries[0]], contest)
    await votes(ann, [], contest)
    await until(port, contest, "announced")
    await press(ann, await ann.reads("me"), "accept")
    await mo.say(f'/moderate disqualify {entries[0]} rule=vote_buying reason="{quoted}"')
    await port.turn(HOUR)
    for line in ("/contests", f"/brief {contest}", f"/entry {entries[1]}", "/help", f"/contest status {contest}"):
        await mona.say(line)
    return ann.who.id


def _said(port: DiscordPort) -> list[Message]:
    """Return every message of ours, public and private."""
    places = [*port.guild.channels.values(), *(one.dm for one in port.server.people.values())]
    return [one for place in places for one in place.messages.values() if one.author.is_bot]


def _literally(message: Message) -> str:
    return message.text.replace("\\", "").replace("\u200b", "")
