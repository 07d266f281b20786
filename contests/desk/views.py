"""What a reader is shown: plain values that the presenter words; nobody's ballot is in any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contests.desk.access import contest_for, entry_for, may_see, named_to
from contests.desk.ambassadors import badges_of, offers_of
from contests.desk.moderating import review_queue
from contests.desk.owing import venues_of
from contests.model.ambassador import Offer
from contests.model.ballot import Receipt
from contests.model.community import Community, KitPiece
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.member import Account, Badge, Member, Role
from contests.model.standing import Standing
from contests.ports import Actor, Owed, Store, Turnout, Work
from contests.refusals import Refusal


@dataclass(frozen=True, slots=True)
class ContestView:
    """A contest as anybody of its community may see it."""

    contest: Contest
    community: Community
    turnout: Turnout
    kit: Sequence[KitPiece] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What an entry was made from; `author` is None for the brand's kit and where authors are not named yet."""

    id: str
    title: str
    author: str | None
    is_withdrawn: bool = False
    """It keeps a nameless place (RULES.md 12)."""
    is_hidden: bool = False
    """It is not shown now, such as while it is reviewed anew, and is nameless as long."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as one reader may see it."""

    entry: Entry
    contest: Contest
    author: str | None
    """None while authors are named only after the close."""
    sources: tuple[Source, ...] = ()
    children: tuple[Source, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the standings, ready to be worded."""

    standing: Standing
    view: EntryView | None
    """None for a place that has become nameless."""
    office: str | None = None
    """`offered`, `ambassador`, `alumni`, or None."""
    is_hidden: bool = False
    """Its entry is there, and not for whoever looks."""


@dataclass(frozen=True, slots=True)
class ResultView:
    """A decided contest."""

    contest: Contest
    community: Community
    turnout: Turnout
    lines: tuple[ResultLine, ...]
    platforms: int = 1
    """On how many it runs."""

    @property
    def linked_voters(self) -> int:
        """Return how many of those who voted had linked accounts when it was decided."""
        return self.contest.linked_voters


@dataclass(frozen=True, slots=True)
class MeView:
    """What a member is shown of themselves."""

    member: Member
    badges: tuple[Badge, ...]
    entries: tuple[EntryView, ...]
    receipts: tuple[tuple[Receipt, str], ...]
    """Receipts with the title of their contest."""
    offers: tuple[tuple[Offer, Contest], ...]
    accounts: tuple[Account, ...] = ()
    """First linked first."""


@dataclass(frozen=True, slots=True)
class DeskView:
    """What a manager's desk shows."""

    contests: tuple[ContestView, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Entries to be reviewed, by contest id."""
    oldest: Mapping[str, datetime] = field(default_factory=dict)
    not_sent: tuple[tuple[Owed, str], ...] = ()


OFFICES = {"open": "offered", "accepted": "ambassador", "ended": "alumni"}


async def contest_view(store: Store, actor: Actor, contest_id: str) -> ContestView:
    """Return a contest. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        return await view_contest(work, await contest_for(work, actor, contest_id))


async def contest_views(store: Store, actor: Actor) -> list[ContestView]:
    """Return the contests that an actor may see, newest first."""
    async with store.reading() as work:
        found = await work.contests.find(actor.member.community)
        manages = actor.member.is_a(Role.MANAGER)
        return [await view_contest(work, one) for one in found if manages or one.state is not State.DRAFT]


async def view_contest(work: Work, contest: Contest) -> ContestView:
    """Return a contest as a view."""
    community = await work.people.community(contest.community)
    turnout = await work.ballots.turnout(contest.id)
    return ContestView(contest, community, turnout, await work.people.kit(contest.community))


async def entry_view(store: Store, actor: Actor, entry_id: str) -> EntryView:
    """Return an entry with its lineage. Raises: Refusal `no_such`, `withdrawn`."""
    async with store.reading() as work:
        entry, contest = await entry_for(work, actor, entry_id)
        return await view_entry(work, entry, contest, actor.member)


async def view_entry(work: Work, entry: Entry, contest: Contest, reader: Member | None) -> EntryView:
    """Return an entry as one reader, or the public, may see it."""
    children = [] if entry.state is EntryState.DRAFT else await work.entries.children(entry.id)
    return EntryView(
        entry=entry,
        contest=contest,
        author=entry.shown_as if named_to(contest, entry, reader) else None,
        sources=await _sources(work, entry, reader),
        children=tuple([await _source(work, child, reader) for child in children]),
        is_own=reader is not None and entry.member == reader.id,
    )


async def public_view(work: Work, contest: Contest, entry_id: str) -> tuple[EntryView, frozenset[str]]:
    """Return an entry as everybody sees it but the members named beside: those whose work is in it."""
    entry = await work.entries.get(entry_id)
    view = await view_entry(work, entry, contest, None)
    kin = await work.entries.known([*entry.words.sources, *(child.id for child in view.children)])
    return view, frozenset(one.member for one in (entry, *kin))


def plain_view(entry: Entry, contest: Contest, reader: Member | None) -> EntryView:
    """Return an entry as one reader may see it, without its family tree."""
    author = entry.shown_as if named_to(contest, entry, reader) else None
    return EntryView(entry, contest, author, is_own=reader is not None and entry.member == reader.id)


async def _sources(work: Work, entry: Entry, reader: Member | None) -> tuple[Source, ...]:
    if not entry.words.sources:
        return ()
    contest = await work.contests.get(entry.contest)
    pieces = {piece.id: piece for piece in await work.people.kit(contest.community)}
    entries = {one.id: one for one in await work.entries.known(entry.words.sources)}
    found = []
    for source in entry.words.sources:
        if source in pieces:
            found.append(Source(source, pieces[source].title, None))
        elif source in entries:
            found.append(await _source(work, entries[source], reader))
    return tuple(found)


async def _source(work: Work, entry: Entry, reader: Member | None) -> Source:
    if entry.state is EntryState.WITHDRAWN:
        return Source(entry.id, "", None, is_withdrawn=True)
    if not (entry.is_public or (reader is not None and may_see(entry, reader))):
        return Source(entry.id, "", None, is_hidden=True)
    contest = await work.contests.get(entry.contest)
    author = entry.shown_as if named_to(contest, entry, reader) else None
    return Source(entry.id, entry.words.title, author)


async def result_view(store: Store, actor: Actor, contest_id: str) -> ResultView:
    """Return the standings of a decided contest. Raises: Refusal `no_such`, `cancelled`, `not_open` before that."""
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        if contest.state is State.CANCELLED:
            raise Refusal("cancelled", why=contest.ended_because, contest=contest.title)
        if not contest.is_frozen:
            raise Refusal("not_open", why="not_decided", contest=contest.title)
        return await view_result(work, contest)


async def view_result(work: Work, contest: Contest) -> ResultView:
    """Return the standings as everybody sees them; empty before the decision (RULES.md 22)."""
    community = await work.people.community(contest.community)
    turnout = await work.ballots.turnout(contest.id)
    standings = contest.standings if contest.is_frozen else ()
    entries = {one.id: one for one in await work.entries.known([line.entry for line in standings])}
    offices = {offer.entry: OFFICES[offer.state] for offer in contest.offers if offer.state in OFFICES}
    lines = [
        ResultLine(line, await _line_view(work, entries.get(line.entry), contest), offices.get(line.entry))
        for line in standings
    ]
    platforms = {venue.platform for venue in await venues_of(work, contest)}
    return ResultView(contest, community, turnout, tuple(lines), len(platforms))


async def _line_view(work: Work, entry: Entry | None, contest: Contest) -> EntryView | None:
    if entry is None or entry.state is EntryState.WITHDRAWN:
        return None
    return EntryView(entry, contest, entry.shown_as, await _sources(work, entry, None))


async def me_view(store: Store, actor: Actor) -> MeView:
    """Return what a member may see of themselves."""
    async with store.reading() as work:
        contests = {one.id: one for one in await work.contests.find(actor.member.community)}
        entries = [
            await view_entry(work, entry, contests[entry.contest], actor.member)
            for entry in await work.entries.of_member(actor.member.id)
        ]
        receipts = await work.ballots.receipts(actor.member.id)
        titled = tuple((one, contests[one.contest].brief.title) for one in receipts if one.contest in contests)
        offers = await offers_of(work, actor.member.id, actor.member.community)
        accounts = tuple(await work.people.accounts(actor.member.id))
    badges = badges_of(actor.member.id, list(contests.values()))
    return MeView(actor.member, badges, tuple(entries), titled, tuple(offers), accounts)


async def desk_view(store: Store, actor: Actor) -> DeskView:
    """Return what runs, what waits for review, and what could not be sent. Raises: Refusal `role`."""
    queue = await review_queue(store, actor)
    manages = actor.member.is_a(Role.MANAGER)
    async with store.reading() as work:
        found = await work.contests.find(actor.member.community)
        contests = [one for one in found if manages or one.state is not State.DRAFT]
        views = tuple([await view_contest(work, one) for one in contests])
        lost = tuple(await work.outbox.given_up(actor.member.community))
    waiting: dict[str, int] = {}
    oldest: dict[str, datetime] = {}
    for one in queue:
        waiting[one.contest.id] = waiting.get(one.contest.id, 0) + 1
        oldest.setdefault(one.contest.id, one.since)
    return DeskView(views, waiting, oldest, lost)
