"""The deadlines that a contest has now; stored beside it, they are the schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from contests.model.ambassador import OfferState
from contests.model.contest import Contest, Round, RoundKind, State

PUNCTUAL = timedelta(seconds=60)
"""How late a step may come and still count as on time: twice the longest wake of the alarm clock (30 s)."""

NAG_AFTER = timedelta(days=3)
"""How long unreviewed entries may hold voting back before the desk asks the managers (RULES.md 4)."""
NAG_EVERY = timedelta(days=1)
ARCHIVE_AFTER = timedelta(days=30)
SECOND = timedelta(seconds=1)
REMIND_BEFORE = (timedelta(days=1), timedelta(hours=1))


@dataclass(frozen=True, slots=True, order=True)
class Deadline:
    """A step that becomes due; `subject` is the offer or reminder that it is about, or empty."""

    at: datetime
    step: str
    subject: str = ""


def deadlines(contest: Contest) -> tuple[Deadline, ...]:
    """Return what becomes due, earliest first; while paused only offers and terms run on (RULES.md 5)."""
    found = list(_of_offers(contest))
    if contest.paused_at is None and contest.state is not State.CANCELLED:
        found += _of_state(contest)
        found += _of_reminders(contest)
    return tuple(sorted(found))


def _of_state(contest: Contest) -> Iterator[Deadline]:
    if contest.state is State.REVIEW and contest.waiting_since is not None:
        last = contest.asked_at
        yield Deadline(last + NAG_EVERY if last else contest.waiting_since + NAG_AFTER, "ask_managers")
    elif contest.state is State.ANNOUNCED and contest.announced_at is not None:
        open_offers = any(offer.state is OfferState.OPEN for offer in contest.offers)
        if not open_offers:
            yield Deadline(contest.announced_at + ARCHIVE_AFTER, "archive")
    else:
        yield from _of_rounds(contest)


def final_to_open(contest: Contest) -> Round | None:
    """Return the final while the managers preview who goes on to it."""
    final = contest.round_of(RoundKind.FINAL)
    waits = contest.state is State.VOTING and contest.open_round is None
    return final if waits and final is not None and final.opened_at is None else None


def awaits_draw(contest: Contest) -> bool:
    """Tell whether a tie that matters waits for the public value of the lottery."""
    votes_are_in = contest.state in {State.VOTING, State.FINAL} and contest.open_round is None
    return votes_are_in and final_to_open(contest) is None


def _of_rounds(contest: Contest) -> Iterator[Deadline]:
    following = {State.SCHEDULED: 0, State.REVIEW: 1}.get(contest.state)
    if following is not None:
        coming = contest.rounds[following]
        yield Deadline(coming.opens, f"open_{coming.kind}")
    elif final := final_to_open(contest):
        yield Deadline(final.opens, "open_final")
    elif awaits_draw(contest) and contest.asked_at is not None:
        yield Deadline(contest.asked_at + NAG_EVERY, "ask_draw")
    elif running := contest.open_round:
        yield Deadline(running.closes, f"close_{running.kind}")


def _of_reminders(contest: Contest) -> Iterator[Deadline]:
    running = contest.open_round
    for due in reminders_of(running) if running else ():
        if due.subject not in contest.reminded:
            yield due


def reminders_of(running: Round) -> tuple[Deadline, ...]:
    """Return an open round's reminders; their subject names the close, so that a moved one is reminded of anew."""
    opened = running.opened_at or running.opens
    return tuple(
        Deadline(running.closes - before, "remind", f"{running.kind}:{before // SECOND}:{running.closes.isoformat()}")
        for before in REMIND_BEFORE
        if running.closes - before > opened
    )


def _of_offers(contest: Contest) -> Iterator[Deadline]:
    for offer in contest.offers:
        if offer.state is OfferState.OPEN:
            yield Deadline(offer.answer_by, "offer_lapses", offer.id)
        elif offer.state is OfferState.ACCEPTED and offer.term_ends is not None:
            yield Deadline(offer.term_ends, "term_ends", offer.id)
