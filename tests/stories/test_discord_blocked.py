"""Who takes no private messages on Discord: one try, then their own web room, and the desk says so (RULES.md 10)."""

from pathlib import Path

from tests.stories.discord_door import DiscordPerson, DiscordPort, discord_house
from tests.stories.person import refusal, texts
from tests.stories.telling import HOUR, entered, heard, scheduled
from tests.stories.web_door import WebDoor

LINE = '/contest new template=remix title="Bag battle" submissions="2 days" voting="1 day"'


def tries(port: DiscordPort, person: DiscordPerson) -> int:
    """Return how often we tried to write to somebody."""
    return sum(one.endswith(f"/channels/{person.who.dm.id}/messages") for one in port.server.requests)


async def test_closed_private_messages_are_tried_once_and_wait_in_the_web_room(tmp_path: Path) -> None:
    async with discord_house(tmp_path) as (port, running):
        mona = await WebDoor.person(port, "Mona", "manager")
        await scheduled(mona, LINE)
        cleo = await port.person("Cleo")
        sun = await entered(cleo, "/enter title=Sun")
        cleo.who.dms_open = False
        assert refusal(await mona.say(f'/moderate changes {sun} rule=against_brief reason="Add a bag"')) is None
        told = [one for one in await heard(port, mona, "desk") if "could not be sent" in one["text"]]
        assert len(told) == 1
        for sign in ("For: Cleo", "That person takes no private messages from Prosument.", "/setup link lets them in"):
            assert sign in texts(told)
        assert "It waits in their own web room" in port.desk.public[-1].text, "the desk in Discord says so too"
        await port.turn(2 * HOUR)
        assert tries(port, cleo) == 1
        assert not cleo.who.dms()
        async with running.store.reading() as work:
            accounts = await work.people.accounts((await work.entries.get(sun)).member)
            assert [one.platform for one in accounts] == ["discord", "web"]
            [waits] = await running.store.room.page(accounts[1].community, "me", accounts[1].id, 0, 9)
        assert "Add a bag" in waits.payload
