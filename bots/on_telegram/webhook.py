"""Being told by Telegram: requests to the web room, each with a secret that only Telegram was given."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from telegram.ext import ExtBot

from bots.hearing import Hook
from bots.on_telegram.polling import another_process
from bots.on_telegram.updates import KINDS, Updates
from bots.words import Words

log = logging.getLogger(__name__)

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
AT_ONCE = 40
"""Requests that Telegram may make at the same time."""
LOOKED_AT_S = 60.0
TAKEN, MALFORMED, FORBIDDEN = 200, 400, 403


@dataclass(frozen=True, slots=True)
class WebhookPlan:
    """Where Telegram is to call, and the secret that it brings."""

    address: str
    """The web room's, as Telegram reaches it, without a slash at its end."""
    secret: str = field(repr=False)


def plan(address: str, key: bytes, token: str) -> WebhookPlan:
    """Return the plan for a bot: the same in every process that has our key."""
    return WebhookPlan(address, hmac.new(key, f"telegram webhook {token}".encode(), hashlib.sha256).hexdigest())


@dataclass(slots=True)
class Webhook:
    """Takes what Telegram brings."""

    plan: WebhookPlan
    bot: str
    """The bot's number."""
    updates: Updates
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep
    _told: datetime | None = None

    @property
    def address(self) -> str:
        """Return where Telegram calls."""
        return f"{self.plan.address}/hooks/{self.hook.path}"

    @property
    def hook(self) -> Hook:
        """Return where, and who takes it."""
        return Hook(f"telegram-{self.bot}", self.take)

    async def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """Write an update down; 200 says that it is. Raises: StorageError."""
        brought = next((value for name, value in headers.items() if name.lower() == SECRET.lower()), "")
        if not hmac.compare_digest(brought.encode(), self.plan.secret.encode()):
            return FORBIDDEN
        try:
            raw = orjson.loads(body)
            is_one = isinstance(raw, dict) and isinstance(raw["update_id"], int)
        except (orjson.JSONDecodeError, KeyError):
            is_one = False
        if not is_one:
            return MALFORMED
        await self.updates.take([raw])
        return TAKEN

    async def run(self, bot: ExtBot[Any], is_up: Callable[[], None], t: Words) -> None:
        """Stay where Telegram calls, and see now and then that it does.

        Raises: CannotRunError: another process had the calls sent elsewhere; TelegramError.
        """
        is_up()
        while True:
            await self.wait(LOOKED_AT_S)
            info = await bot.get_webhook_info()
            if info.url != self.address:
                raise another_process(t)
            if info.last_error_date and info.last_error_date != self._told:
                self._told = info.last_error_date
                log.warning("Telegram could not call us at %s: %s", info.last_error_date, info.last_error_message)

    async def ask_for_calls(self, bot: ExtBot[Any]) -> None:
        """Have Telegram call. Raises: TelegramError."""
        await bot.set_webhook(
            self.address,
            max_connections=AT_ONCE,
            allowed_updates=list(KINDS),
            secret_token=self.plan.secret,
        )
