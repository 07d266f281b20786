"""Storing a step together with everything that is owed because of it: one transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from contests.lifecycle import Facts, Step, advance, settle
from contests.model.announcement import Announcement, Audience, News
from contests.model.community import Venue
from contests.model.contest import Contest, RoundKind
from contests.ports import Owed, Work


async def venues_of(work: Work, contest: Contest) -> list[Venue]:
    """Return the venues in which a contest runs (RULES.md 27)."""
    venues = await work.people.venues(contest.community)
    return [venue for venue in venues if not contest.venues or venue.id in contest.venues]


async def facts_of(work: Work, contest: Contest) -> Facts:
    """Load what a contest's steps are decided from."""
    entries = await work.entries.of_contest(contest.id)
    polls = [one for one in contest.rounds if one.is_open and one.kind is not RoundKind.SUBMISSION]
    return Facts(tuple(entries), {one.id: await work.ballots.count(one.id) for one in polls})


async def store_step(work: Work, before: Contest, step: Step, at: datetime) -> Contest:
    """Save the contest of a step and its announcements; return the contest as stored."""
    if step.contest != before:
        await work.contests.save(step.contest)
    await owe(work, step.contest, step.said, at)
    return replace(step.contest, version=before.version + (step.contest != before))


async def play(work: Work, contest: Contest, now: datetime) -> tuple[Contest, Step]:
    """Play whatever is due in a contest, and store it."""
    step = advance(contest, await facts_of(work, contest), now)
    return await store_step(work, contest, step, now), step


async def settle_opening(work: Work, contest: Contest, at: datetime) -> Contest:
    """Open the voting if it only waited for the verdict or withdrawal that was just stored."""
    step = settle(contest, await facts_of(work, contest), at)
    return await store_step(work, contest, step, at)


async def owe(work: Work, contest: Contest, said: Iterable[Announcement], at: datetime) -> None:
    """Write outbox rows: one for each receiver of each announcement."""
    rows: list[Owed] = []
    for one in said:
        rows += [
            Owed(work.new_id(), contest.community, to, venue, at) for to, venue in await _receivers(work, contest, one)
        ]
    await work.outbox.add(rows)


async def _receivers(work: Work, contest: Contest, one: Announcement) -> list[tuple[Announcement, str | None]]:
    if one.audience is Audience.VENUES:
        spared = await _not_yet_told(work, contest) if one.kind is News.CORRECTION else set()
        return [(one, venue.id) for venue in await venues_of(work, contest) if venue.id not in spared]
    if one.audience is Audience.REMINDED:
        members = await work.contests.reminded(contest.id)
        return [(replace(one, audience=Audience.MEMBER, member=member), None) for member in members]
    return [(one, None)]


async def _not_yet_told(work: Work, contest: Contest) -> set[str | None]:
    """Return the venues that are still owed the result: what they get is rendered corrected (RULES.md 13)."""
    return {owed.venue for owed in await work.outbox.unclaimed(contest.id, News.RESULT)}


async def refresh(work: Work, contest: Contest, entry: str, at: datetime) -> None:
    """Owe a new look to every place where an entry was shown."""
    await owe(work, contest, [Announcement(News.REFRESH, contest.id, Audience.SHOWINGS, entry=entry)], at)
