"""Making places of a platform part of a community, and saying what is shown where (RULES.md 26).

Whether somebody may set a place up there is the platform's to tell, and its adapter has checked it.
"""

from dataclasses import replace
from datetime import datetime

from contests.desk.access import must_manage
from contests.desk.agreeing import agree_anew
from contests.desk.arriving import Person, Stranger, welcomed
from contests.desk.founding import found_community
from contests.desk.people import digest_of
from contests.model.community import Brand, Community, Venue
from contests.model.member import Role
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Refusal
from contests.rules.limits import TextLimits, is_blank


async def found_here(store: Store, venue: Venue, brand: str, zone: str, who: Stranger, at: datetime) -> Person:
    """Make a new community with web rooms and this place, and return its first manager.

    `venue.community` is of no matter. A brand's name that is too long is cut, for it can be changed at any time.

    Raises:
        Refusal: `already_decided` with `why=venue` where the place belongs to a community;
            `needs_argument` without a name.
    """
    if is_blank(brand):
        raise Refusal("needs_argument", name="name")
    async with store.work() as work:
        await _must_be_free(work, venue)
        named = Brand(brand.strip()[: TextLimits().name].strip())
        community = await found_community(work, named, venue.language, zone, at)
        await work.people.save_venue(replace(venue, community=community.id))
        manager = await welcomed(work, community.id, who, frozenset({Role.MANAGER}), at)
        await _note(work, manager.member.community, manager.member.id, "setup found", venue, at)
    return manager


async def join_here(store: Store, code: str, venue: Venue, who: Stranger, at: datetime) -> Person:
    """Make a place a venue of the community whose code this is; whoever did so comes in, without a role.

    Raises: Refusal as `join_by_code`.
    """
    async with store.work() as work:
        community = await _joined(work, code, venue, at)
        person = await welcomed(work, community.id, who, frozenset(), at)
        await _note(work, community.id, person.member.id, "setup join", venue, at)
    return person


async def join_by_code(store: Store, code: str, venue: Venue, at: datetime) -> Community:
    """Make a place a venue of the community whose code this is.

    Raises:
        Refusal: `no_such` for a code that is unknown or used, `too_late` for one that is too old;
            `already_decided` where the place belongs to a community.

    """
    async with store.work() as work:
        return await _joined(work, code, venue, at)


async def add_place(store: Store, actor: Actor, venue: Venue) -> Venue:
    """Make one more place a venue of the actor's community. Raises: Refusal `role`, `already_decided`."""
    must_manage(actor)
    async with store.work() as work:
        await _must_be_free(work, venue)
        added = replace(venue, community=actor.member.community)
        await work.people.save_venue(added)
        await _note(work, added.community, actor.member.id, "setup add", added, actor.at)
        await agree_anew(work, added, actor.at)
    return added


async def settle_venue(  # noqa: PLR0913 - a venue has these parts
    store: Store,
    actor: Actor,
    venue_id: str,
    *,
    gallery: str | None,
    desk: str | None,
    office: str | None,
    has_calendar: bool,
) -> Venue:
    """Say anew what is shown where in a venue; a new mark or calendar is made to agree at once.

    Raises:
        Refusal: `role`; `no_such`, also for another community's venue.
    """
    must_manage(actor)
    async with store.work() as work:
        before = await work.people.venue(venue_id)
        if before.community != actor.member.community:
            raise Refusal("no_such", what="venue", id=venue_id)
        venue = replace(before, gallery=gallery, desk=desk, office=office, has_calendar=has_calendar)
        await work.people.save_venue(venue)
        await _note(work, venue.community, actor.member.id, "setup venue", venue, actor.at)
        await agree_anew(work, venue, actor.at, before=before)
    return venue


async def _joined(work: Work, code: str, venue: Venue, at: datetime) -> Community:
    await _must_be_free(work, venue)
    link = await work.people.link(digest_of(code))
    if link is None or link.purpose != "join" or link.used_at or link.revoked_at:
        raise Refusal("no_such", what="code", id=code)
    if at >= link.expires_at:
        raise Refusal("too_late", why="code", at=link.expires_at.isoformat())
    await work.people.save_link(replace(link, used_at=at))
    community = await work.people.community(link.community)
    joined = replace(venue, community=community.id)
    await work.people.save_venue(joined)
    await agree_anew(work, joined, at)
    return community


async def _must_be_free(work: Work, venue: Venue) -> None:
    if await work.people.venue_at(venue.platform, venue.place):
        raise Refusal("already_decided", why="venue")


async def _note(work: Work, community: str, by: str, what: str, venue: Venue, at: datetime) -> None:
    await work.journal.write(Act(community, by, what, venue.id, at))
