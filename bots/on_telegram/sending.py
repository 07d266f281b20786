"""Says each thing once, and says what became of it.

Telegram has no key by which a message could be known again, and lets no bot look back. So a message is noted as tried
right before it goes out, and as said, with where it is, after it was answered. Whoever comes with the same key later
is told; whoever finds it tried and not said cannot know whether it is there. Of an announcement a person who can look
says so, for twice is worse than late; of a private message it is said again, for twice is better than never.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeVar

from telegram.error import ChatMigrated
from telegram.ext import ExtBot

from bots.hearing import NotConnectedError, NotSentError, UnsureError
from bots.on_telegram.failing import lost
from bots.on_telegram.limiter import RateLimit
from bots.on_telegram.posting import Step
from bots.words import Words
from contests.ports import Keep

TRIED, SAID, CLEARED = "tried", "said ", ""
PARTS = ("", *(f" {number}" for number in range(8)))
"""What stands behind a key for the parts of a post: its last one, and those before it."""

Got = TypeVar("Got")
Migrate = Callable[[int, int], Awaitable[None]]
"""Moves what is kept of a group to the supergroup that it became."""


class Connection:
    """The library's bot while it runs; whoever runs it puts it in, and takes it out."""

    def __init__(self, t: Words) -> None:
        """Begin without one."""
        self.bot: ExtBot[RateLimit] | None = None
        self.t = t

    def now(self) -> "ExtBot[RateLimit]":
        """Return the bot that runs now. Raises: NotSentError."""
        if self.bot is None:
            raise NotConnectedError(self.t._("Telegram is not connected right now."))
        return self.bot


class Sender:
    """Says each key once."""

    def __init__(
        self, keep: Keep, connection: Connection, now: Callable[[], datetime], migrate: Migrate | None = None
    ) -> None:
        """Remember in `keep` what was tried and said, dated by `now`."""
        self._keep, self._now, self._migrate = keep, now, migrate
        self._t = connection.t

    async def once(self, key: str, steps: Sequence[Step], chat: int, *, may_double: bool = False) -> list[int]:
        """Send a post of some steps once for a key; return the numbers of its messages. Raises: NotSentError.

        A part that was said before, when a later one failed, is not said again. `may_double` has a message sent again
        of which nobody knows whether it is there.
        """
        last = len(steps) - 1
        sent: list[int] = []
        for number, step in enumerate(steps):
            one = key if number == last else f"{key} {number}"
            sent += await self._step(one, step, chat, may_double=may_double)
        return sent

    async def said(self, key: str) -> str | None:
        """Return what is noted as said under a key."""
        noted = await self._keep.noted(_row(key))
        return noted.removeprefix(SAID) if noted and noted.startswith(SAID) else None

    async def is_not_there(self, key: str) -> None:
        """Forget that something was tried under a key, and under those of its parts and its ping."""
        for one in (f"{whole}{part}" for whole in (key, f"{key} ping") for part in PARTS):
            if await self._keep.noted(_row(one)) == TRIED:
                await self._clear(one)

    async def surely(self, what: Callable[[], Awaitable[Got]], chat: int = 0) -> Got:
        """Do something that makes calls; whatever fails in it is raised as NotSentError.

        Where the chat has become another meanwhile, that is made good first.
        """
        try:
            return await what()
        except Exception as error:
            if isinstance(error, ChatMigrated) and self._migrate is not None and chat:
                await self._migrate(chat, error.new_chat_id)
            if failed := lost(error, self._t):
                raise failed from error
            raise

    async def _step(self, key: str, step: Step, chat: int, *, may_double: bool) -> list[int]:
        before = await self._keep.noted(_row(key))
        if before and before.startswith(SAID):
            return [int(one) for one in before.removeprefix(SAID).split()]
        if before == TRIED and not may_double:
            raise UnsureError(self._t._("Telegram's answer was lost, so the message may be there or not."))

        async def goes_out() -> None:
            await self._keep.note(_row(key), TRIED, self._now())

        try:
            sent = await self.surely(lambda: step(goes_out), chat)
        except UnsureError as unsure:
            if may_double:
                raise NotSentError(unsure.why, final=False) from unsure
            raise
        except NotSentError:
            await self._clear(key)
            raise
        await self._keep.note(_row(key), SAID + " ".join(map(str, sent)), self._now())
        return sent

    async def _clear(self, key: str) -> None:
        if await self._keep.noted(_row(key)):
            await self._keep.note(_row(key), CLEARED, self._now())


def _row(key: str) -> str:
    return f"telegram {key}"
