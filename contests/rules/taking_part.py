"""Who may enter and vote, and when a contest listens."""

from datetime import datetime
from typing import Protocol

from contests.model.contest import Round, State
from contests.model.member import Member, Role
from contests.refusals import Refusal


class Running(Protocol):
    """What the checks must know of a contest: whether it listens, and what it is called."""

    @property
    def id(self) -> str:
        """Return the contest's id."""

    @property
    def title(self) -> str:
        """Return the contest's title."""

    @property
    def state(self) -> State:
        """Return the contest's state."""

    @property
    def paused_at(self) -> datetime | None:
        """Return since when it is paused, if it is."""

    @property
    def ended_because(self) -> str:
        """Return why it was cancelled, if it was."""


def check_member(member: Member, *, is_present: bool | None, is_judged: bool = False) -> None:
    """Refuse those who run contests, and those whom no venue of the contest shows as a member (RULES.md 28, 29).

    Args:
        member: who wants to take part.
        is_present: what the venues say; None where the platform cannot say, which is accepted.
        is_judged: whether jurors take part, if they are nothing more than that.

    Raises:
        Refusal: `role`.

    """
    if member.runs_contests and not (is_judged and not member.is_a(Role.MANAGER, Role.MODERATOR)):
        raise Refusal("role", why="runs_contests")
    if is_present is False:
        raise Refusal("role", why="not_a_member")


def check_running(contest: Running) -> None:
    """Refuse when the contest is cancelled, paused or not yet on.

    Raises:
        Refusal: `cancelled`, `paused`, `not_open`.

    """
    if contest.state is State.CANCELLED:
        raise Refusal("cancelled", why=contest.ended_because, contest=contest.title)
    if contest.state is State.DRAFT:
        raise Refusal("no_such", what="contest", id=contest.id)
    if contest.paused_at is not None:
        raise Refusal("paused", at=contest.paused_at.isoformat(), contest=contest.title)


def check_time(one: Round | None, at: datetime) -> Round:
    """Refuse what is dated before a round's opening or from its close on, whatever has been played (RULES.md 2).

    Raises:
        Refusal: `not_open` or `too_late`, with the time `at`.

    """
    if one is None:
        raise Refusal("not_open")
    if at >= one.closes:
        raise Refusal("too_late", at=one.closes.isoformat(), round=one.kind.value)
    if one.opened_at is None or at < one.opened_at:
        raise Refusal("not_open", at=one.opens.isoformat(), round=one.kind.value)
    return one
