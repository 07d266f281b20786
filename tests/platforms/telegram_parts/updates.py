"""Updates on their way to the bot: kept until they are confirmed, handed to a long poll or pushed to a webhook."""

import itertools
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.platforms.discord_parts.clock import ServerClock
from tests.platforms.telegram_parts.bell import Bell
from tests.platforms.telegram_parts.wire import Json, RefusedError

KEPT = timedelta(hours=24)
LEFT_OUT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to whom asks for them by name."""
LONGEST_POLL_S = 50


@dataclass(eq=False)
class Update:
    """Something that the bot is told."""

    id: int
    kind: str
    body: Json
    at: datetime
    lane: int
    """Whose order it keeps."""

    def payload(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(eq=False)
class Poll:
    """A getUpdates that waits."""

    is_ended: bool = False


class Updates:
    """What was not confirmed yet, oldest first."""

    def __init__(self, clock: ServerClock) -> None:
        self._clock = clock
        self._ids = itertools.count(700_000_001)
        self.waiting: list[Update] = []
        self.told = 0
        """How many there ever were."""
        self.allowed: Collection[str] = ()
        self.bell = Bell()
        self.is_pushed = False
        """Whether a webhook takes them."""
        self._poll: Poll | None = None

    def __deepcopy__(self, memo: dict[int, object]) -> "Updates":
        clock = memo.get(id(self._clock), self._clock)
        assert isinstance(clock, ServerClock)
        fresh = Updates(clock)
        fresh._ids = itertools.count(self._next_id())
        fresh.waiting, fresh.told, fresh.allowed = list(self.waiting), self.told, self.allowed
        return fresh

    def _next_id(self) -> int:
        following = next(self._ids)
        self._ids = itertools.count(following)
        return following

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in LEFT_OUT

    def tell(self, kind: str, body: Json, lane: int) -> None:
        """Keep an update for the bot, if it listens to its kind."""
        if not self.wants(kind):
            return
        self.waiting.append(Update(next(self._ids), kind, body, self._clock.now(), lane))
        self.told += 1
        self.bell.ring()

    def confirm(self, below: int) -> None:
        """Forget what came before an id; a negative one counts from the end."""
        if below < 0:
            del self.waiting[:below]
        self.waiting = [one for one in self.waiting if one.id >= below]
        self.bell.ring()

    def fresh(self) -> list[Update]:
        """Return what waits and is not too old."""
        oldest = self._clock.now() - KEPT
        if self.waiting and self.waiting[0].at < oldest:
            self.waiting = [one for one in self.waiting if one.at >= oldest]
        return self.waiting

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's own word
        """Wait for updates. Raises: RefusedError."""
        if self.is_pushed:
            hint = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise RefusedError(409, f"Conflict: {hint}")
        self.end_poll()
        self.confirm(offset)
        mine = self._poll = Poll()
        self.bell.ring()
        await self.bell.until(lambda: mine.is_ended or bool(self.fresh()), min(timeout, LONGEST_POLL_S))
        if mine.is_ended:
            only_one = "make sure that only one bot instance is running"
            raise RefusedError(409, f"Conflict: terminated by other getUpdates request; {only_one}")
        self._poll = None
        return [one.payload() for one in self.fresh()[:limit]]

    @property
    def is_polled(self) -> bool:
        """Tell whether somebody waits for updates."""
        return self._poll is not None

    def end_poll(self) -> None:
        """End the poll that waits: the bot is asked for by another one."""
        if self._poll is not None:
            self._poll.is_ended = True
            self._poll = None
            self.bell.ring()

    async def all_taken(self, within: float = 10) -> bool:
        """Wait until every update was confirmed."""
        return await self.bell.until(lambda: not self.waiting, within)
