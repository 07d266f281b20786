"""A group becomes a supergroup in the midst of a contest: what is announced comes there, each thing once."""

from datetime import timedelta
from functools import partial

import pytest

from bots.clock import PracticeClock
from bots.hearing import Hearing, Pressed, Said
from bots.on_telegram.migrating import migrate
from bots.on_telegram.mouth import Means
from bots.on_telegram.speaker import TelegramSpeaker
from bots.post import Post
from tests.bots.on_telegram.setup.stage import Stage
from tests.platforms.telegram_server import Group, Person

LINE = '/contest new template=remix title="Bag battle" submissions="1 day" voting="1 day" review=off'


async def says(stage: Stage, person: Person, heard: Said | Pressed) -> list[Post]:
    """Have a manager say something in private."""
    who = await stage.actor(person)
    return await stage.running.talker.answer(Hearing(who.member, who.account, None, who.at), heard)


async def begun(stage: Stage) -> tuple[Group, Person]:
    """Open a contest in a group that is no supergroup yet."""
    mara = stage.server.person("Mara")
    group = stage.server.group("Sunrise fans", owner=mara, is_supergroup=False)
    group.add_bot(("can_delete_messages", "can_manage_tags"))
    await mara.start()
    await stage.founded(group)
    store, house = stage.running.store, stage.house
    means = Means(store, house.keep, house.path_of, migrate=partial(migrate, store), now=stage.running.clock.now)
    speaker = TelegramSpeaker(means)
    speaker.connection.bot = stage.bot
    stage.running.speakers["telegram"] = speaker
    await says(stage, mara, Said(LINE))
    shown = await says(stage, mara, Said("/contest schedule"))
    confirm = next(one.id for post in shown for one in post.buttons if one.id.startswith("confirm:"))
    await says(stage, mara, Pressed(confirm))
    await turn(stage, hours=0)
    return group, mara


async def turn(stage: Stage, **by: float) -> None:
    clock = stage.running.clock
    assert isinstance(clock, PracticeClock)
    await stage.running.ticker.turn(clock, timedelta(**by))
    await stage.running.courier.flush()


@pytest.mark.parametrize("is_told_first", [True, False])
async def test_what_is_announced_next_comes_into_the_supergroup_once(stage: Stage, *, is_told_first: bool) -> None:
    group, mara = await begun(stage)
    before = len(group.messages)
    assert any("Bag battle" in one.said for one in group.messages)
    group.migrate()
    if is_told_first:
        await stage.hear()
    await says(stage, mara, Said('/contest extend by="1 day" reason="Snow"'))
    for _ in range(3):
        await turn(stage, seconds=10)
    await stage.hear()
    new = group.messages[before:]
    assert len([one for one in new if "Snow" in one.said]) == 1
    [venue] = await stage.venues()
    assert venue.place == str(group.id)
    assert await stage.owed() == []
