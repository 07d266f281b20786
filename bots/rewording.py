"""What each place that shows an entry shows from now on, in the words of those who read it there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.closing import AT_ONCE
from bots.hearing import Speaker
from bots.post import Post
from bots.presenter import ballots, entries, public_entries
from bots.presenter.refusals import refused
from bots.words import Words, words
from contests.desk.access import may_see
from contests.desk.looking import is_shown, newest_entries
from contests.desk.views import EntryView, view_entry
from contests.desk.voting import ballot_paper
from contests.model.announcement import Announcement
from contests.model.community import Community, Venue
from contests.model.contest import Contest
from contests.model.entry import Entry, EntryState
from contests.model.member import Account, Member, Role
from contests.ports import Actor, Showing, Store, Work
from contests.refusals import Refusal

SHOWN_AS = ("", "list:", "review:", "ballot:")
"""How an entry is shown to a person: alone, among others, to be reviewed, to be voted on."""
IN_VENUES = (public_entries.in_gallery, public_entries.on_desk)
"""How an entry is shown in a venue: in its gallery, and on its desk."""


async def shown_anew(
    store: Store, said: Announcement, now: datetime, speakers: Mapping[str, Speaker]
) -> tuple[list[tuple[Showing, Post]], str]:
    """Return places that show an entry, with what they show from now on; and after which there are more to come.

    Where only those in `is_public` are asked for, they are all; else as many of people's as one turn takes, `after`
    those that had theirs.
    """
    entry_id, after = said.entry or "", str(said.facts.get("after") or "")
    async with store.reading() as work:
        entry = await work.entries.get(entry_id)
        contest = await work.contests.get(entry.contest)
        community = await work.people.community(contest.community)
        to_people = [one for one in await _to_people(work, entry_id) if _name(one) > after]
        if said.facts.get("is_public"):
            to_people = [one for one in to_people if one.private_to is None]
        in_venues = [] if after else await _in_venues(work, contest, entry_id)
        last = entry.decisions[-1].by if entry.decisions else ""
        names = {one.id: one.name for one in (await work.people.members([last])).values()}
    again = _Again(store, entry, contest, community, names.get(last, ""), now, speakers)
    venues = [(one, await again.for_venue(one, venue)) for one, venue in in_venues]
    people = [(one, await again.for_person(one)) for one in to_people[:AT_ONCE]]
    return venues + people, _name(people[-1][0]) if len(to_people) > AT_ONCE else ""


def _name(showing: Showing) -> str:
    """Return what a showing is told from all others by, and put in order."""
    return f"{showing.platform}\n{showing.where}\n{showing.subject}"


async def platforms_of(work: Work, contest: Contest, entry_id: str) -> set[str]:
    """Return the platforms that show an entry."""
    in_venues = [one for one, _ in await _in_venues(work, contest, entry_id)]
    return {one.platform for one in (*await _to_people(work, entry_id), *in_venues)}


async def _to_people(work: Work, entry_id: str) -> list[Showing]:
    return sorted(await work.showings.of(*(f"{kind}{entry_id}" for kind in SHOWN_AS)), key=_name)


async def _in_venues(work: Work, contest: Contest, entry_id: str) -> list[tuple[Showing, Venue]]:
    return [
        (one, venue)
        for venue in await work.people.venues(contest.community)
        for subject in IN_VENUES
        for one in await work.showings.of(subject(entry_id, venue.id))
    ]


@dataclass(frozen=True, slots=True)
class _Again:
    """An entry that is shown again, as it is now."""

    store: Store
    entry: Entry
    contest: Contest
    community: Community
    decided_by: str
    now: datetime
    speakers: Mapping[str, Speaker]

    async def for_venue(self, showing: Showing, venue: Venue) -> Post:
        """Return what everybody in a gallery or on a desk sees."""
        t = self._words(venue.language, showing.platform)
        async with self.store.reading() as work:
            if showing.subject == public_entries.on_desk(self.entry.id, venue.id):
                view = await self._view(work, _moderator(self.community, self.now))
                return public_entries.desk_card(view, self.decided_by, t, ZoneInfo(self.contest.brief.zone), venue.id)
            if not is_shown(self.entry, None):
                return public_entries.gone(self.entry, t)
            return public_entries.gallery_post(await self._view(work, None), t, venue.id)

    async def for_person(self, showing: Showing) -> Post:
        """Return what one person sees, or everybody in a room where it was shown without a venue."""
        entry = self.entry
        async with self.store.reading() as work:
            account = await work.people.account(showing.private_to) if showing.private_to else None
            member = await work.people.member(account.member) if account else None
            view = await self._view(work, member)
        t = self._words((account.language if account else None) or self.community.language, showing.platform)
        if showing.subject.startswith("review:") and entry.state is not EntryState.WITHDRAWN:
            return entries.decided_card(view, self.decided_by, t, ZoneInfo(self.contest.brief.zone))
        if showing.subject.startswith("ballot:"):
            return await self._ballot(view, account, member, t)
        if showing.subject.startswith("list:") and account and member:
            actor = Actor(member, account, self.now)
            return entries.entry_list(await newest_entries(self.store, actor, self.contest.id, entries.LISTED), t)
        if member is None or entry.state is EntryState.WITHDRAWN:
            return entries.withdrawn(t)
        return entries.entry(view, t, votes=not member.runs_contests) if may_see(entry, member) else entries.hidden(t)

    async def _ballot(self, view: EntryView, account: Account | None, member: Member | None, t: Words) -> Post:
        """Return a ballot without an entry that left the vote."""
        if account is None or member is None:
            return entries.withdrawn(t)
        actor = Actor(member, account, self.now)
        try:
            paper = await ballot_paper(self.store, actor, view.contest.id)
        except Refusal as refusal:
            if self.entry.state is EntryState.WITHDRAWN:
                return entries.withdrawn(t)
            return Post(refused(refusal, t, zone=ZoneInfo(view.contest.brief.zone), now=self.now).text)
        return ballots.ballot(paper, t, ZoneInfo(view.contest.brief.zone))

    async def _view(self, work: Work, reader: Member | None) -> EntryView:
        return await view_entry(work, self.entry, self.contest, reader)

    def _words(self, language: str, platform: str) -> Words:
        speaker = self.speakers.get(platform)
        return words(language, speaker.dates if speaker else "words")


def _moderator(community: Community, now: datetime) -> Member:
    return Member("", community.id, "", now, frozenset({Role.MODERATOR}))
