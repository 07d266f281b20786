"""A contest's dates in words: past ones as past, planned ones as planned."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bots.presenter.labels import STATES, label
from bots.presenter.parts import Zone, span_words
from bots.words import N_, Words
from contests.lifecycle.deadlines import REMIND_BEFORE
from contests.model.contest import VOTING_STATES, Contest, Round, RoundKind, Rules, State, TieRule
from contests.model.span import Span

NOTHING = timedelta(0)
CLOSES = {
    RoundKind.SUBMISSION: (N_("Entries close: {at}"), N_("Entries closed: {at}")),
    RoundKind.VOTING: (N_("Voting closes: {at}"), N_("Voting closed: {at}")),
    RoundKind.FINAL: (N_("The final closes: {at}"), N_("The final closed: {at}")),
    RoundKind.RUNOFF: (N_("The run-off closes: {at}"), N_("The run-off closed: {at}")),
}


def close_of(one: Round, t: Words, zone: Zone, now: datetime) -> str:
    """Say when a round closes, or closed."""
    coming, past = CLOSES[one.kind]
    return t._(past if one.closes <= now else coming, at=t.moment_from(one.closes, zone, now))


def dates(contest: Contest, t: Words, zone: Zone, now: datetime) -> list[str]:
    """Say when a contest opens, and when each round closes; of a draft, what is planned."""
    if not contest.rounds:
        return planned(contest, t, zone, now)
    if contest.paused_at is not None:
        going_on = replace(contest.moved(max(now - contest.paused_at, NOTHING)), paused_at=None)
        return [*dates(going_on, t, zone, now), still_moving(t)]
    first = contest.rounds[0]
    at = t.moment_from(first.opens, zone, now)
    is_open = first.opened_at is not None or first.opens < now
    opening = t._("Opened: {at}", at=at) if is_open else t._("Opens: {at}", at=at)
    return [opening, *(line for one in contest.rounds for line in _dates_of(one, contest, t, zone, now))]


def still_moving(t: Words) -> str:
    """Say that the dates of a contest that is paused are those that hold if it goes on now."""
    return t._("That is if it goes on now: every later date moves on by the length of the pause.")


def _dates_of(one: Round, contest: Contest, t: Words, zone: Zone, now: datetime) -> Iterator[str]:
    """Say when a round closes, and when it opens while it waits for that."""
    is_next = contest.state is State.REVIEW and one.kind is RoundKind.VOTING
    if is_next and contest.waiting_since is not None:
        span = t.span(one.closes - one.opens)
        yield t._("Voting opens as soon as every entry is reviewed, and then runs for {span}", span=span)
        return
    if is_next:
        yield t._("Voting opens: {at}", at=t.moment_from(one.opens, zone, now))
    if one.kind is RoundKind.FINAL and one.opened_at is None:
        yield t._("The final opens: {at}", at=t.moment_from(one.opens, zone, now))
    yield close_of(one, t, zone, now)


def planned(contest: Contest, t: Words, zone: Zone, now: datetime) -> list[str]:
    """Say what a draft's manager typed."""
    plan = contest.plan
    at = t.moment_from(plan.opens, zone, now) if plan.opens else ""
    opening = t._("Opens: {at}", at=at) if at else t._("Opens as soon as you confirm")
    typed = (
        (RoundKind.SUBMISSION, plan.submissions),
        (RoundKind.VOTING, plan.voting),
        (RoundKind.FINAL, plan.final),
    )
    return [opening, *(_planned_close(kind, when, t, zone, now) for kind, when in typed if when is not None)]


def _planned_close(kind: RoundKind, when: datetime | Span, t: Words, zone: Zone, now: datetime) -> str:
    if isinstance(when, Span):
        sentence = {
            RoundKind.SUBMISSION: t._("Entries are taken for {span}", span=span_words(when, t)),
            RoundKind.VOTING: t._("Voting then runs for {span}", span=span_words(when, t)),
            RoundKind.FINAL: t._("The final then runs for {span}", span=span_words(when, t)),
        }
        return sentence[kind]
    return t._(CLOSES[kind][0], at=t.moment_from(when, zone, now))


def now_in(contest: Contest, t: Words, zone: Zone, now: datetime) -> str:
    """Say what a contest is at, and until when."""
    if contest.paused_at is not None:
        return t._("Paused since: {at}", at=t.moment_from(contest.paused_at, zone, now))
    if contest.state is State.SCHEDULED:
        return t._("Opens: {at}", at=t.moment_from(contest.rounds[0].opens, zone, now))
    if contest.state is State.CANCELLED:
        return cancelled_because(contest.ended_because, t)
    if contest.state in VOTING_STATES and not contest.takes_votes:
        return votes_are_in(contest, t, zone, now)
    state, running = label(t, STATES, contest.state), contest.open_round
    return t._("Now: {state}. {close}", state=state, close=close_of(running, t, zone, now)) if running else state


def votes_are_in(contest: Contest, t: Words, zone: Zone, now: datetime) -> str:
    """Say what a contest waits for between two votes, or between a vote and its result."""
    final = contest.round_of(RoundKind.FINAL)
    if final is not None and final.opened_at is None:
        return t._("The votes are in. The final opens: {at}", at=t.moment_from(final.opens, zone, now))
    return t._("The votes are in. A tie is drawn by lot as soon as the public value for it is known.")


def cancelled_because(why: str, t: Words) -> str:
    """Say why a contest was cancelled."""
    if why == "no_entries":
        return t._("Cancelled, because no entries were left to vote on.")
    return t._("Cancelled. Reason: {reason}", reason=why)


def messages(contest: Contest, t: Words, zone: Zone) -> list[str]:
    """List every message that a scheduled contest will send, in order, each with its time."""
    return [f"{t.moment(at, zone)}: {what}" for at, what in sorted(_messages(contest, t), key=lambda one: one[0])]


def _messages(contest: Contest, t: Words) -> Iterator[tuple[datetime, str]]:
    entering, voting, *finals = (one for one in contest.rounds if one.kind is not RoundKind.RUNOFF)
    yield entering.opens, t._("it opens, with this brief")
    yield from _reminders(entering, t._("reminder that entries close, to those who asked"))
    yield entering.closes, t._("entries are closed")
    yield voting.opens, _voting_opens(contest, t)
    yield from _reminders(voting, t._("reminder that voting closes, to those who asked"))
    if has_quorum(contest.rules):
        span = span_words(contest.rules.extension, t)
        yield voting.closes, t._("if too few have voted: that there are {span} more, once", span=span)
    for final in finals:
        yield voting.closes, t._("who goes on to the final, to you and the other managers alone")
        yield final.opens, t._("the final opens, with who is in it; you can open it earlier")
        yield from _reminders(final, t._("reminder that the final closes, to those who asked"))
    last = finals[-1] if finals else voting
    yield from ((last.closes, what) for what in _at_the_end(contest.rules, t))


def _voting_opens(contest: Contest, t: Words) -> str:
    if contest.rules.review:
        return t._("voting opens, as soon as every entry is reviewed; if it has to wait, all dates after it move along")
    return t._("voting opens")


def _at_the_end(rules: Rules, t: Words) -> Iterator[str]:
    """List what may be said at the close of voting, in the order in which it would be."""
    if rules.tie is TieRule.RUNOFF:
        span = span_words(rules.runoff, t)
        yield t._(
            "if a tie decides on a prize or an ambassador: a run-off of {span}, and all that follows after it",
            span=span,
        )
    if rules.tie is TieRule.LOTTERY:
        yield t._(
            "if a tie decides on a prize or an ambassador: that you type the public value, and all that follows then"
        )
    yield t._("the result, everybody's own place in private, and the winners for you as a table")
    if rules.ambassadors:
        yield t.n_(
            "the offer to be ambassador, in private, to the winner, who has {span} to answer",
            "the offer to be ambassador, in private, to the first {n}, who have {span} to answer",
            rules.ambassadors,
            span=span_words(rules.answer, t),
        )


def has_quorum(rules: Rules) -> bool:
    """Tell whether it takes some voting to decide."""
    return bool(rules.quorum or rules.quorum_share or rules.quorum_looks)


def _reminders(one: Round, what: str) -> Iterator[tuple[datetime, str]]:
    times = (one.closes - before for before in REMIND_BEFORE)
    yield from ((at, what) for at in times if at > one.opens)
