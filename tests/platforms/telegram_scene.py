"""A scene for the loopback Telegram's own tests: the library's bot as it comes, and no Prosument in it."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # the library lends it to nobody

from tests.platforms.telegram_server import Group, Person, TelegramServer, loopback_telegram

Bot = ExtBot[None]


def bot_of(server: TelegramServer, token: str | None = None, **more: Any) -> Bot:
    return ExtBot(
        token or server.token, base_url=f"{server.api_url}/bot", base_file_url=f"{server.api_url}/file/bot", **more
    )


@dataclass
class Scene:
    """One group with the bot as a plain member, its owner, a member, and the library's own bot."""

    server: TelegramServer
    group: Group
    owner: Person
    cleo: Person
    bot: Bot
    offset: int = 0

    async def heard(self, count: int = 1) -> list[Update]:
        """Fetch so many updates, and confirm what came before."""
        found: list[Update] = []
        while len(found) < count:
            got = await self.bot.get_updates(offset=self.offset, timeout=5, allowed_updates=[*Update.ALL_TYPES])
            assert got, f"only {len(found)} updates"
            found += got
            self.offset = got[-1].update_id + 1
        return found

    async def send(self, method: str, params: dict[str, Any]) -> Any:
        """Send a call as it is written, past all that the library checks. Raises: telegram.error.TelegramError."""
        data = RequestData([RequestParameter(name, value, None) for name, value in params.items()])
        return await self.bot.request.post(f"{self.server.api_url}/bot{self.server.token}/{method}", data)


@contextlib.asynccontextmanager
async def a_scene() -> AsyncIterator[Scene]:
    """Open a server with one group in it; the limits are lifted."""
    async with loopback_telegram() as server:
        server.limits_lifted = True
        owner, cleo = server.person("Olga"), server.person("Cleo", "de")
        group = server.group("Sunrise fans", owner=owner)
        group.let_in(cleo)
        group.add_bot()
        async with bot_of(server) as bot:
            scene = Scene(server, group, owner, cleo, bot)
            await scene.heard(2)
            await bot.get_updates(offset=scene.offset)
            yield scene
