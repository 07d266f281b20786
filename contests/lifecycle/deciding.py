"""The close of a voting round, a final or a run-off: quorum, standings, ties, rewards and first offers."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from contests.counting.ties import order_by_runoff
from contests.lifecycle.breaking import drawn, open_ties, ordered_by_rule, with_rewards
from contests.lifecycle.deadlines import awaits_draw, reminders_of
from contests.lifecycle.finals import below_the_final, choose_finalists, still_in, without_final
from contests.lifecycle.freezing import freeze
from contests.lifecycle.quorums import missed_quorum
from contests.lifecycle.step import Facts, Step
from contests.lifecycle.tallying import NOTHING, count_round, deciding_round
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import Method, Mode
from contests.model.contest import Contest, Round, RoundKind, State, TieRule
from contests.refusals import Fact, Refusal
from contests.rules.limits import is_blank


def close_voting(contest: Contest, voting: Round, facts: Facts, now: datetime) -> Step:
    """Close the voting round: extend once for the quorum while there is anything to vote on; choose, or decide."""
    standings = count_round(contest, voting, facts)
    missed = missed_quorum(contest, voting, facts, standings)
    if missed and standings and not contest.extended_for_quorum:
        return _extended_for_quorum(contest, voting, missed, now)
    contest = replace(contest, standings=standings)
    if missed:
        return freeze(replace(without_final(contest), ended_because="quorum"), now)
    if contest.round_of(RoundKind.FINAL) is None:
        return _decide(contest, voting, facts, now)
    step = choose_finalists(contest, voting, facts, now)
    if step.contest.round_of(RoundKind.FINAL) is None:  # nobody goes on
        return freeze(step.contest, now)
    return step


def close_final(contest: Contest, final: Round, facts: Facts, now: datetime) -> Step:
    """Put the finalists in the final's order above all others, and decide; like a run-off it has no quorum.

    Where none of them is left, those that did not reach the bar win nothing.
    """
    finalists = count_round(contest, final, facts)
    ordered_ = replace(contest, standings=below_the_final(finalists, still_in(contest, facts)))
    if not finalists and contest.rules.final and contest.rules.final.bar:
        return freeze(replace(ordered_, ended_because="none_left"), now)
    return _decide(ordered_, final, facts, now)


def _extended_for_quorum(contest: Contest, voting: Round, missed: dict[str, Fact], now: datetime) -> Step:
    """Give the voting round more time, once; what comes after it moves along."""
    zone = ZoneInfo(contest.brief.zone)
    closes = contest.rules.extension.after(max(now, voting.closes), zone)
    longer = replace(voting, closes=closes, closed_at=None, late=False)
    told_now = {due.subject for due in reminders_of(longer) if due.at <= max(now, voting.closes)}
    later = contest.moved(longer.closes - voting.closes)  # the round itself is closed, and stays as it is
    changed = replace(later.with_round(longer), extended_for_quorum=True, reminded=contest.reminded | told_now)
    facts: dict[str, Fact] = {"why": "quorum", "closes": longer.closes.isoformat(), **missed}
    return Step(changed, (Announcement(News.EXTENDED, contest.id, facts=facts),))


def _decide(contest: Contest, one: Round, facts: Facts, now: datetime) -> Step:
    """Break the ties that matter as the rules say, and freeze; or wait for whatever breaks them."""
    if contest.standings and all(line.is_beaten for line in contest.standings):
        return freeze(replace(contest, ended_because="no_award"), now)
    ties = open_ties(contest, facts.winners)
    if ties and contest.rules.tie is TieRule.RUNOFF:
        rewarded = replace(contest, standings=with_rewards(contest, contest.standings, facts.winners))
        return _open_runoff(rewarded, one, tuple(line.entry for group in ties for line in group), now)
    if ties and contest.rules.tie is TieRule.LOTTERY:
        return ask_for_draw(contest, now)
    standings = ordered_by_rule(contest, one, facts, ties)
    return freeze(replace(contest, standings=with_rewards(contest, standings, facts.winners)), now)


def _open_runoff(contest: Contest, before: Round, among: tuple[str, ...], now: datetime) -> Step:
    runoff = Round(
        id=f"{contest.id}r",
        kind=RoundKind.RUNOFF,
        opens=now,
        closes=contest.rules.runoff.after(now, ZoneInfo(contest.brief.zone)),
        opened_at=now,
        method=Method.APPROVAL,
        mode=Mode.LIST,
        among=among,
        voters=before.voters,
    )
    changed = replace(contest.with_round(runoff), state=State.RUNOFF)
    facts: dict[str, Fact] = {"closes": runoff.closes.isoformat(), "entries": len(among)}
    return Step(changed, (Announcement(News.RUNOFF_OPENED, contest.id, facts=facts),))


def close_runoff(contest: Contest, runoff: Round, facts: Facts, now: datetime) -> Step:
    """Order the tied by the run-off, without those who withdrew or were disqualified meanwhile, and freeze."""
    left = still_in(contest, facts).standings
    ids = {line.entry for line in left}
    count = facts.counts.get(runoff.id, NOTHING)
    votes = {
        entry: count.by_entry[entry].approvals if entry in count.by_entry else 0
        for entry in runoff.among
        if entry in ids
    }
    standings = with_rewards(contest, order_by_runoff(left, votes), facts.winners)
    return freeze(replace(contest, standings=standings), now)


def ask_for_draw(contest: Contest, now: datetime) -> Step:
    """Ask the managers for the public value that was named in advance; asked daily until it is there."""
    asked = Announcement(News.DRAW_AWAITED, contest.id, Audience.DESK)
    return Step(replace(contest, asked_at=now), (asked,))


def draw(contest: Contest, facts: Facts, value: str, now: datetime) -> Step:
    """Order the tied by lot, by the public value and the round's receipts, so that anybody can repeat it; and freeze.

    Raises:
        Refusal: `not_open` where no draw is awaited, `paused`, `needs_argument` without a value.

    """
    if not awaits_draw(contest):
        raise Refusal("not_open", why="no_draw", contest=contest.title)
    if contest.paused_at is not None:
        raise Refusal("paused", at=contest.paused_at.isoformat(), contest=contest.title)
    if is_blank(value):
        raise Refusal("needs_argument", name="value")
    left, one = still_in(contest, facts), deciding_round(contest)
    assert one is not None, "a draw is about a round"  # noqa: S101 - tells mypy and the reader
    seed, said = facts.seeds[one.id], value.strip()
    standings = drawn(left, open_ties(left, facts.winners), seed, said)
    known = replace(left, draw=said, draw_seed=seed)
    return freeze(replace(known, standings=with_rewards(known, standings, facts.winners)), now)


def settle_draw(contest: Contest, facts: Facts, now: datetime) -> Step:
    """Decide without a draw once a withdrawal or a verdict has left nothing to draw for."""
    left = still_in(contest, facts)
    if open_ties(left, facts.winners):
        return Step(contest)
    return freeze(replace(left, standings=with_rewards(left, left.standings, facts.winners)), now)
