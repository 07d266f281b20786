"""How each audience gets what it is owed: in public, on a desk, in private, as an edit, a mark or a calendar's date."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from bots.hearing import Calendars, Doubts, Marks, NotConnectedError, NotSentError, Speaker, UnsureError
from bots.post import Post
from bots.wording import Wording
from contests.desk.arriving import room_of_their_own
from contests.desk.founding import WEB
from contests.desk.owing import owe_after, owe_the_rest
from contests.model.announcement import Audience
from contests.model.community import Venue
from contests.model.member import Account
from contests.ports import Owed, Showing, Store
from contests.refusals import Refusal

MADE_SO = frozenset({Audience.SHOWINGS, Audience.MARKS, Audience.CALENDARS})
"""What is not said but made so: to do it once more does no harm, and nobody need look whether it was done."""


class WaitsInRoomError(NotSentError):
    """A private message got through to no platform; it waits in a web room that its person never came into."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Takes one owed thing to its receiver."""

    store: Store
    speakers: Mapping[str, Speaker]
    """By platform; those that are not there are not up."""
    wording: Wording

    async def deliver(self, owed: Owed) -> bool:
        """Say it, or make it so; return False where it has become pointless. Raises: NotSentError, StorageError."""
        ways: Mapping[Audience, Callable[[Owed], Awaitable[bool]]] = {
            Audience.VENUES: self._to_venue,
            Audience.GALLERIES: self._to_gallery,
            Audience.DESK: self._to_desk,
            Audience.REVIEWERS: self._to_desk,
            Audience.SHOWINGS: self._to_showings,
            Audience.MARKS: self._to_mark,
            Audience.CALENDARS: self._to_calendar,
            Audience.MEMBER: self._to_member,
            Audience.REMINDED: self._to_member,
        }
        try:
            return await ways[owed.announcement.audience](owed)
        except UnsureError as unsure:
            if owed.announcement.audience in MADE_SO:
                raise NotSentError(unsure.why, final=False) from unsure
            raise

    async def lane(self, owed: Owed) -> str:
        """Return the platform that something is taken to; the web room's where that is yet to be seen."""
        platforms: list[str] = []
        with suppress(Refusal):  # what it is about is gone, which its delivery finds out
            match owed.announcement.audience:
                case Audience.MEMBER | Audience.REMINDED:
                    platforms = [account.platform for account in (await self.wording.accounts(owed))[:1]]
                case Audience.SHOWINGS:
                    platforms = await self.wording.platforms(owed)
                case _:
                    platforms = [(await self._venue(owed)).platform] if owed.venue else []
        return "+".join(platforms) or WEB

    async def _to_venue(self, owed: Owed) -> bool:
        venue = await self._venue(owed)
        post = await self.wording.public(owed.announcement, venue.language, venue)
        if post is not None:
            await (await self._speaker_for(venue.platform, owed, owed.id)).say(venue.place, post, owed.id)
        return post is not None

    async def _to_gallery(self, owed: Owed) -> bool:
        venue = await self._venue(owed)
        post = await self.wording.public(owed.announcement, venue.language, venue)
        if post is None or venue.gallery is None:
            return False
        await (await self._speaker_for(venue.platform, owed, owed.id)).say(venue.gallery, post, owed.id)
        return True

    async def _to_desk(self, owed: Owed) -> bool:
        """Say it on a venue's own desk, or on the community's where no venue is named."""
        if owed.venue is not None:
            venue = await self._venue(owed)
            language, place = venue.language, venue.desk
        else:
            venue, language = await self._main_desk(owed)
            place = venue.place
        post = await self.wording.public(owed.announcement, language, venue)
        if post is None or place is None:
            return False
        await (await self._speaker_for(venue.platform, owed, owed.id)).alert(place, post, owed.id)
        return True

    async def _main_desk(self, owed: Owed) -> tuple[Venue, str]:
        async with self.store.reading() as work:
            community = await work.people.community(owed.community)
            venues = await work.people.venues(owed.community)
        desks = [venue for venue in venues if venue.platform in self.speakers]
        if not desks:
            raise NotSentError("no platform is up", final=False)
        return desks[0], community.language

    async def _to_member(self, owed: Owed) -> bool:
        """Say it by the first account that takes it; where none does, in the web room (RULES.md 10)."""
        accounts = await self.wording.accounts(owed)
        lost: NotSentError | None = None
        for account in accounts[:1] + sorted(accounts[1:], key=lambda one: one.platform == WEB):
            try:
                await self._whisper(account, owed)
            except NotSentError as failed:
                lost = failed
                if not failed.final or isinstance(failed, UnsureError):  # in doubt it is said nowhere else
                    raise
            else:
                await self._seen_in(account, lost)
                return True
        if lost is not None:
            room = await room_of_their_own(self.store, owed.announcement.member or "")
            await self._whisper(room, owed)
            await self._seen_in(room, lost)
        return True

    async def _seen_in(self, account: Account, lost: NotSentError | None) -> None:
        """Raise WaitsInRoomError where what was `lost` elsewhere stands in a web room that nobody came into yet."""
        if lost is None or account.platform != WEB:
            return
        async with self.store.reading() as work:
            if not await work.people.has_come_in(account.id):
                raise WaitsInRoomError(lost.why, final=True) from lost

    async def _whisper(self, account: Account, owed: Owed) -> None:
        post = await self.wording.private(owed, account)
        key = f"{owed.id}:{account.id}"
        await (await self._speaker_for(account.platform, owed, key)).whisper(account, post, key)

    async def _to_showings(self, owed: Owed) -> bool:
        """Show an entry anew wherever it is shown, or each ballot of a vote that is over."""
        if owed.announcement.entry is None:
            return await self._to_ballots(owed)
        shown, after = await self.wording.showings(owed)
        if after:
            await owe_after(self.store, owed, after, self.wording.clock.now())
        _raise(list((await self._replaced(shown)).values()))
        return True

    async def _to_ballots(self, owed: Owed) -> bool:
        """Say on ballots that the vote is over, once on each message; those that are left have a later turn."""
        stale, is_more = await self.wording.stale(owed)
        lost = await self._replaced([(one.shown, one.post) for one in stale])
        kept = [failed for failed in lost.values() if not failed.final]
        done = [showing for one in stale if one.shown not in lost or lost[one.shown].final for showing in one.showings]
        now = self.wording.clock.now()
        await owe_the_rest(self.store, owed, done, now, is_more=is_more and not kept)
        _raise(kept)
        return bool(stale)

    async def _replaced(self, shown: Sequence[tuple[Showing, Post]]) -> dict[Showing, NotSentError]:
        """Put something in the place of messages; return what failed: one place keeps no other waiting."""
        lost: dict[Showing, NotSentError] = {}
        for showing, post in shown:
            try:
                with suppress(Refusal):
                    await self._speaker(showing.platform).replace(showing.where, post)
            except NotSentError as failed:
                lost[showing] = failed
        return lost

    async def _to_mark(self, owed: Owed) -> bool:
        """Make each account of a member wear an ambassador's mark, or not, as is true now."""
        venue = await self._venue(owed)
        speaker = self._speaker(venue.platform)
        if venue.office is None or not isinstance(speaker, Marks):
            return True
        accounts, is_worn = await self.wording.mark(owed)
        for account in accounts:
            if account.platform == venue.platform:
                await speaker.mark(venue.place, venue.office, account, worn=is_worn)
        return True

    async def _to_calendar(self, owed: Owed) -> bool:
        venue = await self._venue(owed)
        speaker = self._speaker(venue.platform)
        if venue.has_calendar and isinstance(speaker, Calendars):
            await speaker.agree(venue.place, owed.announcement.contest, await self.wording.calendar(owed, venue))
        return True

    async def _venue(self, owed: Owed) -> Venue:
        async with self.store.reading() as work:
            return await work.people.venue(owed.venue or "")

    async def _speaker_for(self, platform: str, owed: Owed, key: str) -> Speaker:
        """Return a platform's mouth, once it knows if somebody looked for what is owed and did not find it."""
        speaker = self._speaker(platform)
        if owed.doubt == "not_there" and isinstance(speaker, Doubts):
            await speaker.is_not_there(key)
        return speaker

    def _speaker(self, platform: str) -> Speaker:
        found = self.speakers.get(platform)
        if found is None:
            raise NotConnectedError(f"{platform} is not up")
        return found


def _raise(lost: Sequence[NotSentError]) -> None:
    """Raise what failed, if anything did: while one may yet succeed, it is tried again. Raises: NotSentError."""
    if lost:
        raise min(lost, key=lambda one: one.final)
