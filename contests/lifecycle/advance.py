"""Playing what is due, in due order, however late."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from contests.lifecycle.deadlines import (
    PUNCTUAL,
    REMIND_BEFORE,
    Deadline,
    awaits_draw,
    deadlines,
    final_to_open,
)
from contests.lifecycle.deciding import ask_for_draw, close_final, close_runoff, close_voting, settle_draw
from contests.lifecycle.finals import finalists, held_at_once, is_needed, nobody_goes_on, open_final, preview_again
from contests.lifecycle.freezing import freeze
from contests.lifecycle.offices import end_term, lapse
from contests.lifecycle.opening import method_of, mode_of, opened
from contests.lifecycle.step import Facts, Played, Step
from contests.lifecycle.tallying import taking_part
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest, Round, RoundKind, State
from contests.refusals import Fact
from contests.rules.advice import is_final_advised, is_too_long, too_few_looks


def advance(contest: Contest, facts: Facts, now: datetime) -> Step:
    """Play every step that is due at `now`, earliest first; playing it again changes nothing."""
    step = settle(contest, facts, now)
    while due := _next_due(step.contest, now):
        played = Step(step.contest, played=(Played(contest.id, due.step, due.at),))
        step = step.then(played).then(_play(step.contest, due, facts, now))
        step = step.then(settle(step.contest, facts, now))
    return step


def settle(contest: Contest, facts: Facts, now: datetime) -> Step:
    """Do what a verdict or a withdrawal allows; owed after each of them (RULES.md 4).

    The voting opens as soon as nothing holds it back; the next goes on to the final; what needs no draw is decided.
    """
    if contest.paused_at is not None:
        return Step(contest)
    if contest.state is State.REVIEW and contest.waiting_since is not None:
        return _open_voting(contest, facts, now)
    if final_to_open(contest) is not None:
        return preview_again(contest, facts)
    return settle_draw(contest, facts, now) if awaits_draw(contest) else Step(contest)


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
        case "open_final":
            return start_final(contest, facts, on_time)
        case "ask_draw":
            return ask_for_draw(contest, now)
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


def _open_submission(contest: Contest, at: datetime) -> Step:
    started = replace(opened(contest, RoundKind.SUBMISSION, at), state=State.SUBMISSION)
    return Step(started, (Announcement(News.OPENING, contest.id),))


def _open_voting(contest: Contest, facts: Facts, at: datetime) -> Step:
    holding = sum(entry.holds_opening_back for entry in facts.entries)
    if holding:
        return _wait(contest, holding, at)
    entries = taking_part(facts.entries)
    if not entries:
        return cancelled(contest, "no_entries")
    return _opened_voting(contest, len(entries), at)


def _opened_voting(contest: Contest, entries: int, at: datetime) -> Step:
    """Open the voting round; where nobody would be left out of the final, that is held instead, and at once."""
    final = contest.rules.final
    if final is not None and not is_needed(final, entries):
        contest = held_at_once(contest, final)
    rules = contest.rules
    started = replace(opened(contest, RoundKind.VOTING, at), state=State.VOTING, waiting_since=None)
    coming = started.round_of(RoundKind.VOTING)
    assert coming is not None, "it was opened above"  # noqa: S101 - tells mypy and the reader
    method = method_of(rules.method, entries)
    fixed = replace(coming, method=method, mode=mode_of(method, rules.mode, entries))
    return Step(started.with_round(fixed), (Announcement(News.VOTING_OPENED, contest.id),))


def start_final(contest: Contest, facts: Facts, at: datetime) -> Step:
    """Open the final, if anybody is left to be in it."""
    if finalists(contest, facts):
        return open_final(contest, facts, at)
    if not taking_part(facts.entries):
        return cancelled(contest, "no_entries")
    return freeze(nobody_goes_on(contest, facts), at)


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
        return Step(replace(after, state=State.REVIEW), (told, *_advice(contest, facts)))
    if closed.kind is RoundKind.VOTING:
        return close_voting(after, closed, facts, on_time)
    if closed.kind is RoundKind.FINAL:
        return close_final(after, closed, facts, on_time)
    return close_runoff(after, closed, facts, on_time)


def _advice(contest: Contest, facts: Facts) -> Iterator[Announcement]:
    """Advise a final for many entries, while reviews leave the time to add it, and more voters for few looks."""
    waiting = sum(entry.holds_opening_back for entry in facts.entries)
    entries = waiting + len(taking_part(facts.entries))
    rules = contest.rules
    looks = too_few_looks(rules, entries, facts.expected)
    is_final = bool(waiting) and (is_final_advised(rules, entries) or is_too_long(rules, entries))
    if is_final or looks is not None:
        said: dict[str, Fact] = {"entries": entries, "is_final": int(is_final), "looks": looks}
        yield Announcement(News.ADVICE, contest.id, Audience.DESK, facts=said)


def _lateness(closed: Round, now: datetime) -> dict[str, Fact]:
    return {"late_s": int((now - closed.closes).total_seconds())} if closed.late else {}
