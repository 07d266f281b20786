"""Voting: what a member's ballot says, press by press, and the receipt."""

from dataclasses import replace

from contests.desk.access import contest_for, seen_contest, seen_entry
from contests.desk.papers import Again, BallotPaper, ballot_of, cast, criteria_of
from contests.model.ballot import NO_AWARD, Choice, Grades, Mark, Preference, entries_of, pair_of
from contests.model.contest import Contest, Round, RoundKind
from contests.model.entry import Entry
from contests.ports import Actor, Store, Work
from contests.refusals import Fact, Refusal
from contests.rules.voting import check_voting, poll_of

__all__ = [
    "BallotPaper",
    "ballot_paper",
    "choose",
    "choose_list",
    "go_back",
    "grade",
    "place",
    "prefer",
    "rank",
    "unrank",
]


async def ballot_paper(store: Store, actor: Actor, contest_id: str, *, back_to: str | None = None) -> BallotPaper:
    """Return the actor's ballot; a queue serves its next entry or pair, or the answered one `back_to` again.

    Raises:
        Refusal: `no_such`, `role`, `cancelled`, `paused`, `not_open`, `too_late`.

    """
    contest = await _contest(store, actor, contest_id)
    try:
        running = _running(actor, contest)
    except Refusal:  # another process may have opened or resumed it since it was remembered
        contest = await _contest_now(store, actor, contest_id)
        running = _running(actor, contest)
    again = (back_to, 1) if back_to else None
    return await cast(store, actor, contest, running, ballot_of(actor, contest, running), again)


async def go_back(store: Store, actor: Actor, subject: str) -> BallotPaper:
    """Return the actor's ballot with an answered entry or pair of it again, named as `BallotPaper.called` does.

    Raises: Refusal as `ballot_paper`; `withdrawn`; `not_open` with `why=queue_first` for what was never served.
    """
    contest, about = await _about(store, actor, subject)
    for one in entries_of(about):
        if one != NO_AWARD:
            seen_entry(actor, await _entry(store, one), contest)
    return await ballot_paper(store, actor, contest.id, back_to=about)


async def choose(store: Store, actor: Actor, entry: str, choice: Choice) -> BallotPaper:
    """Answer one entry of a queue, and return the ballot with the next one; the same again changes nothing.

    Where entries are graded, `PASS` says that one cannot tell. `NO_AWARD` is named as `BallotPaper.called` does.

    Raises:
        Refusal: `no_such`, `own_entry`, `withdrawn`, `already_decided`, and what `check_voting` raises; `not_open` with
            `why=queue_first` and how many are `left` to answer, for an entry that was never served; `too_large` with
            `why=limited`, the `limit` and the `titles` approved, where no star is left.

    """
    contest, about = await _about(store, actor, entry)
    return await _answered(store, actor, contest, (about, choice))


async def grade(store: Store, actor: Actor, entry: str, criterion: int, grade: int) -> BallotPaper:
    """Grade one entry of a queue by one criterion, from 1, with 1 to 5; the ballot asks for the next criterion.

    The entry is answered once each criterion has its grade. Raises: Refusal as `choose`; `no_such` for a criterion or a
    grade that is not there.
    """
    contest, about = await _about(store, actor, entry)
    many = criteria_of(contest)
    if not 1 <= criterion <= many:
        raise Refusal("no_such", what="criterion", id=str(criterion))
    mark = Grades(tuple(grade if at == criterion else 0 for at in range(1, many + 1)))
    return await _answered(store, actor, contest, (about, mark), (about, criterion + 1) if criterion < many else None)


async def prefer(store: Store, actor: Actor, pair: str, entry: str | None) -> BallotPaper:
    """Say which of a pair is better, or None for neither, and return the ballot with the next pair.

    Raises: Refusal as `choose`; `no_such` for an entry that is not in the pair.
    """
    sides = entries_of(pair)
    if len(sides) != 2 or pair_of(*sides) != pair or entry not in {*sides, None}:  # noqa: PLR2004 - a pair
        raise Refusal("no_such", what="pair", id=pair)
    contest, _ = await _about(store, actor, pair)
    mark: Mark = Choice.PASS if entry is None else Preference.FIRST if entry == sides[0] else Preference.SECOND
    return await _answered(store, actor, contest, (pair, mark))


async def choose_list(store: Store, actor: Actor, round_id: str, approved: tuple[str, ...]) -> BallotPaper:
    """Put a whole list in the place of the ballot, and return it.

    Raises:
        Refusal: as `choose`; `too_large` for more than may be approved.

    """
    contest, running = await _in_round(store, actor, round_id)
    ballot = replace(ballot_of(actor, contest, running), approved=approved)
    return await cast(store, actor, contest, running, ballot)


async def place(store: Store, actor: Actor, round_id: str, subject: str) -> BallotPaper:
    """Rank one candidate at the next free place; one that has a place loses it, and those below rise.

    Raises: Refusal as `choose`.
    """
    contest, running = await _in_round(store, actor, round_id)
    return await cast(store, actor, contest, running, replace(ballot_of(actor, contest, running), place=subject))


async def unrank(store: Store, actor: Actor, round_id: str) -> BallotPaper:
    """Take all candidates back from their places. Raises: Refusal as `choose`."""
    return await rank(store, actor, round_id, ())


async def rank(store: Store, actor: Actor, round_id: str, order: tuple[str, ...]) -> BallotPaper:
    """Put a whole order, best first, in the place of the ballot. Raises: Refusal as `choose`."""
    contest, running = await _in_round(store, actor, round_id)
    return await cast(store, actor, contest, running, replace(ballot_of(actor, contest, running), ranking=order))


def _running(actor: Actor, contest: Contest) -> Round:
    """Return the round in which the actor may vote. Raises: Refusal as `check_voting`."""
    return check_voting(poll_of(contest), actor.member, actor.at, is_present=actor.is_present_in(contest.venues))


async def _contest(store: Store, actor: Actor, contest_id: str) -> Contest:
    found = await store.recall(("contest", contest_id), lambda work: work.contests.get(contest_id))
    return seen_contest(actor, found)


async def _entry(store: Store, entry_id: str) -> Entry:
    return await store.recall(("entry", entry_id), lambda work: work.entries.get(entry_id))


async def _contest_now(store: Store, actor: Actor, contest_id: str) -> Contest:
    async with store.reading() as work:
        return await contest_for(work, actor, contest_id)


async def _in_round(store: Store, actor: Actor, round_id: str) -> tuple[Contest, Round]:
    found = await store.recall(("round", round_id), lambda work: work.contests.of_round(round_id))
    contest = seen_contest(actor, found)
    return contest, next(one for one in contest.rounds if one.id == round_id)


async def _about(store: Store, actor: Actor, subject: str) -> tuple[Contest, str]:
    """Return the contest that a subject is in, and what the ballot calls it: a round is its `NO_AWARD`.

    Raises: Refusal `no_such`.
    """
    named = next((one for one in entries_of(subject) if one != NO_AWARD), subject)
    try:
        entry = await _entry(store, named)
    except Refusal:
        found = await store.recall(("voted in", named), lambda work: _with_no_award(work, named))
        return seen_contest(actor, found), NO_AWARD
    return await _contest(store, actor, entry.contest), subject


async def _with_no_award(work: Work, round_id: str) -> Contest:
    """Return the contest of a round in which members may give no award. Raises: Refusal `no_such`."""
    try:
        contest = await work.contests.of_round(round_id)
    except Refusal:
        raise Refusal("no_such", what="entry", id=round_id) from None
    if not any(one.id == round_id and one.no_award for one in contest.rounds):
        raise Refusal("no_such", what="entry", id=round_id)
    return contest


def _queue_of(contest: Contest, subject: str) -> Round:
    """Return the round that a press on an entry or a pair is for: the final, once it was opened, if they are in it.

    A run-off is a list. Raises: Refusal `not_open`.
    """
    final, voting = contest.round_of(RoundKind.FINAL), contest.round_of(RoundKind.VOTING)
    if final is not None and final.opened_at is not None:
        among = {*final.among, NO_AWARD}
        if not final.among or among.issuperset(entries_of(subject)):
            return final
    if voting is None:
        raise Refusal("not_open", contest=contest.brief.title)
    return voting


async def _answered(
    store: Store, actor: Actor, contest: Contest, choice: tuple[str, Mark], again: Again | None = None
) -> BallotPaper:
    """Cast one mark of a queue."""
    one = _queue_of(contest, choice[0])
    try:
        return await cast(store, actor, contest, one, ballot_of(actor, contest, one, choice), again)
    except Refusal as refusal:
        if refusal.facts.get("why") == "limited":
            raise Refusal(refusal.key, **refusal.facts, **await _approved(store, actor, one)) from None
        now = await _contest_now(store, actor, contest.id)
        if _queue_of(now, choice[0]).id == one.id:
            raise
    one = _queue_of(now, choice[0])  # another process has opened the final since the contest was remembered
    return await cast(store, actor, now, one, ballot_of(actor, now, one, choice), again)


async def _approved(store: Store, actor: Actor, one: Round) -> dict[str, Fact]:
    """Return what of a limited ballot can be taken back."""
    async with store.reading() as work:
        said = await work.ballots.of_member(one.id, actor.member.id)
        approved = await work.entries.known([entry for entry, mark in said.items() if mark is Choice.APPROVE])
    return {"titles": ", ".join(entry.words.title for entry in approved)}
