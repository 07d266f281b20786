"""Playing what is due, in due order, however late."""

from dataclasses import replace
from datetime import datetime

from contests.lifecycle.deadlines import PUNCTUAL, REMIND_BEFORE, Deadline, deadlines
from contests.lifecycle.deciding import close_runoff, close_voting, taking_part
from contests.lifecycle.offices import end_term, lapse
from contests.lifecycle.step import Facts, Played, Step
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import Mode
from contests.model.contest import Contest, Round, RoundKind, State
from contests.refusals import Fact

SHORT_LIST = 6
"""Up to this many entries are shown at once unless the contest says otherwise (RULES.md 17)."""
LONGEST_LIST = 25


def advance(contest: Contest, facts: Facts, now: datetime) -> Step:
    """Play every step that is due at `now`, earliest first; playing it again changes nothing."""
    step = settle(contest, facts, now)
    while due := _next_due(step.contest, now):
        played = Step(step.contest, played=(Played(contest.id, due.step, due.at),))
        step = step.then(played).then(_play(step.contest, due, facts, now))
        step = step.then(settle(step.contest, facts, now))
    return step


def settle(contest: Contest, facts: Facts, now: datetime) -> Step:
    """Open the voting as soon as nothing holds it back; owed after each verdict and withdrawal (RULES.md 4)."""
    if contest.state is not State.REVIEW or contest.paused_at is not None or contest.waiting_since is None:
        return Step(contest)
    return _open_voting(contest, facts, now)


def _next_due(contest: Contest, now: datetime) -> Deadline | None:
    coming = deadlines(contest)
    return coming[0] if coming and coming[0].at <= now else None


def _play(contest: Contest, due: Deadline, facts: Facts, now: datetime) -> Step:  # noqa: PLR0911 - a case a step
    on_time = due.at if now - due.at <= PUNCTUAL else now
    match due.step:
        case "open_submission":
            return _open_submission(contest, on_time)
        case "open_voting":
            return _open_voting(contest, facts, on_time)
        case "ask_managers":
            return _ask_managers(contest, now)
        case "remind":
            return _remind(contest, due, now)
        case "offer_lapses":
            return lapse(contest, due.subject, on_time)
        case "term_ends":
            return end_term(contest, due.subject)
        case "archive":
            return Step(replace(contest, state=State.ARCHIVED))
        case _:
            return _close(contest, facts, now, on_time)


def _opened(contest: Contest, kind: RoundKind, at: datetime) -> Contest:
    """Open a round; what it is late by moves its close and every later deadline (RULES.md 4)."""
    coming = contest.round_of(kind)
    assert coming is not None, "a round that opens was planned"  # noqa: S101 - tells mypy and the reader
    moved = contest.moved(max(at - coming.opens, at - at))
    opened = moved.round_of(kind)
    assert opened is not None, "moving keeps the rounds"  # noqa: S101 - tells mypy and the reader
    return moved.with_round(replace(opened, opens=max(at, coming.opens), opened_at=at))


def _open_submission(contest: Contest, at: datetime) -> Step:
    opened = replace(_opened(contest, RoundKind.SUBMISSION, at), state=State.SUBMISSION)
    return Step(opened, (Announcement(News.OPENING, contest.id),))


def _open_voting(contest: Contest, facts: Facts, at: datetime) -> Step:
    holding = sum(entry.holds_opening_back for entry in facts.entries)
    if holding:
        return _wait(contest, holding, at)
    entries = taking_part(facts.entries)
    if not entries:
        return cancelled(contest, "no_entries")
    opened = replace(_opened(contest, RoundKind.VOTING, at), state=State.VOTING, waiting_since=None)
    voting = opened.round_of(RoundKind.VOTING)
    assert voting is not None, "it was opened above"  # noqa: S101 - tells mypy and the reader
    fixed = replace(voting, mode=_mode(contest, len(entries)), method=contest.rules.method)
    return Step(opened.with_round(fixed), (Announcement(News.VOTING_OPENED, contest.id),))


def _mode(contest: Contest, entries: int) -> Mode:
    asked = contest.rules.mode or (Mode.LIST if entries <= SHORT_LIST else Mode.QUEUE)
    return asked if entries <= LONGEST_LIST else Mode.QUEUE


def _wait(contest: Contest, holding: int, at: datetime) -> Step:
    if contest.waiting_since is not None:
        return Step(contest)
    told = Announcement(News.OPENING_WAITS, contest.id, facts={"entries": holding})
    return Step(replace(contest, waiting_since=at), (told,))


def cancelled(contest: Contest, reason: str) -> Step:
    """End a contest without a decision, with a public reason."""
    ended = replace(contest, state=State.CANCELLED, ended_because=reason, paused_at=None, waiting_since=None)
    return Step(ended, (Announcement(News.CANCELLED, contest.id, facts={"why": reason}),))


def _ask_managers(contest: Contest, now: datetime) -> Step:
    asked = Announcement(News.DECIDE_OR_EXTEND, contest.id, Audience.DESK)
    return Step(replace(contest, asked_at=now), (asked,))


def _remind(contest: Contest, due: Deadline, now: datetime) -> Step:
    """Remind once; after a downtime only by the latest reminder that still comes before the close."""
    running = contest.open_round
    done = replace(contest, reminded=contest.reminded | {due.subject})
    later = [running.closes - before for before in REMIND_BEFORE if running and running.closes - before > due.at]
    if running is None or running.closes <= now or any(moment <= now for moment in later):
        return Step(done)
    facts = {"round": running.id, "closes": running.closes.isoformat()}
    return Step(done, (Announcement(News.REMINDER, contest.id, Audience.REMINDED, facts=facts),))


def _close(contest: Contest, facts: Facts, now: datetime, on_time: datetime) -> Step:
    running = contest.open_round
    assert running is not None, "only an open round has a close"  # noqa: S101 - tells mypy and the reader
    closed = replace(running, closed_at=running.closes, late=on_time > running.closes)
    after = contest.with_round(closed)
    if closed.kind is RoundKind.SUBMISSION:
        told = Announcement(News.SUBMISSIONS_CLOSED, contest.id, facts=_lateness(closed, now))
        return Step(replace(after, state=State.REVIEW), (told,))
    if closed.kind is RoundKind.VOTING:
        return close_voting(after, closed, facts, on_time)
    return close_runoff(after, closed, facts, on_time)


def _lateness(closed: Round, now: datetime) -> dict[str, Fact]:
    return {"late_s": int((now - closed.closes).total_seconds())} if closed.late else {}
