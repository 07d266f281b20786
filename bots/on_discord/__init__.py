"""The Discord platform: what people do there is heard, and what Prosument says is said there.

The one folder that imports discord.
"""

from collections.abc import Callable

import discord
import yarl

from bots.hearing import CannotRunError, Speaker
from bots.house import House
from bots.on_discord.client import HearingClient, point_at, without_voice
from bots.on_discord.listening import Ear
from bots.on_discord.mouth import Means
from bots.on_discord.setup_command import confirmed, setup_command
from bots.on_discord.speaker import DiscordSpeaker
from bots.on_discord.uploads import Fetcher
from bots.settings import is_loopback
from bots.words import words

__all__ = ["DiscordPlatform"]

DRAIN_S = 10.0
"""How long a stop waits for what is under way."""
WRONG_TOKEN, WRONG_INTENTS = 4004, frozenset({4013, 4014})
"""Discord's codes for closing a connection that it does not let in."""


class DiscordPlatform:
    """Discord, as `bots.hearing.Platform`."""

    name = "discord"

    def __init__(self, house: House, token: str, api_url: str) -> None:
        """Speak and hear as the bot of this token, by the REST base `api_url`."""
        self._house = house
        self._token = token
        self._api = api_url
        address = "" if is_loopback(yarl.URL(house.address).host or "") else house.address
        speaker = DiscordSpeaker(Means(house.store, house.keep, house.path_of, house.language, address))
        self.connection = speaker.connection
        self.speaker: Speaker = speaker

    async def run(self, is_up: Callable[[], None]) -> None:
        """Connect anew and stay connected until cancelled.

        Raises: CannotRunError for a token or intents that Discord refuses; whatever else ends a connection.
        """
        point_at(self._api)
        without_voice()
        house, t = self._house, words(self._house.language)
        ear = Ear(house, Fetcher(house.incoming, house.media_limits, yarl.URL(self._api)), aside=confirmed)
        async with HearingClient(ear, house.keep, is_up, setup_command(ear)) as client:
            self.connection.client = client
            try:
                await client.start(self._token)
            except discord.LoginFailure as refused:
                raise _wrong_token(t.language) from refused
            except discord.PrivilegedIntentsRequired as refused:
                raise _wrong_intents(t.language) from refused
            except discord.ConnectionClosed as closed:
                if closed.code == WRONG_TOKEN:
                    raise _wrong_token(t.language) from closed
                if closed.code in WRONG_INTENTS:
                    raise _wrong_intents(t.language) from closed
                raise
            finally:
                await client.finish(DRAIN_S)
                self.connection.client = None


def _wrong_token(language: str) -> CannotRunError:
    t = words(language)
    return CannotRunError(
        t._("Discord does not know this token."),
        t._("Make a new one in Discord's developer portal, under Bot, and set PROSUMENT_DISCORD_TOKEN to it."),
    )


def _wrong_intents(language: str) -> CannotRunError:
    t = words(language)
    return CannotRunError(
        t._("Discord does not let this bot in with the intents that it asks for."),
        t._("Prosument needs none that are privileged: look whether the token is that of the bot you mean."),
    )
