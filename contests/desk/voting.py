"""Voting: the next entry of a queue, the list, a choice, and the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass

from contests.desk.access import contest_for, seen_contest, seen_entry
from contests.desk.views import EntryView, plain_view, public_view, view_entry
from contests.model.ballot import Choice, Mark, Method, Mode, Receipt
from contests.model.contest import Contest, Round, RoundKind
from contests.model.entry import Entry, EntryState
from contests.model.member import Member
from contests.ports import Actor, Ballot, Paper, StaleError, Store, Work
from contests.refusals import Refusal
from contests.rules.voting import Candidate, check_voting, poll_of, shuffle_key

TRIES = 3
"""How often a paper is served anew when what it shows left the vote meanwhile."""


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """A member's ballot as it stands: what is to be answered, and what was."""

    contest: Contest
    round: Round
    entries: tuple[Candidate, ...]
    """Those that the member may vote on; on a list in the order of display for this member."""
    choices: Mapping[str, Mark]
    receipt: Receipt | None = None
    """Of what was chosen just now, else the current one."""
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
    contest = await _contest(store, actor, contest_id)
    try:
        running = _running(actor, contest)
    except Refusal:  # another process may have opened or resumed it since it was remembered
        async with store.reading() as work:
            contest = await contest_for(work, actor, contest_id)
        running = _running(actor, contest)
    return await _paper(store, actor, contest, running, _look(actor, contest, running), back_to=back_to)


def _running(actor: Actor, contest: Contest) -> Round:
    """Return the round in which the actor may vote. Raises: Refusal as `check_voting`."""
    return check_voting(poll_of(contest), actor.member, actor.at, is_present=actor.is_present_in(contest.venues))


async def go_back(store: Store, actor: Actor, entry_id: str) -> BallotPaper:
    """Return the actor's ballot with an answered entry of it again. Raises: as `ballot_paper`; `withdrawn`."""
    entry = await _entry(store, entry_id)
    contest = await store.recall(("contest", entry.contest), lambda work: work.contests.get(entry.contest))
    seen_entry(actor, entry, contest)
    return await ballot_paper(store, actor, contest.id, back_to=entry_id)


async def choose(store: Store, actor: Actor, entry_id: str, choice: Choice) -> BallotPaper:
    """Answer one entry of a queue, and return the ballot with the next one; the same again changes nothing.

    Raises:
        Refusal: `no_such`, `own_entry`, `withdrawn`, `already_decided`, and what `check_voting` raises.

    """
    contest = await _contest(store, actor, (await _entry(store, entry_id)).contest)
    queue = contest.round_of(RoundKind.VOTING)  # a run-off is a list
    if queue is None:
        raise Refusal("not_open", contest=contest.brief.title)
    cast = _look(actor, contest, queue, choice=(entry_id, choice))
    return await _paper(store, actor, contest, queue, cast)


async def choose_list(store: Store, actor: Actor, round_id: str, approved: tuple[str, ...]) -> BallotPaper:
    """Put a whole list in the place of the ballot, and return it.

    Raises:
        Refusal: as `choose`; `too_large` for two in single choice.

    """
    found = await store.recall(("round", round_id), lambda work: work.contests.of_round(round_id))
    contest = seen_contest(actor, found)
    running = next(one for one in contest.rounds if one.id == round_id)
    cast = _look(actor, contest, running, approved=approved)
    return await _paper(store, actor, contest, running, cast)


async def _contest(store: Store, actor: Actor, contest_id: str) -> Contest:
    found = await store.recall(("contest", contest_id), lambda work: work.contests.get(contest_id))
    return seen_contest(actor, found)


async def _entry(store: Store, entry_id: str) -> Entry:
    return await store.recall(("entry", entry_id), lambda work: work.entries.get(entry_id))


def _look(
    actor: Actor,
    contest: Contest,
    one: Round,
    choice: tuple[str, Choice] | None = None,
    approved: tuple[str, ...] | None = None,
) -> Ballot:
    """Return a ballot, which chooses nothing unless it is said."""
    present = actor.is_present_in(contest.venues)
    return Ballot(
        contest.community,
        one.id,
        actor.member.id,
        actor.at,
        choice,
        approved,
        is_present=present,
        account=actor.account.id,
    )


async def _paper(
    store: Store, actor: Actor, contest: Contest, one: Round, ballot: Ballot, *, back_to: str | None = None
) -> BallotPaper:
    """Cast a ballot and return the paper.

    Raises:
        Refusal: by the rules.
        StaleError: whatever was served left the vote before it could be shown, again and again.

    """
    receipt: Receipt | None = None
    for _ in range(TRIES):
        paper = await store.ballots.serve(ballot, back_to=back_to)
        receipt = receipt or paper.receipt
        entries = _in_order(one, actor, paper)
        shown = await _shown(store, actor, contest, one, entries, paper.served)
        if all(view.entry.state is EntryState.ADMITTED for view in shown):
            return BallotPaper(contest, one, entries, dict(paper.choices), receipt, shown)
        ballot = _look(actor, contest, one)  # what was cast stands
    raise StaleError(f"contest {contest.id} changes faster than its ballots are shown")


def _in_order(one: Round, actor: Actor, paper: Paper) -> tuple[Candidate, ...]:
    if one.mode is Mode.QUEUE:
        return paper.entries
    return tuple(sorted(paper.entries, key=lambda entry: shuffle_key(actor.member.id, entry.id)))


async def _shown(
    store: Store, actor: Actor, contest: Contest, one: Round, entries: tuple[Candidate, ...], served: str | None
) -> tuple[EntryView, ...]:
    """Return the served entry of a queue with its family tree, or a whole list."""
    if one.mode is Mode.LIST:
        ids = [entry.id for entry in entries]
        known = await store.recall(("listed", frozenset(ids)), lambda work: _by_id(work, ids))
        return tuple(plain_view(known[entry], contest, actor.member) for entry in ids)
    if served is None:
        return ()
    what = ("view", served, contest.version)
    view, authors = await store.recall(what, lambda work: public_view(work, contest, served))
    if actor.member.id in authors:
        view = await store.recall((*what, actor.member.id), lambda work: _own_view(work, contest, served, actor.member))
    return (view,)


async def _by_id(work: Work, ids: list[str]) -> dict[str, Entry]:
    return {one.id: one for one in await work.entries.known(ids)}


async def _own_view(work: Work, contest: Contest, entry_id: str, reader: Member) -> EntryView:
    return await view_entry(work, await work.entries.get(entry_id), contest, reader)
