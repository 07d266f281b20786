"""Voting as it is told in RULES.md, one statement after the other: what the quick way is compared with."""

from dataclasses import replace

from contests.desk.access import contest_for, entry_for
from contests.desk.views import EntryView, plain_view, view_entry
from contests.desk.voting import BallotPaper
from contests.model.ballot import Choice, Mode, Receipt
from contests.model.contest import Contest, Round, RoundKind
from contests.ports import Actor, Ballot, Store, Work
from contests.refusals import Refusal
from contests.rules.voting import FREE_AFTER, HELD, check_voting, poll_of, shuffle_key


async def ballot_paper(store: Store, actor: Actor, contest_id: str, *, back_to: str | None = None) -> BallotPaper:
    """Return the actor's ballot, as `contests.desk.voting` does."""
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        running = check_voting(poll_of(contest), actor.member, actor.at, is_present=actor.is_present_in(contest.venues))
        paper = await _paper(work, actor, contest, running)
        current = await _to_answer(work, actor, paper, back_to) if running.mode is Mode.QUEUE else None
        shown = await _shown(work, actor, paper, current)
    if current is not None and current not in paper.choices:
        async with store.work() as work:
            await work.ballots.hold(running.id, actor.member.id, current, actor.at + HELD)
    return replace(paper, shown=shown, served=current)


async def _paper(work: Work, actor: Actor, contest: Contest, running: Round) -> BallotPaper:
    member = actor.member.id
    mine = [
        entry
        for entry in await work.entries.candidates(contest.id)
        if entry.member != member and (not running.among or entry.id in running.among)
    ]
    mine.sort(key=lambda entry: shuffle_key(member, entry.id))
    choices = await work.ballots.of_member(running.id, member)
    receipts = [one for one in await work.ballots.receipts(member) if one.round == running.id and not one.replaced]
    return BallotPaper(contest, running, tuple(mine), choices, receipts[0] if receipts else None)


async def _to_answer(work: Work, actor: Actor, paper: BallotPaper, back_to: str | None) -> str | None:
    ids = {entry.id for entry in paper.entries}
    if back_to is not None:
        if back_to not in ids:
            raise Refusal("no_such", what="entry", id=back_to)
        was_served = back_to == await work.ballots.served(paper.round.id, actor.member.id)
        if back_to not in paper.choices and not was_served and len(paper.choices) < FREE_AFTER:
            raise Refusal("not_open", why="queue_first", left=FREE_AFTER - len(paper.choices))
        return back_to
    held = await work.ballots.held(paper.round.id, actor.member.id, actor.at)
    if held in ids and held not in paper.choices:
        return held
    exposures = await work.ballots.exposures(paper.round.id, actor.at)
    unanswered = [entry.id for entry in paper.entries if entry.id not in paper.choices]
    unanswered.sort(key=lambda entry: (exposures.get(entry, 0), shuffle_key(actor.member.id, entry)))
    return unanswered[0] if unanswered else None


async def _shown(work: Work, actor: Actor, paper: BallotPaper, current: str | None) -> tuple[EntryView, ...]:
    if paper.round.mode is Mode.LIST:
        found = {one.id: one for one in await work.entries.known([one.id for one in paper.entries])}
        return tuple(plain_view(found[one.id], paper.contest, actor.member) for one in paper.entries)
    if current is None:
        return ()
    return (await view_entry(work, await work.entries.get(current), paper.contest, actor.member),)


async def go_back(store: Store, actor: Actor, entry_id: str) -> BallotPaper:
    """Return the ballot with an answered entry again."""
    async with store.reading() as work:
        _, contest = await entry_for(work, actor, entry_id)
    return await ballot_paper(store, actor, contest.id, back_to=entry_id)


async def choose(store: Store, actor: Actor, entry_id: str, choice: Choice) -> BallotPaper:
    """Answer one entry of a queue, and return the ballot."""
    async with store.reading() as work:
        entry = await work.entries.get(entry_id)
        contest = await contest_for(work, actor, entry.contest)
    queue = contest.round_of(RoundKind.VOTING)
    if queue is None:
        raise Refusal("not_open", contest=contest.brief.title)
    receipt = await _cast(store, actor, contest, queue.id, choice=(entry_id, choice))
    return replace(await ballot_paper(store, actor, contest.id), receipt=receipt)


async def choose_list(store: Store, actor: Actor, round_id: str, approved: tuple[str, ...]) -> BallotPaper:
    """Put a whole list in the place of the ballot, and return it."""
    async with store.reading() as work:
        contest = await contest_for(work, actor, (await work.contests.of_round(round_id)).id)
    receipt = await _cast(store, actor, contest, round_id, approved=approved)
    return replace(await ballot_paper(store, actor, contest.id), receipt=receipt)


async def _cast(
    store: Store,
    actor: Actor,
    contest: Contest,
    round_id: str,
    *,
    choice: tuple[str, Choice] | None = None,
    approved: tuple[str, ...] | None = None,
) -> Receipt:
    present = actor.is_present_in(contest.venues)
    member = actor.member.id
    return await store.ballots.cast(
        Ballot(contest.community, round_id, member, actor.at, choice, approved, is_present=present)
    )
