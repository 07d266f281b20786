"""Reading pages: contests, entries and standings a page at a time, and who may see a stored file."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from contests.desk.access import contest_for, may_see
from contests.desk.ambassadors import badges_of
from contests.desk.views import ContestView, EntryView, ResultView, plain_view, view_contest, view_result
from contests.model.contest import State
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.model.member import Badge, Member, Role
from contests.ports import Actor, Store, Work
from contests.refusals import Refusal


class Identified(Protocol):
    """Whatever has an id."""

    @property
    def id(self) -> str:
        """Return the id."""


Shown = TypeVar("Shown")
Found = TypeVar("Found", bound=Identified)


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """A part of a list, and after which id the next part begins; None at its end."""

    items: tuple[Shown, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message, as everybody sees them."""

    member: Member
    badges: tuple[Badge, ...]


async def contests_page(store: Store, actor: Actor, after: str | None, limit: int) -> Page[ContestView]:
    """Return a community's contests, newest first; drafts are there for managers only.

    Raises:
        Refusal: `no_such` for an `after` that is none of them.
    """
    manages = actor.member.is_a(Role.MANAGER)
    async with store.reading() as work:
        rest = _after(await work.contests.find(actor.member.community), after)
        part, following = _part([one for one in rest if manages or one.state is not State.DRAFT], limit)
        return Page(tuple([await view_contest(work, one) for one in part]), following)


async def entries_page(store: Store, actor: Actor, contest_id: str, after: str | None, limit: int) -> Page[EntryView]:
    """Return a contest's entries in order of first sending: the public ones, one's own; all for moderators.

    Withdrawn ones are there for nobody.

    Raises:
        Refusal: `no_such` for the contest, or for an `after` that never was in it.
    """
    reader = actor.member
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        rest = _after(await work.entries.of_contest(contest_id), after)
    part, following = _part([one for one in rest if _is_there(one) and may_see(one, reader)], limit)
    return Page(tuple(plain_view(one, contest, reader) for one in part), following)


async def newest_entries(store: Store, actor: Actor, contest_id: str, most: int) -> list[EntryView]:
    """Return the newest entries of a contest that an actor may see. Raises: Refusal `no_such` for the contest."""
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        sent = await work.entries.of_contest(contest_id)
        seen = [one for one in reversed(sent) if _is_there(one) and may_see(one, actor.member)]
        return [plain_view(one, contest, actor.member) for one in seen[:most]]


async def standings(store: Store, actor: Actor, contest_id: str) -> ResultView | None:
    """Return the standings; None before the decision (RULES.md 22). Raises: Refusal `no_such`."""
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        return await view_result(work, contest) if contest.is_frozen else None


async def media_for(store: Store, reader: Member | None, media_id: str) -> Media:
    """Return a stored file's row for somebody who may see it: all see the kit, logos and cards; else as its entry.

    No reader is the public, which sees what the gallery shows it.

    Raises:
        Refusal: `no_such`, whether it is unknown or hidden.
    """
    async with store.reading() as work:
        media = await work.media.get(media_id)
        is_the_brands = media is not None and await work.media.in_kit(media_id, or_a_card=reader is not None)
        if media is not None and (is_the_brands or await _seen_in_entry(work, reader, media_id)):
            return media
    raise Refusal("no_such", what="media", id=media_id)


async def authors(store: Store, ids: Collection[str]) -> dict[str, Author]:
    """Return those of these members that exist, with their badges."""
    if not ids:
        return {}
    async with store.reading() as work:
        members = await work.people.members(ids)
        communities = {one.community for one in members.values()}
        contests = [one for community in communities for one in await work.contests.find(community)]
    return {one.id: Author(one, badges_of(one.id, contests)) for one in members.values()}


async def _seen_in_entry(work: Work, reader: Member | None, media_id: str) -> bool:
    for entry in await work.media.shown_by(media_id):
        contest = await work.gallery.contest(entry.contest)
        is_own_communitys = reader is not None and contest.community == reader.community
        if is_shown(entry, reader if is_own_communitys else None) and (
            is_own_communitys or contest.state is not State.DRAFT
        ):
            return True
    return False


def is_shown(entry: Entry, reader: Member | None) -> bool:
    """Tell whether an entry is shown to a reader; None is the public, which sees what agreed to the gallery."""
    if entry.state is EntryState.WITHDRAWN:
        return False
    return may_see(entry, reader) if reader else entry.is_public and entry.in_gallery


def _is_there(entry: Entry) -> bool:
    return entry.state is not EntryState.WITHDRAWN


def _after(found: Sequence[Found], after: str | None) -> Sequence[Found]:
    """Return what follows an id, which may belong to something that is no longer shown."""
    if after is None:
        return found
    for place, one in enumerate(found):
        if one.id == after:
            return found[place + 1 :]
    raise Refusal("no_such", what="after", id=after)


def _part(shown: Sequence[Found], limit: int) -> tuple[Sequence[Found], str | None]:
    part = shown[:limit]
    return part, part[-1].id if len(shown) > limit else None
