"""The buttons by which a manager runs a contest."""

from dataclasses import replace

from bots.post import Button
from bots.presenter.parts import shortened
from bots.words import Words
from contests.lifecycle.deadlines import awaits_draw, final_to_open
from contests.model.contest import RUNNING, Contest, State

LONGEST_LABEL = 80
"""Characters of a button, on the tightest of the platforms."""
EDITABLE = frozenset({State.DRAFT, State.SCHEDULED, State.SUBMISSION, State.REVIEW})


def steering(contest: Contest, t: Words, *, waiting: int = 0) -> tuple[Button, ...]:
    """Return what a manager can do with a contest now."""
    buttons = [queue(contest, t)] if waiting else []
    if contest.state is State.DRAFT:
        buttons.append(Button(f"schedule:{contest.id}", t._("See what members will see"), "primary"))
    if contest.state in RUNNING:
        buttons += _running(contest, t)
    if contest.state in EDITABLE:
        buttons.append(Button(f"alter:{contest.id}", t._("Change it")))
    if contest.state in RUNNING:
        buttons.append(Button(f"call_off:{contest.id}", t._("Call it off"), "danger"))
    if contest.is_frozen:
        buttons.append(Button(f"results:{contest.id}", t._("Results")))
    return tuple(buttons)


def _running(contest: Contest, t: Words) -> list[Button]:
    go_on = Button(f"resume:{contest.id}", t._("Go on"), "primary")
    pause = Button(f"pause:{contest.id}", t._("Pause"))
    plain = [go_on if contest.paused_at else pause]
    if awaits_draw(contest):
        return [type_value(contest, t), *plain]
    if final_to_open(contest):
        plain = [open_final(contest, t), *plain]
    return [*plain, Button(f"extend:{contest.id}", t._("More time"))]


def open_final(contest: Contest, t: Words) -> Button:
    """Return the button that ends the preview of a final."""
    return Button(f"final:{contest.id}", t._("Open the final now"), "primary")


def type_value(contest: Contest, t: Words) -> Button:
    """Return the button that asks for the public value of a draw."""
    return Button(f"draw:{contest.id}", t._("Type the value"), "primary")


def queue(contest: Contest, t: Words) -> Button:
    """Return the button that shows what waits for review."""
    return Button(f"queue:{contest.id}", t._("Review entries"), "primary")


def status(contest: Contest, t: Words) -> Button:
    """Return the button that shows how a contest stands."""
    return Button(f"status:{contest.id}", t._("How it stands"))


def of(contest: Contest, button: Button) -> Button:
    """Return a button that says which of several contests it is about."""
    return replace(button, label=shortened(f"{button.label}: {contest.title}", LONGEST_LABEL))
