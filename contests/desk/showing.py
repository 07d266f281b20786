"""What is shown outside of the rooms, and to whom: entries, results, offices, and the families of entries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contests.desk.access import may_see, named_to
from contests.desk.views import EntryView, ResultLine, ResultView, Source, view_entry, view_result
from contests.lifecycle.offices import find_offer
from contests.model.ambassador import Offer, OfferState
from contests.model.community import Community, KitPiece
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.model.member import Member
from contests.ports import Store, Work
from contests.refusals import Refusal

MOST_KIN = 60
"""Of a family as many are looked up; the others are counted as far as they are met."""
HELD = frozenset({OfferState.ACCEPTED, OfferState.ENDED})


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Whoever looks: a member of a community, or nobody in particular."""

    member: Member | None = None
    only_agreed: bool = False
    """Is shown only what its author agreed to show in the gallery (RULES.md 10)."""

    def may_look_at(self, contest: Contest) -> bool:
        """Tell whether a contest is for them; drafts are for nobody."""
        here = self.member is None or self.member.community == contest.community
        return here and contest.state is not State.DRAFT

    def sees(self, entry: Entry, contest: Contest) -> bool:
        """Tell whether they see an entry."""
        if entry.state is EntryState.WITHDRAWN or not self.may_look_at(contest):
            return False
        if self.member is not None:
            return may_see(entry, self.member)
        if self.only_agreed:
            return entry.in_gallery and entry.state is EntryState.ADMITTED
        return entry.is_public

    async def kin(self, work: Work, entry: Entry) -> Source:
        """Return an entry as it stands in the family of another; one that they do not see is nameless."""
        if entry.state is EntryState.WITHDRAWN:
            return Source(entry.id, "", None, is_withdrawn=True)
        contest = await work.contests.get(entry.contest)
        if not self.sees(entry, contest):
            return Source(entry.id, "", None, is_hidden=True)
        return Source(entry.id, entry.words.title, entry.shown_as if named_to(contest, entry, self.member) else None)

    async def view(self, work: Work, entry: Entry, contest: Contest) -> EntryView:
        """Return an entry as they see it, with its sources and what was made from it."""
        view = await view_entry(work, entry, contest, self.member)
        sources, children = await self._named(work, view.sources), await self._named(work, view.children)
        return replace(view, sources=sources, children=children)

    async def _named(self, work: Work, kin: Sequence[Source]) -> tuple[Source, ...]:
        known = {one.id: one for one in await work.entries.known([one.id for one in kin])}
        return tuple([await self.kin(work, known[one.id]) if one.id in known else one for one in kin])


EVERYBODY = Onlooker()
"""Whom an announcement is for."""


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


async def shown_entry(store: Store, onlooker: Onlooker, entry_id: str) -> EntryShown:
    """Return an entry. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        entry, contest = await _seen(work, onlooker, entry_id)
        community = await work.people.community(contest.community)
        return EntryShown(await onlooker.view(work, entry, contest), community)


async def shown_result(store: Store, onlooker: Onlooker, contest_id: str) -> ResultView:
    """Return the result of a decided contest. Raises: Refusal `no_such`, also before the decision."""
    async with store.reading() as work:
        contest = await work.contests.get(contest_id)
        if not contest.is_frozen or not onlooker.may_look_at(contest):
            raise Refusal("no_such", what="contest", id=contest_id)
        result = await view_result(work, contest)
        if not onlooker.only_agreed:
            return result
        return replace(result, lines=tuple([await _agreed(work, onlooker, line) for line in result.lines]))


async def _agreed(work: Work, onlooker: Onlooker, line: ResultLine) -> ResultLine:
    if line.view is None:
        return line
    if not onlooker.sees(line.view.entry, line.view.contest):
        return replace(line, view=None, is_hidden=True)
    return replace(line, view=await onlooker.view(work, line.view.entry, line.view.contest))


async def shown_office(store: Store, onlooker: Onlooker, offer_id: str) -> OfficeShown:
    """Return an office that is or was held. Raises: Refusal `no_such`, also for one that is only offered."""
    async with store.reading() as work:
        contest = await work.contests.of_offer(offer_id)
        offer = find_offer(contest, offer_id)
        entry = next(iter(await work.entries.known([offer.entry])), None)
        is_seen = entry is not None and onlooker.sees(entry, contest)
        if offer.state not in HELD or not onlooker.may_look_at(contest) or (onlooker.only_agreed and not is_seen):
            raise Refusal("no_such", what="offer", id=offer_id)
        view = await onlooker.view(work, entry, contest) if entry and is_seen else None
        name = view.entry.shown_as if view else (await work.people.member(offer.member)).name
        return OfficeShown(offer, contest, await work.people.community(contest.community), name, view)


async def shown_family(store: Store, onlooker: Onlooker, entry_id: str) -> FamilyShown:
    """Return the family of an entry. Raises: Refusal `no_such`."""
    async with store.reading() as work:
        entry, contest = await _seen(work, onlooker, entry_id)
        community = await work.people.community(contest.community)
        kit = {piece.id: piece for piece in await work.people.kit(community.id)}
        family = _Family(work, onlooker, kit)
        await family.join(entry)
        await family.look_up(entry)
        await family.look_down(entry)
        view = await onlooker.view(work, entry, contest)
        return FamilyShown(view, community, tuple(family.kin.values()), family.made, len(family.beyond))


async def _seen(work: Work, onlooker: Onlooker, entry_id: str) -> tuple[Entry, Contest]:
    entry = await work.entries.get(entry_id)
    contest = await work.contests.get(entry.contest)
    if not onlooker.sees(entry, contest):
        raise Refusal("no_such", what="entry", id=entry_id)
    return entry, contest


class _Family:
    """Gathers kin, the nearest first; of whoever is nameless nobody further is looked for."""

    def __init__(self, work: Work, onlooker: Onlooker, kit: dict[str, KitPiece]) -> None:
        self._work, self._onlooker, self._kit = work, onlooker, kit
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
        source = await self._onlooker.kin(self._work, entry)
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
            found = [(one, child) for one in generation for child in await self._work.entries.children(one.id)]
            self._pairs |= {(one.id, child.id): None for one, child in found}
            generation = [child for _, child in found if await self.join(child)]
            self._pairs |= {(source, one.id): None for one in generation for source in one.words.sources}

    def _join_piece(self, piece: KitPiece) -> None:
        if len(self.kin) < MOST_KIN:
            picture = Media(piece.media, "picture", "")
            self.kin[piece.id] = Kin(Source(piece.id, piece.title, None), (picture,), is_kit=True)
        else:
            self.beyond.add(piece.id)
