"""Other dates for a scheduled contest: read back in full, and standing only once they are confirmed (RULES.md 3)."""

from contextlib import suppress
from datetime import UTC, datetime

from bots.commands.talk import Talk
from bots.post import Post
from bots.presenter import contests as present
from contests.desk import managing
from contests.model.contest import Contest, Plan, State
from contests.model.span import Span
from contests.refusals import Refusal
from contests.rules.editing import Edit

LONGEST = 9
"""Characters of a date in a button's id, which has room for four; a longer length is written as the time it ends."""
AT_ONCE = "now"


def moves(contest: Contest, edit: Edit) -> bool:
    """Tell whether an edit moves dates that are public."""
    return contest.state is State.SCHEDULED and edit.plan != contest.plan


async def asked_back(talk: Talk, contest: Contest, edit: Edit) -> Post:
    """Read the new dates back, with the button that makes them stand. Raises: Refusal."""
    moved = await managing.preview_edit(talk.store, talk.actor, contest.id, edit)
    old, new = contest.plan, edit.plan
    ends = [moved.rounds[0].opens, *(one.closes for one in moved.rounds)]
    before = (old.opens, old.submissions, old.voting, old.final)
    after = (new.opens, new.submissions, new.voting, new.final)
    dates = [_packed(*one) for one in zip(after, before, ends, strict=False)]
    return present.moved(moved, f"confirm:{contest.id}:{'.'.join(dates)}", talk.t, talk.zone, talk.now)


def _packed(new: datetime | Span | None, old: datetime | Span | None, ends: datetime) -> str:
    if new == old:
        return ""
    if isinstance(new, Span) and len(new.iso()) <= LONGEST:
        return new.iso()
    return f"{int(ends.timestamp()):x}" if new else AT_ONCE


def unpacked(dates: str, old: Plan) -> Plan:
    """Return the plan that a button's id says. Raises: Refusal `no_such`."""
    with suppress(ValueError, OverflowError):
        opens, submissions, voting, *final = dates.split(".")
        opening = old.opens if not opens else None if opens == AT_ONCE else _time(opens)
        closes = (_close(submissions, old.submissions), _close(voting, old.voting))
        return Plan(opening, *closes, _close("".join(final), old.final))
    raise Refusal("no_such", what="button", id=dates)


def _close(text: str, old: datetime | Span | None) -> datetime | Span | None:
    if not text:
        return old
    return Span.parse_iso(text) if text.startswith("P") else _time(text)


def _time(text: str) -> datetime:
    return datetime.fromtimestamp(int(text, 16), UTC)
