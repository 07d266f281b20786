"""What a process is killed in the midst of between a vote, a final and a draw, and what must be true afterwards."""

import sqlite3
from collections.abc import Callable, Iterator

from tests.faults.act import ALWAYS, Act, After, Scene
from tests.faults.check import state_of
from tests.faults.prepare import ENTRIES, REWARDS, Moment, World
from tests.faults.web_acts import ANNOUNCED, turn
from tests.stories.person import Json
from tests.stories.web_door import WebPerson

POLLS = "SELECT kind, opened_at IS NOT NULL, closed_at IS NOT NULL FROM rounds WHERE kind IN ('voting', 'final')"
LINES = "SELECT rank, reward FROM standings WHERE contest = ? ORDER BY rank, entry"
SHOWN = "SELECT count(*) > 0 FROM outbox WHERE kind = 'finalists'"
OPENED = "SELECT count(*) FROM contests WHERE state = 'final'"
ASKED = "SELECT count(*) > 0 FROM outbox WHERE kind = 'draw_awaited'"
VALUE = "4 8 15"


async def _draw(world: World, moment: Moment, scene: Scene) -> Json | None:
    max_ = WebPerson("Max", scene.door.session, scene.door.address, moment.pending["token"], moment.pending["id"])
    return (await max_.say(f'/contest draw {world.contest} value="{VALUE}" again="{VALUE}"', room="me"))[-1]


def _stands(state: str, final: tuple[bool, bool]) -> Callable[[After, sqlite3.Connection], Iterator[str]]:
    """Return what names how a contest is in another state, or has a final opened or closed otherwise."""

    def wrong(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
        if (found := state_of(after.world, by_hand)) != state:
            yield f"the contest is {found}, not {state}"
        polls = {kind: (bool(opened), bool(closed)) for kind, opened, closed in by_hand.execute(POLLS)}
        if polls != {"voting": (True, True), "final": final}:
            yield f"opened and closed are {polls}"
        if (many := len(by_hand.execute(LINES, (after.world.contest,)).fetchall())) != len(ENTRIES):
            yield f"{many} lines stand"

    return wrong


def _drawn(after: After, by_hand: sqlite3.Connection) -> Iterator[str]:
    state = state_of(after.world, by_hand)
    if state not in {"final", "announced"} or (after.acknowledged and state != "announced"):
        yield f"the contest is {state}"
    if len(after.results) != (state == "announced"):
        yield f"{len(after.results)} results were announced"
    lines = by_hand.execute(LINES, (after.world.contest,)).fetchall()
    won = [(rank, REWARDS.get(rank)) for rank in range(1, len(ENTRIES) + 1)]
    if state == "announced" and lines != won:
        yield f"the draw left {lines}"


FINAL_ACTS = (
    Act("finalists", "qualify", "bots/ticker.py turn", SHOWN, turn, _stands("voting", (False, False)),
        {("Mona", "desk"): 1}),
    Act("final", "preview", "bots/ticker.py turn", OPENED, turn, _stands("final", (True, False)),
        {("Mona", "main"): 1}),
    Act("tied final", "final", "bots/ticker.py turn", ASKED, turn, _stands("final", (True, True)),
        {("Mona", "desk"): 1}),
    Act("draw", "draw", "bots/on_web/talking.py say", ALWAYS, _draw, _drawn,
        {("Mona", "main"): 1, ("Mona", "desk"): 1, **{(name, "me"): 1 for name in ENTRIES}}, took_place=ANNOUNCED),
)  # fmt: skip
