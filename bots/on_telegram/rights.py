"""What Prosument must be allowed on Telegram, what each right is for, and how to mend what is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import telegram
from telegram.constants import ChatMemberStatus, ChatType

from bots.findings import Finding
from bots.words import N_, Words

Kind = Literal["group", "channel"]
"""Groups and supergroups, topics or not; and channels."""
ADMINISTRATOR = "can_manage_chat"
TAGS, TITLES = "can_manage_tags", "can_promote_members"
TAG, TITLE = "tag", "title"
"""The marks of ambassadors, as `Venue.office` has them: a member's tag, or an administrator's title."""
POWERS = frozenset(telegram.ChatAdministratorRights.all_rights().to_dict()) - {ADMINISTRATOR, "is_anonymous"}
"""What an administrator can be let do, beyond being one."""
IN_CHARGE = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR})
OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})


@dataclass(frozen=True, slots=True)
class Need:
    """One right: the Bot API's name, the app's own, what it is for, and where it is needed."""

    right: str
    called: str
    purpose: str
    where: tuple[Kind, ...]

    @property
    def in_link(self) -> str:
        """Return what the link that adds the bot calls it."""
        return self.right.removeprefix("can_")


NEEDS = (
    Need(ADMINISTRATOR, N_("Administrator"), N_("to see whether somebody who votes is a member"), ("group", "channel")),
    Need("can_post_messages", N_("Post Messages"), N_("to announce, and to post entries, in a channel"), ("channel",)),
    Need(
        "can_delete_messages",
        N_("Delete Messages"),
        N_("to take withdrawn entries away, however old their messages are"),
        ("group", "channel"),
    ),
    Need(TAGS, N_("Edit Member Tags"), N_("to give ambassadors their tag"), ("group",)),
)
"""Everything that is asked for, and nothing else; README.md says the same, and a test holds them together."""

SENDING = (
    ("can_send_messages", N_("Send Messages")),
    ("can_send_photos", N_("Send Photos")),
    ("can_send_videos", N_("Send Videos")),
    ("can_send_audios", N_("Send Music")),
    ("can_send_voice_notes", N_("Send Voice Messages")),
    ("can_send_documents", N_("Send Files")),
)
"""What a bot that is no administrator must be let do as a member, with the app's names."""


def invitation(username: str, kind: Kind = "group") -> str:
    """Return the address that adds a bot to a group or a channel, with just the rights that it needs.

    In a group it begins `/setup` at once.
    """
    rights = "+".join(need.in_link for need in NEEDS if kind in need.where)
    begun = "startgroup=setup" if kind == "group" else "startchannel"
    return f"https://t.me/{username}?{begun}&admin={rights}"


def kind_of(chat: telegram.Chat | telegram.ChatFullInfo) -> Kind:
    """Return what a chat is to us."""
    return "channel" if chat.type == ChatType.CHANNEL else "group"


def is_in_charge(member: telegram.ChatMember) -> bool:
    """Tell whether somebody is an administrator of a chat, or owns it."""
    return member.status in IN_CHARGE


def runs_it(member: telegram.ChatMember) -> bool:
    """Tell whether somebody runs a chat; who may do nothing there wears a title alone, as an ambassador may."""
    return member.status == ChatMemberStatus.OWNER or any(may(member, right) for right in POWERS)


def may(member: telegram.ChatMember, right: str) -> bool:
    """Tell whether somebody has an administrator's right; who owns the chat has them all."""
    if member.status == ChatMemberStatus.OWNER:
        return True
    return member.status == ChatMemberStatus.ADMINISTRATOR and bool(getattr(member, right, False))


class Reach(IntEnum):
    """How far a bot gets in a chat."""

    GONE = 0
    MUTED = 1
    """It is there and may not write."""
    THERE = 2


def reach(me: telegram.ChatMember, kind: Kind) -> Reach:
    """Return how far a bot gets by what Telegram says of it."""
    if me.status in OUTSIDE or (isinstance(me, telegram.ChatMemberRestricted) and not me.is_member):
        return Reach.GONE
    if kind == "channel":
        return Reach.THERE if may(me, "can_post_messages") else Reach.MUTED
    if isinstance(me, telegram.ChatMemberRestricted) and not me.can_send_messages:
        return Reach.MUTED
    return Reach.THERE


def lacking(me: telegram.ChatMember, kind: Kind) -> list[Need]:
    """Return what is needed in a chat and not given; a title does instead of a tag."""
    missing = [need for need in NEEDS if kind in need.where and not may(me, need.right)]
    if not is_in_charge(me):
        return missing[:1]  # whoever makes it an administrator is shown the switches then
    return [need for need in missing if need.right != TAGS or not may(me, TITLES)]


def mark_of(me: telegram.ChatMember, chat: telegram.Chat | telegram.ChatFullInfo) -> str | None:
    """Return the best mark that a bot may give ambassadors in a chat, or None: they are named in texts alone."""
    if chat.type not in {ChatType.GROUP, ChatType.SUPERGROUP}:
        return None
    if may(me, TAGS):
        return TAG
    return TITLE if may(me, TITLES) and chat.type == ChatType.SUPERGROUP else None


def quoted(title: str, t: Words) -> str:
    """Return a title in the quotes of a language."""
    return t._("“{title}”", title=title)


def missing_in(chat: telegram.ChatFullInfo, me: telegram.ChatMember, title: str, t: Words) -> Iterator[Finding]:
    """Yield what Prosument lacks in a chat, with a cure for each."""
    kind, name = kind_of(chat), me.user.first_name
    if reach(me, kind) is Reach.GONE:
        said = t._("I am not in “{title}”.", title=title)
        yield Finding(said, t._("Add me: open “{title}” → its name → Add, and choose {bot}.", title=title, bot=name))
        return
    for need in lacking(me, kind):
        yield _administrator(kind, title, name, t) if need.right == ADMINISTRATOR else _right(need, title, name, t)
    if kind == "group" and not is_in_charge(me):
        for right, called in SENDING:
            if not _lets(chat, me, right):
                yield _sending(called, title, t)


def _lets(chat: telegram.ChatFullInfo, me: telegram.ChatMember, right: str) -> bool:
    """Tell whether a bot may send something as a member, by its own restrictions and those of the whole group."""
    everybody = chat.permissions is None or getattr(chat.permissions, right, True) is not False
    return everybody and (not isinstance(me, telegram.ChatMemberRestricted) or bool(getattr(me, right)))


def _administrator(kind: Kind, title: str, bot: str, t: Words) -> Finding:
    return Finding(
        t._("I am no administrator of “{title}”, so I cannot see who is a member: anybody's vote counts.", title=title),
        t._(
            "Open “{title}” → its name → Edit (the pencil) → Administrators → Add Admin → choose {bot} "
            "→ leave only {rights} on → Done.",
            title=title,
            bot=bot,
            rights=t.listed(quoted(t._(one.called), t) for one in NEEDS[1:] if kind in one.where),
        ),
    )


def _right(need: Need, title: str, bot: str, t: Words) -> Finding:
    right = t._(need.called)
    return Finding(
        t._("In “{title}” I need “{right}” {purpose}.", title=title, right=right, purpose=t._(need.purpose)),
        t._(
            "Open “{title}” → its name → Edit (the pencil) → Administrators → {bot} → switch “{right}” on → Done.",
            title=title,
            bot=bot,
            right=right,
        ),
    )


def _sending(called: str, title: str, t: Words) -> Finding:
    right = t._(called)
    return Finding(
        t._("Members of “{title}” may not “{right}”, and I am one.", title=title, right=right),
        t._(
            "Make me an administrator, or open “{title}” → its name → Edit (the pencil) → Permissions → “{right}”.",
            title=title,
            right=right,
        ),
    )
