"""What is owed, put into words: the views are loaded when it is sent, so that it tells what is true then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.cards import Cards, attached
from bots.closing import Stale, platforms_with_ballots, stale_ballots
from bots.hearing import Date, Speaker
from bots.intake import Intake
from bots.noting import Notes
from bots.pictures import Card
from bots.post import Attachment, Post
from bots.presenter import places
from bots.presenter.calendar import dates_of
from bots.presenter.cards import certificate_alt
from bots.presenter.news import Occasion, announce
from bots.presenter.results import has_won, podium
from bots.rewording import platforms_of, shown_anew
from bots.words import Words, words
from contests.desk.history import History, history_of
from contests.desk.looker import Looker
from contests.desk.views import EntryView, ResultView, view_contest, view_entry, view_result
from contests.lifecycle.following import ambassadors
from contests.model.announcement import Announcement, News
from contests.model.community import Venue
from contests.model.entry import Entry, EntryState
from contests.model.member import Account, Member, Role
from contests.ports import Clock, Owed, Showing, Store, Work
from contests.refusals import Refusal

ABOUT_AN_ENTRY = {News.ENTRY_DECIDED, News.RANK, News.OFFER, News.OFFER_CLOSED, News.TERM_ENDED}
"""Private messages that Send opted in to, each with a one-tap stop (RULES.md 10)."""
FOR_MODERATORS = {News.TO_REVIEW, News.REPORTED}
"""What is told to people who may see every entry and its author."""
WITH_RESULT = {News.RESULT, News.CORRECTION, News.RANK, News.WINNERS}
COUNTED = {News.VOTING_OPENED, News.FINAL_OPENED, News.RUNOFF_OPENED}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words announcements for their readers."""

    store: Store
    intake: Intake
    clock: Clock
    speakers: Mapping[str, Speaker]
    """By platform: how each takes times and people."""
    notes: Notes
    """What waits there to be written is shown, too."""

    async def public(self, said: Announcement, language: str, venue: Venue) -> Post | None:
        """Word an announcement for a venue, its gallery or a desk; None where it has become pointless."""
        if said.kind in places.WORDINGS:
            return places.WORDINGS[said.kind](said, words(language))
        speaker = self.speakers.get(venue.platform)
        card = await self._card(said, words(language))
        async with self.store.reading() as work:
            if not await _is_still_to_be_said(work, said):
                return None
            reader = _a_moderator(venue.community, self.clock.now()) if said.kind in FOR_MODERATORS else None
            occasion = await self._occasion(work, said, reader, card)
            if said.kind in COUNTED and speaker is not None and speaker.counts_live:
                occasion = occasion.counting(occasion.contest.turnout.voters_now)
            if occasion.result and said.kind is News.RESULT and speaker is not None and speaker.mentions:
                occasion = occasion.mentioning(await _winners(work, occasion.result, venue.platform))
        t = words(language, speaker.dates if speaker else "words")
        return announce(said, t, occasion.at(venue.id))

    async def private(self, owed: Owed, account: Account) -> Post:
        """Word an announcement for one person."""
        async with self.store.reading() as work:
            member = await work.people.member(account.member)
            occasion = await self._occasion(work, owed.announcement, member, None)
        t = self._words(account, occasion.contest.community.language)
        return announce(owed.announcement, t, occasion)

    def _words(self, account: Account, otherwise: str) -> Words:
        speaker = self.speakers.get(account.platform)
        return words(account.language or otherwise, speaker.dates if speaker else "words")

    async def _occasion(
        self, work: Work, said: Announcement, reader: Member | None, card: Attachment | None
    ) -> Occasion:
        contest = await work.contests.get(said.contest)
        view = await view_contest(work, contest)
        return Occasion(
            contest=view,
            zone=ZoneInfo(contest.brief.zone),
            now=self.clock.now(),
            entry=await _entry(work, said.entry, reader) if said.entry else None,
            result=await view_result(work, contest) if said.kind in WITH_RESULT else None,
            entrants=await _entrants(work, said),
            card=card,
            names=await _names(work, said),
            files={piece.media: found for piece in view.kit if (found := await work.media.get(piece.media))},
            history=await _history(work, said),
        )

    async def accounts(self, owed: Owed) -> list[Account]:
        """Return where a private message may go: the account that sent the entry first, then the member's others.

        None where the person stopped the messages about that entry.
        """
        said = owed.announcement
        async with self.store.reading() as work:
            accounts = await work.people.accounts(said.member or "")
            entry = await _known(work, said.entry)
        if entry is not None and said.kind in ABOUT_AN_ENTRY:
            if not entry.wants_messages:
                return []
            accounts.sort(key=lambda one: one.id != entry.account)
        return accounts

    async def mark(self, owed: Owed) -> tuple[Sequence[Account], bool]:
        """Return the accounts of a member, and whether they are an ambassador of the community now."""
        member = owed.announcement.member or ""
        async with self.store.reading() as work:
            accounts = await work.people.accounts(member)
            contests = await work.contests.find(owed.community)
        return accounts, any(member in ambassadors(contest) for contest in contests)

    async def calendar(self, owed: Owed, venue: Venue) -> list[Date]:
        """Return the dates of a contest as a venue's calendar shows them."""
        async with self.store.reading() as work:
            contest = await work.contests.get(owed.announcement.contest)
        return dates_of(contest, words(venue.language))

    async def _card(self, said: Announcement, t: Words) -> Attachment | None:
        """Draw the picture that goes along with what is said in public: a result card, or a certificate."""
        cards = Cards(self.store, self.intake.path_of)
        everybody = Looker(None, self.clock.now(), is_the_room=True)
        try:
            if said.kind is News.RESULT:
                card: Card = await cards.result(said.contest, everybody, t)
                alt = ""  # the result says it
            elif said.kind is News.AMBASSADOR:
                card = held = await cards.office(str(said.facts["offer"]), everybody, t)
                alt = certificate_alt(held)
            else:
                return None
        except Refusal:  # it is over by now
            return None
        return await attached(card, alt, self.intake, self.store, self.clock.now())

    async def platforms(self, owed: Owed) -> list[str]:
        """Return the platforms that show an entry, or ballots."""
        await self.notes.written()
        async with self.store.reading() as work:
            contest = await work.contests.get(owed.announcement.contest)
            if owed.announcement.entry is None:
                return sorted(await platforms_with_ballots(work, contest, self.clock.now()))
            return sorted(await platforms_of(work, contest, owed.announcement.entry or ""))

    async def showings(self, owed: Owed) -> tuple[list[tuple[Showing, Post]], str]:
        """Return what places that showed an entry show from now on, and after which there are more."""
        await self.notes.written()
        return await shown_anew(self.store, owed.announcement, self.clock.now(), self.speakers)

    async def stale(self, owed: Owed) -> tuple[list[Stale], bool]:
        """Return ballots whose vote is over, with what stands there from now on, and whether there are more."""
        await self.notes.written()
        return await stale_ballots(self.store, owed.announcement.contest, self.clock.now(), self.speakers)


async def _known(work: Work, entry_id: str | None) -> Entry | None:
    found = await work.entries.known([entry_id]) if entry_id else []
    return found[0] if found else None


async def _is_still_to_be_said(work: Work, said: Announcement) -> bool:
    """Tell whether an entry is still to be shown in galleries, or to be reviewed."""
    entry = await _known(work, said.entry)
    if said.kind is News.ENTRY:
        return entry is not None and entry.is_public and entry.in_gallery
    if said.kind is News.TO_REVIEW:
        return entry is not None and entry.state is EntryState.WAITING
    return True


def _a_moderator(community: str, now: datetime) -> Member:
    """Stand for everybody who reads a desk."""
    return Member("", community, "", now, frozenset({Role.MODERATOR}))


async def _entry(work: Work, entry_id: str, reader: Member | None) -> EntryView | None:
    entry = await _known(work, entry_id)
    if entry is None or entry.state is EntryState.WITHDRAWN:
        return None
    return await view_entry(work, entry, await work.contests.get(entry.contest), reader)


async def _winners(work: Work, result: ResultView, platform: str) -> tuple[str, ...]:
    """Return the handles of the winners who go by their own name; a pseudonym is kept, also from its platform."""
    handles: dict[str, None] = {}
    for entry in (line.view.entry for line in podium(result) if line.view and has_won(line)):
        member = await work.people.member(entry.member)
        accounts = sorted(await work.people.accounts(member.id), key=lambda one: one.id != entry.account)
        found = next((one.handle for one in accounts if one.platform == platform), None)
        if found is not None and entry.shown_as == member.name:
            handles[found] = None
    return tuple(handles)


async def _history(work: Work, said: Announcement) -> History | None:
    """Return how an entry's author took part before, for those who review it."""
    entry = await _known(work, said.entry) if said.kind is News.TO_REVIEW else None
    return await history_of(work, entry) if entry else None


async def _entrants(work: Work, said: Announcement) -> tuple[str, ...]:
    """Return the titles of the entries that an announcement lists; the order of the alphabet tells no ranks."""
    found = await work.entries.known(str(said.facts.get("among") or "").split())
    titles = (one.words.title for one in found if one.state is EntryState.ADMITTED)
    return tuple(sorted(titles, key=str.casefold))


async def _names(work: Work, said: Announcement) -> Mapping[str, str]:
    """Return what the members and the venue that an announcement names are called."""
    who = [one for one in (said.member, str(said.facts.get("by") or "")) if one]
    names = {one.id: one.name for one in (await work.people.members(who)).values()}
    if venue := said.facts.get("venue"):
        names[str(venue)] = (await work.people.venue(str(venue))).title
    return names
