"""The close of a voting round: quorum, standings, ties, run-off, rewards and first offers."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from contests.counting.approval import by_approvals, by_looks
from contests.counting.caps import rewarded
from contests.counting.ranks import closed_up
from contests.counting.ties import order_by_runoff, ties_that_matter
from contests.lifecycle.deadlines import reminders_of
from contests.lifecycle.offices import fill_offices
from contests.lifecycle.step import Facts, Step
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import Count, Method, Mode, Tally
from contests.model.contest import Contest, Round, RoundKind, State, TieRule
from contests.model.entry import Entry, EntryState
from contests.model.standing import Standings
from contests.refusals import Fact

NOTHING = Count({}, 0, 0)


def taking_part(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries that are in the vote."""
    return tuple(entry for entry in entries if entry.state is EntryState.ADMITTED)


def count_round(contest: Contest, one: Round, facts: Facts) -> Standings:
    """Count a voting round by its method."""
    members = {entry.id: entry.member for entry in taking_part(facts.entries)}
    count = facts.counts.get(one.id, NOTHING)
    tallies = {entry: count.by_entry.get(entry, Tally()) for entry in members}
    counted = by_approvals(tallies) if one.mode is Mode.LIST else by_looks(tallies, contest.rules.scoring)
    return tuple(replace(line, member=members[line.entry]) for line in counted)


def close_voting(contest: Contest, voting: Round, facts: Facts, now: datetime) -> Step:
    """Decide the voting round: extend once for the quorum, open the run-off that its ties ask for, or freeze."""
    missed = facts.counts.get(voting.id, NOTHING).approving < contest.rules.quorum
    if missed and not contest.extended_for_quorum:
        return _extended_for_quorum(contest, voting, now)
    standings = count_round(contest, voting, facts)
    if missed:
        return freeze(replace(contest, standings=standings, ended_because="quorum"), now)
    contest = replace(contest, standings=rewarded(contest.brief, standings))
    ties = ties_that_matter(contest, standings)
    if ties and contest.rules.tie is TieRule.RUNOFF:
        return _open_runoff(contest, tuple(line.entry for group in ties for line in group), now)
    return freeze(contest, now)


def _extended_for_quorum(contest: Contest, voting: Round, now: datetime) -> Step:
    zone = ZoneInfo(contest.brief.zone)
    longer = replace(voting, closes=contest.rules.extension.after(max(now, voting.closes), zone), closed_at=None)
    told_now = {due.subject for due in reminders_of(longer) if due.at <= max(now, voting.closes)}
    changed = replace(contest.with_round(longer), extended_for_quorum=True, reminded=contest.reminded | told_now)
    facts: dict[str, Fact] = {"why": "quorum", "closes": longer.closes.isoformat(), "quorum": contest.rules.quorum}
    return Step(changed, (Announcement(News.EXTENDED, contest.id, facts=facts),))


def _open_runoff(contest: Contest, among: tuple[str, ...], now: datetime) -> Step:
    runoff = Round(
        id=f"{contest.id}r",
        kind=RoundKind.RUNOFF,
        opens=now,
        closes=contest.rules.runoff.after(now, ZoneInfo(contest.brief.zone)),
        opened_at=now,
        method=Method.APPROVAL,
        mode=Mode.LIST,
        among=among,
    )
    changed = replace(contest.with_round(runoff), state=State.RUNOFF)
    facts: dict[str, Fact] = {"closes": runoff.closes.isoformat(), "entries": len(among)}
    return Step(changed, (Announcement(News.RUNOFF_OPENED, contest.id, facts=facts),))


def close_runoff(contest: Contest, runoff: Round, facts: Facts, now: datetime) -> Step:
    """Order the tied by the run-off, without those who withdrew or were disqualified meanwhile, and freeze."""
    still_in = {entry.id for entry in taking_part(facts.entries)}
    left = closed_up(tuple(line for line in contest.standings if line.entry in still_in))
    count = facts.counts.get(runoff.id, NOTHING)
    votes = {
        entry: count.by_entry[entry].approvals if entry in count.by_entry else 0
        for entry in runoff.among
        if entry in still_in
    }
    standings = rewarded(contest.brief, order_by_runoff(left, votes))
    return freeze(replace(contest, standings=standings), now)


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
