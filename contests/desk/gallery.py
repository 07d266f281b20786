"""The public window: contests that run and ran, their entries and standings, the brand; a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from contests.desk.least_seen import LeastSeen
from contests.desk.looker import Looker
from contests.desk.looking import Page
from contests.desk.views import OFFICES, ContestView, EntryView, ResultLine, ResultView, plain_view
from contests.model.ambassador import Offer, OfferState
from contests.model.community import Community, KitPiece
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.model.member import Member, Role
from contests.model.standing import Standing
from contests.ports import Glance, Store, Work
from contests.refusals import Refusal

COVER_AMONG = 8
"""Of so many entries that were seen least, the first that has a picture gives a contest's cover while voting runs."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A contest as one of many."""

    view: ContestView
    cover: Media | None


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """A part of a contest's entries, and where the parts beside it begin."""

    items: tuple[EntryView, ...]
    previous: str | None = None
    """`before` of the page before."""
    next: str | None = None
    """`after` of the page after."""
    is_least_seen_first: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """Who is an ambassador of the brand, or was, and for what."""

    name: str
    offer: Offer
    contest: str
    entry: str
    title: str
    picture: Media | None

    @property
    def is_over(self) -> bool:
        """Tell whether the term has ended: alumni."""
        return self.offer.state is OfferState.ENDED


@dataclass(frozen=True, slots=True)
class BrandView:
    """A brand: its kit with the stored files, its ambassadors and alumni."""

    community: Community
    logo: Media | None
    kit: tuple[tuple[KitPiece, Media | None], ...]
    offices: tuple[Office, ...]


async def community_of(store: Store, looker: Looker) -> Community | None:
    """Return whose window is looked into: one's own community's, for the public the first one's."""
    async with store.reading() as work:
        return await _window(work, looker)


async def gallery_page(store: Store, looker: Looker, after: str | None, limit: int, seen: LeastSeen) -> Page[Tile]:
    """Return contests as tiles, newest first. Raises: Refusal `no_such` for an unknown `after`."""
    async with store.reading() as work:
        community = await _window(work, looker)
        if community is None:
            return Page((), None)
        found = await work.gallery.contests(community.id, after, limit + 1)
        tiles = [await _tile(work, one, community, looker, seen) for one in found[:limit]]
        return Page(tuple(tiles), found[limit - 1].id if len(found) > limit else None)


async def contest_to_see(store: Store, looker: Looker, contest_id: str) -> ContestView:
    """Return a contest without its standings. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        contest = await _contest(work, looker, contest_id)
        community = await work.people.community(contest.community)
        turnout = await work.ballots.turnout(contest.id)
        return ContestView(contest, community, turnout, await work.people.kit(community.id))


async def entries_to_see(store: Store, looker: Looker, glance: Glance, seen: LeastSeen) -> EntriesPage:
    """Return a page of a contest's entries: least seen first while voting runs, else by first sending.

    A glance at one author's is refused until authors are named. Raises: Refusal `no_such`.
    """
    async with store.reading() as work:
        contest = await _contest(work, looker, glance.contest)
        if glance.author is not None and not contest.is_frozen:
            raise Refusal("no_such", what="author", id=glance.author)
        reader = looker.of(contest)
        glance = _as_seen_by(reader, glance)
        if contest.state is State.VOTING:
            found = await _least_seen_first(work, contest, glance, looker.at, seen)
        else:
            found = await _in_order(work, glance)
        entries, previous, following = found
    views = tuple(plain_view(one, contest, reader) for one in entries)
    return EntriesPage(views, previous, following, contest.state is State.VOTING)


async def standings_to_see(store: Store, looker: Looker, view: ContestView, start: int, limit: int) -> ResultView:
    """Return a part of the standings; none before the decision (RULES.md 22).

    An entry that the reader may not see keeps a nameless place.
    """
    contest = view.contest
    lines: list[ResultLine] = []
    if contest.is_frozen:
        async with store.reading() as work:
            standings = await work.gallery.standings(contest.id, start, limit)
            entries = {one.id: one for one in await work.entries.known([line.entry for line in standings])}
        offices = {offer.entry: OFFICES[offer.state] for offer in contest.offers if offer.state in OFFICES}
        lines = [_line(line, entries.get(line.entry), contest, looker, offices) for line in standings]
    return ResultView(contest, view.community, view.turnout, tuple(lines))


async def most(store: Store, contest: Contest) -> Fraction:
    """Return the best score of a decided contest; 0 where there is none."""
    async with store.reading() as work:
        return max([one.score for one in await work.gallery.standings(contest.id, 0, 1)], default=Fraction(0))


async def entry_to_see(store: Store, looker: Looker, entry_id: str) -> tuple[EntryView, Community]:
    """Return an entry and whose it is. Raises: Refusal `no_such`, also once it is withdrawn."""
    async with store.reading() as work:
        entry, contest = await entry_seen(work, looker, entry_id)
        return plain_view(entry, contest, looker.of(contest)), await work.people.community(contest.community)


async def entry_seen(work: Work, looker: Looker, entry_id: str) -> tuple[Entry, Contest]:
    """Return an entry that somebody may see, and its contest. Raises: Refusal `no_such`."""
    entry = await work.entries.get(entry_id)
    contest = await _contest(work, looker, entry.contest)
    if entry.state is EntryState.DRAFT or not looker.sees(entry, contest):
        raise Refusal("no_such", what="entry", id=entry_id)
    return entry, contest


async def brand_to_see(store: Store, looker: Looker) -> BrandView | None:
    """Return the brand whose window is looked into."""
    async with store.reading() as work:
        community = await _window(work, looker)
        if community is None:
            return None
        kit = [(one, await work.media.get(one.media)) for one in await work.people.kit(community.id)]
        logo = await work.media.get(community.brand.logo) if community.brand.logo else None
        offers = await work.gallery.offices(community.id)
        entries = {one.id: one for one in await work.entries.known([one.entry for one in offers])}
        contests = {id_: await work.gallery.contest(id_) for id_ in {one.contest for one in offers}}
    offices = [
        _office(one, entries[one.entry], contests[one.contest])
        for one in offers
        if looker.sees(entries[one.entry], contests[one.contest])
    ]
    return BrandView(community, logo, tuple(kit), tuple(offices))


def picture_of(entry: Entry) -> Media | None:
    """Return an entry's first picture."""
    return next((one for one in entry.media if one.kind == "picture"), None)


def _office(offer: Offer, entry: Entry, contest: Contest) -> Office:
    return Office(entry.shown_as, offer, contest.title, entry.id, entry.words.title, picture_of(entry))


async def _window(work: Work, looker: Looker) -> Community | None:
    if looker.member is not None:
        return await work.people.community(looker.member.community)
    return next(iter(await work.people.communities()), None)


async def _contest(work: Work, looker: Looker, contest_id: str) -> Contest:
    contest = await work.gallery.contest(contest_id)
    reader = looker.of(contest)
    if contest.state is State.DRAFT and not (reader and reader.is_a(Role.MANAGER)):
        raise Refusal("no_such", what="contest", id=contest_id)
    return contest


async def _tile(work: Work, contest: Contest, community: Community, looker: Looker, seen: LeastSeen) -> Tile:
    view = ContestView(contest, community, await work.ballots.turnout(contest.id))
    is_public = looker.of(contest) is None
    if contest.state is State.VOTING:
        first = (await seen.order(work, contest, looker.at, is_public=is_public))[:COVER_AMONG]
        known = {one.id: one for one in await work.entries.known(first)}
        pictures = (picture_of(known[id_]) for id_ in first if looker.sees(known[id_], contest))
        cover = next((one for one in pictures if one), None)
    else:
        cover = await work.gallery.cover(contest.id, is_public=is_public)
    return Tile(view, cover or await _kit_picture(work, community))


async def _kit_picture(work: Work, community: Community) -> Media | None:
    pieces = [await work.media.get(one.media) for one in await work.people.kit(community.id)]
    return next((one for one in pieces if one and one.kind == "picture"), None)


def _as_seen_by(reader: Member | None, glance: Glance) -> Glance:
    if reader is None:
        return replace(glance, reader=None, sees_all=False)
    return replace(glance, reader=reader.id, sees_all=reader.is_a(Role.MODERATOR, Role.MANAGER))


Part = tuple[Sequence[Entry], str | None, str | None]
"""Entries, `before` of the page before, `after` of the page after."""


async def _in_order(work: Work, glance: Glance) -> Part:
    found = await work.gallery.entries(replace(glance, limit=glance.limit + 1))
    is_more, is_backwards = len(found) > glance.limit, glance.before is not None
    shown = found[-glance.limit :] if is_backwards else found[: glance.limit]
    if not shown:
        return shown, None, None
    has_previous = is_more if is_backwards else glance.after is not None
    has_next = is_backwards or is_more
    return shown, shown[0].id if has_previous else None, shown[-1].id if has_next else None


async def _least_seen_first(work: Work, contest: Contest, glance: Glance, at: datetime, seen: LeastSeen) -> Part:
    order = await seen.order(work, contest, at, is_public=glance.reader is None)
    if glance.media is not None:
        wanted = set(await work.gallery.ids(glance))
        order = [one for one in order if one in wanted]
    start = _start(order, glance)
    ids = order[start : start + glance.limit]
    known = {one.id: one for one in await work.entries.known(ids)}
    shown = [known[one] for one in ids if known[one].is_public and (glance.reader or known[one].in_gallery)]
    has_next = bool(ids) and start + glance.limit < len(order)
    return shown, ids[0] if start and ids else None, ids[-1] if has_next else None


def _start(order: Sequence[str], glance: Glance) -> int:
    beside = glance.before or glance.after
    if beside is None:
        return 0
    if beside not in order:
        raise Refusal("no_such", what="after", id=beside)
    place = order.index(beside)
    return max(0, place - glance.limit) if glance.before else place + 1


def _line(
    standing: Standing, entry: Entry | None, contest: Contest, looker: Looker, offices: dict[str, str]
) -> ResultLine:
    view = plain_view(entry, contest, looker.of(contest)) if entry and looker.sees(entry, contest) else None
    return ResultLine(standing, view, offices.get(standing.entry))
