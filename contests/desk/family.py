"""An entry's family: what it was made from and what was made from it, some generations each way."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from contests.desk.gallery import entry_seen, picture_of
from contests.desk.looker import Looker
from contests.model.community import KitPiece
from contests.model.contest import Contest
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.ports import Store, Work

GENERATIONS = 3
"""How far back, and how far on."""
MOST = 24
"""How many relatives each way; who has more is shown the nearest."""


@dataclass(frozen=True, slots=True)
class Relative:
    """One place in the family."""

    id: str
    generation: int
    """0 is the entry itself, below 0 what it came from, above 0 what came of it."""
    via: str
    """The relative one step nearer to the entry."""
    title: str = ""
    author: str | None = None
    picture: Media | None = None
    is_kit: bool = False
    is_withdrawn: bool = False
    """It keeps a nameless place (RULES.md 12)."""
    is_hidden: bool = False
    """It is not shown to this reader, and is as nameless."""

    @property
    def is_nameless(self) -> bool:
        """Tell whether only its place is shown."""
        return self.is_withdrawn or self.is_hidden


@dataclass(slots=True)
class Family:
    """Everybody of a family by id, nearest first, and who was made from whom."""

    of: str
    relatives: dict[str, Relative] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Source and what was made from it."""

    def next_to(self, id_: str, *, is_forward: bool) -> list[Relative]:
        """Return those who came by way of a relative: onwards, or backwards."""
        return [one for one in self.relatives.values() if one.via == id_ and (one.generation > 0) is is_forward]


async def family_of(store: Store, looker: Looker, entry_id: str) -> Family:
    """Return an entry's family. Raises: Refusal `no_such` where the entry is not shown."""
    async with store.reading() as work:
        entry, contest = await entry_seen(work, looker, entry_id)
        finder = _Finder(work, looker, Family(entry_id))
        finder.family.relatives[entry_id] = await finder.shown(entry, 0, "")
        await finder.look_back([entry], contest)
        await finder.look_on([entry])
        return finder.family


class _Finder:
    """Walks through a family, a generation at a time."""

    def __init__(self, work: Work, looker: Looker, family: Family) -> None:
        self.family = family
        self._work, self._looker = work, looker
        self._contests: dict[str, Contest] = {}

    async def look_back(self, entries: Iterable[Entry], contest: Contest) -> None:
        """Add what entries were made from."""
        pieces = {piece.id: piece for piece in await self._work.people.kit(contest.community)}
        made = list(entries)
        for generation in range(-1, -GENERATIONS - 1, -1):
            wanted = {source for one in made for source in one.words.sources}
            known = {one.id: one for one in await self._work.entries.known(wanted)}
            following = []
            for child in made:
                for source in child.words.sources:
                    if source in pieces:
                        self._add(await self._piece(pieces[source], generation, child.id), (source, child.id), side=-1)
                    elif source in known:
                        place = await self.shown(known[source], generation, child.id)
                        if self._add(place, (source, child.id), side=-1) and not place.is_hidden:
                            following.append(known[source])
            made = following

    async def look_on(self, entries: Iterable[Entry]) -> None:
        """Add what was made from entries; what is not shown has no place among it, unless it was withdrawn."""
        sources = list(entries)
        for generation in range(1, GENERATIONS + 1):
            ids = {one.id for one in sources}
            following = []
            for child in await self._work.gallery.made_from(ids):
                for source in (one for one in child.words.sources if one in ids):
                    place = await self.shown(child, generation, source)
                    if not place.is_hidden and self._add(place, (source, child.id), side=1):
                        following.append(child)
            sources = following

    async def shown(self, entry: Entry, generation: int, via: str) -> Relative:
        """Return an entry's place as the reader may see it."""
        if entry.state is EntryState.WITHDRAWN:
            return Relative(entry.id, generation, via, is_withdrawn=True)
        contest = await self._contest(entry.contest)
        if not self._looker.sees(entry, contest):
            return Relative(entry.id, generation, via, is_hidden=True)
        author = self._looker.author(entry, contest)
        return Relative(entry.id, generation, via, entry.words.title, author, picture_of(entry))

    async def _piece(self, piece: KitPiece, generation: int, via: str) -> Relative:
        picture = await self._work.media.get(piece.media)
        return Relative(piece.id, generation, via, piece.title, None, picture, is_kit=True)

    def _add(self, place: Relative, link: tuple[str, str], *, side: int) -> bool:
        """Add a relative and a link; tell whether it is somebody new."""
        known = self.family.relatives
        is_new = place.id not in known
        if is_new and sum(one.generation * side > 0 for one in known.values()) >= MOST:
            return False
        known.setdefault(place.id, place)
        if link not in self.family.links:
            self.family.links.append(link)
        return is_new

    async def _contest(self, contest: str) -> Contest:
        if contest not in self._contests:
            self._contests[contest] = await self._work.gallery.contest(contest)
        return self._contests[contest]
