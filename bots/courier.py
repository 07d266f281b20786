"""The courier: outbox → presenter → speaker. It sends after the commit, tries again, and gives up loudly."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress

from bots.hearing import NotSentError, Speaker
from bots.post import Post
from bots.wording import Wording
from contests.desk.running import claim, delivered, not_delivered
from contests.model.announcement import Audience
from contests.model.member import Account
from contests.ports import Clock, Owed, StorageError, Store
from contests.refusals import Refusal

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Rows that are taken from the outbox at a time."""
LOOK_EVERY_S = 5.0
"""How often the courier looks for tries that have become due, unless it is woken."""


class Courier:
    """Says what is owed, each thing once."""

    def __init__(self, store: Store, clock: Clock, speakers: Mapping[str, Speaker], wording: Wording) -> None:
        """Speak by these platforms' mouths."""
        self._store = store
        self._clock = clock
        self._speakers = speakers
        self._wording = wording
        self._woken = asyncio.Event()
        self._busy = asyncio.Lock()
        self._unclosed: dict[str, Owed] = {}  # claimed, and then the storage failed: said anew, under the same key

    def wake(self) -> None:
        """Look at the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is owed until cancelled."""
        while True:
            try:
                await self.flush()
            except Exception:  # whatever it was, what is owed must still be sent: only being cancelled ends this
                log.exception("the outbox could not be worked through; trying again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_EVERY_S)
            self._woken.clear()

    async def flush(self) -> None:
        """Try everything that is to be tried now; return when each was sent, given up, or failed once."""
        async with self._busy:
            tried: set[str] = set()
            while rows := [row for row in await self._waiting() if row.id not in tried]:
                for row in rows:
                    tried.add(row.id)
                    await self._deliver(row)

    async def _waiting(self) -> list[Owed]:
        async with self._store.reading() as work:
            return [*self._unclosed.values(), *await work.outbox.waiting(self._clock.now(), AT_ONCE)]

    async def _deliver(self, owed: Owed) -> None:
        if owed.id not in self._unclosed and not await claim(self._store, owed, self._clock.now()):
            return
        self._unclosed[owed.id] = owed
        try:
            await self._say(owed)
        except NotSentError as lost:
            await not_delivered(self._store, owed, self._clock.now(), lost.why, final=lost.final)
        except StorageError:
            raise
        except Exception as broken:  # one message that cannot be worded or sent stops no other; it is tried again
            log.exception("message %s could not be sent", owed.id)
            why = type(broken).__name__
            await not_delivered(self._store, owed, self._clock.now(), why, final=False)
        else:
            await delivered(self._store, owed, self._clock.now())
        del self._unclosed[owed.id]

    async def _say(self, owed: Owed) -> None:
        match owed.announcement.audience:
            case Audience.VENUES:
                await self._to_venue(owed)
            case Audience.DESK:
                await self._to_desk(owed)
            case Audience.SHOWINGS:
                await self._to_showings(owed)
            case _:
                await self._to_member(owed)

    async def _to_venue(self, owed: Owed) -> None:
        async with self._store.reading() as work:
            venue = await work.people.venue(owed.venue or "")
        post = await self._wording.public(owed, venue.language)
        await self._speaker(venue.platform).say(venue.place, post, owed.id)

    async def _to_desk(self, owed: Owed) -> None:
        async with self._store.reading() as work:
            community = await work.people.community(owed.community)
            venues = await work.people.venues(owed.community)
        post = await self._wording.public(owed, community.language)
        desks = [venue for venue in venues if venue.platform in self._speakers]
        if not desks:
            raise NotSentError("no platform is up", final=False)
        await self._speaker(desks[0].platform).alert(desks[0].place, post, owed.id)

    async def _to_member(self, owed: Owed) -> None:
        accounts = await self._wording.accounts(owed)
        lost: NotSentError | None = None
        for account in accounts:
            try:
                return await self._whisper(account, owed)
            except NotSentError as failed:
                lost = failed
                if not failed.final:
                    break
        if lost is not None:
            raise lost
        return None

    async def _whisper(self, account: Account, owed: Owed) -> None:
        post: Post = await self._wording.private(owed, account)
        await self._speaker(account.platform).whisper(account, post, f"{owed.id}:{account.id}")

    async def _to_showings(self, owed: Owed) -> None:
        for showing, post in await self._wording.showings(owed):
            with suppress(Refusal):
                await self._speaker(showing.platform).replace(showing.where, post)

    def _speaker(self, platform: str) -> Speaker:
        found = self._speakers.get(platform)
        if found is None:
            raise NotSentError(f"{platform} is not up", final=False)
        return found
