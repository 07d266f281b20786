"""What a venue is made to agree with when it comes in or is settled anew: ambassadors' marks and its calendar."""

from dataclasses import replace
from datetime import datetime

from contests.lifecycle.following import ambassadors, in_calendars, marked
from contests.model.announcement import Announcement, Audience, News
from contests.model.community import Venue
from contests.model.contest import Contest
from contests.ports import Owed, Work


async def agree_anew(work: Work, venue: Venue, at: datetime, *, before: Venue | None = None) -> None:
    """Owe a venue its calendar and the marks of those who are ambassadors now, where these are new there.

    Announcements and entries of before are not made up for (RULES.md 27).
    """
    was = before or replace(venue, office=None, has_calendar=False)
    has_new_mark = venue.office is not None and venue.office != was.office
    has_new_calendar = venue.has_calendar and not was.has_calendar
    rows: list[Owed] = []
    for contest in await work.contests.find(venue.community) if has_new_mark or has_new_calendar else ():
        said = [marked(contest, member) for member in sorted(ambassadors(contest))] if has_new_mark else []
        if has_new_calendar and _runs_in(contest, venue) and in_calendars(contest):
            said.append(Announcement(News.CALENDAR, contest.id, Audience.CALENDARS))
        rows += [Owed(work.new_id(), venue.community, one, venue.id, at) for one in said]
    await work.outbox.add(rows)


def _runs_in(contest: Contest, venue: Venue) -> bool:
    return not contest.venues or venue.id in contest.venues
