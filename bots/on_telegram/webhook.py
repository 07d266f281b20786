"""Being told by Telegram: requests to the web room, each with a secret that only Telegram was given."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from telegram.ext import ExtBot

from bots.hearing import Hook
from bots.on_telegram.updates import KINDS, Updates

SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
AT_ONCE = 40
"""Requests that Telegram may make at the same time."""
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


@dataclass(frozen=True, slots=True)
class Webhook:
    """Takes what Telegram brings."""

    plan: WebhookPlan
    bot: str
    """The bot's number."""
    updates: Updates

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

    async def ask_for_calls(self, bot: ExtBot[Any]) -> None:
        """Have Telegram call. Raises: TelegramError."""
        await bot.set_webhook(
            f"{self.plan.address}/hooks/{self.hook.path}",
            max_connections=AT_ONCE,
            allowed_updates=list(KINDS),
            secret_token=self.plan.secret,
        )
