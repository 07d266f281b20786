"""Answering an offer, leaving an office, and what a community's ambassadors are."""

from collections.abc import Callable
from datetime import datetime

from contests.desk.access import as_now
from contests.desk.owing import store_step
from contests.lifecycle.offices import accept, decline, find_offer, leave
from contests.lifecycle.step import Step
from contests.model.ambassador import Offer, OfferState
from contests.model.contest import Contest
from contests.model.member import Badge
from contests.ports import Actor, Store, Work
from contests.refusals import Refusal

Answer = Callable[[Contest, Offer, datetime], Step]


async def accept_offer(store: Store, actor: Actor, offer_id: str) -> tuple[Offer, Contest]:
    """Accept an office. Raises: Refusal `no_such`, `not_yours`, `already_decided`, `too_late`."""
    return await _answer(store, actor, offer_id, accept)


async def decline_offer(store: Store, actor: Actor, offer_id: str) -> tuple[Offer, Contest]:
    """Decline an office, which passes on; the reward stays. Raises: as `accept_offer`."""
    return await _answer(store, actor, offer_id, decline)


async def leave_office(store: Store, actor: Actor, offer_id: str) -> tuple[Offer, Contest]:
    """Leave an office, at any time. Raises: Refusal `no_such`, `not_yours`, `already_decided`."""
    return await _answer(store, actor, offer_id, leave)


async def _answer(store: Store, actor: Actor, offer_id: str, how: Answer) -> tuple[Offer, Contest]:
    async with store.work() as work:
        contest = await work.contests.of_offer(offer_id)
        offer = find_offer(contest, offer_id)
        if offer.member != (await as_now(work, actor)).member.id:
            raise Refusal("not_yours", why="offer")
        stored = await store_step(work, contest, how(contest, offer, actor.at), actor.at)
    return find_offer(stored, offer_id), stored


async def offers_of(work: Work, member: str, community: str) -> list[tuple[Offer, Contest]]:
    """Return what a member was offered, newest contest first."""
    return [
        (offer, contest)
        for contest in await work.contests.find(community)
        for offer in contest.offers
        if offer.member == member
    ]


def badges_of(member: str, contests: list[Contest]) -> tuple[Badge, ...]:
    """Return a member's badges: ambassador while a term runs, alumni with the year after it (RULES.md 25)."""
    badges = []
    for contest in contests:
        for offer in contest.offers:
            if offer.member != member or offer.term_ends is None:
                continue
            if offer.state is OfferState.ACCEPTED:
                badges.append(Badge(member, "ambassador", offer.term_ends.year))
            elif offer.state is OfferState.ENDED:
                badges.append(Badge(member, "alumni", offer.term_ends.year))
    return tuple(dict.fromkeys(badges))  # two accounts that were linked later may have won both
