"""The decision: standings that stand from now on, and all that is owed because of them."""

from dataclasses import replace
from datetime import datetime

from contests.lifecycle.offices import fill_offices
from contests.lifecycle.step import Step
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest, State


def freeze(contest: Contest, now: datetime) -> Step:
    """Fix the standings, tell the venues, each entrant their rank, the managers the winners, and make the offers."""
    decided = replace(contest, state=State.DECIDED, decided_at=now)
    ranks = tuple(
        Announcement(News.RANK, contest.id, Audience.MEMBER, line.member, line.entry, {"rank": line.rank})
        for line in decided.standings
    )
    result = Announcement(News.RESULT, contest.id)
    winners = Announcement(News.WINNERS, contest.id, Audience.DESK)
    step = Step(decided, (result, *ranks, winners))
    return step if contest.ended_because else step.then(fill_offices(decided, now))
