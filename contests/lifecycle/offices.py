"""Ambassadors' offices: first offers, passing on, answers, ends (RULES.md 24, 25)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from contests.counting.ranks import tie_groups
from contests.lifecycle.step import Step
from contests.model.ambassador import Offer, OfferState
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest
from contests.model.standing import Standing
from contests.refusals import Refusal


def _said_to(offer: Offer, kind: News, **facts: str) -> Announcement:
    return Announcement(kind, offer.contest, Audience.MEMBER, offer.member, offer.entry, {"offer": offer.id, **facts})


def _next_in_line(contest: Contest) -> list[Standing]:
    """Return the lines of the next rank that holds members who were never offered the office."""
    asked = {offer.member for offer in contest.offers}
    for group in tie_groups(contest.standings):
        fresh = {line.member: line for line in reversed(group) if line.may_win and line.member not in asked}
        if fresh:
            return sorted(fresh.values(), key=lambda line: line.entry)
    return []


def _missing(contest: Contest) -> int:
    return contest.rules.ambassadors - sum(offer.is_held_or_offered for offer in contest.offers)


def fill_offices(contest: Contest, at: datetime) -> Step:
    """Offer every vacant office down the frozen order, one a member, to all who tie at a rank."""
    step = Step(contest)
    while _missing(step.contest) > 0 and (line_up := _next_in_line(step.contest)):
        for line in line_up:
            step = step.then(_offered(step.contest, line, at))
    return step


def _offered(contest: Contest, line: Standing, at: datetime) -> Step:
    offer = Offer(
        id=f"{contest.id}o{len(contest.offers) + 1}",
        contest=contest.id,
        entry=line.entry,
        member=line.member,
        state=OfferState.OPEN,
        made_at=at,
        answer_by=contest.rules.answer.after(at, ZoneInfo(contest.brief.zone)),
    )
    changed = replace(contest, offers=(*contest.offers, offer))
    return Step(changed, (_said_to(offer, News.OFFER, until=offer.answer_by.isoformat()),))


def find_offer(contest: Contest, offer_id: str) -> Offer:
    """Return the offer of this id.

    Raises:
        Refusal: `no_such`.

    """
    for offer in contest.offers:
        if offer.id == offer_id:
            return offer
    raise Refusal("no_such", what="offer", id=offer_id)


def _with_offer(contest: Contest, changed: Offer) -> Contest:
    return replace(contest, offers=tuple(changed if one.id == changed.id else one for one in contest.offers))


def accept(contest: Contest, offer: Offer, at: datetime) -> Step:
    """Begin the term; every venue is told of the new ambassador.

    Raises:
        Refusal: `already_decided` by its answer, `too_late`.

    """
    _must_be(offer, OfferState.OPEN, at)
    ends = contest.rules.term.after(at, ZoneInfo(contest.brief.zone))
    changed = replace(offer, state=OfferState.ACCEPTED, answered_at=at, term_ends=ends)
    told = Announcement(
        News.AMBASSADOR,
        contest.id,
        member=offer.member,
        entry=offer.entry,
        facts={"offer": offer.id, "until": ends.isoformat()},
    )
    return Step(_with_offer(contest, changed), (told,))


def decline(contest: Contest, offer: Offer, at: datetime) -> Step:
    """Decline, which passes the office on to the next in the frozen order; the reward stays.

    Raises:
        Refusal: `already_decided`, `too_late`.

    """
    _must_be(offer, OfferState.OPEN, at)
    declined = replace(offer, state=OfferState.DECLINED, answered_at=at)
    return fill_offices(_with_offer(contest, declined), at)


def leave(contest: Contest, offer: Offer, at: datetime) -> Step:
    """Give the office up, at any time; it does not pass on.

    Raises:
        Refusal: `already_decided` when it is not held.

    """
    _must_be(offer, OfferState.ACCEPTED, at)
    return Step(_with_offer(contest, replace(offer, state=OfferState.LEFT, answered_at=at)))


def _must_be(offer: Offer, state: OfferState, at: datetime) -> None:
    if offer.state is OfferState.LAPSED:
        raise Refusal("too_late", why="offer_lapsed", at=offer.answer_by.isoformat())
    if offer.state is not state:
        raise Refusal("already_decided", why=f"offer_{offer.state}")
    if state is OfferState.OPEN and at >= offer.answer_by:
        raise Refusal("too_late", why="offer", at=offer.answer_by.isoformat())


def lapse(contest: Contest, offer_id: str, at: datetime) -> Step:
    """Close an offer that was not answered in time, and pass the office on."""
    offer = find_offer(contest, offer_id)
    closed = Step(
        _with_offer(contest, replace(offer, state=OfferState.LAPSED)),
        (_said_to(offer, News.OFFER_CLOSED, why="lapsed"),),
    )
    return closed.then(fill_offices(closed.contest, at))


def end_term(contest: Contest, offer_id: str) -> Step:
    """End a term: the badge becomes *alumni* with the year."""
    offer = find_offer(contest, offer_id)
    ended = _with_offer(contest, replace(offer, state=OfferState.ENDED))
    return Step(ended, (_said_to(offer, News.TERM_ENDED),))


def revoke(contest: Contest, entry: str) -> Contest:
    """Take back whatever was offered or held for an entry that was disqualified."""
    taken = (OfferState.OPEN, OfferState.ACCEPTED)
    offers: Iterable[Offer] = (
        replace(one, state=OfferState.REVOKED) if one.entry == entry and one.state in taken else one
        for one in contest.offers
    )
    return replace(contest, offers=tuple(offers))
