"""The web room's mouth, for the courier."""

from dataclasses import replace

from bots.on_web.log import LiveLog
from bots.on_web.room import DESK, MAIN, ME, PLATFORM
from bots.on_web.scribe import Place, Scribe
from bots.post import Post
from bots.words import Dates
from contests.model.member import Account
from contests.ports import Clock, Store


class WebSpeaker:
    """Says in the rooms what nobody asked for."""

    platform = PLATFORM
    dates: Dates = "words"
    mentions = False
    counts_live = False
    keeps_notices = False

    def __init__(self, store: Store, log: LiveLog, clock: Clock) -> None:
        """Write into this log, dated by this clock."""
        self._scribe = Scribe(store, log)
        self._log = log
        self._clock = clock

    async def say(self, place: str, post: Post, key: str) -> str:
        """Say something in a community's main room. Raises: StorageError."""
        return await self._said(Place(_community(place), MAIN), post, key)

    async def whisper(self, account: Account, post: Post, key: str) -> str:
        """Say something to one person, in their own room. Raises: StorageError."""
        return await self._said(Place(account.community, ME, account.id), post, key)

    async def alert(self, place: str, post: Post, key: str) -> str:
        """Say something on the desk of a place's community. Raises: StorageError."""
        return await self._said(Place(_community(place), DESK), post, key)

    async def replace(self, where: str, post: Post) -> None:
        """Put a message in the place of one that was said; one that is gone needs none. Raises: StorageError."""
        line = await self._log.get(where)
        if line is not None:
            await self._scribe.edit(line, post, self._clock.now())

    async def _said(self, place: Place, post: Post, key: str) -> str:
        line = await self._scribe.say(place, replace(post, in_place=False), self._clock.now(), key=key)
        return line.id


def _community(place: str) -> str:
    """Return whose place it is: places are `COMMUNITY/main`."""
    return place.partition("/")[0]
