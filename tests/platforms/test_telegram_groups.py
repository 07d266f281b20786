"""Groups on the loopback Telegram: who is in them, rights, tags, menus, moving, and being thrown out."""

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMemberAdministrator,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.platforms.telegram_scene import Scene


async def test_the_bot_is_told_what_it_becomes(scene: Scene) -> None:
    group = scene.server.group("Other", owner=scene.owner)
    group.add_bot({"can_pin_messages", "can_manage_tags"})
    group.promote(scene.server.bot, None)
    group.throw_bot_out()
    told = [one.my_chat_member for one in await scene.heard(4) if one.my_chat_member]
    assert [(one.old_chat_member.status, one.new_chat_member.status) for one in told] == [
        ("left", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]
    first = told[0].new_chat_member
    assert isinstance(first, ChatMemberAdministrator)
    assert (first.can_pin_messages, first.can_manage_tags, first.can_promote_members) == (True, True, False)
    assert told[0].from_user.id == scene.owner.id
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await scene.bot.send_message(group.id, "x")
    group.add_bot()
    await scene.bot.send_message(group.id, "back again")


async def test_others_are_told_of_to_an_administrator_alone(scene: Scene) -> None:
    piet, anna = scene.server.person("Piet"), scene.server.person("Anna")
    scene.group.let_in(piet)
    (update,) = await scene.heard()
    assert update.message is not None
    assert [one.id for one in update.message.new_chat_members] == [piet.id]
    scene.group.promote(scene.server.bot, ())
    scene.group.let_in(anna)
    scene.group.throw_out(anna)
    told = [one.chat_member for one in await scene.heard(5) if one.chat_member]
    assert [one.new_chat_member.status for one in told] == ["member", "kicked"]


async def test_who_blocks_the_bot_or_never_started_it_is_not_written_to(scene: Scene) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await scene.bot.send_message(scene.cleo.id, "x")
    for unmet in (scene.server.person("Stranger").id, 424242):
        with pytest.raises(BadRequest, match="Chat not found"):
            await scene.bot.send_message(unmet, "x")
    await scene.cleo.start()
    scene.cleo.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await scene.bot.send_message(scene.cleo.id, "x")
    await scene.cleo.start()
    await scene.bot.send_message(scene.cleo.id, "welcome back")
    told = [one.my_chat_member.new_chat_member.status for one in await scene.heard(4) if one.my_chat_member]
    assert told == ["kicked", "member"]


async def test_a_group_becomes_a_supergroup(scene: Scene) -> None:
    group = scene.server.group("Small", owner=scene.owner, is_supergroup=False)
    group.let_in(scene.cleo)
    group.add_bot()
    old = group.id
    sent = await scene.bot.send_message(old, "before")
    await scene.heard(2)
    new = group.migrate()
    left, came = (one.message for one in await scene.heard(2))
    assert left is not None
    assert came is not None
    assert (left.chat.id, left.migrate_to_chat_id) == (old, new)
    assert (came.chat.id, came.chat.type, came.migrate_from_chat_id) == (new, "supergroup", old)
    for refused in (scene.bot.send_message(old, "x"), sent.edit_text("x")):
        with pytest.raises(ChatMigrated) as moved:
            await refused
        assert moved.value.new_chat_id == new
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await scene.bot.edit_message_text("x", new, sent.id)
    assert (await scene.bot.send_message(new, "after")).id < sent.id
    assert [one.text for one in scene.cleo.sees(group)] == ["before", "after"]


async def test_marks_of_members_need_the_right(scene: Scene) -> None:
    with pytest.raises(BadRequest, match="Chat_admin_required"):
        await scene.bot.set_chat_member_tag(scene.group.id, scene.cleo.id, "Ambassador")
    scene.group.promote(scene.server.bot, {"can_manage_tags"})
    await scene.bot.set_chat_member_tag(scene.group.id, scene.cleo.id, "Ambassador")
    assert scene.group.tags == {scene.cleo.id: "Ambassador"}
    with pytest.raises(BadRequest, match="Not enough rights"):
        await scene.bot.promote_chat_member(scene.group.id, scene.cleo.id, can_manage_chat=True)
    scene.group.promote(scene.server.bot, {"can_manage_tags", "can_promote_members", "can_pin_messages"})
    await scene.bot.promote_chat_member(scene.group.id, scene.cleo.id, can_pin_messages=True)
    await scene.bot.set_chat_administrator_custom_title(scene.group.id, scene.cleo.id, "Ambassador")
    assert scene.group.admins[scene.cleo.id].custom_title == "Ambassador"
    for refused in (
        scene.bot.set_chat_member_tag(scene.group.id, scene.cleo.id, "x"),
        scene.bot.set_chat_administrator_custom_title(scene.group.id, scene.owner.id, "x"),
        scene.bot.promote_chat_member(scene.group.id, scene.cleo.id, can_delete_messages=True),
        scene.bot.promote_chat_member(scene.group.id, scene.owner.id, can_manage_chat=False),
    ):
        with pytest.raises(BadRequest):
            await refused
    await scene.bot.promote_chat_member(scene.group.id, scene.cleo.id)
    assert scene.cleo.id not in scene.group.admins
    assert scene.group.tags == {}


async def test_an_administrator_whom_somebody_else_made_is_left_alone(scene: Scene) -> None:
    scene.group.promote(scene.server.bot, {"can_promote_members", "can_pin_messages"})
    scene.group.promote(scene.cleo, {"can_pin_messages"})
    for refused in (
        scene.bot.promote_chat_member(scene.group.id, scene.cleo.id),
        scene.bot.set_chat_administrator_custom_title(scene.group.id, scene.cleo.id, "x"),
    ):
        with pytest.raises(BadRequest):
            await refused
    cleo = scene.group.admins[scene.cleo.id]
    assert cleo.rights == {"can_pin_messages"}
    assert not cleo.custom_title


async def test_what_a_group_is_and_who_runs_it(scene: Scene) -> None:
    chat = await scene.bot.get_chat(scene.group.id)
    assert (chat.title, chat.type) == ("Sunrise fans", "supergroup")
    assert chat.permissions is not None
    assert chat.permissions.can_send_messages
    admins = await scene.bot.get_chat_administrators(scene.group.id)
    assert [(one.user.id, one.status) for one in admins] == [(scene.owner.id, "creator")]
    assert (await scene.bot.get_chat_member(scene.group.id, scene.cleo.id)).status == "member"
    stranger = scene.server.person("Stranger")
    assert (await scene.bot.get_chat_member(scene.group.id, stranger.id)).status == "left"
    await scene.bot.leave_chat(scene.group.id)
    (update,) = await scene.heard()
    assert update.my_chat_member is not None
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await scene.bot.get_chat(scene.group.id)


async def test_a_group_that_lets_nobody_write(scene: Scene) -> None:
    scene.group.allowed.discard("can_send_messages")
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await scene.bot.send_message(scene.group.id, "x")
    scene.group.promote(scene.server.bot, ())
    await scene.bot.send_message(scene.group.id, "an administrator may")
    scene.group.mute(scene.server.bot)
    with pytest.raises(BadRequest, match="Have no rights to send a message"):
        await scene.bot.send_message(scene.group.id, "x")


async def test_a_menu_is_found_by_where_one_is_and_what_one_speaks(scene: Scene) -> None:
    bot, here = scene.bot, scene.group.id
    await bot.set_my_commands([BotCommand("help", "anywhere")])
    await bot.set_my_commands([BotCommand("help", "alone")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [BotCommand("help", "allein")], scope=BotCommandScopeAllPrivateChats(), language_code="de"
    )
    await bot.set_my_commands([BotCommand("vote", "in groups")], scope=BotCommandScopeAllGroupChats())
    await bot.set_my_commands([BotCommand("setup", "you rule")], scope=BotCommandScopeAllChatAdministrators())
    assert scene.owner.commands_in(scene.server.bot) == {"help": "alone"}
    assert scene.cleo.commands_in(scene.server.bot) == {"help": "allein"}
    assert scene.cleo.commands_in(scene.group) == {"vote": "in groups"}
    assert scene.owner.commands_in(scene.group) == {"setup": "you rule"}
    await bot.set_my_commands([BotCommand("this", "here")], scope=BotCommandScopeChat(here))
    assert scene.cleo.commands_in(scene.group) == {"this": "here"}
    assert [one.command for one in await bot.get_my_commands(BotCommandScopeChat(here))] == ["this"]
    await bot.delete_my_commands(BotCommandScopeChat(here))
    assert scene.cleo.commands_in(scene.group) == {"vote": "in groups"}


async def test_links_to_the_bot_are_followed(scene: Scene) -> None:
    name = scene.server.bot.username
    await scene.cleo.follow(f"https://t.me/{name}?start=entry")
    group = scene.server.group("New", owner=scene.owner)
    await scene.owner.follow(f"https://t.me/{name}?startgroup=new&admin=pin_messages+manage_tags", group)
    updates = await scene.heard(4)
    assert [one.message.text for one in updates if one.message and one.message.text] == [
        "/start entry",
        f"/start@{name} new",
    ]
    assert group.bot.rights == {"can_pin_messages", "can_manage_tags"}
    with pytest.raises(AssertionError, match="leads to no chat with the bot"):
        await scene.cleo.follow("https://t.me/somebody_else")


async def test_an_anonymous_administrator_speaks_as_the_group(scene: Scene) -> None:
    scene.group.hide(scene.owner)
    await scene.owner.say(scene.group, "/setup")
    (update,) = await scene.heard()
    assert update.message is not None
    assert update.message.sender_chat is not None
    assert update.message.sender_chat.id == scene.group.id
    assert update.message.from_user is not None
    assert update.message.from_user.username == "GroupAnonymousBot"
