"""Submitting an entry: preview, Send, replace, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from contests.desk.access import as_now, contest_for, own_entry
from contests.desk.owing import ask_reviewers, owe, refresh, settle_opening, show_in_galleries
from contests.model.announcement import Announcement, Audience, News
from contests.model.contest import Contest, Template
from contests.model.entry import Entry, EntryKind, EntryState, ReviewFacts, Words
from contests.model.media import Media
from contests.model.member import Member
from contests.ports import Act, Actor, Store, Work
from contests.refusals import Refusal
from contests.rules.entering import (
    check_complete,
    check_entering,
    check_how_got,
    check_limit,
    check_replacing,
    check_sources,
    replaced,
    send,
    terms_shown,
    withdraw,
)
from contests.rules.limits import TextLimits, check_length, check_words, is_blank


@dataclass(frozen=True, slots=True)
class Typed:
    """What an author typed for an entry; ids and names as typed, checked by `save_draft`."""

    title: str = ""
    text: str = ""
    sources: tuple[str, ...] = ()
    thanks: str = ""
    review: ReviewFacts | None = None
    shown_as: str = ""
    in_gallery: bool = True
    may_be_remixed: bool = True
    media: tuple[Media, ...] = ()
    limits: TextLimits = field(default_factory=TextLimits)

    @property
    def words(self) -> Words:
        """Return the words of the entry."""
        return Words(self.title.strip(), self.text, self.sources, self.thanks, self.review)


ASKED_OUT = "withdrawal asked"
KIND_OF = {Template.REMIX: EntryKind.REMIX, Template.REVIEW: EntryKind.REVIEW}


async def open_to(store: Store, actor: Actor, contest_id: str) -> Contest:
    """Return a contest that the actor could enter now.

    Raises:
        Refusal: `no_such`, `role`, `cancelled`, `paused`, `not_open`, `too_late`, `limit_entries`.

    """
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        check_entering(contest, actor.member, actor.at, is_present=actor.is_present_in(contest.venues))
        check_limit(contest, await work.entries.of_member(actor.member.id, contest.id))
    return contest


async def save_draft(
    store: Store,
    actor: Actor,
    contest_id: str,
    typed: Typed,
    *,
    draft: str | None = None,
    replaces: str | None = None,
) -> Entry:
    """Store a private preview, new or in the place of the draft `draft`; `replaces` names the entry it will replace.

    It may still lack a part; `send_draft` asks for all of them.

    Raises:
        Refusal: what `open_to` raises; `too_long`; `not_yours`, `no_such` for sources; `already_decided` for another
            word on how a replaced review's product was got.

    """
    async with store.work() as work:
        actor = await as_now(work, actor)
        begun = await _begun(work, actor, contest_id, draft, replaces)
        old = await work.entries.get(begun.replaces) if begun.replaces else None
        check_words(typed.words, tuple(media.alt for media in typed.media), typed.limits)
        check_length("name", typed.shown_as, typed.limits.name)
        await _check_sources(work, actor.member, typed.sources, begun, old)
        if old is not None:
            check_how_got(old, typed.review)
        saved = replace(
            begun,
            words=typed.words,
            media=typed.media,
            shown_as=actor.member.name if is_blank(typed.shown_as) else typed.shown_as.strip(),
            in_gallery=typed.in_gallery,
            may_be_remixed=typed.may_be_remixed,
        )
        await _save_with_files(work, saved, actor)
    return saved


async def keep_files(
    store: Store,
    actor: Actor,
    contest_id: str,
    media: tuple[Media, ...],
    *,
    draft: str | None = None,
    replaces: str | None = None,
) -> Entry:
    """Store the files of a preview whose words must be mended first; its words of before stay.

    Raises:
        Refusal: what `open_to` raises.

    """
    async with store.work() as work:
        actor = await as_now(work, actor)
        kept = replace(await _begun(work, actor, contest_id, draft, replaces), media=media)
        await _save_with_files(work, kept, actor)
    return kept


async def _begun(work: Work, actor: Actor, contest_id: str, draft: str | None, replaces: str | None) -> Entry:
    """Return the draft as it stands, or a new one, after checking that it may be sent later."""
    contest = await contest_for(work, actor, contest_id)
    before = await _own_draft(work, actor, draft) if draft else None
    replaces = replaces or (before.replaces if before else None)
    await _check_may_draft(work, actor, contest, replaces)
    shown = terms_shown(contest)
    if before is not None:
        return replace(before, terms_version=shown)
    return Entry(
        id=work.new_id(),
        contest=contest.id,
        member=actor.member.id,
        account=actor.account.id,
        kind=KIND_OF[contest.brief.template],
        state=EntryState.DRAFT,
        words=Words(""),
        shown_as=actor.member.name,
        terms_version=shown,
        replaces=replaces,
    )


async def _save_with_files(work: Work, saved: Entry, actor: Actor) -> None:
    for media in saved.media:
        await work.media.save(media, actor.at)
    await work.entries.save(saved)


async def _check_may_draft(work: Work, actor: Actor, contest: Contest, replaces: str | None) -> None:
    if replaces is None:
        check_entering(contest, actor.member, actor.at, is_present=actor.is_present_in(contest.venues))
        check_limit(contest, await work.entries.of_member(actor.member.id, contest.id))
        return
    old, _ = await own_entry(work, actor, replaces)
    check_replacing(contest, old, actor.at)


async def _check_sources(
    work: Work, member: Member, sources: Sequence[str], begun: Entry, replaces: Entry | None
) -> None:
    """Check the sources that are new; those named before stay, whatever became of them since."""
    named = {*begun.words.sources, *(replaces.words.sources if replaces else ())}
    named.update(piece.id for piece in await work.people.kit(member.community))
    wanted = [source for source in sources if source not in named]
    found = await work.entries.known(wanted)
    known = {entry.id for entry in found if entry.id != begun.replaces and await _same_community(work, entry, member)}
    missing = [source for source in wanted if source not in known]
    check_sources([entry for entry in found if entry.id in known], missing, member.id)


async def _same_community(work: Work, entry: Entry, member: Member) -> bool:
    return (await work.contests.get(entry.contest)).community == member.community


async def _own_draft(work: Work, actor: Actor, draft_id: str) -> Entry:
    draft, _ = await own_entry(work, actor, draft_id)
    if draft.state is not EntryState.DRAFT:
        raise Refusal("already_decided", why="sent", entry=draft.words.title)
    return draft


async def entry_to_change(store: Store, actor: Actor, entry_id: str) -> tuple[Entry, Contest]:
    """Return a draft, or an entry that may still be replaced, with its contest.

    Raises:
        Refusal: `no_such`, `not_yours`, and what `open_to` raises.

    """
    async with store.reading() as work:
        entry, contest = await own_entry(work, actor, entry_id)
        if entry.state is EntryState.DRAFT:
            await _check_may_draft(work, actor, contest, entry.replaces)
        else:
            check_replacing(contest, entry, actor.at)
    return entry, contest


async def send_draft(store: Store, actor: Actor, draft_id: str) -> tuple[Entry, Contest]:
    """Send a preview: from now on it is an entry, dated by its arrival, under the terms shown.

    Raises:
        Refusal: `no_such`, `not_yours`, `already_decided`, and what `open_to` raises; `too_late` with `why=terms`
            where the terms have changed since they were shown.

    """
    async with store.work() as work:
        actor = await as_now(work, actor)
        draft = await _own_draft(work, actor, draft_id)
        contest = await contest_for(work, actor, draft.contest)
        check_complete(draft)
        if draft.replaces is not None:
            entry = await _replace(work, actor, contest, draft)
        else:
            check_entering(contest, actor.member, actor.at, is_present=actor.is_present_in(contest.venues))
            entry = send(contest, draft, await work.entries.of_member(actor.member.id, contest.id), actor.at)
            await work.entries.save(entry)
            await ask_reviewers(work, contest, entry, actor.at)
        await show_in_galleries(work, contest, entry, actor.at)
        await settle_opening(work, contest, actor.at)
    return entry, contest


async def _replace(work: Work, actor: Actor, contest: Contest, draft: Entry) -> Entry:
    old, _ = await own_entry(work, actor, draft.replaces or "")
    entry = replaced(contest, old, draft, actor.at)
    await work.entries.delete(draft.id)
    await work.entries.save(entry)
    await refresh(work, contest, entry.id, actor.at)
    if old.state is not EntryState.WAITING:  # else its cards on the desks are refreshed
        await ask_reviewers(work, contest, entry, actor.at)
    return entry


async def shown_again(store: Store, actor: Actor, draft_id: str) -> Entry:
    """Note that a preview is shown anew, with the terms of now. Raises: as `save_draft`."""
    async with store.work() as work:
        actor = await as_now(work, actor)
        draft = await _own_draft(work, actor, draft_id)
        draft = await _begun(work, actor, draft.contest, draft.id, None)
        await work.entries.save(draft)
    return draft


async def discard_draft(store: Store, actor: Actor, draft_id: str) -> Entry:
    """Drop a preview. Raises: Refusal `no_such`, `not_yours`, `already_decided`."""
    async with store.work() as work:
        draft = await _own_draft(work, actor, draft_id)
        await work.entries.delete(draft.id)
    return draft


async def withdraw_entry(store: Store, actor: Actor, entry_id: str) -> tuple[Entry, Contest]:
    """Take an entry back: it leaves every surface, and ballots spent on it are released.

    Raises:
        Refusal: `no_such`, `not_yours`, `withdrawn`, `already_decided` from the decision on.

    """
    async with store.work() as work:
        entry, contest = await own_entry(work, actor, entry_id)
        gone = withdraw(contest, entry)
        await work.entries.save(gone)
        await refresh(work, contest, entry.id, actor.at)
        await settle_opening(work, contest, actor.at)
    return gone, contest


async def ask_to_be_taken_out(store: Store, actor: Actor, entry_id: str) -> None:
    """Ask the managers, once, to take an entry out of decided standings, and say so (RULES.md 12).

    Raises:
        Refusal: `already_decided` with `why=managers_asked`; `no_such`, `not_yours`.

    """
    async with store.work() as work:
        entry, contest = await own_entry(work, actor, entry_id)
        if not any(act.what == ASKED_OUT for act in await work.journal.of(entry.id)):
            await work.journal.write(Act(contest.community, actor.member.id, ASKED_OUT, entry.id, actor.at))
            told = Announcement(News.WITHDRAWAL_ASKED, contest.id, Audience.DESK, actor.member.id, entry.id)
            await owe(work, contest, [told], actor.at)
    raise Refusal("already_decided", why="managers_asked", contest=contest.brief.title, entry=entry.words.title)
