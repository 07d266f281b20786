"""Texts that try to ping, to link, to command or to mislead: in every message of a whole contest they ping nobody."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.commands.registry import COMMANDS
from bots.on_telegram import literal
from tests.halves import long_but
from tests.platforms.telegram_parts.detecting import units
from tests.platforms.telegram_server import Message
from tests.stories.person import press, refusal, subject
from tests.stories.telegram_door import TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import quiet_log, settled, unhurried
from tests.stories.telling import DAY, HOUR, until, votes

__all__ = ["quiet_log", "unhurried"]
pytestmark = pytest.mark.usefixtures("unhurried", "quiet_log")

HOSTILE = (
    "@{name} look @admin @everyone",
    "https://t.me/{name} t.me/{name} tg://user?id={user} example.org a@b.com",
    "/contest_new /enter@{bot} /start #tag $USD +49 170 1234567",
    "<a href='tg://user?id={user}'>x</a> [x](tg://user?id={user}) *_~`|| &amp;",
    "\u202e@{name}\u202c \u2067/enter\u2069 @\u200b{name} \u2060@{name} \uff20{name}",
    "\ue000@{user}\ue001 \ue000t:0:F\ue001 \ue000t:99999999999999:F\ue001 @{name}",
    "👩‍👩‍👧‍👦🇩🇪e\u0301\u0301 @{name} " * 3,
)
"""What people type; the marks of our own for people and times are among it."""
OURS = {f"/{name.partition(' ')[0]}" for name in COMMANDS}
"""What may be pressed in any text: it is the same as typing it."""
LONG = 3000
"""Units of the longest text that a person types here: with our own words around it, it is more than one message."""


@pytest.mark.parametrize("number", long_but({"0"}, range(len(HOSTILE))))
async def test_nobody_is_pinged_but_the_winner(tmp_path: Path, number: int) -> None:
    async with telegram_house(tmp_path) as (port, _):
        text = _about_victor(port, HOSTILE[number])
        winner = await _contest_of_hostile_texts(port, text)
        said = list(_said(port))
        assert len({id(one) for one, _ in said}) > 20
        assert {who for one, entities in said for who in _pinged(one, entities)} == {winner}
        assert {link for one, _ in said for link in one.links} <= OURS
        assert any(_letters(text)[:30] in _letters(one.said) for one, _ in said), (
            "what was typed is shown, as it was typed"
        )


async def test_without_the_joiner_the_same_texts_do_ping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(literal, "_disarmed", str)
    async with telegram_house(tmp_path) as (port, _):
        winner = await _contest_of_hostile_texts(port, _about_victor(port, HOSTILE[0]))
        assert {who for one, entities in _said(port) for who in _pinged(one, entities)} > {winner}


def _about_victor(port: TelegramPort, text: str) -> str:
    """Let Victor into every group, and return a hostile text that names him."""
    victor = port.server.person("Victor")
    for group in (port.group, port.desk, port.gallery):
        group.let_in(victor)
    return text.format(user=victor.id, name=victor.username, bot=port.server.bot.username)


async def _contest_of_hostile_texts(port: TelegramPort, text: str) -> int:
    """Tell a contest in which everything that can be typed is the same hostile text; return who won."""
    mona, mo = await port.person("Mona", "manager"), await port.person("Mo", "moderator")
    ann, bob = await port.person("Ann"), await port.person("Bob")
    quoted = text.replace("\\", "").replace('"', "")
    short, long = quoted[:60], (f"{quoted} " * 200)[: LONG * len(quoted) // units(quoted)]
    await mona.say(f'/brand set name="{quoted[:40]}"')
    made = await mona.say(
        f'/contest new template=remix title="{short}" text="{long[:1500]}" submissions="1 day" voting="1 day" '
        f'reward="1:{short.replace("|", "")}" sponsor="{short}" mode=queue'
    )
    assert refusal(made) is None, made
    shown = await mona.say("/contest schedule")
    contest = subject(shown, "confirm")
    await press(mona, shown, "confirm")
    await bob.say(f'/me name "{quoted[:30]}"')
    entries = [await _entered(who, short, long, quoted[:200]) for who in (ann, bob)]
    await mo.say(f'/moderate changes {entries[1]} rule=against_brief reason="{quoted[:200]}"')
    for entry in entries:
        await mo.say(f"/moderate admit {entry}")
    await bob.say(f'/report {entries[0]} reason="{quoted[:200]}"')
    await mona.say(f'/contest extend {contest} by="1 hour" reason="{quoted[:200]}"')
    await port.turn(DAY + 2 * HOUR)
    await votes(bob, [entries[0]], contest)
    await votes(ann, [], contest)
    await until(port, contest, "announced")
    await settled(port)
    await press(ann, await ann.reads("me"), "accept")
    await mo.say(f'/moderate disqualify {entries[0]} rule=vote_buying reason="{quoted[:200]}"')
    await port.turn(HOUR)
    for line in ("/contests", f"/brief {contest}", f"/entry {entries[1]}", "/help", f"/contest status {contest}"):
        await mona.say(line)
        await mona.who.say(port.group, line)
    await settled(port)
    return ann.who.id


async def _entered(who: TelegramPerson, title: str, text: str, more: str) -> str:
    preview = await who.say(f'/enter title="{title}" text="{text[:LONG]}" thanks="{more}" alt="{more}"')
    assert refusal(preview) is None, preview
    sent = await press(who, preview, "send")
    assert refusal(sent) is None, sent
    return subject(await who.say("/me"), "look")


def _said(port: TelegramPort) -> Iterator[tuple[Message, tuple[dict[str, object], ...]]]:
    """Yield every message of ours, public and private, with what is more than text in each of its looks."""
    chats = [port.group, port.desk, port.gallery, *port.server.privates.values()]
    for one in (message for chat in chats for message in chat.messages if message.is_of_bot):
        for look in (*one.edits, one.now):
            yield one, look.entities


def _pinged(message: Message, entities: tuple[dict[str, object], ...]) -> Iterator[int]:
    for one in entities:
        if one["type"] == "text_mention":
            yield one["user"]["id"]  # type: ignore[index]  # JSON as it comes over the wire
        elif one["type"] == "mention":
            yield from message.pinged


def _letters(text: str) -> str:
    return re.sub(r"[\W\ue000\ue001_]", "", text)
