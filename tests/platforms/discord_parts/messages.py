"""Messages: what one says and shows, how it was before, who was notified, and Discord's payload of it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.platforms.discord_parts.channels import Channel, User
from tests.platforms.discord_parts.clock import made_at
from tests.platforms.discord_parts.files import Attachment
from tests.platforms.discord_parts.pings import Ping
from tests.platforms.discord_parts.versions import Button, Media, Select, Version
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.interactions import Interaction

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12


@dataclass(eq=False)
class Message:
    """A message in a channel, or one that only one person sees there."""

    id: int
    channel: Channel
    author: User
    now: Version
    nonce: str | None = None
    pinged: frozenset[Ping] = frozenset()
    """Who was notified when it came: ids of users and roles, `everyone`, `here`."""
    private_to: User | None = None
    came_of: "Interaction | None" = None
    replies_to: "Message | None" = None
    edits: list[Version] = field(default_factory=list)
    """How it stood before, oldest first."""
    edited_at: datetime | None = None
    pinned: bool = False
    is_deleted: bool = False
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    kind: int = 0

    def __repr__(self) -> str:
        return f"<Message {self.id} by {self.author.username} in {self.channel.name}: {self.text[:60]!r}>"

    @property
    def is_private(self) -> bool:
        """Whether it is ephemeral, or a direct message."""
        return self.private_to is not None

    @property
    def is_ephemeral(self) -> bool:
        return bool(self.now.flags & EPHEMERAL)

    @property
    def is_loading(self) -> bool:
        return bool(self.now.flags & LOADING)

    @property
    def text(self) -> str:
        return self.now.text

    @property
    def content(self) -> str:
        return self.now.content

    @property
    def buttons(self) -> list[Button]:
        return self.now.buttons

    @property
    def selects(self) -> list[Select]:
        return self.now.selects

    @property
    def embeds(self) -> list[Json]:
        return self.now.embeds

    @property
    def files(self) -> list[Attachment]:
        return self.now.files

    @property
    def attachments(self) -> list[Attachment]:
        return list(self.now.attachments)

    @property
    def unseen_files(self) -> list[Attachment]:
        """What was uploaded with it and is shown to nobody, since no component refers to it."""
        return [one for one in self.now.attachments if one not in self.now.files]

    @property
    def media(self) -> list[Media]:
        return self.now.media

    @property
    def created_at(self) -> datetime:
        return made_at(self.id)

    def button(self, name: str) -> Button:
        """Return the button with this custom id or label. Raises: AssertionError."""
        for one in self.buttons:
            if name in {one.custom_id, one.label}:
                return one
        shown = [(one.label, one.custom_id) for one in self.buttons]
        raise AssertionError(f"{self!r} has no button {name!r}, only {shown}")

    def select(self, name: str) -> Select:
        """Return the select with this custom id or placeholder. Raises: AssertionError."""
        for one in self.selects:
            if name in {one.custom_id, one.placeholder}:
                return one
        raise AssertionError(
            f"{self!r} has no select {name!r}, only {[(s.placeholder, s.custom_id) for s in self.selects]}"
        )

    def become(self, version: Version, at: datetime) -> None:
        """Show something else from now on."""
        if not self.is_loading:
            self.edits.append(self.now)
            self.edited_at = at
        self.now = version

    def payload(self, *, blind: bool = False) -> Json:
        """Return Discord's payload; `blind`: as a bot without the message content intent gets another's message."""
        now = Version(flags=self.now.flags) if blind else self.now
        body: Json = {
            "id": str(self.id),
            "channel_id": str(self.channel.id),
            "author": self.author.payload(),
            "content": now.content,
            "timestamp": self.created_at.isoformat(),
            "edited_timestamp": self.edited_at.isoformat() if self.edited_at else None,
            "tts": False,
            "mention_everyone": bool({"everyone", "here"} & set(self.pinged)),
            "mentions": [user.payload() for user in self.mentions],
            "mention_roles": [str(role) for role in self.mention_roles],
            "attachments": [one.payload() for one in now.attachments],
            "embeds": now.embeds,
            "components": now.shown_components(),
            "pinned": self.pinned,
            "type": self.kind,
            "flags": now.flags,
        }
        if self.nonce is not None:
            body["nonce"] = self.nonce
        if self.author.is_bot:
            body["application_id"] = str(self.author.id)
        if self.replies_to is not None:
            body["type"] = 19
            body["message_reference"] = reference_to(self.replies_to)
            body["referenced_message"] = None if self.replies_to.is_deleted else self.replies_to.payload(blind=blind)
        if self.came_of is not None:
            body["webhook_id"] = str(self.author.id)
            body["interaction_metadata"] = self.came_of.metadata()
        return body


def reference_to(message: Message) -> Json:
    body: dict[str, Any] = {"type": 0, "message_id": str(message.id), "channel_id": str(message.channel.id)}
    if message.channel.guild is not None:
        body["guild_id"] = str(message.channel.guild.id)
    return body
