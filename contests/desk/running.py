"""The schedule's use cases: play what is due, and close what was delivered."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from contests.desk.access import must_be
from contests.desk.owing import owe, play
from contests.lifecycle import Played
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import State
from contests.model.member import Role
from contests.ports import Act, Actor, Owed, Store, Work
from contests.refusals import Fact, Refusal

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=24)
"""How long a message is tried again (RULES.md, States)."""
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600))
"""The growing waits between tries; the last one repeats."""
UNTOLD = frozenset({News.NOT_SENT, News.UNSURE, News.REFRESH, News.VENUE_LOST, News.VENUE_BACK})
"""What the desk is not told of when it is lost; it is in the list of what could not be sent."""
THERE, NOT_THERE = "message there", "message not there"
"""What somebody said of a message in doubt, as the journal has it."""


async def advance_due(store: Store, now: datetime) -> list[Played]:
    """Play every step due at `now` in every contest, each contest in a transaction of its own."""
    async with store.reading() as work:
        due = await work.contests.due(now)
    played: list[Played] = []
    for contest in due:
        try:
            played += await advance_one(store, contest, now)
        except Exception:  # one broken contest stops no other; it stays due and is tried again
            log.exception("contest %s could not be advanced", contest)
    return sorted(played, key=lambda one: one.at)


async def advance_one(store: Store, contest_id: str, now: datetime) -> tuple[Played, ...]:
    """Play what is due in one contest."""
    async with store.work() as work:
        contest = await work.contests.get(contest_id)
        _, step = await play(work, contest, now)
    return step.played


async def claim(store: Store, owed: Owed, now: datetime) -> bool:
    """Mark a message as being sent, before it is; False when it is closed already."""
    async with store.work() as work:
        return await work.outbox.claim(owed.id, now)


async def delivered(store: Store, owed: Owed, now: datetime) -> None:
    """Close a message as sent; the last result of a contest makes it announced."""
    async with store.work() as work:
        await work.outbox.sent(owed.id, now)
        await _announced_if_told(work, owed, now)


async def nothing_to_say(store: Store, owed: Owed) -> None:
    """Forget a message that has become pointless before it was sent; it may be owed again."""
    async with store.work() as work:
        await work.outbox.forget(owed.id)


async def not_delivered(  # noqa: PLR0913 - what became of a try has these parts
    store: Store,
    owed: Owed,
    now: datetime,
    why: str,
    *,
    final: bool,
    again_in: timedelta | None = None,
    waits_in_room: bool = False,
    is_unsure: bool = False,
    is_untried: bool = False,
) -> None:
    """Try a message again later, never before the time that the platform asks for, or give it up and tell the desk.

    `waits_in_room` says that it stands in its receiver's own web room, where nobody has come in yet; `is_unsure` that
    nobody knows whether it is there, which the desk is asked for; `is_untried` that there was no way to the platform,
    so that a last try is still to be made.
    """
    if is_unsure:
        await _ask_desk(store, owed, now, why)
        return
    lost = final or (owed.is_last_try and not is_untried) or now - owed.made_at >= GIVE_UP_AFTER
    again_at = None if lost else min(now + WAITS[min(owed.attempts, len(WAITS) - 1)], owed.made_at + GIVE_UP_AFTER)
    if again_at is not None and again_in is not None:
        again_at = max(again_at, now + again_in)
    async with store.work() as work:
        await work.outbox.failed(owed.id, now, again_at, why)
        if lost:
            await _tell_desk(work, owed, News.NOT_SENT, now, why=why, waits_in_room=int(waits_in_room))
            await _announced_if_told(work, owed, now)


async def _ask_desk(store: Store, owed: Owed, now: datetime, why: str) -> None:
    """Close a message in doubt, and ask whoever can look whether it is there."""
    async with store.work() as work:
        await work.outbox.unsure(owed.id, now, why)
        tried = await work.outbox.get(owed.id) or owed
        await _tell_desk(work, owed, News.UNSURE, now, why=why, attempt=tried.attempts)
        await _announced_if_told(work, owed, now)


async def try_again(store: Store, actor: Actor, owed_id: str, attempt: int | None = None) -> Owed:
    """Send a message once more that was given up, or that somebody looked for and did not find.

    Raises:
        Refusal: `role`, `no_such`; `already_decided` for one that was sent, or is being sent, or if not this `attempt`
            at it is in doubt.
    """
    async with store.work() as work:
        owed = await _lost(work, actor, owed_id, attempt)
        if not await work.outbox.retry(owed_id, actor.at):
            raise await _answered(work, owed)
        if owed.doubt:
            await work.journal.write(Act(owed.community, actor.member.id, NOT_THERE, owed_id, actor.at))
        return owed


async def it_is_there(store: Store, actor: Actor, owed_id: str, attempt: int | None = None) -> Owed:
    """Close a message as sent that was in doubt: somebody looked, and it is there.

    Raises:
        Refusal: as `try_again`; `already_decided` too for one that was given up and was never in doubt.
    """
    async with store.work() as work:
        owed = await _lost(work, actor, owed_id, attempt)
        if not await work.outbox.is_there(owed_id, actor.at):
            raise await _answered(work, owed)
        await work.journal.write(Act(owed.community, actor.member.id, THERE, owed_id, actor.at))
        await _announced_if_told(work, owed, actor.at)
        return owed


async def _lost(work: Work, actor: Actor, owed_id: str, attempt: int | None) -> Owed:
    """Return a message that was given up or is in doubt. Raises: Refusal as `try_again`."""
    must_be(actor.member, Role.MANAGER, Role.MODERATOR)
    owed = await work.outbox.get(owed_id)
    if owed is None or owed.community != actor.member.community:
        raise Refusal("no_such", what="message", id=owed_id)
    if owed_id not in {one.id for one, _ in await work.outbox.given_up(owed.community)}:
        raise await _answered(work, owed)
    if attempt not in {None, owed.attempts}:
        raise await _answered(work, owed)
    return owed


async def _answered(work: Work, owed: Owed) -> Refusal:
    """Return the refusal of what was decided already, with who looked where somebody did."""
    acts = [one for one in await work.journal.of(owed.id) if one.what in {THERE, NOT_THERE}]
    if not acts:
        return Refusal("already_decided", why="message")
    if acts[-1].what == THERE:
        return Refusal("already_decided", why="message_there", by=acts[-1].by)
    return Refusal("already_decided", why="message_not_there", by=acts[-1].by)


async def _tell_desk(work: Work, owed: Owed, news: News, now: datetime, **told: Fact) -> None:
    if owed.announcement.kind in UNTOLD:
        return
    contest = await work.contests.get(owed.announcement.contest)
    facts: dict[str, Fact] = {
        "owed": owed.id,
        "kind": owed.announcement.kind.value,
        "venue": owed.venue,
        "is_desk": int(owed.announcement.audience in {Audience.DESK, Audience.REVIEWERS}),
        **told,
    }
    said = Announcement(news, contest.id, Audience.DESK, owed.announcement.member, owed.announcement.entry, facts)
    await owe(work, contest, [said], now)


async def _announced_if_told(work: Work, owed: Owed, now: datetime) -> None:
    if owed.announcement.kind is not News.RESULT:
        return
    contest = await work.contests.get(owed.announcement.contest)
    if contest.state is State.DECIDED and not await work.outbox.open_rows(contest.id, News.RESULT):
        await work.contests.save(replace(contest, state=State.ANNOUNCED, announced_at=now))


@dataclass(frozen=True, slots=True)
class Due:
    """The next deadline of any contest."""

    contest: str
    step: str
    at: datetime


async def next_due(store: Store) -> Due | None:
    """Return the next deadline of any kind."""
    async with store.reading() as work:
        found = await work.contests.next_deadline()
    return Due(found[0], found[1].step, found[1].at) if found else None
