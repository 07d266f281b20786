"""Messages: what the server keeps of them, what the bot is told, and what people see."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.platforms.telegram_parts.chats import Chat, User
from tests.platforms.telegram_parts.entities import DETECTED, piece
from tests.platforms.telegram_parts.files import Media
from tests.platforms.telegram_parts.keyboards import Button, buttons
from tests.platforms.telegram_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.groups import Group


@dataclass(frozen=True)
class Version:
    """What a message says at one time."""

    words: str = ""
    """Its text, or the caption of its media."""
    entities: tuple[Json, ...] = ()
    media: Media | None = None
    markup: Json | None = None


@dataclass(eq=False)
class Message:
    """A message in a chat."""

    id: int
    chat: Chat
    author: User | None
    now: Version
    date: int
    step: int
    """Counts what happens in the world; it grows with every change of the message."""
    chat_id: int = 0
    """The chat's id when it was sent: a group has another one once it became a supergroup."""
    thread: int | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    album: str | None = None
    service: Json | None = None
    edited: int | None = None
    edits: list[Version] = field(default_factory=list, repr=False)
    """What it said before, oldest first."""
    is_deleted: bool = False
    is_silent: bool = False
    is_pinned: bool = False
    is_post_of_bot: bool = False
    """Whether the bot sent it to a channel, in the channel's name."""
    has_preview: bool = True

    def __post_init__(self) -> None:
        self.chat_id = self.chat_id or self.chat.id

    @property
    def text(self) -> str:
        """Return the text of a message without media."""
        return "" if self.now.media else self.now.words

    @property
    def caption(self) -> str:
        return self.now.words if self.now.media else ""

    @property
    def said(self) -> str:
        """Return its text or its caption."""
        return self.now.words

    @property
    def entities(self) -> tuple[Json, ...]:
        return self.now.entities

    @property
    def media(self) -> list[Media]:
        return [self.now.media] if self.now.media else []

    @property
    def buttons(self) -> list[Button]:
        """Return the buttons below it, row by row."""
        return buttons(self.now.markup)

    @property
    def rows(self) -> list[list[str]]:
        """Return the labels of the buttons below it, by row."""
        return [[one["text"] for one in row] for row in (self.now.markup or {}).get("inline_keyboard", ())]

    def button(self, named: str) -> Button:
        """Return a button by its label or its data. Raises: AssertionError."""
        for one in self.buttons:
            if named in {one.label, one.data}:
                return one
        raise AssertionError(f"no button {named!r}, only {[one.label for one in self.buttons]} below {self.said!r}")

    @property
    def is_of_bot(self) -> bool:
        """Tell whether the bot sent it, in a channel too, where messages have no author."""
        return self.author is self.chat.world.bot or self.is_post_of_bot

    @property
    def is_edited(self) -> bool:
        return bool(self.edits)

    @property
    def links(self) -> list[str]:
        """Return what clients link though nobody asked: @names, #tags, /commands, addresses in the text."""
        return [piece(self.now.words, one) for one in self.now.entities if one["type"] in DETECTED]

    @property
    def urls(self) -> list[str]:
        """Return where the links in it lead that somebody put behind words."""
        return [one["url"] for one in self.now.entities if one["type"] == "text_link"]

    @property
    def pinged(self) -> frozenset[int]:
        """Return the ids of people whom it notifies by a mention: those who are in the chat."""
        found: set[int] = set()
        for one in self.now.entities:
            if one["type"] == "text_mention":
                found.add(one["user"]["id"])
            elif one["type"] == "mention":
                named = piece(self.now.words, one).removeprefix("@").lower()
                found |= {user.id for user in self.chat.world.everybody if user.username.lower() == named}
        return frozenset(found & self.chat.reaches)

    def payload(self, *, is_nested: bool = False) -> Json:
        """Return what the bot is told of it."""
        chat = self.chat.payload() | {"id": self.chat_id}
        body: Json = {"message_id": self.id, "date": self.date, "chat": chat}
        body |= self._sender()
        if self.thread is not None:
            body["message_thread_id"] = self.thread
            if self.chat.is_forum:
                body["is_topic_message"] = True
        if self.reply_to is not None and not is_nested:
            body["reply_to_message"] = self.reply_to.payload(is_nested=True)
        if self.edited is not None:
            body["edit_date"] = self.edited
        if self.album is not None:
            body["media_group_id"] = self.album
        if self.service is not None:
            return body | self.service
        return body | self._content()

    def _sender(self) -> Json:
        group: Group | None = self.chat.as_group()
        if self.author is None:
            assert group is not None
            return {"sender_chat": group.payload()}
        if group is not None and group.hides(self.author):
            anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
            return {"from": anonymous, "sender_chat": group.payload()}
        return {"from": self.author.payload()}

    def _content(self) -> Json:
        now, body = self.now, {}
        if now.media is not None:
            body[now.media.kind] = now.media.payload()
            if now.media.kind == "animation":
                body["document"] = {key: value for key, value in body["animation"].items() if key in OF_A_DOCUMENT}
        kind = "caption" if now.media else "text"
        if now.words:
            body[kind] = now.words
            if now.entities:
                body["entities" if kind == "text" else "caption_entities"] = list(now.entities)
        if now.markup is not None and "inline_keyboard" in now.markup:
            body["reply_markup"] = now.markup
        return body


OF_A_DOCUMENT = frozenset(["file_id", "file_unique_id", "thumbnail", "file_name", "mime_type", "file_size"])
