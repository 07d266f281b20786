"""What somebody is in a group, and what they may do there."""

from dataclasses import dataclass

from tests.platforms.telegram_parts.chats import User
from tests.platforms.telegram_parts.wire import Json

ALWAYS_TOLD = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
IN_CHANNELS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
IN_GROUPS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
RIGHTS = frozenset({*ALWAYS_TOLD, *IN_CHANNELS, *IN_GROUPS})
"""All that an administrator can be allowed."""
ALL_ALLOWED = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]
"""All that a member can be allowed who is no administrator."""


@dataclass(eq=False)
class Membership:
    """Somebody in a group, or no more."""

    user: User
    status: str
    """creator, administrator, member, restricted, left or kicked."""
    rights: frozenset[str] = frozenset()
    custom_title: str = ""
    tag: str = ""
    promoted_by: int | None = None
    is_anonymous: bool = False
    allowed: frozenset[str] = frozenset()
    """What somebody may still do who is restricted."""

    def __post_init__(self) -> None:
        assert self.rights <= RIGHTS, f"no such rights: {set(self.rights) - RIGHTS}"

    @property
    def is_in(self) -> bool:
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def payload(self, *, channel: bool, to: int) -> Json:
        """Return a ChatMember as the bot of this id is told."""
        body: Json = {"status": self.status, "user": self.user.payload()}
        if self.status in {"member", "restricted"} and self.tag:
            body["tag"] = self.tag
        if self.status == "creator":
            body["is_anonymous"] = self.is_anonymous
        if self.is_admin and self.custom_title:
            body["custom_title"] = self.custom_title
        if self.status == "administrator":
            names = [*ALWAYS_TOLD, *(IN_CHANNELS if channel else IN_GROUPS)]
            body |= {"can_be_edited": self.promoted_by == to, "is_anonymous": self.is_anonymous}
            body |= {name: name in self.rights or name == "can_manage_chat" for name in names}
        if self.status == "restricted":
            body |= {"is_member": True, "until_date": 0}
            body |= {name: name in self.allowed for name in ALL_ALLOWED}
        if self.status == "kicked":
            body["until_date"] = 0
        return body
