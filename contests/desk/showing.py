"""What cards show, and to whom: entries, results, offices, and the families of entries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contests.desk.gallery import entry_seen
from contests.desk.looker import Looker
from contests.desk.views import EntryView, ResultLine, ResultView, Source, view_entry, view_result
from contests.lifecycle.offices import find_offer
from contests.model.ambassador import Offer, OfferState
from contests.model.community import Community, KitPiece
from contests.model.contest import Contest
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.ports import Store, Work
from contests.refusals import Refusal

MOST_KIN = 60
"""Of a family as many are looked up; the others are counted as far as they are met."""
HELD = frozenset({OfferState.ACCEPTED, OfferState.ENDED})


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry, and whose contest it is in."""

    view: EntryView
    community: Community


@dataclass(frozen=True, slots=True)
class OfficeShown:
    """An ambassador's office that is, or was, held."""

    offer: Offer
    contest: Contest
    community: Community
    name: str
    entry: EntryView | None
    """What it was given for; None where that has become nameless."""


@dataclass(frozen=True, slots=True)
class Kin:
    """One of a family."""

    source: Source
    media: tuple[Media, ...] = ()
    is_kit: bool = False


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """What an entry was made from, all the way up, and what was made from it, all the way down."""

    view: EntryView
    community: Community
    kin: tuple[Kin, ...]
    """The entry itself first."""
    made: tuple[tuple[int, int], ...]
    """From a source to what was made from it, as places in `kin`."""
    beyond: int
    """Kin that were met and are not in it."""


async def shown_entry(store: Store, looker: Looker, entry_id: str) -> EntryShown:
    """Return an entry. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        entry, contest = await _taking_part(work, looker, entry_id)
        community = await work.people.community(contest.community)
        return EntryShown(await _view(work, looker, entry, contest), community)


async def shown_result(store: Store, looker: Looker, contest_id: str) -> ResultView:
    """Return the result of a decided contest. Raises: Refusal `no_such`, also before the decision."""
    async with store.reading() as work:
        contest = await work.contests.get(contest_id)
        if not contest.is_frozen:
            raise Refusal("no_such", what="contest", id=contest_id)
        result = await view_result(work, contest)
        return replace(result, lines=tuple(_line(line, looker) for line in result.lines))


async def shown_office(store: Store, looker: Looker, offer_id: str) -> OfficeShown:
    """Return an office that is or was held. Raises: Refusal `no_such`, also for one that is only offered."""
    async with store.reading() as work:
        contest = await work.contests.of_offer(offer_id)
        offer = find_offer(contest, offer_id)
        entry = next(iter(await work.entries.known([offer.entry])), None)
        is_seen = entry is not None and looker.sees(entry, contest)
        if offer.state not in HELD or not (is_seen or looker.of(contest)):
            raise Refusal("no_such", what="offer", id=offer_id)
        view = await _view(work, looker, entry, contest) if entry and is_seen else None
        name = view.entry.shown_as if view else (await work.people.member(offer.member)).name
        return OfficeShown(offer, contest, await work.people.community(contest.community), name, view)


async def shown_family(store: Store, looker: Looker, entry_id: str) -> FamilyShown:
    """Return the family of an entry. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        entry, contest = await _taking_part(work, looker, entry_id)
        community = await work.people.community(contest.community)
        kit = {piece.id: piece for piece in await work.people.kit(community.id)}
        family = _Family(work, looker, kit)
        await family.join(entry)
        await family.look_up(entry)
        await family.look_down(entry)
        view = await _view(work, looker, entry, contest)
        return FamilyShown(view, community, tuple(family.kin.values()), family.made, len(family.beyond))


async def _taking_part(work: Work, looker: Looker, entry_id: str) -> tuple[Entry, Contest]:
    """Return an entry that somebody may see; nobody is given a card of one that is out."""
    entry, contest = await entry_seen(work, looker, entry_id)
    if entry.state is EntryState.DISQUALIFIED:
        raise Refusal("no_such", what="entry", id=entry_id)
    return entry, contest


def _line(line: ResultLine, looker: Looker) -> ResultLine:
    if line.view is None or looker.sees(line.view.entry, line.view.contest):
        return line
    return replace(line, view=None, is_hidden=True)


async def _view(work: Work, looker: Looker, entry: Entry, contest: Contest) -> EntryView:
    """Return an entry as they see it, with its sources and what was made from it."""
    view = await view_entry(work, entry, contest, looker.of(contest))
    known = {one.id: one for one in await work.entries.known([one.id for one in (*view.sources, *view.children)])}

    async def named(kin: Sequence[Source]) -> tuple[Source, ...]:
        return tuple([await _kin(work, looker, known[one.id]) if one.id in known else one for one in kin])

    children = [one for one in await named(view.children) if not one.is_hidden]
    return replace(view, sources=await named(view.sources), children=tuple(children))


async def _kin(work: Work, looker: Looker, entry: Entry) -> Source:
    """Return an entry as it stands in the family of another; one that they do not see is nameless."""
    if entry.state is EntryState.WITHDRAWN:
        return Source(entry.id, "", None, is_withdrawn=True)
    contest = await work.gallery.contest(entry.contest)
    if not looker.sees(entry, contest):
        return Source(entry.id, "", None, is_hidden=True)
    return Source(entry.id, entry.words.title, looker.author(entry, contest))


class _Family:
    """Gathers kin, the nearest first; of whoever is nameless nobody further is looked for."""

    def __init__(self, work: Work, looker: Looker, kit: dict[str, KitPiece]) -> None:
        self._work, self._looker, self._kit = work, looker, kit
        self.kin: dict[str, Kin] = {}
        self.beyond: set[str] = set()
        self._pairs: dict[tuple[str, str], None] = {}

    @property
    def made(self) -> tuple[tuple[int, int], ...]:
        """Return who was made from whom, among those who are in it."""
        at = {one: place for place, one in enumerate(self.kin)}
        return tuple((at[source], at[made]) for source, made in self._pairs if source in at and made in at)

    async def join(self, entry: Entry) -> bool:
        """Take an entry in, if there is room; tell whether its own kin is to be looked for."""
        if entry.id in self.kin or len(self.kin) >= MOST_KIN:
            self.beyond |= {entry.id} - self.kin.keys()
            return False
        source = await _kin(self._work, self._looker, entry)
        is_named = not (source.is_withdrawn or source.is_hidden)
        self.kin[entry.id] = Kin(source, entry.media if is_named else ())
        return is_named

    async def look_up(self, entry: Entry) -> None:
        """Take in what an entry was made from, and so on."""
        generation = [entry]
        while generation:
            wanted = {source: None for one in generation for source in one.words.sources}
            known = {one.id: one for one in await self._work.entries.known(list(wanted))}
            self._pairs |= {(source, one.id): None for one in generation for source in one.words.sources}
            for piece in (self._kit[one] for one in wanted if one in self._kit):
                self._join_piece(piece)
            generation = [known[one] for one in wanted if one in known and await self.join(known[one])]

    async def look_down(self, entry: Entry) -> None:
        """Take in what was made from an entry, and so on."""
        generation = [entry]
        while generation:
            found = [(one, child) for one in generation for child in await self._children(one)]
            self._pairs |= {(one.id, child.id): None for one, child in found}
            generation = [child for _, child in found if await self.join(child)]
            self._pairs |= {(source, one.id): None for one in generation for source in one.words.sources}

    async def _children(self, entry: Entry) -> list[Entry]:
        """Return what was made from an entry, as far as it is shown: of what is not, nobody learns that it is there."""
        made = await self._work.entries.children(entry.id)
        return [one for one in made if self._looker.sees(one, await self._work.gallery.contest(one.contest))]

    def _join_piece(self, piece: KitPiece) -> None:
        if len(self.kin) < MOST_KIN:
            picture = Media(piece.media, "picture", "")
            self.kin[piece.id] = Kin(Source(piece.id, piece.title, None), (picture,), is_kit=True)
        else:
            self.beyond.add(piece.id)
