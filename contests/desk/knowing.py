"""What a contest's steps are decided from, loaded as far as a step that is due needs it."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from contests.lifecycle import Facts
from contests.lifecycle.deadlines import awaits_draw
from contests.lifecycle.tallying import deciding_round, has_jury, is_by_ballots
from contests.model.ballot import Voters
from contests.model.contest import Contest, Round, RoundKind, TieRule
from contests.ports import Work
from contests.rules.combining import voters_in_final

LATELY = 3
"""How many of a community's last contests tell what the next one may expect."""


async def facts_of(work: Work, contest: Contest, now: datetime) -> Facts:
    """Load what a contest's steps are decided from at `now`; of ballots only those of rounds that close."""
    closing = [one for one in contest.rounds if one.is_open and one.closes <= now]
    polls = [one for one in closing if one.kind is not RoundKind.SUBMISSION]
    decides = bool(polls) or awaits_draw(contest)
    return Facts(
        entries=tuple(await work.entries.of_contest(contest.id)),
        counts={one.id: await work.ballots.count(one.id, without_jury=has_jury(contest, one)) for one in polls},
        ballots={
            one.id: await work.ballots.profile(one.id, is_jury=False) for one in polls if _is_read_whole(contest, one)
        },
        jury={one.id: await work.ballots.profile(one.id, is_jury=True) for one in polls if has_jury(contest, one)},
        seeds=await _seeds(work, contest),
        roll=await _roll(work, contest, polls),
        electorate=await _electorate(work, contest, now),
        winners=await winners_before(work, contest, now) if decides else frozenset(),
        expected=(await last_turnouts(work, contest))[1] if closing and not polls else 0,
    )


def _is_read_whole(contest: Contest, one: Round) -> bool:
    """Tell whether a round's count or its ties need the ballots themselves."""
    by_them = contest.rules.tie is TieRule.HEAD_TO_HEAD and one == deciding_round(contest)
    return is_by_ballots(one) or by_them


async def _seeds(work: Work, contest: Contest) -> dict[str, str]:
    one = deciding_round(contest) if awaits_draw(contest) else None
    return {one.id: await work.ballots.seed(one.id)} if one else {}


async def _roll(work: Work, contest: Contest, polls: Iterable[Round]) -> int:
    opened = next((one.opened_at for one in polls if one.kind is RoundKind.VOTING), None)
    if opened is None or not contest.rules.quorum_share:
        return 0
    return await work.people.roll(contest.community, opened, contest.rules.voters)


async def _electorate(work: Work, contest: Contest, now: datetime) -> int | None:
    coming, voters = contest.round_of(RoundKind.FINAL), voters_in_final(contest.rules)
    if coming is None or coming.opened_at is not None or voters is Voters.EVERYBODY:
        return None
    return await work.people.roll(contest.community, now, voters)


async def winners_before(work: Work, contest: Contest, at: datetime) -> frozenset[str]:
    """Return the members who won something in the community within the time of the contest's `repeat` rule."""
    repeat, zone = contest.rules.repeat, ZoneInfo(contest.brief.zone)
    if repeat is None:
        return frozenset()
    return frozenset(
        member
        for other, member, decided_at in await work.contests.rewarded(contest.community)
        if other != contest.id and decided_at <= at < repeat.after(decided_at, zone)
    )


async def last_turnouts(work: Work, contest: Contest) -> tuple[int, int]:
    """Return how many entries and voters the community's last contests had, on average; 0 for none."""
    past = [one for one in await work.contests.decided(contest.community, LATELY + 1) if one != contest.id]
    turnouts = [await work.ballots.turnout(one) for one in past[:LATELY]]
    if not turnouts:
        return 0, 0
    many = len(turnouts)
    return sum(one.entries for one in turnouts) // many, sum(one.ballots for one in turnouts) // many
