"""Which platforms are connected to: those that a token is set for, each imported where it is wanted."""

import secrets
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Protocol

from bots.courier import Courier
from bots.hearing import Hook, Hooked, Platform, Recalling, Speaker
from bots.house import House
from bots.one_instance import Alone, Lock, name_of
from bots.settings import Settings, secret_key
from bots.supervisor import Conditions, Supervisor
from bots.turnout import TurnoutCounter
from bots.words import words
from contests.ports import Clock


class Composed(Protocol):
    """What a supervisor of platforms works with."""

    @property
    def settings(self) -> Settings:
        """The operator's settings."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def courier(self) -> Courier:
        """Who sends what is owed."""

    @property
    def counter(self) -> TurnoutCounter:
        """Who keeps messages of votes up to date."""

    @property
    def speakers(self) -> MutableMapping[str, Speaker]:
        """The platforms that can be spoken to."""

    @property
    def conditions(self) -> Conditions:
        """How the platforms are."""


def platforms_of(settings: Settings, house: House) -> list[Platform]:
    """Return the platforms that a token is set for."""
    found: list[Platform] = []
    if token := settings.discord_token.get_secret_value():
        from bots.on_discord import DiscordPlatform  # noqa: PLC0415 - discord.py is imported where it is wanted

        found.append(DiscordPlatform(house, token, settings.discord_api_url))
    if token := settings.telegram_token.get_secret_value():
        from bots.on_telegram.platform import TelegramPlatform  # noqa: PLC0415 - the library is imported where it is wanted
        from bots.on_telegram.webhook import plan  # noqa: PLC0415 - as above

        is_local, is_told = settings.telegram_local == "on", settings.telegram_webhook == "on"
        webhook = plan(house.address, secret_key(settings), token) if is_told else None
        found.append(TelegramPlatform(house, token, settings.telegram_api_url, is_local=is_local, webhook=webhook))
    return found


def alone(platforms: Sequence[Platform], settings: Settings, lock: Lock) -> list[Platform]:
    """Return platforms so that one process alone runs each."""
    tokens = {"discord": settings.discord_token, "telegram": settings.telegram_token}
    t = words(settings.language)
    return [Alone(one, lock, name_of(one.name, tokens[one.name].get_secret_value()), t) for one in platforms]


def hooks_of(platforms: Sequence[Platform]) -> Mapping[str, Hook]:
    """Return where platforms tell us of things, by path."""
    found = [one.hook for one in platforms if isinstance(one, Hooked)]
    return {hook.path: hook for hook in found if hook is not None}


async def recalled(platforms: Sequence[Platform]) -> None:
    """Have platforms hold what they heard before we ended, so that a deadline is played after it."""
    for one in platforms:
        if isinstance(one, Recalling):
            await one.recall()


def supervisor_of(running: Composed) -> Supervisor:
    """Return who keeps the platforms running: they can be spoken to once they are up, until they refuse us."""

    def up(platform: Platform) -> None:
        running.speakers[platform.name] = platform.speaker
        running.courier.wake()
        running.counter.stirred()

    def refused(platform: Platform) -> None:
        running.speakers.pop(platform.name, None)

    t = words(running.settings.language)
    return Supervisor(running.conditions, running.clock, t, secrets.SystemRandom().random, up, refused)
