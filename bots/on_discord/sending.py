"""Sends each thing once, at our own pace, and says what became of it.

Three things keep a message from being said twice. Before a key is tried for the first time that is noted, and after
it was sent, where it is: whoever comes with the same key again is told. Between the two, within some minutes, the
nonce makes Discord itself give back the message that is there already. After that, and for posts in forums, which take
no nonce, the channel's history is searched for the message first. Discord gives a nonce back on creation only, so the
mark to look for is the `id` of the message's container: a number that a bot may choose, that Discord keeps with the
component and shows to nobody. It is made from the key, in 30 bits, and only our own messages since shortly before the
first try are looked at.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import discord

from bots.hearing import NotConnectedError
from bots.on_discord.failing import lost
from bots.on_discord.pace import Haste, Pace
from bots.words import Words
from contests.ports import Keep

LONGEST_NONCE = 25
PATIENCE_S = 20.0
"""How long one call may take, the library's own waiting and trying again within it."""
CLOCKS_APART = timedelta(minutes=10)
"""By how much Discord's clock and ours may differ."""
LOOKED_THROUGH = 500
"""Messages of a channel that are looked through, from shortly before the first try on."""
TRIED, SAID = "tried ", "said "

Got = TypeVar("Got")


class Connection:
    """The library's client while it runs; whoever runs it puts it in, and takes it out."""

    def __init__(self, t: Words) -> None:
        """Begin without one."""
        self.client: discord.Client | None = None
        self.t = t

    def now(self) -> discord.Client:
        """Return the client that runs now. Raises: NotSentError."""
        if self.client is None or self.client.is_closed() or self.client.user is None:
            raise NotConnectedError(self.t._("Discord is not connected right now."))
        return self.client

    @property
    def me(self) -> int:
        """Our own user id. Raises: NotSentError."""
        user = self.now().user
        return user.id if user else 0


@dataclass(frozen=True, slots=True)
class Token:
    """What makes one message known again."""

    nonce: str
    marker: int


def token_of(key: str) -> Token:
    """Return the same token for the same key."""
    digest = hashlib.sha256(key.encode())
    nonce = key if len(key) <= LONGEST_NONCE else digest.hexdigest()[:LONGEST_NONCE]
    return Token(nonce, int.from_bytes(digest.digest()[:4]) & 0x3FFFFFFF | 0x40000000)


Send = Callable[[Token], Awaitable[str]]
"""Sends a message, and returns where it is."""
Look = Callable[[Token, discord.Object], Awaitable[str | None]]
"""Looks for a message that was sent after something, and returns where it is."""


class Sender:
    """Makes calls in turn, and says each key once."""

    def __init__(self, keep: Keep, connection: Connection) -> None:
        """Remember in `keep` what was tried and said."""
        self._keep = keep
        self._t = connection.t
        self._pace = Pace()

    async def call(self, what: Callable[[], Awaitable[Got]], haste: Haste = Haste.NEWS) -> Got:
        """Make one request when it is its turn. Raises: NotSentError, discord.HTTPException, TimeoutError, OSError."""
        await self._pace.turn(haste)
        async with asyncio.timeout(PATIENCE_S):
            return await what()

    async def surely(self, what: Callable[[], Awaitable[Got]]) -> Got:
        """Do something that makes calls; whatever fails in it is raised as NotSentError."""
        try:
            return await what()
        except Exception as error:
            if failed := lost(error, self._t):
                raise failed from error
            raise

    async def once(self, key: str, send: Send, look: Look) -> str:
        """Say something once for a key; return where it is. Raises: NotSentError, StorageError."""
        row, token = f"discord {key}", token_of(key)
        now, before = discord.utils.utcnow(), await self._keep.noted(row)
        if before and before.startswith(SAID):
            return before.removeprefix(SAID)
        where = None
        if before is None:
            await self._keep.note(row, TRIED + now.isoformat(), now)
        else:
            since = datetime.fromisoformat(before.removeprefix(TRIED)) - CLOCKS_APART
            after = discord.Object(discord.utils.time_snowflake(since))
            where = await self.surely(lambda: look(token, after))
        if where is None:
            where = await self.surely(lambda: send(token))
        await self._keep.note(row, SAID + where, now)
        return where

    async def found(
        self, channel: discord.abc.Messageable, me: int, token: Token, after: discord.Object
    ) -> discord.Message | None:
        """Look for a message of ours in a channel's history. Raises: discord.HTTPException, TimeoutError, OSError."""
        await self._pace.turn(Haste.NEWS)
        async with asyncio.timeout(PATIENCE_S):
            async for message in channel.history(limit=LOOKED_THROUGH, after=after, oldest_first=True):
                if is_ours(message, me, token):
                    return message
        return None


def is_ours(message: discord.Message, me: int, token: Token) -> bool:
    """Tell whether a message is the one of a token."""
    return message.author.id == me and any(getattr(one, "id", None) == token.marker for one in message.components)
