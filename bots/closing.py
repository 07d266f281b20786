"""Says on private ballots that their vote is over: each message is changed once, and only so many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.hearing import Speaker
from bots.post import Post
from bots.presenter import ballots
from bots.words import words
from contests.model.contest import Contest
from contests.ports import Showing, Store, Work

AT_ONCE = 300
"""Messages that are changed before all else that is owed has its turn again."""


@dataclass(frozen=True, slots=True)
class Stale:
    """One message with a ballot whose vote is over."""

    showings: tuple[Showing, ...]
    """What it was noted to show; all at the same place."""
    post: Post
    """What it shows from now on."""

    @property
    def shown(self) -> Showing:
        """Return where it is."""
        return self.showings[0]


async def stale_ballots(
    store: Store, contest_id: str, now: datetime, speakers: Mapping[str, Speaker]
) -> tuple[list[Stale], bool]:
    """Return messages with ballots of a contest, and whether there are more; none while it takes votes."""
    async with store.reading() as work:
        contest = await work.contests.get(contest_id)
        if contest.takes_votes:
            return [], False
        community = await work.people.community(contest.community)
        messages = await _messages(work, contest, now)
        stale = []
        for shown in messages[:AT_ONCE]:
            account = await work.people.account(shown[0].private_to) if shown[0].private_to else None
            speaker = speakers.get(shown[0].platform)
            language = (account.language if account else None) or community.language
            t = words(language, speaker.dates if speaker else "words")
            stale.append(Stale(shown, ballots.over(contest, t, ZoneInfo(contest.brief.zone), now)))
    return stale, len(messages) > AT_ONCE


async def platforms_with_ballots(work: Work, contest: Contest, now: datetime) -> set[str]:
    """Return the platforms where messages show ballots of a contest."""
    return {shown[0].platform for shown in await _messages(work, contest, now)}


async def _messages(work: Work, contest: Contest, now: datetime) -> Sequence[tuple[Showing, ...]]:
    """Return what shows ballots and can still be changed, each message with all that it was noted to show."""
    entries = await work.entries.of_contest(contest.id)
    found: dict[tuple[str, str], list[Showing]] = {}
    for showing in await work.showings.of(*(f"ballot:{one.id}" for one in entries)):
        if showing.until is None or now < showing.until:
            found.setdefault((showing.platform, showing.where), []).append(showing)
    return [tuple(shown) for shown in found.values()]
