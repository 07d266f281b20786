"""Who has shut the bot out on Telegram: one try, then their own web room, and the desk says so (RULES.md 10)."""

from pathlib import Path

import pytest

from tests.stories.person import refusal, texts
from tests.stories.telegram_door import TelegramPerson, TelegramPort, telegram_house
from tests.stories.telegram_told import quiet_log, settled, told, unhurried
from tests.stories.telling import HOUR, entered, heard, scheduled
from tests.stories.web_door import WebDoor

__all__ = ["quiet_log", "unhurried"]
pytestmark = pytest.mark.usefixtures("unhurried", "quiet_log")

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


def tries(port: TelegramPort, person: TelegramPerson) -> int:
    """Return how often we tried to write to somebody."""
    return sum(one.chat == person.who.id and one.method.startswith("send") for one in port.server.calls)


async def test_a_blocked_bot_tries_once_and_it_waits_in_the_web_room(tmp_path: Path) -> None:
    async with telegram_house(tmp_path) as (port, running):
        mona = await WebDoor.person(port, "Mona", "manager")
        await scheduled(mona, LINE)
        cleo = await port.person("Cleo")
        sun = await entered(cleo, "/enter title=Sun")
        cleo.who.blocks_bot()
        before = tries(port, cleo)
        assert refusal(await mona.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')) is None
        told_of = [one for one in await heard(port, mona, "desk") if "could not be sent" in one["text"]]
        assert len(told_of) == 1
        assert "For: Cleo" in texts(told_of)
        desk = [one.said for one in port.desk.messages if one.is_of_bot]
        assert "It waits in their own web room" in desk[-1], "the desk in Telegram says so too"
        for _ in range(3):
            await port.turn(2 * HOUR)
        assert tries(port, cleo) == before + 1
        async with running.store.reading() as work:
            accounts = await work.people.accounts((await work.entries.get(sun)).member)
            [web] = [one for one in accounts if one.platform == "web"]
            [waits] = await running.store.room.page(web.community, "me", web.id, 0, 9)
        assert "Add a bag" in waits.payload


async def test_who_comes_back_is_answered_again(tmp_path: Path) -> None:
    async with telegram_house(tmp_path) as (port, _):
        cleo = await port.person("Cleo")
        cleo.who.blocks_bot()
        before = tries(port, cleo)
        await cleo.who.say(port.group, "/me")
        await settled(port)
        assert tries(port, cleo) == before + 1
        assert "This goes on in your private chat with me." in port.group.messages[-1].said
        came = await told(cleo, cleo.who.start("me"))
        assert came.private
        assert came.key is None


async def test_who_never_opened_the_private_chat_gets_one_line_in_the_group_each_time(tmp_path: Path) -> None:
    async with telegram_house(tmp_path) as (port, _):
        who = port.server.person("Shy")
        port.group.let_in(who)
        shy = TelegramPerson("Shy", port, who, port.group)
        for number in (1, 2):
            came = await told(shy, who.say(port.group, "/me"))
            assert len(came.group) == 1
            assert tries(port, shy) == number, "one try each, and none again"
        await port.turn(2 * HOUR)
        assert tries(port, shy) == 2
