"""Two accounts that become one member, and what that does to their ballots (RULES.md 30)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contests.model.ballot import Choice, Method, Mode
from contests.model.contest import Contest, Round, RoundKind
from contests.model.member import Account, LinkCode, Member
from contests.refusals import Refusal

CODE_LASTS = timedelta(minutes=10)
WINDOW = timedelta(hours=1)
"""The time over which codes and wrong tries are counted."""
CODES_EACH = 5
"""Codes that an account may ask for in that time."""
TRIES_EACH = 5
"""Wrong codes that an account may type in that time."""
TRIES_HERE = 100
"""Wrong codes that may be typed in a whole community in that time: few enough that none is found by trying."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A member's ballot in a round: what was said of each entry, and when."""

    choices: Mapping[str, tuple[Choice, datetime]] = field(default_factory=dict)
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


def merged(one: Round, stays: Cast, goes: Cast, own: Collection[str]) -> dict[str, tuple[Choice, datetime]]:
    """Return the choices of two ballots that become one; of two at the same time the one of `stays` stands.

    Entry by entry the later choice stands, in a list the later ballot. A choice on an entry that is now one's own
    goes. In single choice an approval makes a pass of the one before it.
    """
    if one.mode is Mode.LIST:
        later = goes if goes.at and (stays.at is None or goes.at > stays.at) else stays
        return _without(later.choices, own)
    chosen = _without(stays.choices, own)
    for entry, (choice, at) in _without(goes.choices, own).items():
        if entry not in chosen or at > chosen[entry][1]:
            chosen[entry] = choice, at
    return _with_one_approval(chosen) if one.method is Method.SINGLE else chosen


def _without(
    choices: Mapping[str, tuple[Choice, datetime]], own: Collection[str]
) -> dict[str, tuple[Choice, datetime]]:
    return {entry: answer for entry, answer in choices.items() if entry not in own}


def _with_one_approval(chosen: Mapping[str, tuple[Choice, datetime]]) -> dict[str, tuple[Choice, datetime]]:
    approved = [entry for entry, (choice, _) in chosen.items() if choice is Choice.APPROVE]
    last = max(approved, key=lambda entry: chosen[entry][1], default=None)
    return {
        entry: (Choice.PASS, at) if choice is Choice.APPROVE and entry != last else (choice, at)
        for entry, (choice, at) in chosen.items()
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
