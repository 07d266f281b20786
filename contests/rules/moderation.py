"""Verdicts on entries: admit, ask for changes, reject, disqualify, undo (RULES.md 4, 13)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from contests.model.contest import Contest, RoundKind, State
from contests.model.entry import Decision, Entry, EntryState
from contests.refusals import Refusal
from contests.rules.limits import is_blank


class Rule(StrEnum):
    """The rules by which an entry can be refused; none is "it is negative"."""

    OFF_TOPIC = "off_topic"
    NOT_OWN_WORK = "not_own_work"
    SOURCE_NOT_NAMED = "source_not_named"
    HURTS_PEOPLE = "hurts_people"
    UNLAWFUL = "unlawful"
    PERSONAL_DATA = "personal_data"
    BROKEN_MEDIA = "broken_media"
    AGAINST_BRIEF = "against_brief"
    VOTE_BUYING = "vote_buying"


class Verdict(StrEnum):
    """What a moderator can decide."""

    ADMIT = "admit"
    CHANGES = "changes"
    REJECT = "reject"
    DISQUALIFY = "disqualify"
    UNDO = "undo"


RESULT = {
    Verdict.ADMIT: EntryState.ADMITTED,
    Verdict.CHANGES: EntryState.CHANGES,
    Verdict.REJECT: EntryState.REJECTED,
    Verdict.DISQUALIFY: EntryState.DISQUALIFIED,
}
FROM = {
    Verdict.ADMIT: {EntryState.WAITING, EntryState.CHANGES},
    Verdict.CHANGES: {EntryState.WAITING},
    Verdict.REJECT: {EntryState.WAITING, EntryState.CHANGES},
    Verdict.DISQUALIFY: {EntryState.ADMITTED},
}


def decide(  # noqa: PLR0913 - a verdict has these parts
    contest: Contest,
    entry: Entry,
    verdict: Verdict,
    moderator: str,
    at: datetime,
    *,
    rule: str = "",
    reason: str = "",
) -> Entry:
    """Return the entry after a moderator's verdict.

    Raises:
        Refusal: `already_decided` with `by` and `verdict` when somebody was faster, or for an archived contest;
            `withdrawn`; `needs_argument` for a missing rule or reason; `no_such` for a rule that is not listed;
            `cancelled`.

    """
    if contest.state is State.CANCELLED:
        raise Refusal("cancelled", why=contest.ended_because, contest=contest.brief.title)
    if contest.state is State.ARCHIVED:
        raise Refusal("already_decided", why="archived", contest=contest.brief.title)
    if verdict is Verdict.UNDO:
        return _undone(contest, entry, moderator, at, reason)
    _check_from(entry, FROM[verdict])
    if verdict is not Verdict.ADMIT:
        _check_reason(rule, reason)
    decision = Decision(RESULT[verdict].value, moderator, at, rule, reason, before=entry.state)
    return replace(entry, state=RESULT[verdict], decisions=(*entry.decisions, decision))


def check_room(contest: Contest, before: Entry, after: Entry, own: Sequence[Entry]) -> None:
    """Refuse to undo a verdict where that gives the author more entries than there may be (RULES.md 7).

    Args:
        contest: where the entry is.
        before: the entry under its verdict.
        after: the entry without it.
        own: its author's entries in this contest.

    Raises:
        Refusal: `limit_entries` with `limit` and `why=undo`.

    """
    others = sum(one.counts_against_limit for one in own if one.id != before.id)
    comes_back = after.counts_against_limit and not before.counts_against_limit
    if comes_back and not contest.is_frozen and others >= contest.rules.entries_each:
        raise Refusal("limit_entries", why="undo", limit=contest.rules.entries_each, contest=contest.brief.title)


def _check_from(entry: Entry, allowed: set[EntryState]) -> None:
    if entry.state in allowed:
        return
    if entry.state in {EntryState.WITHDRAWN, EntryState.DRAFT}:
        raise Refusal("withdrawn", entry=entry.words.title)
    if entry.state is EntryState.WAITING:
        raise Refusal("not_open", why="unreviewed", entry=entry.words.title)
    last = entry.decisions[-1] if entry.decisions else None
    raise Refusal(
        "already_decided",
        by=last.by if last else "",
        why=entry.state.value,
        at=last.at.isoformat() if last else None,
        entry=entry.words.title,
    )


def _check_reason(rule: str, reason: str) -> None:
    if not rule:
        raise Refusal("needs_argument", name="rule")
    if rule not in set(Rule):
        raise Refusal("no_such", what="rule", id=rule)
    if is_blank(reason):
        raise Refusal("needs_argument", name="reason")


def _undone(contest: Contest, entry: Entry, moderator: str, at: datetime, reason: str) -> Entry:
    """Return to the state before the last verdict: any until voting opens, disqualification always.

    What was disqualified before a vote was counted has no place in its order, and there is no recount.

    Raises:
        Refusal: `no_such` without a verdict; `withdrawn`; `too_late` once people voted on it, or decided without it.

    """
    last = entry.decisions[-1] if entry.decisions else None
    if entry.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=entry.words.title)
    if last is None or last.verdict == "undone" or RESULT_STATES.get(last.verdict) is not entry.state:
        raise Refusal("no_such", what="verdict", id=entry.id)
    if entry.state is EntryState.DISQUALIFIED:
        _check_counted(contest, entry, reason)
    elif contest.state not in {State.SUBMISSION, State.REVIEW}:
        raise Refusal("too_late", why="voting_opened", contest=contest.brief.title)
    undone = Decision("undone", moderator, at, reason=reason, before=entry.state)
    return replace(entry, state=last.before, decisions=(*entry.decisions, undone))


def _check_counted(contest: Contest, entry: Entry, reason: str) -> None:
    voting = contest.round_of(RoundKind.VOTING)
    if not contest.is_frozen and (voting is None or voting.closed_at is None):
        return
    if entry.id not in {line.entry for line in contest.standings}:
        raise Refusal("too_late", why="not_counted", contest=contest.brief.title, entry=entry.words.title)
    if contest.is_frozen and is_blank(reason):
        raise Refusal("needs_argument", name="reason")


RESULT_STATES = {state.value: state for state in RESULT.values()}
