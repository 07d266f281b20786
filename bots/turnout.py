"""Counting along: the messages that opened a vote say how many have voted, and never for what.

A message is edited at most every `EVERY_S`, whatever comes in between; once more when its round has closed, unless what
ended the contest takes its place. Nothing of it is owed: an edit that is lost is made up for by the next one, and a
start looks at every round of a contest that is voted on.
"""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from bots.hearing import NotSentError, Speaker
from bots.post import Post
from bots.presenter.turnout import closed, counted_at
from bots.wording import Wording
from bots.words import words
from contests.desk.owing import venues_of
from contests.model.announcement import Announcement, News
from contests.model.community import Venue
from contests.model.contest import VOTING_STATES, Contest, Round, RoundKind
from contests.ports import Showing, Store
from contests.refusals import Fact, Refusal

log = logging.getLogger(__name__)

EVERY_S = 5.0
"""How long a message is left alone after an edit."""


OPENED: Mapping[RoundKind, News] = {
    RoundKind.VOTING: News.VOTING_OPENED,
    RoundKind.FINAL: News.FINAL_OPENED,
    RoundKind.RUNOFF: News.RUNOFF_OPENED,
}


@dataclass(slots=True)
class _Counted:
    """A round that is counted along."""

    is_dirty: bool = True
    rests_until_s: float = 0.0
    shown: dict[str, Post] = field(default_factory=dict)
    """What each message says by now, by where it is."""


class TurnoutCounter:
    """Keeps the messages that opened a vote up to date, where a platform counts along."""

    def __init__(self, store: Store, speakers: Mapping[str, Speaker], wording: Wording) -> None:
        """Edit by these platforms' mouths."""
        self._store = store
        self._speakers = speakers
        self._wording = wording
        self._rounds: dict[str, _Counted] = {}
        self._woken = asyncio.Event()

    def cast(self, round_id: str) -> None:
        """Note that somebody voted in a round."""
        self._rounds.setdefault(round_id, _Counted()).is_dirty = True
        self._woken.set()

    def stirred(self) -> None:
        """Note that a round may have opened or closed."""
        for one in self._rounds.values():
            one.is_dirty = True
        self._woken.set()

    async def recall(self) -> None:
        """Look at every round of what is voted on; called at the start, before missed closes are played."""
        async with self._store.reading() as work:
            for community in await work.people.communities():
                for contest in await work.contests.find(community.id):
                    for one in _voted_on(contest) if contest.state in VOTING_STATES else ():
                        self._rounds.setdefault(one.id, _Counted())
        self._woken.set()

    async def run(self) -> None:
        """Count along until cancelled."""
        while True:
            wait: float | None = EVERY_S
            try:
                wait = await self.show(time.monotonic())
            except Exception:  # whatever it was, later counts must still be shown: only being cancelled ends this
                log.exception("a turnout could not be shown; the next vote tries again")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)
            self._woken.clear()

    async def show(self, at_s: float) -> float | None:
        """Edit what has changed and may be edited at a time; return in how many seconds more may be, None for never.

        Raises: StorageError.
        """
        for round_id, one in list(self._rounds.items()):
            if one.is_dirty and at_s >= one.rests_until_s:
                one.is_dirty = False
                try:
                    await self._show(round_id, one, at_s)
                except BaseException:
                    one.is_dirty = True  # whatever it was, it is not shown yet
                    raise
        coming = [one.rests_until_s - at_s for one in self._rounds.values() if one.is_dirty]
        return max(0.0, min(coming)) if coming else None

    async def _show(self, round_id: str, one: _Counted, at_s: float) -> None:
        try:
            contest, running, places = await self._places(round_id)
        except Refusal:  # its contest is gone
            del self._rounds[round_id]
            return
        for showing, venue in places:
            post = await self._post(contest, running, venue)
            if post is None or one.shown.get(showing.where) == post:
                continue
            if self._speakers[showing.platform].keeps_notices and await self._gives_way(round_id):
                continue
            one.rests_until_s = at_s + EVERY_S
            try:
                await self._speakers[showing.platform].replace(showing.where, post)
            except NotSentError as lost:
                one.is_dirty = one.is_dirty or not lost.final
                one.rests_until_s = at_s + max(EVERY_S, lost.again_in.total_seconds() if lost.again_in else 0.0)
            else:
                one.shown[showing.where] = post
        if _is_over(contest, running) and not one.is_dirty:
            del self._rounds[round_id]

    async def _places(self, round_id: str) -> tuple[Contest, Round, list[tuple[Showing, Venue]]]:
        async with self._store.reading() as work:
            contest = await work.contests.of_round(round_id)
            places = [
                (showing, venue)
                for venue in await venues_of(work, contest)
                if venue.platform in self._speakers
                for showing in await work.showings.of(counted_at(round_id, venue.id))
            ]
        return contest, next(one for one in contest.rounds if one.id == round_id), places

    async def _gives_way(self, round_id: str) -> bool:
        """Tell whether a round's message gives way to what ended the contest, by what is true now.

        Other places may have been edited since it was looked at; after a final it is the final's that gives way.
        """
        async with self._store.reading() as work:
            contest = await work.contests.of_round(round_id)
        return contest.state not in VOTING_STATES and _voted_on(contest)[-1].id == round_id

    async def _post(self, contest: Contest, running: Round, venue: Venue) -> Post | None:
        if _is_over(contest, running):
            async with self._store.reading() as work:
                voters = (await work.ballots.count(running.id)).ballots
            return closed(contest.title, running.kind, voters, words(venue.language))
        among = running.among
        facts: dict[str, Fact] = {"closes": running.closes.isoformat(), "entries": len(among), "among": " ".join(among)}
        kind = OPENED[running.kind]
        return await self._wording.public(Announcement(kind, contest.id, facts=facts), venue.language, venue)


def _voted_on(contest: Contest) -> list[Round]:
    """Return the rounds whose vote has been opened, in their order."""
    return [one for one in contest.rounds if one.kind in OPENED and one.opened_at is not None]


def _is_over(contest: Contest, running: Round) -> bool:
    return running.closed_at is not None or contest.state not in VOTING_STATES
