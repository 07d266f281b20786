"""Places that a platform lets us reach no more, or again, or that it calls otherwise from now on.

Nothing is taken back: a community keeps its venues. Its managers are told, once for each thing that happened.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from contests.desk.agreeing import agree_anew
from contests.model.announcement import Announcement, Audience, News
from contests.model.community import Venue
from contests.ports import Owed, Store, Work
from contests.refusals import Fact

TRIED_AGAIN = 5
"""Messages that were given up meanwhile and are named where a place is back."""


async def move_place(store: Store, platform: str, old: str, new: str) -> list[Venue]:
    """Follow a place that its platform calls otherwise now: venues, galleries and desks in it and below it (`old/…`).

    One transaction; twice is once. Return the venues that it changed. A place that is another venue's already stays
    that one's.
    """
    async with store.work() as work:
        moved = []
        for before in await work.people.venues_on(platform, ""):
            after = replace(
                before,
                place=_moved(before.place, old, new),
                gallery=before.gallery and _moved(before.gallery, old, new),
                desk=before.desk and _moved(before.desk, old, new),
            )
            if after.place != before.place and await work.people.venue_at(platform, after.place):
                after = replace(after, place=before.place)
            if after != before:
                await work.people.save_venue(after)
                moved.append(after)
        return moved


async def lost_place(  # noqa: PLR0913 - what happened to a place has these parts
    store: Store, platform: str, place: str, why: str, at: datetime, *, key: str, title: str
) -> None:
    """Tell the managers that a place cannot be reached, or that less can be done there.

    `why` is a word of the presenter's; `title` is what people call the place. The same `key` tells nothing new.
    """
    async with store.work() as work:
        for community, venues in await _there(work, platform, place):
            said = _told(News.VENUE_LOST, {"title": title, "why": why, "parts": _parts(venues, place)})
            await work.outbox.add(await _rows(work, community, said, at, key, without=(platform, place)))


async def regained_place(store: Store, platform: str, place: str, at: datetime, *, key: str, title: str) -> None:
    """Tell the managers that a place can be reached again, and what was given up for it meanwhile."""
    async with store.work() as work:
        for community, venues in await _there(work, platform, place):
            ours = {one.id for one in venues}
            lost = [one for one, _ in await work.outbox.given_up(community) if one.venue in ours]
            again = " ".join(f"{one.id}/{one.announcement.kind}" for one in lost[-TRIED_AGAIN:])
            said = _told(News.VENUE_BACK, {"title": title, "again": again, "more": max(0, len(lost) - TRIED_AGAIN)})
            await work.outbox.add(await _rows(work, community, said, at, key))


async def mark_from_now(store: Store, platform: str, place: str, office: str, at: datetime) -> None:
    """Have ambassadors wear a mark in the venues of a place where they wear none, now that it can be given."""
    async with store.work() as work:
        for before in await work.people.venues_on(platform, ""):
            if is_in(before.place, place) and before.office is None:
                venue = replace(before, office=office)
                await work.people.save_venue(venue)
                await agree_anew(work, venue, at, before=before)


def is_in(place: str | None, whole: str) -> bool:
    """Tell whether a place is another, or is below it."""
    return place is not None and (place == whole or place.startswith(f"{whole}/"))


def _moved(place: str, old: str, new: str) -> str:
    return new + place.removeprefix(old) if is_in(place, old) else place


async def _there(work: Work, platform: str, place: str) -> list[tuple[str, list[Venue]]]:
    """Return, by community, the venues that are in a place, or have their gallery or desk there."""
    found: dict[str, list[Venue]] = {}
    for venue in await work.people.venues_on(platform, ""):
        if any(is_in(one, place) for one in (venue.place, venue.gallery, venue.desk)):
            found.setdefault(venue.community, []).append(venue)
    return list(found.items())


def _parts(venues: Collection[Venue], place: str) -> str:
    """Name what of these venues is in a place."""
    parts = {
        "venue": any(is_in(one.place, place) for one in venues),
        "gallery": any(is_in(one.gallery, place) for one in venues),
        "desk": any(is_in(one.desk, place) for one in venues),
    }
    return " ".join(name for name, is_there in parts.items() if is_there)


def _told(kind: News, facts: dict[str, Fact]) -> Announcement:
    return Announcement(kind, "", Audience.DESK, facts=facts)


async def _rows(
    work: Work, community: str, said: Announcement, at: datetime, key: str, *, without: tuple[str, str] = ("", "")
) -> list[Owed]:
    """Owe it to the community's desk in the web room, and to each desk in a chat that is not in a place."""
    platform, place = without
    desks: dict[tuple[str, str], str | None] = {}
    for venue in await work.people.venues(community):
        if venue.desk and not (venue.platform == platform and is_in(venue.desk, place)):
            desks.setdefault((venue.platform, venue.desk), venue.id)
    return [Owed(f"{key}.{to or community}", community, said, to, at) for to in (None, *desks.values())]
