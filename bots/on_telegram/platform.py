"""Telegram as a platform: it comes up by the bot's token, hears what was written down, and ends in good order."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken

from bots.hearing import CannotRunError, Hook, Speaker
from bots.house import House
from bots.on_telegram.bot import Limited, bot_of, number_of
from bots.on_telegram.commands_menu import Menus
from bots.on_telegram.light import Light
from bots.on_telegram.listening import Ear
from bots.on_telegram.migrating import migrate
from bots.on_telegram.mouth import Means
from bots.on_telegram.places import PLATFORM
from bots.on_telegram.polling import Polling
from bots.on_telegram.posting import Poster
from bots.on_telegram.quiet import hushed
from bots.on_telegram.setup_command import aside
from bots.on_telegram.speaker import TelegramSpeaker
from bots.on_telegram.updates import Raw, Updates
from bots.on_telegram.webhook import Webhook, WebhookPlan
from bots.settings import is_loopback
from bots.words import Words, words

DRAIN_S = 10.0
"""How long a stop waits for what is under way."""


class TelegramPlatform:
    """Telegram, as `bots.hearing.Platform`; it is told things where there is a plan for that, and asks elsewhere."""

    name = PLATFORM

    def __init__(
        self, house: House, token: str, api_url: str, *, is_local: bool = False, webhook: WebhookPlan | None = None
    ) -> None:
        """Speak and hear as the bot of this token, by a server at `api_url`, which may be a local one of Telegram's."""
        self._house = house
        self._token = token
        self._make = partial(bot_of, token, api_url, is_local=is_local)
        self.updates = Updates(house, f"{PLATFORM} {number_of(token)}")
        self._webhook = Webhook(webhook, number_of(token), self.updates) if webhook else None
        address = "" if is_loopback(urlsplit(house.address).hostname or "") else house.address
        self._address = address
        means = Means(
            house.store,
            house.keep,
            house.path_of,
            house.language,
            address,
            migrate=partial(migrate, house.store),
            now=house.clock.now,
        )
        speaker = TelegramSpeaker(means)
        self.connection = speaker.connection
        self.speaker: Speaker = speaker
        self.light: Light | None = None
        """Answers most presses, once there is a connection."""

    @property
    def hook(self) -> Hook | None:
        """Where Telegram tells us of things, if it does."""
        return self._webhook.hook if self._webhook else None

    async def recall(self) -> None:
        """Hold what was written down and is not done: a close waits for it a while. Raises: StorageError."""
        await self.updates.recall()

    async def run(self, is_up: Callable[[], None]) -> None:
        """Connect anew and stay connected until cancelled.

        Raises: CannotRunError for a token that Telegram does not know, or that another process uses, too; whatever
        else ends a connection.
        """
        t = words(self._house.language)
        with hushed(self._token, self._webhook.plan.secret if self._webhook else ""):
            bot = self._make()
            try:
                await bot.initialize()
                await self._connected(bot, is_up, t)
            except InvalidToken:
                raise _wrong_token(t) from None  # the library's own error names the token
            finally:
                await self.updates.finish(DRAIN_S)
                self.connection.bot = None
                await bot.shutdown()

    async def _connected(self, bot: Limited, is_up: Callable[[], None], t: Words) -> None:
        """Hear and speak by a bot that Telegram knows."""
        house, menus = self._house, Menus(self._house, bot)
        ear = Ear(house, bot, Poster(bot, house.path_of, house.language, self._address), bot.bot, aside)

        light = self.light = Light(ear, bot)

        async def hear(raw: Raw, at: datetime) -> None:
            if await light.heard(raw, at):
                return
            if update := Update.de_json(dict(raw), bot):
                await ear.heard(update, at)
            await menus.after(raw)

        await self.updates.recall()
        if self._webhook is None:
            await bot.delete_webhook()
        else:
            await self._webhook.ask_for_calls(bot)
        self.connection.bot = bot
        await ear.resume()
        self.updates.begin(hear)
        telling = asyncio.create_task(menus.told())
        try:
            if self._webhook is None:
                await Polling(bot, self.updates, t).run(is_up)
            else:
                await self._webhook.run(bot, is_up, t)
        finally:
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
            await self.updates.finish(DRAIN_S)
            await ear.finish(DRAIN_S)


def _wrong_token(t: Words) -> CannotRunError:
    return CannotRunError(
        t._("Telegram does not know this token."),
        t._("Ask @BotFather on Telegram for it (/token), and set PROSUMENT_TELEGRAM_TOKEN to it."),
    )
