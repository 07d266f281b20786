"""Words what stands beside a chat: the desk for those who run contests, what is on for everybody else.

An action is a command, so that pressing it does what typing it does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bots.presenter.contests import take_part, turnout
from bots.presenter.dates import now_in
from bots.presenter.labels import NEWS, label
from bots.presenter.steering import queue, status
from bots.words import Words
from contests.desk.views import ContestView, DeskView
from contests.model.contest import RUNNING, Contest, State, Template
from contests.ports import Owed

ENDED = 2
"""Contests that are over and still shown."""


@dataclass(frozen=True, slots=True)
class Action:
    """A command with its name for people."""

    label: str
    command: str
    style: str = "secondary"


@dataclass(frozen=True, slots=True)
class Card:
    """One contest: its title, how it stands, what asks for attention, and what can be done now."""

    id: str
    title: str
    lines: tuple[str, ...]
    waiting: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Everything beside the chat."""

    title: str
    cards: tuple[Card, ...]
    empty: str
    """What is said where there is no card."""
    actions: tuple[Action, ...] = ()
    sent: str = ""
    """That all was sent; empty for those who are not told."""
    not_sent: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    """Platforms that are down, each with its cause and cure; for managers."""


def what_is_on(views: Sequence[ContestView], t: Words, now: datetime, *, takes_part: bool) -> Side:
    """Show the running contests, then those that ended last, as members see them."""
    running = [one for one in views if one.contest.state in RUNNING]
    ended = [one for one in views if one.contest.is_frozen][:ENDED]
    cards = (_card(one, t, now, _for_members(one.contest, t, takes_part=takes_part)) for one in (*running, *ended))
    empty = t._("Nothing is on yet. When a contest opens, you hear of it here.")
    return Side(t._("What is on"), tuple(cards), empty)


def desk(view: DeskView, t: Words, now: datetime, *, manages: bool, down: tuple[str, ...] = ()) -> Side:
    """Show what runs, what waits for review with its age, and what could not be sent; never standings."""
    alive = [one for one in view.contests if one.contest.state in RUNNING or one.contest.state is State.DRAFT]
    ended = [one for one in view.contests if one.contest.is_frozen][:ENDED]
    cards = []
    for one in (*alive, *ended):
        waiting = view.waiting.get(one.contest.id, 0)
        actions = _for_the_desk(one.contest, t, waiting=waiting, manages=manages)
        cards.append(_card(one, t, now, actions, _waiting(view, one.contest, t, now)))
    new = (Action(t._("New contest"), "/contest new"),) if manages else ()
    again = (Action(t._("Try again"), "/manage"),) if view.not_sent else ()
    return Side(
        title=t._("The desk"),
        cards=tuple(cards),
        empty=t._("No contest yet. Make the first one: it takes five minutes."),
        actions=(*again, *new),
        sent="" if view.not_sent else t._("Everything that was owed has been sent, or is being sent."),
        not_sent=tuple(_lost(owed, why, t) for owed, why in view.not_sent),
        down=down,
    )


def _lost(owed: Owed, why: str, t: Words) -> str:
    line = f"{label(t, NEWS, owed.announcement.kind)}: {why}"
    return t._("{line} (it may or may not be there)", line=line) if owed.doubt else line


def _card(view: ContestView, t: Words, now: datetime, actions: Iterable[Action], waiting: str = "") -> Card:
    contest = view.contest
    said = (now_in(contest, t, ZoneInfo(contest.brief.zone), now), turnout(view, t))
    return Card(contest.id, contest.title, tuple(line for line in said if line), waiting, tuple(actions))


def _for_members(contest: Contest, t: Words, *, takes_part: bool) -> list[Action]:
    enter = "/review" if contest.brief.template is Template.REVIEW else "/enter"
    typed = {"enter": enter, "vote": "/vote"}
    actions = [
        Action(one.label, f"{typed[verb]} {contest.id}", "primary")
        for one in take_part(contest, t)
        if (verb := one.id.partition(":")[0]) in typed and takes_part
    ]
    return [*actions, Action(t._("Results") if contest.is_frozen else t._("Read the brief"), f"/brief {contest.id}")]


def _for_the_desk(contest: Contest, t: Words, *, waiting: int, manages: bool) -> list[Action]:
    actions = []
    if waiting:
        actions.append(Action(queue(contest, t).label, f"/moderate {contest.id}", "primary"))
    if manages and contest.state is State.DRAFT:
        actions.append(Action(t._("See what members will see"), f"/contest schedule {contest.id}", "primary"))
    if manages and contest.is_frozen:
        actions.append(Action(t._("Results"), f"/contest results {contest.id}"))
    elif manages:
        actions.append(Action(status(contest, t).label, f"/contest status {contest.id}"))
    return actions


def _waiting(view: DeskView, contest: Contest, t: Words, now: datetime) -> str:
    n, oldest = view.waiting.get(contest.id, 0), view.oldest.get(contest.id)
    if not n or oldest is None:
        return ""
    age = t.span(now - oldest)
    return t.n_(
        "{n} entry waits for review, for {age}", "{n} entries wait for review, the oldest for {age}", n, age=age
    )
