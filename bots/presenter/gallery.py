"""Words what the gallery says of a contest, part by part: its state, its dates, what is read before entering."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bots.presenter import fine_print
from bots.presenter.dates import cancelled_because
from bots.presenter.labels import FIELDS, STATES, label
from bots.words import Words
from contests.desk.views import ContestView
from contests.model.contest import VOTING_STATES, Contest, State


@dataclass(frozen=True, slots=True)
class Date:
    """One date: what happens then, when, and that in words of the contest's own zone."""

    label: str
    at: datetime
    text: str


def state_words(contest: Contest, t: Words) -> str:
    """Say what a contest is at."""
    if contest.paused_at is not None:
        return t._("paused")
    if contest.state in VOTING_STATES and not contest.takes_votes:
        return t._("the votes are in")
    return label(t, STATES, State.DECIDED if contest.is_frozen else contest.state)


def until(contest: Contest, t: Words) -> Date | None:
    """Return the date that matters most now: when it opens, closes, or was decided."""
    zone = contest.brief.zone
    if contest.state is State.SCHEDULED and contest.rounds:
        at = contest.rounds[0].opens
        return Date(label(t, FIELDS, "opens"), at, t.moment(at, zone))
    if (running := contest.open_round) is not None:
        return Date(label(t, FIELDS, running.kind), running.closes, t.moment(running.closes, zone))
    if contest.decided_at is not None:
        return Date(t._("Decided"), contest.decided_at, t.moment(contest.decided_at, zone))
    return None


def dates(contest: Contest, t: Words) -> Iterator[Date]:
    """Return every date of a contest, in order."""
    zone = contest.brief.zone
    if contest.rounds:
        at = contest.rounds[0].opened_at or contest.rounds[0].opens
        yield Date(label(t, FIELDS, "opens"), at, t.moment(at, zone))
    for one in contest.rounds:
        yield Date(label(t, FIELDS, one.kind), one.closes, t.moment(one.closes, zone))
    if contest.decided_at is not None:
        yield Date(t._("Decided"), contest.decided_at, t.moment(contest.decided_at, zone))


def rewards(contest: Contest, t: Words) -> list[tuple[str, str]]:
    """Return each place that wins something, with what it wins."""
    brief = contest.brief
    places = sorted({one.place for one in brief.rewards})
    return [(t._("Place {number}", number=t.number(place)), brief.reward_of(place) or "") for place in places]


def rules(view: ContestView, t: Words) -> list[str]:
    """Return the rules and terms in plain words, a paragraph each."""
    contest = view.contest
    said = (
        fine_print.who_may(contest, t),
        fine_print.ambassadors(contest, view.community.brand.name, t),
        fine_print.licence(contest, t),
        fine_print.how_decided(contest, t),
        fine_print.languages(contest, t),
    )
    return [one for one in said if one]


def note(contest: Contest, t: Words) -> str:
    """Say why a contest was cancelled, where it was."""
    return cancelled_because(contest.ended_because, t) if contest.state is State.CANCELLED else ""
