"""A contest's page in the gallery with 10,000 entries, beside the same page with 100: both asked for in turn."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from contests.model.ballot import Choice
from contests.model.contest import State
from contests.model.entry import EntryKind, EntryState
from storage import schema
from tests.benchmarks.figures import Report, percentile
from tests.bots.on_web.house import NOON, House, open_house
from tests.storage.making import contest

TIMES_SMALL = 3.0
"""The slowest twentieth of the large gallery's answers, over that of the small one's (issue 3, Quality)."""
STATES = (State.SUBMISSION, State.VOTING, State.ANNOUNCED)
VOTERS = 5
"""How many have answered each entry."""
PAUSE = timedelta(seconds=1)
"""Between two visits on the house's clock: so one in thirty counts anew what was seen least."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many entries the two galleries have, and how often each page is asked for."""

    small: int = 100
    large: int = 10_000
    visits: int = 120


async def gallery(report: Report, folder: Path, sizes: Sizes) -> None:
    """Measure each state's page at places drawn at random."""
    async with _filled(folder / "small", sizes.small) as small, _filled(folder / "large", sizes.large) as large:
        figures = {}
        for state in STATES:
            few, many = await _in_turn(small, large, state, sizes)
            ratio = percentile(many, 0.95) / percentile(few, 0.95)
            figures[state.value] = {"small": few, "large": many}
            report.say(
                f"gallery, {state}: p95 {percentile(few, 0.95) * 1000:.1f} ms with {sizes.small} entries,"
                f" {percentile(many, 0.95) * 1000:.1f} ms with {sizes.large}; worst {many[-1] * 1000:.1f} ms"
            )
            text = f"{sizes.large} entries, {state}: p95 below {TIMES_SMALL} x that of {sizes.small}"
            report.expect(text, f"x{ratio:.2f}", holds=ratio < TIMES_SMALL)
    report.keep("gallery", figures)


async def _in_turn(small: "Filled", large: "Filled", state: State, sizes: Sizes) -> tuple[list[float], list[float]]:
    taken: tuple[list[float], list[float]] = ([], [])
    drawn = random.Random(f"{state}")
    for one in (small, large):
        await one.visit(state, 0)  # what is imported or compiled once
    for _ in range(sizes.visits):
        for one, times in zip((small, large), taken, strict=True):
            times.append(await one.visit(state, drawn.randrange(one.entries)))
    return sorted(taken[0]), sorted(taken[1])


@dataclass(frozen=True, slots=True)
class Filled:
    """A house whose gallery has so many entries in each contest."""

    house: House
    entries: int

    async def visit(self, state: State, place: int) -> float:
        """Ask for the page after the entry at a place; return the seconds until all of it has come."""
        self.house.clock.at += PAUSE
        start = time.perf_counter()
        path = f"/gallery/contests/{state}?after={_id(state, place)}&places={place}"
        async with self.house.nobody.ask("GET", path, headers={"Accept": "text/html"}) as answer:
            await answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answered {answer.status}")
        return time.perf_counter() - start


@asynccontextmanager
async def _filled(folder: Path, entries: int) -> AsyncIterator[Filled]:
    await asyncio.to_thread(folder.mkdir)
    async with open_house(folder) as house:
        ada = await house.person()
        async with house.store.reading() as work:
            [account] = await work.people.accounts(ada.id)
        for state in STATES:
            await _fill(house, state, ada.id, account.id, entries)
        yield Filled(house, entries)


async def _fill(house: House, state: State, author: str, account: str, entries: int) -> None:
    made = contest(state, state, house.community.id)
    async with house.store.work() as work:
        await work.contests.add(made)
    entry = {
        "contest": made.id, "member": author, "account": account, "kind": EntryKind.REMIX, "title": "An entry",
        "state": EntryState.ADMITTED, "in_gallery": True, "may_be_remixed": True, "wants_messages": True,
        "terms_version": 1, "shown_as": "Ada",
    }  # fmt: skip
    line = {
        "contest": made.id, "member": author, "numerator": 1, "denominator": 2, "approvals": 1, "exposures": 2,
        "struck": False,
    }  # fmt: skip
    numbers = range(entries)
    moments = {n: NOON + timedelta(seconds=n) for n in numbers}
    rows = {schema.entries: [{"id": _id(state, n), "first_sent_at": moments[n], **entry} for n in numbers]}
    if state is State.VOTING:
        voters = [(await house.person(f"V{n}")).id for n in range(VOTERS)]
        rows[schema.choices] = [
            {"round": made.rounds[1].id, "member": voter, "entry": _id(state, n), "choice": Choice.PASS, "at": NOON}
            for voter in voters
            for n in numbers
        ]
    if state is State.ANNOUNCED:
        rows[schema.standings] = [
            {"entry": _id(state, n), "position": n, "rank": n + 1, "frozen_rank": n + 1, **line} for n in numbers
        ]
    async with house.store._database.writing() as connection:
        for table, values in rows.items():
            await connection.execute(insert(table), values)


def _id(state: State, number: int) -> str:
    return f"{state}-{number}"
