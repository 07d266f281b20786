"""The loopback Telegram as the unmodified python-telegram-bot and its people meet it."""

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, InvalidToken

from tests.platforms.telegram_scene import Scene, bot_of
from tests.platforms.telegram_server import copied


async def test_somebody_starts_the_bot_presses_a_button_and_is_answered(scene: Scene) -> None:
    await scene.cleo.start("entry-1")
    (update,) = await scene.heard()
    assert update.message is not None
    assert update.message.text == "/start entry-1"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "de"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="b1:go")]])
    await scene.bot.send_message(scene.cleo.id, "hello <Cleo> @olga", reply_markup=keyboard)
    (answer,) = await scene.cleo.until(1)
    assert answer.text == "hello <Cleo> @olga"
    pressing = asyncio.create_task(scene.cleo.press(answer, "Go"))
    (update,) = await scene.heard()
    assert update.callback_query is not None
    assert update.callback_query.data == "b1:go"
    await update.callback_query.answer("done", show_alert=True)
    pressed = await pressing
    assert (pressed.answer_text, pressed.is_alert, pressed.is_answered) == ("done", True, True)
    await update.callback_query.edit_message_text("changed")
    (changed,) = await scene.cleo.until(1)
    assert (changed.text, changed.buttons, changed.is_edited) == ("changed", [], True)
    assert changed.edits[0].words == "hello <Cleo> @olga"


async def test_an_answer_leads_into_the_private_chat(scene: Scene) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Vote", callback_data="v")]])
    await scene.bot.send_message(scene.group.id, "Vote!", reply_markup=keyboard)
    pressing = asyncio.create_task(scene.cleo.press(scene.group.messages[-1], "v"))
    (update,) = await scene.heard()
    assert update.callback_query is not None
    await update.callback_query.answer(url=f"https://t.me/{scene.server.bot.username}?start=vote-7")
    assert (await pressing).is_answered
    (update,) = await scene.heard()
    assert update.message is not None
    assert update.message.text == "/start vote-7"


async def test_what_nobody_answers_in_time_is_too_old(scene: Scene) -> None:
    await scene.cleo.start()
    await scene.bot.send_message(
        scene.cleo.id, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="g")]])
    )
    await scene.heard()
    await scene.cleo.press(scene.cleo.sees()[-1], "Go", waits=False)
    (update,) = await scene.heard()
    scene.server.clock.turn(60)
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()


async def test_updates_come_until_they_are_confirmed_and_only_of_the_kinds_asked_for(scene: Scene) -> None:
    await scene.cleo.start()
    for _ in range(2):
        (update,) = await scene.bot.get_updates(offset=scene.offset)
    confirmed = await scene.bot.get_updates(offset=update.update_id + 1, allowed_updates=["callback_query"])
    assert confirmed == ()
    assert scene.server.updates.waiting == []
    await scene.cleo.say(scene.server.bot, "not heard")
    assert scene.server.updates.waiting == []


async def test_of_many_updates_so_many_come_as_are_asked_for_and_none_after_a_day(scene: Scene) -> None:
    await scene.cleo.start()
    for number in range(4):
        await scene.cleo.say(scene.server.bot, f"{number}")
    assert len(await scene.bot.get_updates(limit=3)) == 3
    scene.server.clock.turn(25 * 3600)
    assert await scene.bot.get_updates() == ()


async def test_a_second_poller_ends_the_first(scene: Scene) -> None:
    first = asyncio.create_task(scene.bot.get_updates(offset=scene.offset, timeout=30))
    assert await scene.server.updates.bell.until(lambda: scene.server.updates.is_polled, 10)
    async with bot_of(scene.server) as other:
        second = asyncio.create_task(other.get_updates(offset=scene.offset, timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        await scene.cleo.start()
        assert len(await second) == 1


async def test_a_wrong_token_is_not_let_in(scene: Scene) -> None:
    with pytest.raises(InvalidToken):
        await bot_of(scene.server, "123:wrong").initialize()
    assert scene.server.refused[-1].code == 401


async def test_the_clock_dates_what_is_said(scene: Scene) -> None:
    before = scene.server.clock.now()
    scene.server.clock.turn(7 * 24 * 3600)
    await scene.cleo.start()
    (update,) = await scene.heard()
    assert isinstance(update, Update)
    assert update.message is not None
    assert (update.message.date - before).days in {6, 7}


async def test_a_copy_knows_the_same_and_goes_its_own_way(scene: Scene) -> None:
    await scene.cleo.start()
    await scene.bot.send_message(scene.group.id, "before")
    fresh = copied(scene.server)
    await scene.bot.send_message(scene.group.id, "after, in the first alone")
    await fresh.open()
    try:
        cleo, group = fresh.people[scene.cleo.id], fresh.groups[scene.group.id]
        assert [one.text for one in cleo.sees(group)] == ["before"]
        async with bot_of(fresh) as bot:
            (update,) = await bot.get_updates(offset=scene.offset)
            assert update.message is not None
            assert update.message.text == "/start"
            await bot.send_message(group.id, "in the copy")
            (new,) = await cleo.until(lambda one: one.text == "in the copy", group)
            await cleo.say(group, "/after")
            later = (await bot.get_updates(offset=update.update_id + 1))[0]
        assert later.update_id == update.update_id + 1
        assert new.id == scene.group.messages[-1].id
    finally:
        await fresh.close()
    assert [one.text for one in scene.group.messages] == ["before", "after, in the first alone"]
