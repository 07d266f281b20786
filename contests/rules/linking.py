"""Two accounts that become one member, and what that does to their ballots (RULES.md 30)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contests.model.ballot import Choice, Mark, Method, entries_of
from contests.model.contest import Contest, Round, RoundKind
from contests.model.member import Account, LinkCode, Member
from contests.refusals import Refusal
from contests.rules.marks import in_places, order_of
from contests.rules.voting import is_answer, is_queue

CODE_LASTS = timedelta(minutes=10)
WINDOW = timedelta(hours=1)
"""The time over which codes and wrong tries are counted."""
CODES_EACH = 5
"""Codes that an account may ask for in that time."""
TRIES_EACH = 5
"""Wrong codes that an account may type in that time."""
TRIES_HERE = 100
"""Wrong codes that may be typed in a whole community in that time: few enough that none is found by trying."""


Said = tuple[Mark, datetime]
"""A mark, and when it was made."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A member's ballot in a round: what was said of each entry or pair, and when."""

    choices: Mapping[str, Said] = field(default_factory=dict)
    at: datetime | None = None
    """When it was last changed; None where there is none."""


def open_polls(contests: Iterable[Contest], at: datetime) -> list[tuple[Contest, Round]]:
    """Return the voting rounds that take ballots dated `at`, or would if they were not paused."""
    return [
        (contest, one)
        for contest in contests
        for one in contest.rounds
        if one.kind is not RoundKind.SUBMISSION and one.is_open and at < one.closes
    ]


def merged(one: Round, stays: Cast, goes: Cast, own: Collection[str], stars: int) -> dict[str, Said]:
    """Return the marks of two ballots that become one; of two at the same time the one of `stays` stands.

    Entry by entry and pair by pair the later mark stands, and an answer before grades of which some are missing; of a
    list and of an order the later ballot. A mark on an entry that is now one's own goes, and below it all rise. In
    single choice an approval makes a pass of the one before it, in limited choice the latest `stars` remain.
    """
    if not is_queue(one):
        later = goes if goes.at and (stays.at is None or goes.at > stays.at) else stays
        return _in_order(_without(later.choices, own))
    chosen = _without(stays.choices, own)
    for subject, said in _without(goes.choices, own).items():
        if subject not in chosen or _rank(said) > _rank(chosen[subject]):
            chosen[subject] = said
    most = {Method.SINGLE: 1, Method.LIMITED: stars}.get(one.method)
    return chosen if most is None else _with_last_approvals(chosen, most)


def votes_on(choices: Mapping[str, Said], own: Collection[str]) -> int:
    """Return how many of these answers are on entries of one's own."""
    return sum(is_answer(mark) and _is_on(subject, own) for subject, (mark, _) in choices.items())


def _rank(said: Said) -> tuple[bool, datetime]:
    mark, at = said
    return is_answer(mark), at


def _is_on(subject: str, own: Collection[str]) -> bool:
    return any(entry in own for entry in entries_of(subject))


def _without(choices: Mapping[str, Said], own: Collection[str]) -> dict[str, Said]:
    return {subject: said for subject, said in choices.items() if not _is_on(subject, own)}


def _in_order(chosen: dict[str, Said]) -> dict[str, Said]:
    """Return the marks of an order without gaps; any others as they are."""
    places = in_places(order_of({subject: mark for subject, (mark, _) in chosen.items()}))
    return {subject: (places.get(subject, mark), at) for subject, (mark, at) in chosen.items()}


def _with_last_approvals(chosen: Mapping[str, Said], most: int) -> dict[str, Said]:
    approved = [subject for subject, (mark, _) in chosen.items() if mark is Choice.APPROVE]
    last = sorted(approved, key=lambda subject: chosen[subject][1], reverse=True)[:most]
    return {
        subject: (Choice.PASS, at) if mark is Choice.APPROVE and subject not in last else (mark, at)
        for subject, (mark, at) in chosen.items()
    }


def check_codes(made: Sequence[datetime]) -> None:
    """Refuse one more code, of those that were made within the `WINDOW`. Raises: Refusal `not_open` with `at`."""
    if again_at := _again_at(made, CODES_EACH):
        raise Refusal("not_open", why="link_codes", at=again_at.isoformat())


def check_tries(own: Sequence[datetime], here: Sequence[datetime]) -> None:
    """Refuse one more try after these wrong ones, one's own and a community's, within the `WINDOW`.

    Raises: Refusal `not_open` with `at`.
    """
    if again_at := _again_at(own, TRIES_EACH) or _again_at(here, TRIES_HERE):
        raise Refusal("not_open", why="link_tries", at=again_at.isoformat())


def _again_at(times: Sequence[datetime], limit: int) -> datetime | None:
    """Return when fewer than `limit` of these lie within the `WINDOW`, if too many do now."""
    return times[-limit] + WINDOW if len(times) >= limit else None


def usable(code: LinkCode | None, account: Account, at: datetime) -> LinkCode:
    """Return a code that an account may use.

    Raises:
        Refusal: `no_such` where it is unknown, of another community, or was typed by somebody else first;
            `already_decided` where it was used, or where it is one's own; `too_late`.
    """
    if code is None or code.community != account.community or code.asked_by not in {None, account.id}:
        raise Refusal("no_such", what="link_code")
    if code.used_at is not None:
        raise Refusal("already_decided", why="link_code", at=code.used_at.isoformat())
    if code.account == account.id:
        raise Refusal("already_decided", why="own_code")
    if at >= code.expires_at:
        raise Refusal("too_late", why="link_code", at=code.expires_at.isoformat())
    return code


def check_roles(one: Member, other: Member, parts: Mapping[str, Collection[str]]) -> None:
    """Refuse to link somebody who takes part in a running contest with one who runs contests (RULES.md 28).

    Args:
        one: a member.
        other: the other one.
        parts: by member the titles of the running contests in which they have entered or voted.

    Raises:
        Refusal: `role` with `why=link_takes_part`, `contest` and `by`.
    """
    for runs, takes_part in ((one, other), (other, one)):
        if runs.runs_contests and not takes_part.runs_contests and parts[takes_part.id]:
            titles = ", ".join(parts[takes_part.id])
            raise Refusal("role", why="link_takes_part", contest=titles, by=takes_part.name)


def check_unlinking(
    account: Account, voted: Mapping[str, Collection[str]], polls: Iterable[tuple[Contest, Round]]
) -> None:
    """Refuse to unlink an account that was there first, or during a round in which both voted (RULES.md 30).

    Args:
        account: the one to unlink.
        voted: by open round the member's accounts that voted in it.
        polls: those rounds, each with its contest.

    Raises:
        Refusal: `no_such` with `what=linked`; `not_open` with `why=both_voted` and when the round closes, `at`.
    """
    if account.linked_from is None:
        raise Refusal("no_such", what="linked")
    for contest, one in polls:
        accounts = voted.get(one.id, ())
        if account.id in accounts and len(set(accounts)) > 1:
            raise Refusal("not_open", why="both_voted", contest=contest.title, at=one.closes.isoformat())
