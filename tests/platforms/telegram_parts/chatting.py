"""Methods about chats and who is in them: rights, titles, tags, topics, leaving."""

import unicodedata
from dataclasses import replace

from tests.platforms.telegram_parts.groups import Group
from tests.platforms.telegram_parts.members import RIGHTS, Membership
from tests.platforms.telegram_parts.routes import Call, method
from tests.platforms.telegram_parts.wire import Json, bad, malformed

TITLE = 16
"""Characters of a title or a tag."""


@method("getChat")
async def get_chat(call: Call) -> Json:
    chat = call.chat()
    return (chat if chat.as_group() is None else call.reached()).full()


@method("getChatMember")
async def get_member(call: Call) -> Json:
    chat = call.reached()
    group = chat.as_group()
    if group is None:
        person = call.world.people.get(call.integer("user_id") or 0)
        if person is None or person.id != chat.id:
            raise bad("member not found")
        return Membership(person, "member").payload(channel=False, to=call.world.bot.id)
    if group.kind == "channel" and not group.bot.is_admin:
        raise bad("CHAT_ADMIN_REQUIRED")
    found = group.members.get(call.integer("user_id") or 0)
    if found is None:
        user = next((one for one in call.world.everybody if one.id == call.integer("user_id")), None)
        if user is None:
            raise bad("PARTICIPANT_ID_INVALID")
        found = Membership(user, "left")
    return _told(call, group, found)


def _told(call: Call, group: Group, found: Membership) -> Json:
    return found.payload(channel=group.kind == "channel", to=call.world.bot.id)


@method("getChatAdministrators")
async def get_administrators(call: Call) -> list[Json]:
    group = call.reached().as_group()
    if group is None:
        raise bad("there are no administrators in the private chat")
    is_told = [one for one in group.admins.values() if not one.user.is_bot or one.user is call.world.bot]
    return [_told(call, group, one) for one in is_told]


@method("getChatMemberCount")
async def count_members(call: Call) -> int:
    group = call.group()
    return sum(one.is_in for one in group.members.values())


@method("promoteChatMember")
async def promote(call: Call) -> bool:
    group = call.group(right="can_promote_members", kinds="supergroup channel")
    member = call.member(group)
    asked = frozenset(right for right in RIGHTS if call.flag(right))
    if not member.is_in:
        raise bad("USER_NOT_PARTICIPANT")
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if member.is_admin and member.promoted_by != call.world.bot.id:
        raise bad("CHAT_ADMIN_REQUIRED")
    if any(not group.bot.may(right) for right in asked - {"can_manage_chat"}):
        raise bad("RIGHT_FORBIDDEN")
    status = "administrator" if asked else "member"
    title = member.custom_title if asked else ""
    new = Membership(member.user, status, asked, title, promoted_by=call.world.bot.id)
    group.members[member.user.id] = new
    call.world.tell_of_member(group, member, new, call.world.bot)
    return True


def _named(text: str) -> str:
    """Return a title or a tag. Raises: RefusedError."""
    if len(text) > TITLE:
        raise malformed("ADMIN_RANK_INVALID")
    if any(unicodedata.category(letter) in {"So", "Cs", "Sk"} for letter in text):
        raise malformed("ADMIN_RANK_EMOJI_NOT_ALLOWED")
    return text.strip()


@method("setChatAdministratorCustomTitle")
async def set_title(call: Call) -> bool:
    title = _named(call.text("custom_title"))
    group = call.group(right="can_promote_members", kinds="supergroup")
    member = call.member(group)
    if not member.is_admin:
        raise bad("user is not an administrator")
    if member.status == "creator":
        raise bad("only creator can edit their custom title")
    if member.promoted_by != call.world.bot.id:
        raise bad("not enough rights to change custom title of the user")
    member.custom_title = title
    return True


@method("setChatMemberTag")
async def set_tag(call: Call) -> bool:
    tag = _named(call.text("tag"))
    group = call.group(right="can_manage_tags", kinds="group supergroup")
    member = call.member(group)
    if not member.is_in:
        raise bad("USER_NOT_PARTICIPANT")
    if member.is_admin:
        raise bad("USER_ADMIN_INVALID")
    old = replace(member)
    member.tag = tag
    call.world.tell_of_member(group, old, member, call.world.bot)
    return True


@method("createForumTopic")
async def create_topic(call: Call) -> Json:
    group = call.group(right="can_manage_topics", kinds="supergroup")
    name = call.text("name")
    if not 1 <= len(name) <= 128:
        raise malformed("TOPIC_TITLE_INVALID")
    if not group.is_forum:
        raise bad("the chat is not a forum")
    made = group.topic(name, by=call.world.bot)
    return {"message_thread_id": made.thread, "name": made.title, "icon_color": 7322096}


@method("exportChatInviteLink")
async def export_link(call: Call) -> str:
    group = call.group(right="can_invite_users")
    return str(group.full()["invite_link"])


@method("leaveChat")
async def leave(call: Call) -> bool:
    group = call.group()
    old = group.bot
    new = Membership(call.world.bot, "left")
    group.members[call.world.bot.id] = new
    call.world.tell_of_member(group, old, new, call.world.bot)
    return True
