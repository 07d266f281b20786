"""Who may vote on what, and which entry is served next (RULES.md 16-20)."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from contests.model.ballot import NO_AWARD, Grades, Mark, Marking, Mode, Voters
from contests.model.contest import Contest, Round, RoundKind, Rules, State
from contests.model.entry import EntryState
from contests.model.member import Member, Role
from contests.refusals import Refusal
from contests.rules.taking_part import check_member, check_running, check_time

HELD = timedelta(minutes=5)
"""How long a showing counts for the evenness of serving (RULES.md 16)."""
FREE_AFTER = 5
"""Answers in a queue after which a member may answer what they were not served, such as by a direct link."""


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
    """When the round before closed: the electorate of a run-off joined by then (RULES.md 20)."""
    voters: Voters = Voters.EVERYBODY
    """Whom the round lets vote; jurors beside them where it has a jury."""
    has_jury: bool = False
    """Whether jurors vote in it."""
    criteria: int = 1
    """How many grades an entry gets, where entries are graded."""
    stars: int = 0
    """How many entries a ballot may approve in limited voting."""


NO_AWARD_CANDIDATE = Candidate(NO_AWARD, "", EntryState.ADMITTED)
"""Stands on a ballot like an entry of nobody's, where the round has it."""


def poll_of(contest: Contest) -> Poll:
    """Return the poll in which votes are cast now, the one that comes, or the last one that there was."""
    polls = [one for one in contest.rounds if one.kind is not RoundKind.SUBMISSION]
    current = next((one for one in polls if one.closed_at is None), polls[-1] if polls else None)
    before = [one.closed_at for one in polls if one.kind is not RoundKind.RUNOFF and one.closed_at]
    return Poll(
        contest.id,
        contest.community,
        contest.title,
        contest.state,
        current,
        contest.paused_at,
        contest.ended_because,
        max(before, default=None),
        (current.voters if current else None) or contest.rules.voters,
        current is not None and has_jury(contest.rules, current),
        len(contest.rules.criteria) or 1,
        contest.rules.stars,
    )


def has_jury(rules: Rules, one: Round) -> bool:
    """Tell whether jurors vote in a round."""
    return rules.jury is not None and is_deciding(one, has_final=rules.final is not None)


def is_deciding(one: Round, *, has_final: bool) -> bool:
    """Tell whether a round decides: the final, where the contest has one, else the voting round."""
    return one.kind is (RoundKind.FINAL if has_final else RoundKind.VOTING)


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
    if not poll.has_jury and voter.is_a(Role.JUROR) and not voter.is_a(Role.MANAGER, Role.MODERATOR):
        raise Refusal("role", why="juror", contest=poll.title)
    check_member(voter, is_present=is_present, is_judged=poll.has_jury)
    if running.kind is RoundKind.RUNOFF and (poll.electorate_until is None or voter.joined_at > poll.electorate_until):
        raise Refusal("role", why="joined_after")
    if is_among is False and not voter.is_a(Role.JUROR):
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
    if candidate is None or not _is_in(one, candidate.id):
        raise Refusal("no_such", what="entry")
    if candidate.member == voter:
        raise Refusal("own_entry", entry=candidate.id)
    if candidate.state is EntryState.WITHDRAWN:
        raise Refusal("withdrawn", entry=candidate.id)
    if candidate.state is not EntryState.ADMITTED:
        raise Refusal("already_decided", why=candidate.state.value, entry=candidate.id)
    return candidate


def _is_in(one: Round, subject: str) -> bool:
    """Tell whether a round is about an entry of its contest, or about no award."""
    return one.no_award if subject == NO_AWARD else not one.among or subject in one.among


def check_turn(subject: str, before: Mapping[str, Mark], served: str | None) -> None:
    """Refuse an answer on what a queue did not serve, of a member who has answered little else.

    What was served last stays theirs however long they look at it, and what they answered can be changed.

    Args:
        subject: the entry or the pair.
        before: the member's marks in the round.
        served: what was served to them last.

    Raises:
        Refusal: `not_open` with `why=queue_first`, and how many are `left` to answer first.

    """
    if subject == served or subject in before:
        return
    left = FREE_AFTER - sum(map(is_answer, before.values()))
    if left > 0:
        raise Refusal("not_open", why="queue_first", left=left)


def is_answer(mark: Mark) -> bool:
    """Tell whether a mark is an answer: grades are once each criterion has one."""
    return not isinstance(mark, Grades) or mark.is_whole


def is_queue(one: Round) -> bool:
    """Tell whether a round is answered entry by entry, or pair by pair; else all is on one list."""
    if one.marking is Marking.APPROVE:
        return one.mode is Mode.QUEUE
    return one.marking is not Marking.RANK


def votable(one: Round, candidates: Iterable[Candidate], voter: str) -> tuple[Candidate, ...]:
    """Return what a voter may answer: all that take part, but their own; and no award, where the round has it."""
    among = frozenset(one.among)
    entries = tuple(entry for entry in candidates if entry.member != voter and (not among or entry.id in among))
    return (*entries, NO_AWARD_CANDIDATE) if one.no_award and entries else entries


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
