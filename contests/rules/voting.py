"""Which choices a ballot may hold, and which entry is served next (RULES.md 16-20)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from contests.model.ballot import Choice, Method, Mode, Voters
from contests.model.contest import Contest, Round, RoundKind, State
from contests.model.entry import EntryState
from contests.model.member import Member
from contests.refusals import Refusal
from contests.rules.taking_part import check_member, check_running, check_time

HELD = timedelta(minutes=5)
"""How long a showing counts for the evenness of serving (RULES.md 16)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the ballot rules must know of an entry; light, since it is loaded for every press."""

    id: str
    member: str
    state: EntryState


@dataclass(frozen=True, slots=True)
class Poll:
    """What the ballot rules must know of a contest and a voting round; light, as a `Candidate` is."""

    id: str
    """The contest's."""
    community: str
    title: str
    state: State
    round: Round | None
    """None while no voting round is planned."""
    paused_at: datetime | None = None
    ended_because: str = ""
    electorate_until: datetime | None = None
    """When the voting round closed: the electorate of a run-off joined by then (RULES.md 20)."""
    voters: Voters = Voters.EVERYBODY


def poll_of(contest: Contest) -> Poll:
    """Return the poll in which votes are cast now, the one that comes, or the last one that there was."""
    voting = contest.round_of(RoundKind.VOTING)
    return Poll(
        contest.id,
        contest.community,
        contest.title,
        contest.state,
        contest.round_of(RoundKind.RUNOFF) or voting,
        contest.paused_at,
        contest.ended_because,
        voting.closed_at if voting else None,
        contest.rules.voters,
    )


def check_voting(
    poll: Poll, voter: Member, at: datetime, *, is_present: bool | None, is_among: bool | None = None
) -> Round:
    """Refuse a ballot of somebody who may not vote, or at a time when none counts.

    A round whose close was played takes no ballot, whatever its time: a receipt is for what is counted.

    Args:
        poll: the contest and the round.
        voter: who wants to vote.
        at: when they said so.
        is_present: what the contest's venues say of them; None where they cannot say, which is accepted.
        is_among: whether they are of those whom the contest lets vote, if it does not let everybody; None where that
            is not known yet, which is accepted: it is known wherever a ballot is stored.

    Raises:
        Refusal: `no_such` for another community's member; `cancelled`, `paused`, `not_open`, `too_late`, `role`.

    """
    if voter.community != poll.community:
        raise Refusal("no_such", what="contest", id=poll.id)
    check_running(poll)
    running = check_time(poll.round, at)
    if running.closed_at is not None:
        raise Refusal("too_late", at=running.closed_at.isoformat(), round=running.kind.value)
    check_member(voter, is_present=is_present)
    if running.kind is RoundKind.RUNOFF and (poll.electorate_until is None or voter.joined_at > poll.electorate_until):
        raise Refusal("role", why="joined_after")
    if is_among is False:
        _refuse_by_electorate(poll)
    return running


def _refuse_by_electorate(poll: Poll) -> None:
    """Refuse somebody whom a contest does not let vote. Raises: Refusal `role` with what it takes."""
    if poll.voters is Voters.LINKED:
        raise Refusal("role", why="voters_linked", contest=poll.title)
    if poll.voters is Voters.AMBASSADORS:
        raise Refusal("role", why="voters_ambassadors", contest=poll.title)


def check_candidate(one: Round, candidate: Candidate | None, voter: str) -> Candidate:
    """Refuse a choice on an entry that is unknown, own, or no longer in the vote.

    Raises:
        Refusal: `no_such`, `own_entry`, `withdrawn`, `already_decided` when it was disqualified.

    """
    if candidate is None or (one.among and candidate.id not in one.among):
        raise Refusal("no_such", what="entry")
    if candidate.member == voter:
        raise Refusal("own_entry", entry=candidate.id)
    if candidate.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=candidate.id)
    if candidate.state is not EntryState.ADMITTED:
        raise Refusal("already_decided", why=candidate.state.value, entry=candidate.id)
    return candidate


def admit_choice(
    one: Round, candidate: Candidate | None, voter: str, choice: Choice, before: Mapping[str, Choice]
) -> dict[str, Choice | None]:
    """Return what one press of Approve or Pass changes: by entry the new choice, None to release it.

    In single choice an approval releases the one given before, which becomes a pass.

    Raises:
        Refusal: what `check_candidate` raises; `not_open` where the round is a list.

    """
    if one.mode is not Mode.QUEUE:
        raise Refusal("not_open", why="list")
    found = check_candidate(one, candidate, voter)
    changes: dict[str, Choice | None] = {found.id: choice}
    if one.method is Method.SINGLE and choice is Choice.APPROVE:
        changes |= {entry: Choice.PASS for entry, old in before.items() if old is Choice.APPROVE and entry != found.id}
    return {entry: new for entry, new in changes.items() if before.get(entry) is not new}


def admit_list(
    one: Round, chosen: Sequence[Candidate | None], voter: str, before: Mapping[str, Choice]
) -> dict[str, Choice | None]:
    """Return what one press of the list changes; it replaces the whole ballot.

    Raises:
        Refusal: what `check_candidate` raises; `too_large` for two in single choice; `not_open` for a queue.

    """
    if one.mode is not Mode.LIST:
        raise Refusal("not_open", why="queue")
    entries = {check_candidate(one, candidate, voter).id for candidate in chosen}
    if one.method is Method.SINGLE and len(entries) > 1:
        raise Refusal("too_large", why="single", limit=1)
    changes: dict[str, Choice | None] = {entry: None for entry in before if entry not in entries}
    changes |= dict.fromkeys(entries, Choice.APPROVE)
    return {entry: new for entry, new in changes.items() if before.get(entry) is not new}


def votable(one: Round, candidates: Iterable[Candidate], voter: str) -> tuple[Candidate, ...]:
    """Return what a voter may answer: all that take part, but their own."""
    among = frozenset(one.among)
    return tuple(entry for entry in candidates if entry.member != voter and (not among or entry.id in among))


def serve(
    voter: str,
    entries: Collection[Candidate],
    answered: Collection[str],
    held: str | None,
    exposures: Mapping[str, int],
) -> str | None:
    """Return the entry to answer next: the one being shown, else of the unanswered the one of fewest exposures.

    Ties are broken by a hash of (voter, entry) (RULES.md 16). None when all are answered.

    Args:
        voter: the member's id.
        entries: what the voter may answer.
        answered: ids of what they answered; others may be among them.
        held: what is being shown to them, if its showing still holds.
        exposures: answers and held showings so far, by entry id.

    """
    unanswered = [entry.id for entry in entries if entry.id not in answered]
    if held in unanswered or not unanswered:
        return held if unanswered else None
    seen = [exposures.get(entry, 0) for entry in unanswered]
    fewest = min(seen)
    tied = [entry for entry, times in zip(unanswered, seen, strict=True) if times == fewest]
    return tied[0] if len(tied) == 1 else min(tied, key=lambda entry: shuffle_key(voter, entry))


def shuffle_key(voter: str, entry: str) -> bytes:
    """Return a key that orders entries differently for each voter, and always the same for one."""
    return hashlib.sha256(f"{voter}|{entry}".encode()).digest()
