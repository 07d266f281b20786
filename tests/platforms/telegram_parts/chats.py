"""Users, and the chats that messages are in."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.platforms.telegram_parts.bell import Bell
from tests.platforms.telegram_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.telegram_parts.groups import Group
    from tests.platforms.telegram_parts.messages import Message
    from tests.platforms.telegram_parts.people import Person
    from tests.platforms.telegram_parts.world import World

SUPERGROUPS = -1_000_000_000_000
"""Ids of supergroups and channels lie below, those of groups above."""


@dataclass(eq=False)
class User:
    """An account: a person's or the bot's."""

    id: int
    name: str
    username: str
    is_bot: bool = False
    language: str | None = None

    def payload(self) -> Json:
        body: Json = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.name,
            "username": self.username,
        }
        return body | ({"language_code": self.language} if self.language else {})


@dataclass(eq=False)
class Chat:
    """A private chat, a group, a supergroup or a channel."""

    id: int
    kind: str
    world: "World" = field(kw_only=True, repr=False)
    kept: dict[tuple[int, int], "Message"] = field(default_factory=dict, kw_only=True, repr=False)
    """All that was ever in it, by the chat's id at that time and the message's."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1), kw_only=True, repr=False)
    bell: Bell = field(default_factory=Bell, kw_only=True, repr=False)

    @property
    def history(self) -> list["Message"]:
        """Return all that is in it, service messages too, oldest first."""
        return [one for one in self.kept.values() if not one.is_deleted]

    @property
    def messages(self) -> list["Message"]:
        """Return what people and the bot said there, as everybody sees it, oldest first."""
        return [one for one in self.history if one.service is None]

    def find(self, message_id: int) -> "Message | None":
        """Return a message that is still there, by its id in the chat as it is now."""
        found = self.kept.get((self.id, message_id))
        return None if found is None or found.is_deleted else found

    @property
    def is_forum(self) -> bool:
        return False

    @property
    def reaches(self) -> set[int]:
        """Return the ids of all who read it."""
        raise NotImplementedError

    def as_group(self) -> "Group | None":
        return None

    def payload(self) -> Json:
        raise NotImplementedError

    def full(self) -> Json:
        """Return what getChat tells."""
        return self.payload() | {
            "accent_color_id": 1,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
                False,
            ),
        }


@dataclass(eq=False)
class Private(Chat):
    """What a person and the bot say to each other."""

    person: "Person" = field(kw_only=True, repr=False)
    is_started: bool = False
    is_blocked: bool = False

    @property
    def reaches(self) -> set[int]:
        return {self.person.id}

    def payload(self) -> Json:
        person = self.person
        return {"id": self.id, "type": "private", "first_name": person.name, "username": person.username}
