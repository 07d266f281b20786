"""Updates that the loopback Telegram pushes to a webhook."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from telegram.error import Conflict

from tests.platforms.telegram_parts.bell import Bell
from tests.platforms.telegram_scene import Scene

SECRET = "a-secret_of-ours"  # noqa: S105 - of this test alone


@dataclass
class Taker:
    """A bot's own server: what came, and what it answers next."""

    statuses: list[int] = field(default_factory=list)
    came: list[tuple[int, str, str]] = field(default_factory=list)
    bell: Bell = field(default_factory=Bell)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        update: dict[str, Any] = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        status = self.statuses.pop(0) if self.statuses else 200
        self.came.append((status, update["message"]["text"], secret))
        self.bell.ring()
        return web.Response(status=status)

    async def took(self, count: int) -> None:
        assert await self.bell.until(lambda: len(self.came) >= count, 10), self.came


@contextlib.asynccontextmanager
async def taking(*statuses: int) -> AsyncIterator[Taker]:
    taker = Taker(list(statuses))
    app = web.Application()
    app.router.add_post("/hook", taker.take)
    runner = web.AppRunner(app, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    taker.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield taker
    finally:
        await runner.cleanup()


async def test_updates_are_pushed_with_the_secret_and_again_until_they_are_taken(scene: Scene) -> None:
    await scene.cleo.start()
    async with taking(500, 503) as taker:
        await scene.bot.set_webhook(taker.url, secret_token=SECRET, allowed_updates=["message"])
        await taker.took(3)
        assert taker.came == [(status, "/start", SECRET) for status in (500, 503, 200)]
        await scene.cleo.say(scene.server.bot, "next")
        await taker.took(4)
        info = await scene.bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
        with pytest.raises(Conflict, match="webhook is active"):
            await scene.bot.get_updates()
        assert await scene.server.updates.all_taken()
        await scene.bot.delete_webhook()
    assert await scene.bot.get_updates() == ()


async def test_a_refused_update_holds_up_its_own_chat_alone(scene: Scene) -> None:
    await scene.cleo.start()
    async with taking(*[500] * 3) as taker:
        await scene.cleo.say(scene.server.bot, "second")
        await scene.bot.set_webhook(taker.url)
        await taker.took(5)
        assert [text for status, text, _ in taker.came if status == 200] == ["/start", "second"]
        assert {text for status, text, _ in taker.came if status == 500} == {"/start"}


async def test_what_is_not_taken_is_polled_once_the_webhook_is_gone(scene: Scene) -> None:
    await scene.cleo.start()
    async with taking(*[500] * 100) as taker:
        await scene.bot.set_webhook(taker.url)
        await taker.took(1)
        await scene.bot.delete_webhook()
    (update,) = await scene.bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start"
