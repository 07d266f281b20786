"""Words the managers' desk: what runs, what waits for review, what could not be sent."""

from collections.abc import Sequence
from datetime import datetime

from bots.post import Button, Post
from bots.presenter.contests import turnout
from bots.presenter.dates import now_in
from bots.presenter.desk_news import looked
from bots.presenter.labels import NEWS, label
from bots.presenter.parts import Zone, lines, paragraphs
from bots.presenter.steering import of, queue, status
from bots.words import Words
from contests.desk.views import ContestView, DeskView
from contests.model.contest import RUNNING, State
from contests.ports import Owed

LISTED = 10
"""Messages that could not be sent, of which each has a button."""
STEERED = 7
"""Contests that have buttons of their own."""
ENDED = 5
"""Contests that are over and still listed."""


def desk(
    view: DeskView, t: Words, zone: Zone, now: datetime, *, manages: bool = False, down: Sequence[str] = ()
) -> Post:
    """Show the desk; whoever `manages` gets the buttons to run contests, and is told which platforms are `down`."""
    alive = [one for one in view.contests if one.contest.state in RUNNING or one.contest.state is State.DRAFT]
    ended = [one for one in view.contests if one not in alive][:ENDED]
    text = paragraphs(
        lines(*down),
        *(_contest(one, view, t, zone, now) for one in (*alive, *ended)),
        "" if view.contests else t._("There is no contest yet. Make one with /contest new."),
        _not_sent(view, t),
    )
    steered = (button for one in alive[:STEERED] for button in _buttons(one, view, t, manages=manages))
    new = (Button("new:contest", t._("New contest")),) if manages else ()
    return Post(text, buttons=(*_answers(view, t), *steered, *new))


def _answers(view: DeskView, t: Words) -> list[Button]:
    """Return the buttons of what could not be sent, at most as many as are listed; what is in doubt has two."""
    doubted = [owed for owed, _ in view.not_sent if owed.doubt][: LISTED // 2]
    buttons = [button for owed in doubted for button in looked(owed.id, owed.attempts, t, _named(owed, t))]
    lost = [owed for owed, _ in view.not_sent if not owed.doubt]
    again = (Button(f"again:{owed.id}", t._("Try again: {message}", message=_named(owed, t))) for owed in lost)
    return [*buttons, *again][:LISTED]


def _named(owed: Owed, t: Words) -> str:
    return label(t, NEWS, owed.announcement.kind)


def _buttons(one: ContestView, view: DeskView, t: Words, *, manages: bool) -> list[Button]:
    contest = one.contest
    shown = [queue(contest, t)] if view.waiting.get(contest.id) else []
    return [of(contest, button) for button in ([*shown, status(contest, t)] if manages else shown)]


def _contest(one: ContestView, view: DeskView, t: Words, zone: Zone, now: datetime) -> str:
    contest = one.contest
    waiting, oldest = view.waiting.get(contest.id, 0), view.oldest.get(contest.id)
    return lines(
        contest.title,
        now_in(contest, t, zone, now),
        turnout(one, t),
        t.n_("{n} entry waits for review: /moderate.", "{n} entries wait for review: /moderate.", waiting)
        if waiting
        else "",
        t._("The oldest waits since: {at}", at=t.moment_from(oldest, zone, now)) if oldest else "",
    )


def _not_sent(view: DeskView, t: Words) -> str:
    if not view.not_sent:
        return t._("Everything that was owed has been sent, or is being sent.")
    lost = [f"{_named(owed, t)}: {why}" for owed, why in view.not_sent if not owed.doubt]
    doubted = [f"{_named(owed, t)}: {why}" for owed, why in view.not_sent if owed.doubt]
    return paragraphs(
        lines(t._("This could not be sent:"), *lost) if lost else "",
        lines(t._("This may or may not have been sent; look, then say which:"), *doubted) if doubted else "",
    )
