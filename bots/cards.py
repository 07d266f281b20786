"""From what is stored to what a card shows: announcements, answers and pages all draw the same cards."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bots.intake import Intake
from bots.pictures import Card, Certificate, EntryCard, FamilyTree, ResultCard, render
from bots.post import Attachment
from bots.presenter.cards import PathOf, certificate, entry_card, family_tree
from bots.presenter.results import result_card
from bots.words import Words
from contests.desk.looker import Looker
from contests.desk.showing import shown_entry, shown_family, shown_office, shown_result
from contests.model.community import Community
from contests.model.media import Media
from contests.ports import StorageError, Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cards:
    """Gathers what a card shows, as whoever looks at it may see it."""

    store: Store
    path_of: Callable[[Media], Path]
    """Where a stored file lies."""

    async def result(self, contest: str, looker: Looker, t: Words) -> ResultCard:
        """Return a result card. Raises: Refusal `no_such`, also before the decision."""
        view = await shown_result(self.store, looker, contest)
        shown = (media for line in view.lines if line.view for media in line.view.entry.media)
        return result_card(view, t, await self._paths(shown, view.community))

    async def entry(self, entry: str, looker: Looker, t: Words) -> EntryCard:
        """Return an entry's card. Raises: Refusal `no_such`."""
        shown = await shown_entry(self.store, looker, entry)
        return entry_card(shown, t, await self._paths(shown.view.entry.media, shown.community))

    async def tree(self, entry: str, looker: Looker, t: Words) -> FamilyTree:
        """Return an entry's family tree. Raises: Refusal `no_such`."""
        family = await shown_family(self.store, looker, entry)
        shown = [media for one in family.kin if not one.is_kit for media in one.media]
        kit = [media.id for one in family.kin if one.is_kit for media in one.media]
        return family_tree(family, t, await self._paths(shown, family.community, kit))

    async def office(self, offer: str, looker: Looker, t: Words) -> Certificate:
        """Return an ambassador's certificate. Raises: Refusal `no_such`, also where the office is not held."""
        office = await shown_office(self.store, looker, offer)
        shown = office.entry.entry.media if office.entry else ()
        return certificate(office, t, await self._paths(shown, office.community))

    async def _paths(self, shown: Iterable[Media], community: Community, ids: Iterable[str] = ()) -> PathOf:
        """Return where files lie, by their ids; those of the brand are looked up."""
        async with self.store.reading() as work:
            looked_up = [await work.media.get(one) for one in (community.brand.logo, *ids) if one]
        files = [*shown, *(one for one in looked_up if one)]
        return {one.id: self.path_of(one) for one in files if one.kind == "picture"}.get


async def attached(card: Card, alt: str, intake: Intake, store: Store, at: datetime) -> Attachment | None:
    """Draw a card and keep it for a message; a message without its picture is better than none."""
    try:
        kept = await intake.keep_drawn(await render(card))
        async with store.work() as work:
            await work.media.save(kept, at, public=True)
    except (ChildProcessError, StorageError):
        log.exception("a card could not be drawn or kept: %s", type(card).__name__)
        return None
    return Attachment(kept.id, kept.kind, kept.mime, alt)
