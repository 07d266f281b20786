"""The review queue: one verdict on one entry, decided once, with a record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contests.desk.access import contest_for, entry_for, must_manage, must_moderate
from contests.desk.entering import ASKED_OUT
from contests.desk.knowing import winners_before
from contests.desk.owing import owe, refresh, settle_opening, show_in_galleries, store_step
from contests.lifecycle.correcting import reinstate, strike
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest, State
from contests.model.entry import Entry, EntryState
from contests.model.media import Media
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Fact, Refusal
from contests.rules.entering import check_complete, taken_out
from contests.rules.limits import TextLimits, check_length
from contests.rules.moderation import Verdict, check_room, decide


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry in the review queue."""

    entry: Entry
    contest: Contest
    since: datetime


async def review_queue(store: Store, actor: Actor, contest_id: str | None = None) -> list[Waiting]:
    """Return what waits for a verdict, oldest first; of one contest if given.

    What waits for its author's changes is there once it holds voting back.

    Raises:
        Refusal: `role`, `no_such`.

    """
    must_moderate(actor)
    async with store.reading() as work:
        if contest_id is not None:
            contests = [await contest_for(work, actor, contest_id)]
        else:
            contests = await work.contests.find(actor.member.community)
        found = [
            Waiting(entry, contest, _since(entry) or actor.at)
            for contest in contests
            if contest.state in {State.SUBMISSION, State.REVIEW}
            for entry in await work.entries.of_contest(contest.id)
            if _is_to_be_decided(entry, contest)
        ]
    return sorted(found, key=lambda one: one.since)


def _is_to_be_decided(entry: Entry, contest: Contest) -> bool:
    return entry.state is EntryState.WAITING or (contest.state is State.REVIEW and entry.holds_opening_back)


def _since(entry: Entry) -> datetime | None:
    return entry.decisions[-1].at if entry.state is EntryState.CHANGES and entry.decisions else entry.sent_at


async def moderate(
    store: Store, actor: Actor, entry_id: str, verdict: Verdict, *, rule: str = "", reason: str = ""
) -> tuple[Entry, Contest]:
    """Decide on an entry; the author is told, and voting opens if it only waited for this.

    Raises:
        Refusal: `role`, `no_such`, and what `decide` and `check_room` of `contests.rules.moderation` raise.

    """
    must_moderate(actor)
    async with store.work() as work:
        entry, contest = await entry_for(work, actor, entry_id)
        decided = decide(contest, entry, verdict, actor.member.id, actor.at, rule=rule, reason=reason)
        check_room(contest, entry, decided, await work.entries.of_member(entry.member, contest.id))
        await work.entries.save(decided)
        act = Act(contest.community, actor.member.id, verdict.value, entry.id, actor.at, rule, reason)
        await work.journal.write(act)
        await owe(work, contest, [_told_to_author(decided, contest, verdict, rule, reason)], actor.at)
        await refresh(work, contest, entry.id, actor.at)
        await show_in_galleries(work, contest, decided, actor.at)
        contest = await _correct(work, contest, entry, decided, reason, actor.at)
        contest = await settle_opening(work, contest, actor.at)
    return decided, contest


async def _correct(work: Work, contest: Contest, before: Entry, after: Entry, reason: str, at: datetime) -> Contest:
    """Close the frozen order up, or open it again, when a disqualification touches it (RULES.md 13)."""
    was_struck = before.state is EntryState.DISQUALIFIED
    is_struck = after.state is EntryState.DISQUALIFIED
    if not contest.is_frozen or was_struck == is_struck:
        return contest
    winners = await winners_before(work, contest, contest.decided_at or at)
    step = (strike if is_struck else reinstate)(contest, after.id, reason, at, winners)
    return await store_step(work, contest, step, at)


def _told_to_author(entry: Entry, contest: Contest, verdict: Verdict, rule: str, reason: str) -> Announcement:
    facts: dict[str, Fact] = {
        "verdict": verdict.value,
        "rule": rule,
        "reason": reason,
        "state": entry.state.value,
    }
    return Announcement(News.ENTRY_DECIDED, contest.id, Audience.MEMBER, entry.member, entry.id, facts)


async def take_out(store: Store, actor: Actor, entry_id: str) -> Entry:
    """Take an entry out of decided standings, as its author asked (RULES.md 12).

    Raises:
        Refusal: `role`, `withdrawn`, `not_open` before the decision; `no_such` where its author did not ask.

    """
    must_manage(actor)
    async with store.work() as work:
        entry, contest = await entry_for(work, actor, entry_id)
        gone = taken_out(contest, entry)
        if not any(act.what == ASKED_OUT for act in await work.journal.of(entry.id)):
            raise Refusal("no_such", what="request", id=entry.id)
        await work.entries.save(gone)
        await work.journal.write(Act(contest.community, actor.member.id, "take out", entry.id, actor.at))
        await refresh(work, contest, entry.id, actor.at)
    return gone


async def retitle(
    store: Store, actor: Actor, entry_id: str, title: str, alts: Sequence[str], limits: TextLimits
) -> Entry:
    """Mend a title and alt texts, with a record: all that changes after submissions (RULES.md 11).

    Raises:
        Refusal: `role`, `no_such`, `too_long`, `needs_argument`, `already_decided`.

    """
    must_moderate(actor)
    async with store.work() as work:
        entry, contest = await entry_for(work, actor, entry_id)
        if contest.is_frozen:
            raise Refusal("already_decided", why="contest", contest=contest.brief.title)
        mended = replace(entry, words=replace(entry.words, title=title.strip()), media=_described(entry, alts))
        check_complete(mended)
        check_length("title", mended.words.title, limits.title)
        for alt in alts:
            check_length("alt", alt, limits.alt)
        await work.entries.save(mended)
        old = entry.words.title
        await work.journal.write(Act(contest.community, actor.member.id, "retitle", entry.id, actor.at, reason=old))
        await refresh(work, contest, entry.id, actor.at)
    return mended


def _described(entry: Entry, alts: Sequence[str]) -> tuple[Media, ...]:
    """Return an entry's files with new alt texts, in order; those without a new one keep theirs."""
    described = tuple(replace(media, alt=alt) for media, alt in zip(entry.media, alts, strict=False))
    return described + entry.media[len(described) :]
