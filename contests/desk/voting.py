"""Voting: the next entry of a queue, the list, a choice, and the receipt."""

from dataclasses import dataclass, replace

from contests.desk.access import contest_for
from contests.desk.views import EntryView, plain_view, view_entry
from contests.model.ballot import Choice, Method, Mode, Receipt
from contests.model.contest import Contest, Round, RoundKind
from contests.ports import Actor, Ballot, Store, Work
from contests.refusals import Refusal
from contests.rules.voting import HELD, Candidate, check_voting, poll_of, serving_order, shuffle_key


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """A member's ballot as it stands: what is to be answered, and what was."""

    contest: Contest
    round: Round
    entries: tuple[Candidate, ...]
    """Those that the member may vote on, in the order of display for this member."""
    choices: dict[str, Choice]
    receipt: Receipt | None = None
    shown: tuple[EntryView, ...] = ()
    """In a queue the entry to answer now, or none when all are answered; on a list all of them."""

    @property
    def left(self) -> int:
        """Return how many entries of the queue are unanswered."""
        return sum(entry.id not in self.choices for entry in self.entries)

    @property
    def is_single(self) -> bool:
        """Tell whether only one may be approved."""
        return self.round.method is Method.SINGLE


async def ballot_paper(store: Store, actor: Actor, contest_id: str, *, back_to: str | None = None) -> BallotPaper:
    """Return the actor's ballot; a queue serves its next entry, or the answered one `back_to` again.

    Raises:
        Refusal: `no_such`, `role`, `cancelled`, `paused`, `not_open`, `too_late`.

    """
    async with store.reading() as work:
        contest = await contest_for(work, actor, contest_id)
        running = check_voting(poll_of(contest), actor.member, actor.at, is_present=actor.is_present_in(contest.venues))
        paper = await _paper(work, actor, contest, running)
        current = await _to_answer(work, actor, paper, back_to) if running.mode is Mode.QUEUE else None
        shown = await _shown(work, actor, paper, current)
    if current is not None and current not in paper.choices:
        await _hold(store, actor, running, current)
    return replace(paper, shown=shown)


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
        return back_to
    held = await work.ballots.held(paper.round.id, actor.member.id, actor.at)
    if held in ids and held not in paper.choices:
        return held
    unanswered = [entry for entry in paper.entries if entry.id not in paper.choices]
    exposures = await work.ballots.exposures(paper.round.id, actor.at)
    ordered = serving_order(actor.member.id, unanswered, exposures)
    return ordered[0].id if ordered else None


async def _shown(work: Work, actor: Actor, paper: BallotPaper, current: str | None) -> tuple[EntryView, ...]:
    """Return the current entry of a queue with its family tree, or a whole list."""
    if paper.round.mode is Mode.LIST:
        found = {one.id: one for one in await work.entries.known([one.id for one in paper.entries])}
        return tuple(plain_view(found[one.id], paper.contest, actor.member) for one in paper.entries)
    if current is None:
        return ()
    return (await view_entry(work, await work.entries.get(current), paper.contest, actor.member),)


async def _hold(store: Store, actor: Actor, running: Round, entry: str) -> None:
    async with store.work() as work:
        await work.ballots.hold(running.id, actor.member.id, entry, actor.at + HELD)


async def choose(store: Store, actor: Actor, entry_id: str, choice: Choice) -> tuple[Receipt, Contest]:
    """Answer one entry of a queue; the same answer again changes nothing.

    Raises:
        Refusal: `no_such`, `own_entry`, `withdrawn`, `already_decided`, and what `check_voting` raises.

    """
    async with store.reading() as work:
        entry = await work.entries.get(entry_id)
        contest = await contest_for(work, actor, entry.contest)
    queue = contest.round_of(RoundKind.VOTING)  # a run-off is a list
    if queue is None:
        raise Refusal("not_open", contest=contest.brief.title)
    return await _cast(store, actor, contest, queue.id, choice=(entry_id, choice)), contest


async def choose_list(store: Store, actor: Actor, round_id: str, approved: tuple[str, ...]) -> tuple[Receipt, Contest]:
    """Put a whole list in the place of the ballot.

    Raises:
        Refusal: as `choose`; `too_large` for two in single choice.

    """
    async with store.reading() as work:
        contest = await contest_for(work, actor, (await work.contests.of_round(round_id)).id)
    return await _cast(store, actor, contest, round_id, approved=approved), contest


async def _cast(
    store: Store,
    actor: Actor,
    contest: Contest,
    round_id: str,
    *,
    choice: tuple[str, Choice] | None = None,
    approved: tuple[str, ...] | None = None,
) -> Receipt:
    ballot = Ballot(
        contest.community,
        round_id,
        actor.member.id,
        actor.at,
        choice,
        approved,
        is_present=actor.is_present_in(contest.venues),
    )
    return await store.ballots.cast(ballot)
