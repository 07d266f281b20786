"""What ambassadors wear in a group: a member's tag, or an administrator's title; only what we gave is taken back."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bots.hearing import NotSentError
from bots.on_telegram.limiter import RateLimit
from bots.on_telegram.sending import Connection
from bots.words import LANGUAGES, N_, Words, words
from contests.ports import Keep

TAG, TITLE = "tag", "title"
"""The marks, as `Venue.office` has them."""
LONGEST = 16
"""Characters of a tag or a title; emoji are not allowed."""
WORD = N_("Ambassador")
OTHERWISE = "admin"
"""What Telegram itself calls an administrator without a title; the Bot API takes none away."""
POWERS = (
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_tags",
)
"""What an administrator of a group may do; an ambassador who is one for the title's sake may do none of it."""
NOT_THERE = ("user not found", "participant_id_invalid", "user_not_participant", "member not found")


def word(language: str) -> str:
    """Return what ambassadors wear in a language."""
    return words(language)._(WORD)[:LONGEST]


class Badges:
    """Gives and takes them."""

    def __init__(self, connection: Connection, keep: Keep) -> None:
        """Give and take by this connection; `keep` has what people wore before."""
        self._connection, self._keep = connection, keep

    async def give(self, chat: int, office: str, handle: str, language: str) -> None:
        """Give somebody the mark; who is not there wears nothing. Raises: NotSentError, TelegramError."""
        if hindrance := await self.hindrance(chat, office):
            raise NotSentError(hindrance, final=True)
        bot = self._connection.now()
        there = await _member(bot, chat, handle)
        if there is None or _worn(there) in _ours():
            return
        if isinstance(there, ChatMemberOwner) or (isinstance(there, ChatMemberAdministrator) and not _is_bare(there)):
            raise NotSentError(_is_administrator(self._connection.t), final=True)
        if office == TAG and not isinstance(there, ChatMemberAdministrator):
            await self._keep.put(_row(chat, handle), _worn(there))
            await bot.set_chat_member_tag(chat, there.user.id, word(language))
        else:
            await bot.promote_chat_member(chat, there.user.id, can_manage_chat=True)
            await bot.set_chat_administrator_custom_title(chat, there.user.id, word(language))

    async def take(self, chat: int, handle: str) -> None:
        """Take back what was given; the tag that they wore before comes back. Raises: NotSentError, TelegramError."""
        bot = self._connection.now()
        there = await _member(bot, chat, handle)
        if there is None or isinstance(there, ChatMemberOwner) or _worn(there) not in _ours():
            return
        user = there.user.id
        if not isinstance(there, ChatMemberAdministrator):
            await bot.set_chat_member_tag(chat, user, await self._keep.get(_row(chat, handle)) or "")
        elif _is_bare(there):
            await bot.promote_chat_member(chat, user, can_manage_chat=False)
        elif there.can_be_edited:  # a manager has given them more to do since
            await bot.set_chat_administrator_custom_title(chat, user, OTHERWISE)

    async def hindrance(self, chat: int, office: str) -> str | None:
        """Return why nobody could be marked in a group, as cause and cure, or None. Raises: TelegramError."""
        bot, t = self._connection.now(), self._connection.t
        me = await bot.get_chat_member(chat, bot.id)
        if not isinstance(me, ChatMemberAdministrator):
            return t._("I am no administrator there. Make me one, with the right to mark ambassadors: /setup says how.")
        if office == TAG and not me.can_manage_tags:
            return t._("I may not edit members' tags there. Allow me to in the group's list of administrators.")
        if office == TITLE and not me.can_promote_members:
            return t._("I may not add administrators there. Allow me to in the group's list of administrators.")
        return None


async def _member(bot: "ExtBot[RateLimit]", chat: int, handle: str) -> ChatMember | None:
    """Return somebody as a group knows them; None for who is not in it."""
    if not handle.isdecimal():
        return None
    try:
        found = await bot.get_chat_member(chat, int(handle))
    except BadRequest as error:
        if any(sign in error.message.casefold() for sign in NOT_THERE):
            return None
        raise
    is_there = found.status not in {ChatMember.LEFT, ChatMember.BANNED} and getattr(found, "is_member", True)
    return found if is_there else None


def _worn(there: ChatMember) -> str:
    """Return the tag or the title of somebody."""
    return getattr(there, "custom_title", None) or getattr(there, "tag", None) or ""


def _ours() -> frozenset[str]:
    return frozenset(word(language) for language in LANGUAGES)


def _is_bare(there: ChatMemberAdministrator) -> bool:
    """Tell whether somebody is an administrator for the title's sake alone, and by us."""
    return there.can_be_edited and not any(getattr(there, power, False) for power in POWERS)


def _is_administrator(t: Words) -> str:
    return t._(
        "That person is an administrator of the group, whom I cannot mark. Give them the title yourself: "
        "open the group's list of administrators → their name → Custom title."
    )


def _row(chat: int, handle: str) -> str:
    return f"telegram tag {chat}/{handle}"
