"""Interactions: what somebody did, how the bot answered, and within which time."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from tests.platforms.discord_parts.channels import Channel
from tests.platforms.discord_parts.files import LARGEST
from tests.platforms.discord_parts.messages import Message
from tests.platforms.discord_parts.modals import Modal
from tests.platforms.discord_parts.permissions import ALL
from tests.platforms.discord_parts.wire import Json

if TYPE_CHECKING:
    from tests.platforms.discord_parts.people import Person
    from tests.platforms.discord_parts.world import World

TOKEN_LIFE = timedelta(minutes=15)


class Act(IntEnum):
    """What kind of thing somebody did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot answers at first."""

    MESSAGE = 4
    DEFER = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False)
class Interaction:
    """One thing that somebody did, and all that came of it."""

    id: int
    act: Act
    person: "Person"
    channel: Channel
    data: Json
    world: "World"
    source: Message | None = None
    """The message that was pressed, or whose press opened the modal."""
    opened_by: "Interaction | None" = None
    """What opened the modal that was submitted."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    answered_by: Callback | None = None
    took: float | None = None
    """Seconds until the first answer."""
    original: Message | None = None
    produced: list[Message] = field(default_factory=list)
    modal: Modal | None = None
    choices: list[Json] | None = None
    failed: bool = False
    settled: bool = False
    """Whether what was asked for has come: not while a deferral waits."""

    def __post_init__(self) -> None:
        self.at: datetime = self.world.clock.now()
        self._began = time.monotonic()
        self._changed = asyncio.Event()

    @property
    def age(self) -> float:
        """Seconds since it was made, by the server's clock or the machine's, whichever is more."""
        return max((self.world.clock.now() - self.at).total_seconds(), time.monotonic() - self._began)

    @property
    def is_over(self) -> bool:
        """Whether it went unanswered for too long."""
        return self.answered_by is None and (self.failed or self.age > self.world.first_answer_within)

    @property
    def token_is_alive(self) -> bool:
        return self.world.clock.now() - self.at < TOKEN_LIFE

    def answered(self, how: Callback) -> None:
        self.answered_by = how
        self.took = time.monotonic() - self._began
        self.settled = how not in {Callback.DEFER, Callback.DEFER_UPDATE}
        self.change()

    def gave(self, message: Message) -> None:
        """Note a message that came of it, or that it changed."""
        if message not in self.produced:
            self.produced.append(message)
        self.settled = True
        self.change()

    def change(self) -> None:
        self._changed.set()

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until something holds, for at most some real seconds; return whether it does."""
        ends = time.monotonic() + seconds
        while not holds():
            left = ends - time.monotonic()
            if left <= 0:
                return False
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                return holds()
        return True

    def metadata(self) -> Json:
        """Return what a message that came of it says of it."""
        body: Json = {
            "id": str(self.id),
            "type": int(self.act),
            "user": self.person.payload(),
            "authorizing_integration_owners": self._owners(),
        }
        if self.act is Act.COMPONENT and self.source is not None:
            body["interacted_message_id"] = str(self.source.id)
        if self.act is Act.MODAL:
            opened = self.opened_by
            body["triggering_interaction_metadata"] = opened.metadata() if opened else {**body, "type": 2}
        return body

    def _owners(self) -> dict[str, str]:
        return {"0": str(self.channel.guild.id) if self.channel.guild else "0"}

    def payload(self) -> Json:
        """Return what INTERACTION_CREATE says."""
        guild, world = self.channel.guild, self.world
        body: Json = {
            "id": str(self.id),
            "application_id": str(world.bot.id),
            "type": int(self.act),
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": str(self.channel.id),
            "channel": self.channel.payload(),
            "locale": self.person.locale,
            "app_permissions": str(ALL & ((1 << 52) - 1)),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self._owners(),
            "attachment_size_limit": LARGEST,
            "context": 0 if guild else 1,
        }
        if guild is None:
            body["user"] = self.person.payload()
        else:
            member = guild.members[self.person.id]
            body |= {
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "member": member.payload(self.channel),
                "app_permissions": str(guild.members[world.bot.id].permissions(self.channel)),
            }
            body["channel"]["permissions"] = body["member"]["permissions"]
        if self.source is not None:
            body["message"] = self.source.payload()
        return body


class Reply:
    """What a person sees come of what they did."""

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    def __repr__(self) -> str:
        return f"<Reply failed={self.failed} messages={self.messages} modal={self.modal and self.modal.title}>"

    @property
    def messages(self) -> list[Message]:
        """The messages that it brought or changed, in order; later ones join as they come."""
        return [message for message in self.interaction.produced if not message.is_loading]

    @property
    def message(self) -> Message:
        """The last of them. Raises: AssertionError where there is none."""
        assert self.messages, f"nothing came of it: {self!r}"
        return self.messages[-1]

    @property
    def text(self) -> str:
        """What all of them say, a line between each."""
        return "\n".join(message.text for message in self.messages)

    @property
    def modal(self) -> Modal | None:
        return self.interaction.modal

    @property
    def choices(self) -> list[Json]:
        """What autocompletion offers: `name` is shown, `value` is sent."""
        return self.interaction.choices or []

    @property
    def deferred(self) -> bool:
        return self.interaction.answered_by in {Callback.DEFER, Callback.DEFER_UPDATE}

    @property
    def took(self) -> float:
        """Seconds to the first answer; infinite where none came."""
        return self.interaction.took if self.interaction.took is not None else float("inf")

    @property
    def failed(self) -> bool:
        """Whether the person read "The application did not respond"."""
        return self.interaction.failed

    async def until(self, count: int, seconds: float = 10.0) -> None:
        """Wait until as many messages have come of it. Raises: AssertionError."""
        came = await self.interaction.until(lambda: len(self.messages) >= count, seconds)
        assert came, f"only {len(self.messages)} of {count} messages came: {self!r}"
