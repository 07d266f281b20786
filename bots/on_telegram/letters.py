"""What somebody wrote: one message, or all of an album together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import telegram
from telegram.constants import ChatType

from bots.on_telegram.dialogue import Given
from bots.on_telegram.places import Place
from bots.on_telegram.uploads import files_of
from bots.speaking import cleaned

OTHER = ("sticker", "poll", "contact", "location", "venue", "dice", "game", "story", "paid_media", "invoice")
"""What a message may be that we can make nothing of."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, as far as we read it."""

    user: telegram.User
    place: Place
    message: int
    update: int
    text: str = ""
    files: tuple[Given, ...] = ()
    replied: tuple[Given, ...] = ()
    """Files of the message that it answers."""
    replied_by: int = 0
    """Who sent that one."""
    album: str = ""
    is_other: bool = False
    """It is of a kind that we can make nothing of."""

    @property
    def is_private(self) -> bool:
        """Whether it was written in private."""
        return self.place.is_private

    def joined(self, other: "Letter") -> "Letter":
        """Return an album with one more of its messages; what came before does not come twice."""
        known = {one.message for one in self.files}
        files = (*self.files, *(one for one in other.files if one.message not in known))
        files = tuple(sorted(files, key=lambda one: one.message))
        last = max(self.message, other.message)
        return replace(self, message=last, files=files, text=self.text or other.text)


def place_of(message: telegram.Message) -> Place:
    """Return where a message stands."""
    return Place(message.chat.id, message.message_thread_id if message.is_topic_message else None)


def letter_of(message: telegram.Message, update: int) -> Letter | None:
    """Return what a person wrote; None where no person did, or nothing that anybody says."""
    user = message.from_user
    if user is None or user.is_bot or message.chat.type == ChatType.CHANNEL:
        return None
    text, files = cleaned(message.text or message.caption or ""), files_of(message)
    is_other = any(getattr(message, kind, None) for kind in OTHER)
    if not (text or files or is_other):
        return None
    answered = message.reply_to_message
    by = answered.from_user.id if answered and answered.from_user and not answered.sender_chat else 0
    return Letter(
        user,
        place_of(message),
        message.message_id,
        update,
        text,
        files,
        files_of(answered) if answered else (),
        by,
        message.media_group_id or "",
        is_other,
    )


def as_row(letter: Letter) -> dict[str, Any]:
    """Return a letter as it is kept."""
    files = [[one.file, one.size, one.message] for one in letter.files]
    return {
        "user": letter.user.to_dict(),
        "place": str(letter.place),
        "message": letter.message,
        "update": letter.update,
        "text": letter.text,
        "album": letter.album,
        "files": files,
    }


def from_row(row: Mapping[str, Any]) -> Letter:
    """Return a letter as it was kept."""
    user = telegram.User.de_json(row["user"], None)
    files = tuple(Given(*one) for one in row["files"])
    place = Place.read(row["place"])
    return Letter(user, place, row["message"], row["update"], row["text"], files, album=row["album"])
