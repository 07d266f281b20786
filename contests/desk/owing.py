"""Storing a step together with everything that is owed because of it: one transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from contests.desk.knowing import facts_of
from contests.lifecycle import Step, advance, settle
from contests.lifecycle.following import ends_a_vote, followed, looks_other
from contests.model.announcement import Announcement, Audience, News
from contests.model.community import Venue
from contests.model.contest import Contest
from contests.model.entry import Entry, EntryState
from contests.ports import Owed, Showing, Store, Work


async def venues_of(work: Work, contest: Contest) -> list[Venue]:
    """Return the venues in which a contest runs (RULES.md 27)."""
    venues = await work.people.venues(contest.community)
    return [venue for venue in venues if not contest.venues or venue.id in contest.venues]


async def store_step(work: Work, before: Contest, step: Step, at: datetime) -> Contest:
    """Save the contest of a step and its announcements; return the contest as stored."""
    after = step.contest
    if after.is_frozen and not before.is_frozen:
        after = replace(after, linked_voters=await work.ballots.linked(after.id))
    if after != before:
        await work.contests.save(after)
    await owe(work, after, (*step.said, *followed(before, after)), at)
    if looks_other(before, after):
        await _refresh_galleries(work, after, at)
    if ends_a_vote(before, after):
        await owe(work, after, [Announcement(News.REFRESH, after.id, Audience.SHOWINGS)], at)
    return replace(after, version=before.version + (after != before))


async def play(work: Work, contest: Contest, now: datetime) -> tuple[Contest, Step]:
    """Play whatever is due in a contest, and store it."""
    step = advance(contest, await facts_of(work, contest, now), now)
    return await store_step(work, contest, step, now), step


async def settle_opening(work: Work, contest: Contest, at: datetime) -> Contest:
    """Do what only waited for the verdict or withdrawal that was just stored, such as opening the voting."""
    step = settle(contest, await facts_of(work, contest, at), at)
    return await store_step(work, contest, step, at)


async def owe(work: Work, contest: Contest, said: Iterable[Announcement], at: datetime) -> None:
    """Write outbox rows: one for each receiver of each announcement."""
    rows: list[Owed] = []
    for one in said:
        rows += [
            Owed(_key(work, one, venue), contest.community, to, venue, at)
            for to, venue in await _receivers(work, contest, one)
        ]
    await work.outbox.add(rows)


def _key(work: Work, one: Announcement, venue: str | None) -> str:
    """Return a new key; an entry is shown once in a gallery, however often it is admitted."""
    return f"{one.entry}.{venue}" if one.kind is News.ENTRY else work.new_id()


async def _receivers(work: Work, contest: Contest, one: Announcement) -> list[tuple[Announcement, str | None]]:
    if one.audience is Audience.REMINDED:
        members = await work.contests.reminded(contest.id)
        return [(replace(one, audience=Audience.MEMBER, member=member), None) for member in members]
    if one.audience in {Audience.MEMBER, Audience.SHOWINGS}:
        return [(one, None)]
    venues = await _venues(work, contest, one.audience)
    spared = await _spared(work, contest, one)
    told: list[tuple[Announcement, str | None]] = [(one, venue.id) for venue in venues if venue.id not in spared]
    return [(one, None), *told] if one.audience is Audience.DESK else told


async def _venues(work: Work, contest: Contest, audience: Audience) -> list[Venue]:
    """Return the venues that an audience is; of two that share a desk, a gallery or a mark, the older one."""
    wholly = audience in {Audience.DESK, Audience.MARKS}
    venues = await (work.people.venues(contest.community) if wholly else venues_of(work, contest))
    where = WHERE[audience]
    oldest = {(venue.platform, where(venue)): venue for venue in reversed(venues) if where(venue)}
    return [venue for venue in venues if venue in oldest.values()]


WHERE: Mapping[Audience, Callable[[Venue], str | None]] = {
    Audience.VENUES: lambda venue: venue.place,
    Audience.DESK: lambda venue: venue.desk,
    Audience.REVIEWERS: lambda venue: venue.desk,
    Audience.GALLERIES: lambda venue: venue.gallery,
    Audience.MARKS: lambda venue: venue.office,
    Audience.CALENDARS: lambda venue: venue.place if venue.has_calendar else None,
}
"""Where in a venue an audience is, if it is there."""


async def _spared(work: Work, contest: Contest, one: Announcement) -> set[str | None]:
    """Return the venues that need no row.

    Those still owed the result get it corrected (RULES.md 13); a calendar is made to agree with what is true then; a
    desk that cannot be reached is not told so itself.
    """
    if one.kind is News.CORRECTION:
        return {owed.venue for owed in await work.outbox.unclaimed(contest.id, News.RESULT)}
    if one.kind is News.CALENDAR:
        return {owed.venue for owed in await work.outbox.unclaimed(contest.id, News.CALENDAR)}
    if one.kind in {News.NOT_SENT, News.UNSURE} and one.facts.get("is_desk"):
        return {str(one.facts.get("venue"))}
    return set()


async def refresh(work: Work, contest: Contest, entry: str, at: datetime) -> None:
    """Owe a new look to every place where an entry was shown."""
    wanted = Announcement(News.REFRESH, contest.id, Audience.SHOWINGS, entry=entry)
    if not any(owed.announcement == wanted for owed in await work.outbox.unclaimed(contest.id, News.REFRESH)):
        await owe(work, contest, [wanted], at)


async def owe_after(store: Store, owed: Owed, after: str, now: datetime) -> None:
    """Owe a new look to those that come after one, once, as a turn of its own."""
    said = owed.announcement
    rest = replace(said, facts={**said.facts, "after": after})
    async with store.work() as work:
        await work.outbox.add([Owed(f"{owed.id}+", owed.community, rest, None, now)])


async def owe_the_rest(store: Store, owed: Owed, done: Sequence[Showing], now: datetime, *, is_more: bool) -> None:
    """Forget the ballots that were closed; owe it to the rest, if there are more than one turn takes."""
    async with store.work() as work:
        await work.showings.drop(done)
        if is_more:
            await owe(work, await work.contests.get(owed.announcement.contest), [owed.announcement], now)


async def show_in_galleries(work: Work, contest: Contest, entry: Entry, at: datetime) -> None:
    """Owe an entry that takes part to each gallery in a chat, once, where its author lets it be shown."""
    if entry.state is EntryState.ADMITTED and entry.in_gallery:
        await owe(work, contest, [Announcement(News.ENTRY, contest.id, Audience.GALLERIES, entry=entry.id)], at)


async def ask_reviewers(work: Work, contest: Contest, entry: Entry, at: datetime) -> None:
    """Owe an entry that waits for review to each desk in a chat."""
    if entry.state is EntryState.WAITING:
        await owe(work, contest, [Announcement(News.TO_REVIEW, contest.id, Audience.REVIEWERS, entry=entry.id)], at)


async def _refresh_galleries(work: Work, contest: Contest, at: datetime) -> None:
    """Owe a new look to the entries in chats' galleries; all else is shown to one person, who looks again."""
    if await _venues(work, contest, Audience.GALLERIES):
        shown = [one.id for one in await work.entries.of_contest(contest.id) if one.is_public and one.in_gallery]
        again = Announcement(News.REFRESH, contest.id, Audience.SHOWINGS, facts={"is_public": 1})
        await owe(work, contest, [replace(again, entry=one) for one in shown], at)
