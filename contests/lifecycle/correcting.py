"""Disqualification after the decision, and its undoing: the frozen order closes up, without a recount (RULES.md 13).

The venues are told in public, whoever wins something by it in private, and the managers get the winners anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from contests.counting.caps import rewarded
from contests.counting.ranks import closed_up
from contests.lifecycle.offices import fill_offices, revoke
from contests.lifecycle.step import Step
from contests.model.ambassador import Offer, OfferState
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest
from contests.refusals import Refusal


def strike(contest: Contest, entry: str, reason: str, at: datetime) -> Step:
    """Take a disqualified entry out of the frozen order; reward and office pass on."""
    return _corrected(revoke(contest, entry), entry, struck=True, reason=reason, at=at)


def reinstate(contest: Contest, entry: str, reason: str, at: datetime) -> Step:
    """Put a disqualified entry back where it was; its office only where one is still free."""
    step = _corrected(contest, entry, struck=False, reason=reason, at=at)
    held = sum(offer.is_held_or_offered for offer in step.contest.offers)
    if held >= contest.rules.ambassadors:
        return step
    offers = tuple(_restored(offer, entry) for offer in step.contest.offers)
    return Step(replace(step.contest, offers=offers), step.said)


def _newly_rewarded(before: Contest, after: Contest) -> Iterator[Announcement]:
    """Tell whoever wins something now that they did not win before."""
    had = {line.entry: line.reward for line in before.standings}
    for line in after.standings:
        if line.reward and line.reward != had[line.entry]:
            yield Announcement(News.RANK, after.id, Audience.MEMBER, line.member, line.entry, {"rank": line.rank})


def _restored(offer: Offer, entry: str) -> Offer:
    if offer.entry != entry or offer.state is not OfferState.REVOKED:
        return offer
    return replace(offer, state=OfferState.ACCEPTED if offer.term_ends else OfferState.OPEN)


def _corrected(contest: Contest, entry: str, *, struck: bool, reason: str, at: datetime) -> Step:
    if not contest.is_frozen:
        raise Refusal("not_open", why="not_decided", contest=contest.brief.title)
    marked = tuple(replace(line, struck=struck) if line.entry == entry else line for line in contest.standings)
    standings = closed_up(marked)
    if not contest.ended_because:
        standings = rewarded(contest.brief, standings)
    corrected = replace(contest, standings=standings)
    why = "disqualified" if struck else "reinstated"
    told = Announcement(News.CORRECTION, contest.id, entry=entry, facts={"why": why, "reason": reason})
    winners = Announcement(News.WINNERS, contest.id, Audience.DESK)
    step = Step(corrected, (told, *_newly_rewarded(contest, corrected), winners))
    return step if contest.ended_because else step.then(fill_offices(corrected, at))
