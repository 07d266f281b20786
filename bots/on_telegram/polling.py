"""Asking Telegram for updates: the next ones are asked for only when the last ones are written down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.error import Conflict, NetworkError, RetryAfter
from telegram.ext import ExtBot

from bots.hearing import CannotRunError
from bots.on_telegram.limiter import wait_of
from bots.on_telegram.updates import KINDS, Raw, Updates
from bots.words import Words
from contests.ports import StorageError

log = logging.getLogger(__name__)

LONGEST_S = 25
"""How long Telegram waits for something to tell."""
AT_ONCE = 100
AGAIN_S = (0.5, 1.0, 2.0, 4.0)
"""The growing waits after a fault; after the last one the connection counts as lost."""
CONFLICTS = 2
"""So many in a row are no remainder of our own last connection."""


class Polling:
    """Asks for updates until cancelled."""

    def __init__(
        self, bot: ExtBot[Any], updates: Updates, t: Words, wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Ask by this bot, and hand on what comes; `t` is the operator's language."""
        self._bot = bot
        self._updates = updates
        self._t = t
        self._wait = wait
        self._next: int | None = None

    async def run(self, is_up: Callable[[], None]) -> None:
        """Ask for ever; call `is_up` once the first answer came.

        Raises: CannotRunError: another process asks, too; whatever else Telegram does not recover from soon.
        """
        await self._asked(0)
        is_up()
        while True:
            await self._updates.room()
            await self._asked(LONGEST_S)

    async def _asked(self, longest_s: int) -> None:
        """Ask once, again after a fault that passes, and have what comes written down."""
        faults = conflicts = 0
        while True:
            try:
                raws = await self._got(longest_s)
                await self._updates.take(raws)
            except Conflict as other:
                conflicts += 1
                log.warning("Telegram: %s", other)
                if conflicts >= CONFLICTS:
                    raise another_process(self._t) from other
            except RetryAfter as busy:
                await self._wait(wait_of(busy).total_seconds())
            except (NetworkError, StorageError) as fault:
                if faults == len(AGAIN_S):
                    raise
                log.warning("Telegram's updates: %s; asked again", fault)
                await self._wait(AGAIN_S[faults])
                faults += 1
            else:
                self._next = max([self._next or 0, *(int(raw["update_id"]) + 1 for raw in raws)]) or None
                return

    async def _got(self, longest_s: int) -> Sequence[Raw]:
        """Return updates as they came. Raises: TelegramError."""
        asked = {"offset": self._next, "timeout": longest_s, "limit": AT_ONCE, "allowed_updates": list(KINDS)}
        waits = (self._bot._request[0].read_timeout or 0) + longest_s  # noqa: SLF001 - as the library's own `get_updates`
        raws: list[Raw] = await self._bot._post("getUpdates", asked, read_timeout=waits)  # noqa: SLF001 - no public way to what came
        return raws


def another_process(t: Words) -> CannotRunError:
    """Return the error for a bot that another process answers for."""
    cause = t._("Another program answers for this Telegram bot, and Telegram tells each thing to one of them.")
    return CannotRunError(cause, t._("Stop it, or give this one a bot and a token of its own."))
