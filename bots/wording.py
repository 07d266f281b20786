"""What is owed, put into words: the views are loaded when it is sent, so that it tells what is true then."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bots.cards import Cards, attached
from bots.intake import Intake
from bots.pictures import Card
from bots.post import Attachment, Post
from bots.presenter import ballots, entries
from bots.presenter.cards import certificate_alt
from bots.presenter.news import Occasion, announce
from bots.words import Words, words
from contests.desk.access import may_see
from contests.desk.looker import Looker
from contests.desk.looking import newest_entries
from contests.desk.views import EntryView, view_contest, view_entry, view_result
from contests.desk.voting import ballot_paper
from contests.model.announcement import Announcement, News
from contests.model.entry import Entry, EntryState
from contests.model.member import Account, Member
from contests.ports import Actor, Clock, Owed, Showing, Store, Work
from contests.refusals import Refusal

ABOUT_AN_ENTRY = {News.ENTRY_DECIDED, News.RANK, News.OFFER, News.OFFER_CLOSED, News.TERM_ENDED}
"""Private messages that Send opted in to, each with a one-tap stop (RULES.md 10)."""
SHOWN_AS = ("", "list:", "review:", "ballot:")
"""How an entry is shown: alone, among others, to be reviewed, to be voted on."""
WITH_RESULT = {News.RESULT, News.CORRECTION, News.RANK, News.WINNERS}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words announcements for their readers."""

    store: Store
    intake: Intake
    clock: Clock

    async def public(self, owed: Owed, language: str) -> Post:
        """Word an announcement for a venue or a desk."""
        card = await self._card(owed.announcement, words(language))
        async with self.store.reading() as work:
            occasion = await self._occasion(work, owed.announcement, None, card)
        return announce(owed.announcement, words(language), occasion)

    async def private(self, owed: Owed, account: Account) -> Post:
        """Word an announcement for one person."""
        async with self.store.reading() as work:
            member = await work.people.member(account.member)
            occasion = await self._occasion(work, owed.announcement, member, None)
        language = account.language or occasion.contest.community.language
        return announce(owed.announcement, words(language), occasion)

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
            card=card,
            names=await _names(work, said),
            files={piece.media: found for piece in view.kit if (found := await work.media.get(piece.media))},
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

    async def showings(self, owed: Owed) -> list[tuple[Showing, Post]]:
        """Return what each place that showed an entry shows from now on."""
        entry_id = owed.announcement.entry or ""
        async with self.store.reading() as work:
            shown = [one for kind in SHOWN_AS for one in await work.showings.of(f"{kind}{entry_id}")]
        return [(one, await self._shown_anew(one, entry_id)) for one in shown]

    async def _shown_anew(self, showing: Showing, entry_id: str) -> Post:
        async with self.store.reading() as work:
            entry = await work.entries.get(entry_id)
            contest = await work.contests.get(entry.contest)
            community = await work.people.community(contest.community)
            account = await work.people.account(showing.private_to) if showing.private_to else None
            member = await work.people.member(account.member) if account else None
            view = await view_entry(work, entry, contest, member)
            last = entry.decisions[-1].by if entry.decisions else ""
            names = {one.id: one.name for one in (await work.people.members([last])).values()}
        t = words((account.language if account else None) or community.language)
        if showing.subject.startswith("review:") and entry.state is not EntryState.WITHDRAWN:
            return entries.decided_card(view, names.get(last, ""), t, ZoneInfo(contest.brief.zone))
        if showing.subject.startswith("ballot:"):
            return await self._ballot(view, account, member, t)
        if showing.subject.startswith("list:") and account and member:
            actor = Actor(member, account, self.clock.now())
            return entries.entry_list(await newest_entries(self.store, actor, contest.id, entries.LISTED), t)
        if member is None or entry.state is EntryState.WITHDRAWN:
            return entries.withdrawn(t)
        return entries.entry(view, t) if may_see(entry, member) else entries.hidden(t)

    async def _ballot(self, view: EntryView, account: Account | None, member: Member | None, t: Words) -> Post:
        """Return a ballot without an entry that left the vote."""
        if account is None or member is None:
            return entries.withdrawn(t)
        actor = Actor(member, account, self.clock.now())
        try:
            paper = await ballot_paper(self.store, actor, view.contest.id)
        except Refusal:
            return entries.withdrawn(t)
        return ballots.ballot(paper, t, ZoneInfo(view.contest.brief.zone))


async def _known(work: Work, entry_id: str | None) -> Entry | None:
    found = await work.entries.known([entry_id]) if entry_id else []
    return found[0] if found else None


async def _entry(work: Work, entry_id: str, reader: Member | None) -> EntryView | None:
    entry = await _known(work, entry_id)
    if entry is None or entry.state is EntryState.WITHDRAWN:
        return None
    return await view_entry(work, entry, await work.contests.get(entry.contest), reader)


async def _names(work: Work, said: Announcement) -> Mapping[str, str]:
    """Return what the members and the venue that an announcement names are called."""
    who = [one for one in (said.member, str(said.facts.get("by") or "")) if one]
    names = {one.id: one.name for one in (await work.people.members(who)).values()}
    if venue := said.facts.get("venue"):
        names[str(venue)] = (await work.people.venue(str(venue))).title
    return names
