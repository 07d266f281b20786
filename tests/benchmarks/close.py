"""The close of a contest with a million approvals, beside one GROUP BY over a covering index by hand."""

import sqlite3
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Table, delete, insert, select, text

from contests.desk.running import advance_due
from contests.model.ballot import Choice, Mode
from contests.model.community import Brand, Community, Venue
from contests.model.contest import Brief, Contest, Plan, Round, RoundKind, Rules, State, Template
from contests.model.entry import EntryKind, EntryState
from contests.model.reward import Reward
from storage import schema
from storage.store import SqlStore, open_store
from tests.benchmarks.figures import Report
from tests.benchmarks.presses import entry_id, member_id

TIMES_GROUP_BY = 2.0
"""Reading, counting and freezing, over one covering-index GROUP BY by hand (issue 6, Done when 3)."""
NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
DAY = timedelta(days=1)
HOUSE = Community("community", Brand("A house"), "en", "UTC")
FILE = "close.db"
QUORUM = 50
"""So that the ballots that hold something have to be counted, too."""
BY_HAND = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA cache_size=-65536",
    "CREATE TABLE votes (round TEXT, member TEXT, entry TEXT, choice TEXT)",
    "CREATE INDEX covering ON votes (round, entry, choice)",
)
COUNT_BY_HAND = "SELECT entry, SUM(choice = 'approve'), COUNT(*) FROM votes WHERE round = 'round' GROUP BY entry"
CHANGED = (schema.contests, schema.rounds, schema.deadlines, schema.standings, schema.offers, schema.outbox)
"""The tables that a close writes."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who voted on what; by default they approve a million times."""

    voters: int = 20_000
    entries: int = 1_000
    approvals: int = 50
    passes: int = 10
    laps: int = 7

    @property
    def marks(self) -> int:
        """Return how many there are of both."""
        return self.voters * (self.approvals + self.passes)

    def answers(self) -> Iterator[tuple[str, str, str]]:
        """Return member, entry and choice: of better entries more are approvals."""
        drawn = np.random.default_rng(6)
        looks = self.approvals + self.passes
        merit = drawn.normal(size=self.entries)
        for voter in range(self.voters):
            seen = drawn.permutation(self.entries)[:looks]
            liked = np.argsort(merit[seen] + 1.2 * drawn.normal(size=looks))[::-1]
            for place, at in enumerate(liked):
                choice = Choice.APPROVE if place < self.approvals else Choice.PASS
                yield member_id(voter), entry_id(seen[at]), choice.value


async def measure(report: Report, folder: Path, crowd: Crowd) -> None:
    """Close the contest over and over, and group by hand beside each close."""
    by_hand = _by_hand(folder / "hand.db", crowd)
    store = await open_store(f"sqlite+aiosqlite:///{folder / FILE}", secret=b"a secret of the benchmarks")
    await _fill(store, crowd)
    _vote(folder / FILE, crowd)
    before = await _kept(store)
    await _close(store, _timed(by_hand)[1])  # what is compiled once, and read from the disk once
    await _restore(store, before)
    ratios, laps = [], []
    report.say(f"\na close of {crowd.marks} marks, {crowd.voters * crowd.approvals} of them approvals")
    for _ in range(crowd.laps):
        grouped, rows = _timed(by_hand)
        taken = await _close(store, rows)
        await _restore(store, before)
        laps.append((grouped, taken))
        ratios.append(taken / grouped)
        report.say(f"GROUP BY by hand {grouped * 1e3:6.1f} ms, close {taken * 1e3:6.1f} ms: x{ratios[-1]:.2f}")
    await store.close()
    by_hand.close()
    report.keep("close", {"marks": crowd.marks, "laps": laps})
    ratio = statistics.median(ratios)
    report.expect(
        f"{crowd.marks} marks on {crowd.entries} entries close within {TIMES_GROUP_BY} x a covering-index GROUP BY",
        f"median {ratio:.2f}, worst {max(ratios):.2f}",
        holds=ratio <= TIMES_GROUP_BY,
    )


def _by_hand(file: Path, crowd: Crowd) -> sqlite3.Connection:
    connection = sqlite3.connect(file)
    for statement in BY_HAND:
        connection.execute(statement)
    connection.executemany("INSERT INTO votes VALUES ('round', ?, ?, ?)", crowd.answers())
    connection.commit()
    return connection


def _vote(file: Path, crowd: Crowd) -> None:
    connection = sqlite3.connect(file)
    connection.executemany("INSERT INTO choices VALUES ('round', ?, ?, ?, 0)", crowd.answers())
    connection.execute("INSERT INTO receipts SELECT 'round', id, 1, id, 0 FROM members WHERE id LIKE 'member%'")
    connection.commit()
    connection.close()


def _timed(by_hand: sqlite3.Connection) -> tuple[float, dict[str, tuple[int, int]]]:
    start = time.perf_counter()
    rows = by_hand.execute(COUNT_BY_HAND).fetchall()
    return time.perf_counter() - start, {entry: (approvals, looks) for entry, approvals, looks in rows}


async def _close(store: SqlStore, by_hand: Mapping[str, tuple[int, int]]) -> float:
    """Play what is due; return the seconds that it took. Raises: RuntimeError if it counts otherwise than by hand."""
    start = time.perf_counter()
    await advance_due(store, NOW)
    taken = time.perf_counter() - start
    async with store.reading() as work:
        decided = await work.contests.get("contest")
    counted = {line.entry: (line.approvals, line.exposures) for line in decided.standings}
    if decided.state is not State.DECIDED or counted != by_hand:
        raise RuntimeError("the close counted otherwise than the statement by hand")
    return taken


async def _kept(store: SqlStore) -> dict[Table, list[dict[str, Any]]]:
    async with store._database.reading() as connection:
        found = {one: (await connection.execute(select(one))).mappings().all() for one in CHANGED}
    return {table: [dict(row) for row in rows] for table, rows in found.items()}


async def _restore(store: SqlStore, rows: Mapping[Table, Sequence[dict[str, Any]]]) -> None:
    async with store._database.writing() as connection:
        await connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in reversed(CHANGED):
            await connection.execute(delete(table))
        for table, held in rows.items():
            if held:
                await connection.execute(insert(table), held)


async def _fill(store: SqlStore, crowd: Crowd) -> None:
    async with store.work() as work:
        await work.people.save_community(HOUSE)
        await work.people.save_venue(Venue("venue", HOUSE.id, "web", "main", "#contest", "en", NOW - DAY))
    sending = Round("sending", RoundKind.SUBMISSION, NOW - 3 * DAY, NOW - 2 * DAY, NOW - 3 * DAY, NOW - 2 * DAY)
    voting = Round("round", RoundKind.VOTING, NOW - 2 * DAY, NOW, NOW - 2 * DAY, mode=Mode.QUEUE)
    brief = Brief("A crowd's contest", Template.REMIX, rewards=(Reward(1, "a bag"), Reward(2, "a hat")))
    contest = Contest(
        "contest", HOUSE.id, brief, Rules(quorum=QUORUM), Plan(), State.VOTING, NOW - 4 * DAY, rounds=(sending, voting)
    )
    async with store._database.writing() as connection:
        for table, rows in _people(crowd).items():
            await connection.execute(insert(table), rows)
    async with store.work() as work:
        await work.contests.add(contest)
    async with store._database.writing() as connection:
        await connection.execute(insert(schema.entries), _entries(crowd))


def _people(crowd: Crowd) -> dict[Table, list[dict[str, Any]]]:
    ids = [*map(member_id, range(crowd.voters)), *(f"author{n:06d}" for n in range(crowd.entries))]
    member = {"community": HOUSE.id, "name": "A member", "folded": "a member", "joined_at": NOW - 5 * DAY}
    account = {"community": HOUSE.id, "platform": "web"}
    return {
        schema.members: [{"id": one, **member} for one in ids],
        schema.accounts: [
            {"id": f"account-{one}", "member": one, "number": n, "handle": one, **account} for n, one in enumerate(ids)
        ],
    }


def _entries(crowd: Crowd) -> list[dict[str, Any]]:
    entry = {
        "contest": "contest", "kind": EntryKind.REMIX, "title": "An entry", "state": EntryState.ADMITTED,
        "in_gallery": True, "may_be_remixed": True, "wants_messages": True, "terms_version": 1, "shown_as": "Ada",
        "sent_at": NOW - 3 * DAY, "first_sent_at": NOW - 3 * DAY,
    }  # fmt: skip
    authors = [(n, f"author{n:06d}") for n in range(crowd.entries)]
    return [{"id": entry_id(n), "member": one, "account": f"account-{one}", **entry} for n, one in authors]
