"""Buttons that were pressed: they wait until the bot answers, or it is too late."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from tests.platforms.telegram_parts.bell import Bell
from tests.platforms.telegram_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.messages import Message
    from tests.platforms.telegram_parts.people import Person


@dataclass(eq=False)
class Query:
    """A callback query."""

    id: str
    person: "Person"
    message: "Message"
    data: str
    at: datetime
    answer: Json | None = None
    bell: Bell = field(default_factory=Bell, repr=False)

    def payload(self) -> Json:
        message = self.message
        if message.is_deleted:
            told: Json = {"chat": message.chat.payload(), "message_id": message.id, "date": 0}
        else:
            told = message.payload()
        return {
            "id": self.id,
            "from": self.person.payload(),
            "message": told,
            "chat_instance": str(message.chat_id * 31 % 10**17),
            "data": self.data,
        }


@dataclass(frozen=True)
class Pressed:
    """What a person saw after pressing a button."""

    is_answered: bool
    """Whether the spinner stopped."""
    answer_text: str = ""
    is_alert: bool = False
    url: str | None = None
    """Where the answer led their client."""


def seen(query: Query) -> Pressed:
    answer = query.answer
    if answer is None:
        return Pressed(is_answered=False)
    return Pressed(
        is_answered=True,
        answer_text=answer.get("text") or "",
        is_alert=bool(answer.get("show_alert")),
        url=answer.get("url"),
    )
