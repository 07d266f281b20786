"""Submitting, replacing and withdrawing entries (RULES.md 7-12)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from contests.model.contest import Contest, RoundKind, State
from contests.model.entry import Entry, EntryKind, EntryState, ReviewFacts
from contests.model.member import Member
from contests.refusals import Refusal
from contests.rules.limits import is_blank
from contests.rules.taking_part import check_member, check_running, check_time


def check_entering(contest: Contest, member: Member, at: datetime, *, is_present: bool | None) -> None:
    """Refuse a preview or a Send that cannot count.

    Raises:
        Refusal: `role`, `cancelled`, `paused`, `not_open`, `too_late`.

    """
    check_running(contest)
    check_time(contest.round_of(RoundKind.SUBMISSION), at)
    check_member(member, is_present=is_present)


def check_limit(contest: Contest, own: Sequence[Entry]) -> None:
    """Refuse one entry more than the contest allows each member.

    Raises:
        Refusal: `limit_entries` with `limit`.

    """
    if sum(entry.counts_against_limit for entry in own) >= contest.rules.entries_each:
        raise Refusal("limit_entries", limit=contest.rules.entries_each, contest=contest.brief.title)


def check_complete(draft: Entry) -> None:
    """Refuse to send what lacks a needed part.

    Raises:
        Refusal: `needs_argument` with the `name` of what is missing.
    """
    if is_blank(draft.words.title):
        raise Refusal("needs_argument", name="title")
    if draft.kind is EntryKind.REVIEW and draft.words.review is None:
        raise Refusal("needs_argument", name="product, rating, got")


def send(contest: Contest, draft: Entry, own: Sequence[Entry], at: datetime) -> Entry:
    """Turn a draft into an entry that is dated `at`; the author agrees to the terms shown.

    Args:
        contest: where it is sent to.
        draft: the preview, by its author.
        own: the member's entries in this contest.
        at: when Send was first held.

    Raises:
        Refusal: `limit_entries`, `already_decided` when it was sent before, and what `check_terms` raises.

    """
    if draft.state is not EntryState.DRAFT:
        raise Refusal("already_decided", why="sent")
    check_limit(contest, own)
    check_terms(contest, draft)
    return replace(
        draft,
        state=EntryState.WAITING if contest.rules.review else EntryState.ADMITTED,
        sent_at=at,
    )


def terms_shown(contest: Contest) -> int:
    """Return the version of the terms that a preview shows now."""
    return contest.terms.version if contest.terms else 0


def check_terms(contest: Contest, draft: Entry) -> None:
    """Refuse to send under other terms than the preview showed (RULES.md 10).

    Raises:
        Refusal: `too_late` with `why=terms`.

    """
    if draft.terms_version != terms_shown(contest):
        raise Refusal("too_late", why="terms", contest=contest.brief.title)


def replaced(contest: Contest, entry: Entry, draft: Entry, at: datetime) -> Entry:
    """Put a draft's content in the place of an entry's, reviewed anew where review is on (RULES.md 11).

    Raises:
        Refusal: what `check_replacing`, `check_how_got` and `check_terms` raise.

    """
    check_replacing(contest, entry, at)
    check_terms(contest, draft)
    check_how_got(entry, draft.words.review)
    return replace(
        entry,
        state=EntryState.WAITING if contest.rules.review else EntryState.ADMITTED,
        words=draft.words,
        media=draft.media,
        shown_as=draft.shown_as,
        in_gallery=draft.in_gallery,
        may_be_remixed=draft.may_be_remixed,
        terms_version=draft.terms_version,
        sent_at=at,
    )


def check_replacing(contest: Contest, entry: Entry, at: datetime) -> None:
    """Refuse a replacement that comes too late, or of what cannot be replaced.

    Raises:
        Refusal: `withdrawn`, `already_decided`, `too_late`, `cancelled`, `paused`, `not_open`.

    """
    if entry.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=entry.words.title)
    if entry.state in {EntryState.REJECTED, EntryState.DISQUALIFIED}:
        raise Refusal("already_decided", why=entry.state.value, entry=entry.words.title)
    check_running(contest)
    if entry.state is EntryState.CHANGES and contest.state in {State.SUBMISSION, State.REVIEW}:
        return
    check_time(contest.round_of(RoundKind.SUBMISSION), at)


def check_how_got(entry: Entry, review: ReviewFacts | None) -> None:
    """Refuse another word on how the product was got: what was said first stays with a review for ever.

    Raises:
        Refusal: `already_decided` with `why=got`.

    """
    before = entry.words.review
    if before is not None and review is not None and before.got is not review.got:
        raise Refusal("already_decided", why="got")


def withdraw(contest: Contest, entry: Entry) -> Entry:
    """Take an entry back; allowed until the contest is decided, while paused too (RULES.md 5, 12).

    Raises:
        Refusal: `withdrawn` when it is, `already_decided` from the decision on; `no_such` for a draft.

    """
    if entry.state is EntryState.DRAFT:
        raise Refusal("no_such", what="entry", id=entry.id)
    if entry.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=entry.words.title)
    if contest.is_frozen:
        raise Refusal("already_decided", why="contest", contest=contest.brief.title)
    return replace(entry, state=EntryState.WITHDRAWN, media=())


def taken_out(contest: Contest, entry: Entry) -> Entry:
    """Take an entry out of decided standings, which keep its nameless place (RULES.md 12).

    Raises:
        Refusal: `withdrawn` when it is; `not_open` before the decision, when its author withdraws it alone.

    """
    if entry.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=entry.words.title)
    if not contest.is_frozen:
        raise Refusal("not_open", why="not_decided", contest=contest.brief.title)
    return replace(entry, state=EntryState.WITHDRAWN, media=())


def check_sources(entries: Sequence[Entry], missing: Sequence[str], member: str) -> None:
    """Refuse sources that are unknown, hidden, or whose authors do not allow remixes (RULES.md 14).

    Raises:
        Refusal: `no_such` for an unknown or hidden one, `not_yours` where its author does not allow it.

    """
    if missing:
        raise Refusal("no_such", what="source", id=missing[0])
    for entry in entries:
        if not entry.is_public and not (entry.member == member and entry.counts_against_limit):
            raise Refusal("no_such", what="source", id=entry.id)
        if not entry.may_be_remixed and entry.member != member:
            raise Refusal("not_yours", why="no_remix", entry=entry.words.title)
