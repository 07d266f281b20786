"""Running a contest as its manager: new, edit, schedule, pause, resume, extend, cancel, results."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from contests.desk.access import contest_for, must_manage
from contests.desk.knowing import last_turnouts
from contests.desk.owing import play, store_step
from contests.lifecycle.steering import cancel, extend, pause, planned_rounds, resume, schedule
from contests.lifecycle.step import Step
from contests.model.announcement import Announcement, Audience, News
from contests.model.ballot import Voters
from contests.model.contest import Contest, State, TieRule
from contests.model.entry import Entry, EntryState
from contests.model.span import Span
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Refusal
from contests.rules.combining import voters_in_final
from contests.rules.editing import Edit, check_not_opened, edited, later, terms_of
from contests.rules.limits import is_blank


async def new_contest(store: Store, actor: Actor, edit: Edit) -> Contest:
    """Make a draft.

    Raises:
        Refusal: `role`; `needs_argument` without a title.

    """
    must_manage(actor)
    _must_be_titled(edit)
    async with store.work() as work:
        contest = Contest(
            id=work.new_id(),
            community=actor.member.community,
            brief=edit.brief,
            rules=edit.rules,
            plan=edit.plan,
            state=State.DRAFT,
            created_at=actor.at,
            venues=edit.venues,
            terms=terms_of(edit.brief, edit.rules, 1),
        )
        await work.contests.add(contest)
        await _note(work, actor, "contest new", contest)
    return contest


async def edit_contest(store: Store, actor: Actor, contest_id: str, edit: Edit) -> Contest:
    """Change what may still be changed; new terms are shown to authors, whose silence is no (RULES.md, States).

    Raises:
        Refusal: `role`, `no_such`, `needs_argument`, and what `edited` and `later` raise.

    """
    must_manage(actor)
    _must_be_titled(edit)
    async with store.work() as work:
        contest = await contest_for(work, actor, contest_id)
        entries = [one for one in await work.entries.of_contest(contest.id) if one.state is not EntryState.WITHDRAWN]
        changed = await _changed(work, contest, edit, entries, actor.at)
        old, new = contest.terms, changed.terms
        alive = {one.member for one in entries if one.counts_against_limit}
        asked = alive if old and new and old.version != new.version else set()
        said = tuple(asks_again(changed, member) for member in sorted(asked))
        stored = await store_step(work, contest, Step(changed, said), actor.at)
        await _note(work, actor, "contest edit", contest)
    return stored


async def preview_edit(store: Store, actor: Actor, contest_id: str, edit: Edit) -> Contest:
    """Return a contest as an edit would leave it, without storing it. Raises: as `edit_contest`."""
    must_manage(actor)
    _must_be_titled(edit)
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        entries = [one for one in await work.entries.of_contest(contest.id) if one.state is not EntryState.WITHDRAWN]
        return await _changed(work, contest, edit, entries, actor.at)


async def _changed(work: Work, contest: Contest, edit: Edit, entries: Sequence[Entry], at: datetime) -> Contest:
    voted = await work.ballots.any_in(contest.id)
    agreed = bool(entries) or await work.entries.has_drafts(contest.id)
    changed = edited(contest, replace(edit, plan=contest.plan), has_entries=agreed, has_ballots=voted)
    if contest.state is State.DRAFT:
        return replace(changed, plan=edit.plan)
    return _with_later_dates(changed, edit, at) if edit.plan != contest.plan else changed


def _must_be_titled(edit: Edit) -> None:
    if is_blank(edit.brief.title):
        raise Refusal("needs_argument", name="title")


def _with_later_dates(contest: Contest, edit: Edit, at: datetime) -> Contest:
    check_not_opened(contest)
    stands_at = contest.paused_at or at  # until it goes on no opening comes, so none is past
    rounds = planned_rounds(contest, edit.plan, stands_at)
    return replace(later(contest, rounds), plan=edit.plan)


def asks_again(contest: Contest, member: str) -> Announcement:
    """Ask an author whether the newest terms hold for their entries."""
    version = contest.terms.version if contest.terms else 1
    return Announcement(News.TERMS_CHANGED, contest.id, Audience.MEMBER, member, facts={"version": version})


async def agree_to_terms(store: Store, actor: Actor, contest_id: str, version: str) -> Contest:
    """Move the author's entries under the newest version of the terms, if it is the one that they were shown.

    Raises:
        Refusal: `no_such`, `withdrawn` when there is no entry left; `too_late` for another version.

    """
    async with store.work() as work:
        contest = await contest_for(work, actor, contest_id)
        own = await work.entries.of_member(actor.member.id, contest.id)
        alive = [entry for entry in own if entry.state is not EntryState.WITHDRAWN]
        if not alive or contest.terms is None:
            raise Refusal("withdrawn")
        if version != str(contest.terms.version):
            raise Refusal("too_late", why="newer_terms", contest=contest.brief.title)
        for entry in alive:
            await work.entries.save(replace(entry, terms_version=contest.terms.version))
    return contest


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be scheduled now; `missing` names what it still needs."""

    contest: Contest
    missing: tuple[str, ...] = ()
    expected: tuple[int, int] = (0, 0)
    """Entries and voters as the community's last contests had them; 0 where there were none."""
    empty: tuple[Voters, ...] = ()
    """Those whom the vote or the final lets vote alone, and of whom there is nobody yet."""


def missing_in(contest: Contest) -> tuple[str, ...]:
    """Name what a draft still needs before it can be scheduled."""
    plan, rules = contest.plan, contest.rules
    needed: dict[str, object] = {"submissions": plan.submissions, "voting": plan.voting}
    if rules.final is not None:
        needed["final"] = plan.final
    if rules.tie is TieRule.LOTTERY:
        needed["lottery"] = rules.lottery.strip()
    return tuple(name for name, value in needed.items() if not value)


async def preview(store: Store, actor: Actor, contest_id: str) -> Preview:
    """Show what confirming would schedule, without doing it.

    Raises:
        Refusal: `role`, `no_such`, `already_decided`, `cancelled`, `when_unclear`.

    """
    must_manage(actor)
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        expected = await last_turnouts(work, contest)
        empty = await _empty(work, contest, actor.at)
    if missing := missing_in(contest):
        return Preview(contest, missing)
    return Preview(schedule(contest, actor.at), expected=expected, empty=empty)


async def _empty(work: Work, contest: Contest, at: datetime) -> tuple[Voters, ...]:
    asked = {contest.rules.voters, voters_in_final(contest.rules)} - {Voters.EVERYBODY}
    many = {one: await work.people.roll(contest.community, at, one) for one in sorted(asked)}
    return tuple(one for one, there in many.items() if not there)


async def schedule_contest(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Confirm a draft's dates; one that opens now is opened at once.

    Raises:
        Refusal: `role`, `no_such`, `needs_argument`, `already_decided`, `cancelled`, `when_unclear`.

    """
    must_manage(actor)
    async with store.work() as work:
        contest = await contest_for(work, actor, contest_id)
        stored = await store_step(work, contest, Step(schedule(contest, actor.at)), actor.at)
        stored, _ = await play(work, stored, actor.at)
        await _note(work, actor, "contest schedule", contest)
    return stored


async def pause_contest(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Pause. Raises: Refusal `role`, `no_such`, `paused`, `cancelled`, `already_decided`, `not_open`."""
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        return await steered(work, actor, contest, pause(contest, actor.at), "contest pause")


async def resume_contest(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Resume. Raises: Refusal `role`, `no_such`, `not_open`, `cancelled`, `already_decided`."""
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        return await steered(work, actor, contest, resume(contest, actor.at), "contest resume")


async def extend_contest(store: Store, actor: Actor, contest_id: str, by: Span, reason: str) -> Contest:
    """Extend. Raises: Refusal `role`, `no_such`, `needs_argument`, `when_unclear`, `cancelled`, `already_decided`."""
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        return await steered(work, actor, contest, extend(contest, by, reason, actor.at), "contest extend", reason)


async def cancel_contest(store: Store, actor: Actor, contest_id: str, reason: str) -> Contest:
    """Cancel; a draft is deleted. Raises: Refusal as `cancel` does, `role`, `no_such`."""
    async with store.work() as work:
        contest = await managed(work, actor, contest_id)
        if contest.state is State.DRAFT:
            step = cancel(contest, reason or "draft")
            await work.contests.delete(contest.id)
            return step.contest
        return await steered(work, actor, contest, cancel(contest, reason), "contest cancel", reason)


async def managed(work: Work, actor: Actor, contest_id: str) -> Contest:
    """Return a contest with everything due played, for its manager."""
    must_manage(actor)
    contest = await contest_for(work, actor, contest_id)
    contest, _ = await play(work, contest, actor.at)
    return contest


async def steered(work: Work, actor: Actor, contest: Contest, step: Step, what: str, reason: str = "") -> Contest:
    """Store a step, and play what has become due by it: an opening that only waited for the resumption."""
    stored = await store_step(work, contest, step, actor.at)
    stored, _ = await play(work, stored, actor.at)
    await _note(work, actor, what, contest, reason)
    return stored


async def _note(work: Work, actor: Actor, what: str, contest: Contest, reason: str = "") -> None:
    await work.journal.write(Act(contest.community, actor.member.id, what, contest.id, actor.at, reason=reason))
